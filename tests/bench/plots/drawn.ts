/** Given the text of an SVG, what is drawn in it; an SVG that is no well-formed XML throws. */
import sax from 'sax';

export type Drawn = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of the element itself. */
  readonly says: string;
};

export function drawnIn(svg: string): Drawn[] {
  const all: Drawn[] = [];
  const open: { name: string; attributes: Record<string, string>; says: string }[] = [];
  const parser = sax.parser(true);
  Object.assign(parser, {
    onopentag: ({ name, attributes }: { name: string; attributes: Record<string, string> }) => {
      const element = { name, attributes, says: '' };
      open.push(element);
      all.push(element);
    },
    ontext: (says: string) => {
      const inner = open.at(-1);
      if (inner) inner.says += says;
    },
    onclosetag: () => open.pop(),
  });
  parser.write(svg).close();
  return all;
}

/** The words in the picture, not those beside it. */
export const textsIn = (svg: string): string[] =>
  drawnIn(svg)
    .filter(({ name }) => name === 'text')
    .map(({ says }) => says);

const ACROSS = ['x', 'x1', 'x2', 'cx'] as const;
const DOWN = ['y', 'y1', 'y2', 'cy'] as const;

/** Whatever stands, even partly, beside the picture, or nowhere since its place is no number. Texts by their estimated width. */
export function outside(svg: string, widthOf: (text: string) => number): Drawn[] {
  const [picture, ...elements] = drawnIn(svg);
  const [width, height] = [Number(picture?.attributes['width']), Number(picture?.attributes['height'])];
  return elements.filter(({ name, attributes, says }) => {
    const across = ACROSS.flatMap((key) => (attributes[key] === undefined ? [] : [Number(attributes[key])]));
    const down = DOWN.flatMap((key) => (attributes[key] === undefined ? [] : [Number(attributes[key])]));
    for (const pair of attributes['points']?.split(' ') ?? []) {
      const [x, y] = pair.split(',').map(Number);
      across.push(x ?? NaN);
      down.push(y ?? NaN);
    }
    const [x = 0] = across;
    if (name === 'rect') across.push(x + Number(attributes['width']));
    if (name === 'text') across.push(...sidesOf(x, widthOf(says), attributes['text-anchor'] ?? ''));
    return !(across.every((value) => lies(value, width)) && down.every((value) => lies(value, height)));
  });
}

/** No number lies nowhere. */
const lies = (value: number, most: number): boolean => value >= 0 && value <= most;

function sidesOf(x: number, width: number, anchor: string): [number, number] {
  const before = { start: 0, middle: width / 2, end: width }[anchor] ?? NaN;
  return [x - before, x - before + width];
}
