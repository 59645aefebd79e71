/** Given an element, returns what stands in it as a list of blocks: paragraphs, headings, items, rows, pictures, captions. */
import { countLetters, countWords, oneLine } from './clean.ts';
import { shortText } from './short-text.ts';
import { isUnread, namesOf } from './unread.ts';

export type Block = {
  readonly kind: 'text' | 'heading' | 'item' | 'row' | 'code' | 'image' | 'caption';
  readonly text: string;
  /** Of the letters, how many are part of a link, bold, italic: from 0 to 1. */
  readonly linked: number;
  readonly bold: number;
  readonly italic: number;
  readonly align: 'left' | 'center' | 'right';
  /** What the text stands in. */
  readonly element: Element;
};

type Kind = Block['kind'];
type Style = { readonly link: boolean; readonly bold: boolean; readonly italic: boolean };
type Place = { readonly kind: Kind; readonly align: Block['align']; readonly element: Element; readonly style: Style };

const BLOCK = new Set(
  (
    'address article aside blockquote body center caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const IMAGE = new Set(['img', 'picture', 'amp-img', 'video', 'amp-video', 'amp-iframe', 'iframe']);

/** A table around a picture says in a few words what is on it. */
const MAX_CAPTION_WORDS = 90;

/** Photo stories tell their story below the pictures; what is called a caption and is longer is something else. */
const MAX_NAMED_WORDS = 250;

const CAPTION_NAME =
  /(?:^|-)(?:p?captions?|p?caption-text|figcaption|cation|legend|imgcaption|img-desc|image-desc|photo-desc|photo-note|image-note|chu-thich|chuthich|tr-caption|wp-caption-text)(?:-|$)|photocms-caption|caption$/;

/** `isDropped` says which elements are passed over, beside those that nobody reads. */
export function blocksOf(root: Element, isDropped: (element: Element) => boolean): Block[] {
  const blocks: Block[] = [];
  let parts: string[] = [];
  let counts = { all: 0, link: 0, bold: 0, italic: 0 };
  walk(
    root,
    placeIn(root, { kind: 'text', align: 'left', element: root, style: { link: false, bold: false, italic: false } }),
  );
  return blocks;

  function flush(place: Place): void {
    const joined = parts.join('');
    const text = place.kind === 'code' ? joined.replace(/^\n+|\s+$/g, '') : oneLine(joined);
    const { all, link, bold, italic } = counts;
    parts = [];
    counts = { all: 0, link: 0, bold: 0, italic: 0 };
    if (text === '') return;
    const share = (part: number): number => (all === 0 ? 0 : part / all);
    const { kind, align, element } = place;
    blocks.push({ kind, text, linked: share(link), bold: share(bold), italic: share(italic), align, element });
  }

  function addText(text: string, { style }: Place): void {
    parts.push(text);
    const size = countLetters(text);
    counts.all += size;
    if (style.link) counts.link += size;
    if (style.bold) counts.bold += size;
    if (style.italic) counts.italic += size;
  }

  function walk(element: Element, place: Place): void {
    for (const child of element.childNodes) {
      if (child.nodeType === 3) addText(child.textContent ?? '', place);
      else if (child.nodeType === 1) walkElement(child as Element, place);
    }
    if (BLOCK.has(element.localName) || element === root) flush(place);
  }

  function walkElement(element: Element, outer: Place): void {
    const tag = element.localName;
    if (IMAGE.has(tag)) {
      flush(outer);
      blocks.push({ kind: 'image', text: '', linked: 0, bold: 0, italic: 0, align: outer.align, element });
      return;
    }
    if (isDropped(element) || isUnread(element)) {
      if (BLOCK.has(tag)) flush(outer);
      return;
    }
    if (tag === 'br') {
      if (outer.kind === 'code') parts.push('\n');
      else flush(outer);
      return;
    }
    if (tag === 'tr' && isRow(element)) {
      flush(outer);
      walkRow(element, placeIn(element, outer));
      return;
    }
    if (BLOCK.has(tag)) flush(outer);
    walk(element, placeIn(element, outer));
  }

  /** The cells of one row are read across. */
  function walkRow(row: Element, place: Place): void {
    let isFirst = true;
    for (const cell of row.children) {
      if (!isFirst) parts.push(' | ');
      isFirst = false;
      for (const child of cell.childNodes) {
        if (child.nodeType === 3) addText(child.textContent ?? '', place);
        else if (child.nodeType === 1) walkElement(child as Element, place);
      }
    }
    flush(place.kind === 'caption' ? place : { ...place, kind: 'row' });
  }
}

/** A row of data; cells with paragraphs in them are there for the layout. */
function isRow(row: Element): boolean {
  if (row.children.length < 2) return false;
  return [...row.querySelectorAll('*')].every(
    ({ localName }) => !['p', 'div', 'table', 'ul', 'ol', 'br', 'img'].includes(localName),
  );
}

function placeIn(element: Element, outer: Place): Place {
  const tag = element.localName;
  const { style } = outer;
  return {
    kind: kindOf(element, outer.kind),
    align: alignOf(element) ?? outer.align,
    element: BLOCK.has(tag) ? element : outer.element,
    style: {
      link: style.link || tag === 'a',
      bold: style.bold || tag === 'b' || tag === 'strong' || /^h[1-6]$/.test(tag),
      italic: style.italic || tag === 'i' || tag === 'em',
    },
  };
}

function kindOf(element: Element, outer: Kind): Kind {
  const tag = element.localName;
  if (outer === 'caption' || isCaption(element)) return 'caption';
  if (/^h[1-6]$/.test(tag)) return 'heading';
  if (tag === 'pre') return 'code';
  if (tag === 'li') return 'item';
  return outer;
}

function isCaption(element: Element): boolean {
  const tag = element.localName;
  if (tag === 'figcaption') return true;
  if (tag === 'p' && element.getAttribute('class') === 'Image') return true;
  if (BLOCK.has(tag) && tag !== 'body' && namesOf(element).some((name) => CAPTION_NAME.test(name))) {
    return hasAtMost(element, MAX_NAMED_WORDS);
  }
  return (tag === 'table' || tag === 'figure') && isPictureFrame(element);
}

/** Pictures, and at most a few words below them. */
function isPictureFrame(element: Element): boolean {
  if (!element.querySelector('img, picture, amp-img, video')) return false;
  return hasAtMost(element, MAX_CAPTION_WORDS);
}

/** A word has seven letters or fewer, white space of the source left aside. */
function hasAtMost(element: Element, words: number): boolean {
  const text = shortText(element, 40 * words);
  return text !== null && countWords(text) <= words;
}

function alignOf(element: Element): Block['align'] | null {
  const style = /text-align\s*:\s*(\w+)/i.exec(element.getAttribute('style') ?? '')?.[1];
  const align = (
    style ??
    element.getAttribute('align') ??
    (element.localName === 'center' ? 'center' : '')
  ).toLowerCase();
  if (align === 'right' || align === 'end') return 'right';
  if (align === 'center') return 'center';
  return align === '' ? null : 'left';
}
