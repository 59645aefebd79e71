/** Given a document, returns what its own `data-saola-*` attributes say; they count before anything else. */
import { oneLine } from './clean.ts';

export const MARKS = [
  'id',
  'url',
  'title',
  'summary',
  'section',
  'tag',
  'author',
  'published',
  'updated',
  'image',
] as const;
export type Mark = (typeof MARKS)[number];

/** Of each mark the values, in the order of the page; the attribute's own where it has one, else what the element holds. */
export function marksOf(document: Document): ReadonlyMap<Mark, readonly string[]> {
  const found = new Map<Mark, readonly string[]>();
  for (const mark of MARKS) {
    const values = [...document.querySelectorAll(`[data-saola-${mark}]`)].map((element) => valueOf(element, mark));
    const told = values.filter((value) => value !== '');
    if (told.length > 0) found.set(mark, told);
  }
  return found;
}

function valueOf(element: Element, mark: Mark): string {
  const own = element.getAttribute(`data-saola-${mark}`)?.trim();
  const held = ['content', 'datetime', 'href', 'src'].map((name) => element.getAttribute(name)).find((value) => value);
  const isWanted =
    mark === 'url' || mark === 'image' || element.localName === 'meta' || element.hasAttribute('datetime');
  return oneLine(own || (isWanted && held) || element.textContent || '');
}
