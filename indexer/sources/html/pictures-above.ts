/** Given where the headline and the text of an article are, returns the pictures between them, with their captions: publishing
 *  systems set the first one above the element that holds the text. */
import { blocksOf, type Block } from './blocks.ts';
import { isAside, type Page } from './page.ts';
import { isUnread } from './unread.ts';

/** Elements. What stands further away from the headline has nothing to do with it. */
const MAX_AWAY = 120;

const FRAME = 'figure, table, [class*="Caption"], [class*="avatar"], [class*="cover"]';

export const picturesIn = (frames: readonly Element[], isDropped: (element: Element) => boolean): Block[] =>
  frames.flatMap((frame) => blocksOf(frame, isDropped).filter(({ kind }) => kind === 'image' || kind === 'caption'));

/** What the pictures and their captions stand in. */
export function framesAbove(
  { elements }: Page,
  title: Element | undefined,
  roots: readonly Element[],
  isDropped: (element: Element) => boolean,
): Element[] {
  const [root] = roots;
  const from = title ? elements.indexOf(title) : -1;
  const to = root ? elements.indexOf(root) : -1;
  if (from === -1 || to <= from || to - from > MAX_AWAY || root?.contains(title ?? null)) return [];
  const isAway = (element: Element): boolean => isDropped(element) || isUnread(element);
  const frames: Element[] = [];
  for (const element of elements.slice(from + 1, to)) {
    if (!element.matches(FRAME) || element.contains(root ?? null) || element.closest('a')) continue;
    if (frames.some((frame) => frame.contains(element)) || isAside(element) || isIn(element, isAway)) continue;
    frames.push(element);
  }
  return frames;
}

function isIn(element: Element, isSuch: (each: Element) => boolean): boolean {
  for (let above: Element | null = element; above; above = above.parentElement) if (isSuch(above)) return true;
  return false;
}
