/** Given a document, returns the element in which Readability finds its article. The one file that knows Readability. */
import { Readability } from '@mozilla/readability';
import { parsePage } from './dom.ts';

/** Letters of one short paragraph. */
const MIN_TEXT = 60;

const NUMBER = 'data-saola-number';

/** Readability reads the text of an element again for each element around it: depth times letters are its work, of which
 *  this much takes two seconds. An article of 100,000 letters stands 40 deep at most. */
const MAX_READ = 4_000_000;
const MAX_READ_ELEMENTS = 15_000;

/** The element that holds all that Readability keeps; `null` where it finds nothing, or would take too long. It changes the
 *  document that it reads, so it gets its own, in which the elements are numbered, and without those that are `unread`. What
 *  it would leave out of that element is not left out here: it takes tables and lists for boilerplate where they have many
 *  numbers or links. */
export function readable(
  document: Document,
  page: string,
  unread: (body: Element) => Iterable<Element>,
): Element | null {
  const parsed = parsePage(page);
  if (!parsed.ok) return null;
  const own = parsed.document;
  for (const [number, element] of [...own.querySelectorAll('*')].entries())
    element.setAttribute(NUMBER, String(number));
  for (const element of unread(own.body)) element.remove();
  const elements = [...document.querySelectorAll('*')];
  if (depthOf(own.body) * (own.body.textContent?.length ?? 0) > MAX_READ) return null;
  try {
    const reader = new Readability<Element>(own, {
      charThreshold: MIN_TEXT,
      maxElemsToParse: MAX_READ_ELEMENTS,
      keepClasses: true,
      serializer: (node) => node as Element,
    });
    const content = reader.parse()?.content;
    if (!content) return null;
    const kept = [...content.querySelectorAll(`[${NUMBER}]`)]
      .filter((each) =>
        [...each.childNodes].some((child) => child.nodeType === 3 && (child.textContent ?? '').trim() !== ''),
      )
      .flatMap((each) => elements[Number(each.getAttribute(NUMBER))] ?? []);
    return kept.reduce<Element | null>(
      (above, each) => (above ? commonParent(above, each) : (each.parentElement ?? each)),
      null,
    );
  } catch {
    return null; // it throws where a page has no element that could be one
  }
}

function depthOf(root: Element): number {
  const depths = new Map<Element | null, number>();
  let deepest = 0;
  for (const element of root.querySelectorAll('*')) {
    const depth = (depths.get(element.parentElement) ?? 0) + 1;
    depths.set(element, depth);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function commonParent(one: Element, other: Element): Element {
  let above = one;
  while (!above.contains(other) && above.parentElement) above = above.parentElement;
  return above;
}
