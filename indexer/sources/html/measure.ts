/** Given a document, returns how much there is to read in each of its elements. */
import { countLetters } from './clean.ts';
import { isUnread } from './unread.ts';

export type Measure = {
  /** Letters and digits that are shown. */
  readonly letters: number;
  /** As many of them as are part of a link. */
  readonly linked: number;
};

export type Measures = {
  readonly of: (element: Element) => Measure;
  /** Letters outside links: what one reads, not where one goes. */
  readonly prose: (element: Element) => number;
};

const NOTHING: Measure = { letters: 0, linked: 0 };

export function measure(root: Element): Measures {
  const known = new Map<Element, Measure>();
  visit(root, false);
  const of = (element: Element): Measure => known.get(element) ?? NOTHING;
  return {
    of,
    prose: (element) => of(element).letters - of(element).linked,
  };

  function visit(element: Element, isLink: boolean): Measure {
    if (isUnread(element)) return NOTHING;
    let letters = 0;
    let linked = 0;
    const inLink = isLink || element.localName === 'a';
    for (const child of element.childNodes) {
      if (child.nodeType === 3) {
        const found = countLetters(child.textContent ?? '');
        letters += found;
        if (inLink) linked += found;
      } else if (child.nodeType === 1) {
        const inner = visit(child as Element, inLink);
        letters += inner.letters;
        linked += inner.linked;
      }
    }
    const sum = { letters, linked };
    known.set(element, sum);
    return sum;
  }
}
