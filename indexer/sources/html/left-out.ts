/** For whoever looks at a page: says what of it is not read, in the words of the page. Indexing asks for none of this. */
import type { Leave } from '../source.ts';
import { blocksOf } from './blocks.ts';
import { oneLine, skeleton } from './clean.ts';
import type { Known } from './trim.ts';
import { isUnread, namesOf } from './unread.ts';

/** UTF-16 units of one piece: enough to know it by. */
const SHOWN = 300;

/** No reader sees these. */
const CODE = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'head', 'title']);

/** The same as `isDropped`, which says of elements in the text whether they are passed over; each one that is gets told. */
export function droppedAnd(isDropped: (element: Element) => boolean, leave: Leave): (element: Element) => boolean {
  return (element) => {
    const isBox = isDropped(element);
    if (!isBox && !isUnread(element)) return false;
    const text = CODE.has(element.localName) ? '' : oneLine(element.textContent ?? '');
    const name = namesOf(element).join(' ');
    const what = isBox ? 'a box that is no part of the text' : 'not shown, or not read';
    if (text !== '') leave(cut(text), name === '' ? `${what} (<${element.localName}>)` : `${what} (${name})`);
    return true;
  };
}

/** What stands around the text: menus, lists, the edges of the page. */
export function tellAround(body: Element, roots: readonly Element[], { title, summary }: Known, leave: Leave): void {
  const said = new Set([skeleton(title), skeleton(summary ?? '')]);
  const isUnreadToo = droppedAnd(() => false, leave);
  for (const { text } of blocksOf(body, (element) => roots.includes(element) || isUnreadToo(element)))
    if (text !== '' && !said.has(skeleton(text))) leave(cut(text), 'stands outside the element that holds the text');
}

const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
