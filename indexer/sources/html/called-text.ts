/** Given an element, says whether the page calls it the text of its article. */
import { namesOf } from './unread.ts';

/** `article-body`, `details__content`, `ArticleContent`, `knc-content`, `entry-content`, `post-text`, `noi-dung-bai`. */
const TEXT_NAME =
  /^(?:fck-detail|maincontent|markdown|prose|abody|art-body|bodytext|nddetail|noi-?dung(?:-.*)?|lbl-?noi-?dung|detail-cmain)$|(?:^|-)(?:article|details?|entry|post|news|story|singular|cms|blog|bai-?viet|chi-?tiet|noi-?dung)(?:-+(?:main|full|inner|page|single))?-*(?:content|contents|body|text|detail|html|noi-?dung)(?:-|$)|^(?:content|body)-*(?:detail|article|news|post|text|noi-?dung)s?$|-noi-?dung$|(?:^|-)(?:intro|full)-?text$/;
const TEXT_PROPERTY = /(?:^|\s)(?:articleBody|content:encoded|reviewBody|text)(?:\s|$)/;

/** Letters of one short paragraph: with less an element is no text, whatever it is called. */
export const MIN_PROSE = 60;

/** Not only by how it is called: machines are told so. */
export const isStated = (element: Element): boolean =>
  TEXT_PROPERTY.test(element.getAttribute('itemprop') ?? '') ||
  TEXT_PROPERTY.test(element.getAttribute('property') ?? '') ||
  element.getAttribute('data-role') === 'content';

/** A paragraph that is called as the one before or behind it is a part of the text. */
const isOneOfMany = ({ previousElementSibling, nextElementSibling, classList }: Element): boolean =>
  [previousElementSibling, nextElementSibling].some((beside) =>
    [...classList].some((name) => beside?.classList.contains(name)),
  );

export function isCalledText(element: Element): boolean {
  if (isStated(element)) return true;
  if (element.localName === 'p' && isOneOfMany(element)) return false;
  if (['body', 'a', 'span', 'li', 'h1', 'h2', 'h3'].includes(element.localName) && element.getAttribute('id') === null)
    return false;
  return element.localName !== 'body' && namesOf(element).some((name) => TEXT_NAME.test(name));
}
