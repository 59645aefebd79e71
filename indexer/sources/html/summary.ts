/** Given a page, returns the summary above its article (the sapo), and whether it stands on the page in its own element. */
import { countWords, skeleton } from './clean.ts';
import { textIn } from './json-ld.ts';
import { isAside, shownText, type Page } from './page.ts';
import type { Title } from './title.ts';
import { withoutSite } from './title.ts';
import { namesOf } from './unread.ts';

export type Summary = { readonly text: string; readonly isShown: boolean };

const SUMMARY_NAME =
  /^(?:.*-)?(?:sapo|chapp?eau|standfirst|lead|lede|lead-text|tom-tat|tomtat|article-lead|nd-?head|excerpt|deck|dek|summary|cms-desc|intro|description|desc|home-?text|p-?head)$|^(?:.*-)?(?:sapo|tom-?tat)-(?:detail|article|text|content)$|^(?:.*-)?(?:article|entry|news|page|post|single)-sub-?title$/;

const MIN_WORDS = 5;
const MAX_WORDS = 160;
/** Elements behind the headline. */
const MAX_AWAY = 60;

export function summaryOf(page: Page, title: Title): Summary | undefined {
  const shown = shownSummary(page, title);
  if (shown) return { text: shown, isShown: true };
  const { jsonLd, meta } = page;
  const given = [
    textIn(jsonLd.article?.['description']),
    meta.first('og:description', 'twitter:description'),
    meta.first('description'),
  ];
  const text = given.find((each) => each !== undefined && skeleton(each) !== skeleton(title.text));
  return text === undefined ? undefined : { text: withoutSite(text, page), isShown: false };
}

/** The first element called so behind the headline. */
function shownSummary(page: Page, title: Title): string | undefined {
  const { elements } = page;
  const at = title.element ? elements.indexOf(title.element) : -1;
  if (at === -1) return undefined;
  const near = elements.slice(at + 1, at + MAX_AWAY);
  const second = near.filter(isParagraph)[1]; // the first one may be of the summary itself
  const isBehind = (each: Element): boolean => second !== undefined && near.indexOf(each) > near.indexOf(second);
  const element = near.find(
    (each) =>
      namesOf(each).some((name) => SUMMARY_NAME.test(name)) &&
      each.localName !== 'meta' &&
      !isAside(each) &&
      !each.closest('a, li, figure, article article') &&
      !isBehind(each) &&
      !each.querySelector('h1, h2 a, h3 a, p + p, time, li') &&
      countWords(each.textContent ?? '') >= MIN_WORDS &&
      countWords(each.textContent ?? '') <= MAX_WORDS,
  );
  return shownText(element);
}

/** One of some length, outside captions. Behind the second one the text has begun: what is called a summary there is of
 *  something else. */
const isParagraph = (element: Element): boolean =>
  element.localName === 'p' && countWords(element.textContent ?? '') >= MIN_PARAGRAPH && !element.closest('figure');
const MIN_PARAGRAPH = 12;
