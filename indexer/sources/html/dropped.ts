/** Given the body of a page, returns the elements in it that are no part of an article: by their name, by their place, since they
 *  lead to other articles, or since the page says that they are comments. What holds too much of the text stays. */
import { isCalledText, MIN_PROSE } from './called-text.ts';
import { countLetters } from './clean.ts';
import type { Measures } from './measure.ts';
import { teasersIn } from './teasers.ts';
import { namedAside } from './unread.ts';

/** An element that its name puts aside may hold so much of the text at most; else the name says something else. */
const MAX_ASIDE = 0.35;
/** What looks like one of several teasers may hold so much. */
const MAX_TEASER = 0.6;

export function dropIn(root: Element, measures: Measures, title?: Element): ReadonlySet<Element> {
  const total = Math.max(1, measures.prose(root));
  const dropped = new Set<Element>();
  for (const element of root.querySelectorAll('*')) {
    const aside = namedAside(element);
    const share = measures.prose(element) / total;
    if (aside === 'never' && (share <= MAX_ASIDE || !element.querySelector('h1'))) dropped.add(element);
    if (aside === 'seldom' && share <= MAX_ASIDE && !isWordOfSentence(element)) dropped.add(element);
    if (element.localName === 'form' && share <= MAX_ASIDE) dropped.add(element);
    if (isPageEdge(element) && share <= MAX_ASIDE) dropped.add(element);
  }
  const teasers = teasersIn(root, title);
  const most = teasers.length > 1 ? MAX_TEASER : MAX_ASIDE;
  for (const element of teasers) if (measures.prose(element) / total <= most) dropped.add(element);
  for (const element of commentsIn(root, measures)) dropped.add(element);
  for (const element of root.querySelectorAll('[itemprop~="articleBody"]')) dropped.delete(element);
  return dropped;
}

/** The header and the footer of the page or of the article; a quotation may have a footer too, that says whose it is. */
function isPageEdge(element: Element): boolean {
  const { localName, parentElement } = element;
  if (localName === 'footer') return parentElement?.localName !== 'blockquote';
  return localName === 'header' && element.querySelector('h1, nav, time, form, ul') !== null;
}

/** `<p>Vụ sen ở <a class="cms-tag">Đồng Tháp Mười</a> kết thúc sớm</p>`: what a link in a sentence leads to is named, not what it says. */
function isWordOfSentence(element: Element): boolean {
  if (element.localName !== 'a' && element.localName !== 'span') return false;
  return [element.previousSibling, element.nextSibling].some(
    (beside) => beside?.nodeType === 3 && countLetters(beside.textContent ?? '') > 0,
  );
}

const COMMENT = '[itemtype*="schema.org/Comment"], [itemtype*="schema.org/UserComments"]';

/** Forums mark the answers to a post as comments, and some of them the post itself: the first, where nothing else is called the text
 *  and it is more than all that is no comment. */
function commentsIn(root: Element, measures: Measures): Element[] {
  const comments = [...root.querySelectorAll(COMMENT)].filter((each) => !each.parentElement?.closest(COMMENT));
  const [first, ...rest] = comments;
  if (!first) return [];
  const isText = (each: Element): boolean =>
    isCalledText(each) && measures.prose(each) >= MIN_PROSE && !each.closest(COMMENT) && !each.querySelector(COMMENT);
  if ([...root.querySelectorAll('*')].some(isText)) return comments;
  const held = comments.reduce((letters, each) => letters + measures.prose(each), 0);
  return measures.prose(first) > measures.prose(root) - held ? rest : comments;
}
