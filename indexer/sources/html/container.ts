/** Given a document, returns the elements that hold the text of its article, in their order.
 *  What the page calls them counts first, if there is enough in it; then what Readability finds; then where most of the
 *  text is. */
import { isCalledText, isStated, MIN_PROSE } from './called-text.ts';
import { dropIn } from './dropped.ts';
import { measure, type Measures } from './measure.ts';
import { readable } from './readability.ts';
import { namedAside, namesOf } from './unread.ts';

export type Container = {
  readonly roots: readonly Element[];
  /** Which elements in the roots are no part of the article. */
  readonly isDropped: (element: Element) => boolean;
};

/** An element that is called the article's text must hold so much of the page's. Comments may well be longer. */
const MIN_NAMED = 0.4;
/** So much is enough where no other box of the page holds as much: news may be shorter than all that stands around it. */
const MIN_LARGEST = 0.1;
/** Of two elements, one in the other, the inner one is the text where it holds so much of the outer one's. */
const MIN_INNER = 0.7;
/** `null` where there is no text to speak of. */
export function findContainer(document: Document, page: string, title: Element | undefined): Container | null {
  const marked = [...document.querySelectorAll('[data-saola-body]')].filter(
    (each) => !each.parentElement?.closest('[data-saola-body]'),
  );
  if (marked.length > 0) return { roots: marked, isDropped: () => false };
  const { body } = document;
  const measures = measure(body);
  const dropped = dropIn(body, measures, title);
  const isDropped = (element: Element): boolean => dropped.has(element);
  const rest = measureRest(body, measures, dropped);
  const total = rest(body);
  if (total === 0) return null;
  const roots = named(body, rest, total) ?? unnamed(document, page, rest);
  return { roots, isDropped };
}

type Prose = (element: Element) => number;

/** Letters of prose, without those of dropped elements. */
function measureRest(root: Element, measures: Measures, dropped: ReadonlySet<Element>): Prose {
  const less = new Map<Element, number>();
  for (const element of dropped) {
    if (isWithin(element.parentElement, dropped)) continue;
    const prose = measures.prose(element);
    for (let above = element.parentElement; above; above = above.parentElement) {
      less.set(above, (less.get(above) ?? 0) + prose);
      if (above === root) break;
    }
  }
  const within = new Set<Element>();
  for (const element of root.querySelectorAll('*')) {
    if (dropped.has(element) || (element.parentElement && within.has(element.parentElement))) within.add(element);
  }
  return (element) => (within.has(element) ? 0 : measures.prose(element) - (less.get(element) ?? 0));
}

function isWithin(element: Element | null, set: ReadonlySet<Element>): boolean {
  for (let above = element; above; above = above.parentElement) if (set.has(above)) return true;
  return false;
}

/** What says that it is the text comes before what is only called so: publishing systems name several boxes around it alike. */
function named(body: Element, prose: Prose, total: number): Element[] | null {
  const candidates = [...body.querySelectorAll('*')].filter(
    (element) => isCalledText(element) && prose(element) >= MIN_PROSE,
  );
  return bestOf(candidates.filter(isStated), body, prose, total) ?? bestOf(candidates, body, prose, total);
}

function bestOf(candidates: readonly Element[], body: Element, prose: Prose, total: number): Element[] | null {
  const best = candidates.reduce<Element | null>(
    (most, each) => (most && prose(most) >= prose(each) ? most : each),
    null,
  );
  if (!best) return null;
  const inner = candidates.findLast((each) => best.contains(each) && prose(each) >= MIN_INNER * prose(best)) ?? best;
  const roots = [...twins(inner, candidates), ...strays(inner, body, prose)];
  const sum = roots.reduce((letters, root) => letters + prose(root), 0);
  return sum >= MIN_NAMED * total || (sum >= MIN_LARGEST * total && isLargest(inner, body, sum, prose)) ? roots : null;
}

