/** Given an element, returns the boxes in it that lead to other articles: a headline with a link, what stands around it, and
 *  rows of boxes that are alike and have a link each. */
import { countLetters, countWords } from './clean.ts';
import { holds, shortText } from './short-text.ts';

const LINKED_HEADING = 'h1 a, h2 a, h3 a, h4 a, a h2, a h3, a h4';
const MIN_WORDS = 3;
/** So many boxes of one look, one beside the other, are a list. */
const MIN_ROW = 4;

/** None that holds `title`, where the article begins that the page is about. */
export function teasersIn(root: Element, title: Element | undefined): Element[] {
  const boxes = new Set<Element>();
  for (const link of root.querySelectorAll(LINKED_HEADING)) {
    if (countWords(link.textContent ?? '') < MIN_WORDS || !leadsElsewhere(link.closest('a')) || isName(link)) continue;
    const box = link.closest('article, li, .hentry') ?? link.closest('h1, h2, h3, h4')?.parentElement;
    if (box && box !== root) boxes.add(box);
  }
  for (const parent of [root, ...root.querySelectorAll('*')]) for (const box of rowIn(parent)) boxes.add(box);
  for (const box of pictured(root)) boxes.add(box);
  return [...boxes].filter((box) => !title || !box.contains(title));
}

/** A box around a picture and words that lead to one page, with little else in it. */
function pictured(root: Element): Element[] {
  return [...root.querySelectorAll('a[href] img')].flatMap((image) => {
    const link = image.closest('a');
    const address = link?.getAttribute('href') ?? '';
    // whose a picture is, a figure says by a link too
    if (
      !link ||
      link.closest('figure') ||
      !leadsElsewhere(link) ||
      /\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)/i.test(address)
    )
      return [];
    for (let box = link.parentElement; box && box !== root; box = box.parentElement) {
      if (shortText(box, MAX_BOX_UNITS) === null) return [];
      const isOther = (each: Element): boolean =>
        each !== link && each.getAttribute('href') === address && isTellingLink(each);
      if (holds(box, isOther)) return [box];
    }
    return [];
  });
}

/** A headline and a sentence or two. */
const MAX_BOX_UNITS = 400;

function rowIn(parent: Element): readonly Element[] {
  if (parent.children.length < MIN_ROW) return [];
  const byLook = new Map<string, Element[]>();
  for (const child of parent.children) {
    if (!ROW.has(child.localName)) continue;
    const look = `${child.localName} ${child.getAttribute('class') ?? ''}`;
    const before = byLook.get(look);
    if (before) before.push(child);
    else byLook.set(look, [child]);
  }
  return [...byLook.values()]
    .filter((row) => row.length >= MIN_ROW)
    .map((row) => row.filter(isBox))
    .filter((row) => row.length >= MIN_ROW)
    .flat();
}

const ROW = new Set(['div', 'article', 'li', 'section', 'tr']);
const STRUCTURE = new Set(['img', 'picture', 'h2', 'h3', 'h4', 'div', 'p']);

/** A link of several words that is a line of its own, and something around it that is more than text. What is told in turn, as in
 *  a live report, has links in its sentences, and is longer. */
function isBox(element: Element): boolean {
  return (
    shortText(element, MAX_ROW_UNITS) !== null && // first: the rest reads all that stands around each of its links
    holds(element, ({ localName }) => STRUCTURE.has(localName)) &&
    holds(
      element,
      (each) =>
        isTellingLink(each) && !isInSentence(each) && (isOverlay(each) || lettersBefore(each, element) <= MAX_BEFORE),
    )
  );
}

/** Laid over the whole box, it says where it leads in an attribute. */
const isOverlay = (link: Element): boolean => countWords(link.textContent ?? '') === 0;

/** Letters outside links above a headline: a section, a date, how many have read it. */
const MAX_BEFORE = 100;

function lettersBefore(link: Element, box: Element): number {
  let letters = 0;
  count(box);
  return letters;

  /** Whether the link was reached. */
  function count(node: Node): boolean {
    if (node === link) return true;
    if (node.nodeType === 3) letters += countLetters(node.textContent ?? '');
    if (node.nodeType === 1 && (node as Element).localName === 'a')
      return holds(node as Element, (each) => each === link);
    for (let child = node.firstChild; child && letters <= MAX_BEFORE; child = child.nextSibling)
      if (count(child)) return true;
    return letters > MAX_BEFORE;
  }
}

/** UTF-16 units with the white space of the source: a headline, and the beginning of a text as blogs show it. */
const MAX_ROW_UNITS = 2000;

/** Of a paragraph, less than half is the link. */
function isInSentence(link: Element): boolean {
  const paragraph = link.closest('p');
  return paragraph !== null && countWords(paragraph.textContent ?? '') > 2 * countWords(link.textContent ?? '');
}

function isTellingLink(element: Element): boolean {
  if (element.localName !== 'a' || !leadsElsewhere(element) || isName(element)) return false;
  const text = `${element.textContent} ${element.getAttribute('aria-label') ?? ''}`;
  return countWords(text) >= MIN_WORDS && /\p{L}/u.test(text); // a date leads to a post of a thread
}

/** Who wrote a post, beside it. */
const isName = (link: Element): boolean => link.closest('[itemprop~="author"], [rel~="author"]') !== null;

const leadsElsewhere = (link: Element | null): boolean => {
  const address = link?.getAttribute('href') ?? '';
  return address !== '' && !/^(?:#|javascript:|mailto:|tel:)/i.test(address);
};