/** Beside it, and beside what it stands in. */
function isLargest(element: Element, body: Element, held: number, prose: Prose): boolean {
  for (let at = element; at !== body; at = at.parentElement ?? body) {
    for (const beside of at.parentElement?.children ?? []) if (beside !== at && prose(beside) >= held) return false;
  }
  return true;
}

/** A text in several parts, with something between them: siblings that are called the same, or the beginning and the rest, as
 *  Joomla keeps them. */
function twins(element: Element, candidates: readonly Element[]): Element[] {
  const name = element.getAttribute('class');
  const isTwin = (each: Element): boolean =>
    (name !== null && name !== '' && each.getAttribute('class') === name) || (isPart(each) && isPart(element));
  return candidates.filter(
    (each) => each === element || (each.parentElement === element.parentElement && isTwin(each)),
  );
}

const isPart = (element: Element): boolean => namesOf(element).some((name) => /(?:intro|full)-?text$/.test(name));

/** Between two paragraphs may stand so many pictures, advertisements and boxes with links. */
const MAX_GAP = 4;

/** Paragraphs that a closing tag too many has put behind the element that they belong to: they look as those in it do. What
 *  clearly begins something else ends the search: a heading, comments, other prose. */
function strays(container: Element, body: Element, prose: Prose): Element[] {
  const looks = new Set([...container.querySelectorAll('p, div')].filter((each) => prose(each) > 0).map(lookOf));
  const found: Element[] = [];
  let gap = 0;
  for (let above: Element = container; above !== body; above = above.parentElement ?? body) {
    for (let next = above.nextElementSibling; next; next = next.nextElementSibling) {
      if (looks.has(lookOf(next)) && prose(next) > 0 && !next.querySelector('h1, h2, h3')) {
        found.push(next);
        gap = 0;
        continue;
      }
      gap += 1;
      if (gap > MAX_GAP || endsText(next) || prose(next) >= MIN_PROSE) return found;
    }
  }
  return found;
}

const endsText = (element: Element): boolean =>
  namedAside(element) === 'never' ||
  /^(?:footer|aside|nav|article|h[1-6])$/.test(element.localName) ||
  element.querySelector('h1, h2, h3, h4') !== null;

/** Paragraphs are told by their class; elements that may be anything also by how they are set. */
function lookOf(element: Element): string {
  const name = `${element.localName} ${element.getAttribute('class') ?? ''}`;
  return element.localName === 'p' ? name : `${name} ${element.getAttribute('style') ?? ''}`;
}

/** Where Readability and the density of the text point to elements one in the other, the inner one is the text; where they
 *  differ, Readability knows more of pages. */
function unnamed(document: Document, page: string, prose: Prose): Element[] {
  const dense = densest(document.body, prose);
  if (isPlain(dense, prose)) return [dense, ...strays(dense, document.body, prose)];
  const read = readable(document, page, (body) => dropIn(body, measure(body)));
  const root = !read || read.contains(dense) ? dense : read;
  return [root, ...strays(root, document.body, prose)];
}

/** Its paragraphs stand directly in it, so nothing in it could be more of the text, and nothing outside: Readability, which takes
 *  as long as all else, would say the same. */
const PLAIN = 0.9;

function isPlain(element: Element, prose: Prose): boolean {
  let held = 0;
  for (const child of element.children) if (PARAGRAPHS.has(child.localName)) held += prose(child);
  return held >= PLAIN * prose(element);
}

const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 blockquote ul ol dl pre figure'.split(' '));

function densest(body: Element, prose: Prose): Element {
  const wanted = MIN_INNER * prose(body);
  let at = body;
  for (;;) {
    const inner = [...at.children].find((child) => prose(child) >= wanted);
    if (!inner || !HOLDS_BLOCKS.has(inner.localName)) return at;
    at = inner;
  }
}

/** A paragraph or a span may hold most of a short text, and what goes with it stands beside it. */
const HOLDS_BLOCKS = new Set(
  'div section article main td table tbody tr center form ul ol dl blockquote font'.split(' '),
);
