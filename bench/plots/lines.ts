/** Given series of figures by size of index, a plot of one line for each; its name stands at its end, each figure at its point. */
import { linear, sizes } from './scale.ts';
import { BODY_TOP, MARGIN, WIDTH, element, picture, text, widthOf } from './svg.ts';

export type Line = {
  readonly name: string;
  readonly points: readonly { readonly articles: number; readonly value: number; readonly says: string }[];
  /** Where the figures stand: over the points of the upper line, under those of the lower one. */
  readonly figures: 'above' | 'below';
  readonly ours: boolean;
};

export type Lines = {
  readonly title: string;
  readonly subtitle: string;
  /** What the upright axis counts, with its unit. The other one counts articles. */
  readonly axis: string;
  readonly lines: readonly Line[];
  readonly notes: readonly string[];
};

const PLOT_HEIGHT = 240;
const FOOT = 50;
const NOTE = 16;
/** Between the names of two lines that end close to one another. */
const NAME_GAP = 17;

export function linesPlot({ title, subtitle, axis, lines, notes }: Lines): string {
  const points = lines.flatMap((line) => line.points);
  const names = lines.filter((line) => line.points.length > 0);
  const [top, bottom] = [BODY_TOP + 26, BODY_TOP + 26 + PLOT_HEIGHT];
  const [left, right] = [MARGIN + 48, WIDTH - MARGIN - Math.max(40, ...names.map(({ name }) => widthOf(name))) - 12];
  const upright = linear(
    points.map(({ value }) => value),
    [bottom, top],
  );
  const across = sizes(
    points.map(({ articles }) => articles),
    [left + 40, right - 20],
  );
  const ends = apart(names.map(({ points: own }) => upright.at(own.at(-1)?.value ?? 0) + 4));
  const small = { size: 'small', muted: true } as const;
  const grid = [
    ...upright.ticks.flatMap((tick) => [
      element('line', { class: 'grid', x1: left, x2: right, y1: upright.at(tick), y2: upright.at(tick) }),
      text(left - 8, upright.at(tick) + 4, tick.toLocaleString('en-US'), { ...small, anchor: 'end' }),
    ]),
    ...across.ticks.map((tick) =>
      text(across.at(tick), bottom + 17, tick.toLocaleString('en-US'), { ...small, anchor: 'middle' }),
    ),
    text((left + right) / 2, bottom + 36, 'articles in the index', { size: 'small', anchor: 'middle' }),
  ];
  const drawn = names.map((line, i) => {
    const at = line.points.map(({ articles, value, says }) => ({ x: across.at(articles), y: upright.at(value), says }));
    const colour = line.ours ? 'ours' : 'theirs';
    return [
      element('polyline', {
        class: `${colour} line`,
        style: 'fill:none',
        points: at.map(({ x, y }) => `${tenths(x)},${tenths(y)}`).join(' '),
      }),
      ...at.map(({ x, y }) => element('circle', { class: colour, cx: x, cy: y, r: 4 })),
      ...at.map(({ x, y, says }) =>
        text(x, line.figures === 'above' ? y - 10 : y + 19, says, { size: 'small', anchor: 'middle' }),
      ),
      text((at.at(-1)?.x ?? right) + 26, ends[i] ?? bottom, line.name),
    ].join('');
  });
  const described = names.map(
    ({ name, points: own }) =>
      `${name}: ${own.map(({ articles, says }) => `${says} at ${articles.toLocaleString('en-US')} articles`).join(', ')}.`,
  );
  return picture({
    title,
    subtitle,
    description: [`${subtitle}. ${axis}, by articles in the index.`, ...described].join(' '),
    height: bottom + FOOT + notes.length * NOTE + 6,
    body: [
      text(MARGIN, BODY_TOP + 12, axis, { size: 'small' }),
      ...(points.length === 0 ? [text(left + 40, top + 40, 'Nothing was measured.')] : grid),
      ...drawn,
      ...notes.map((note, i) => text(MARGIN, bottom + FOOT + 12 + i * NOTE, note, { size: 'small', muted: true })),
    ],
  });
}

/** Moves down what would stand on its upper neighbour. */
function apart(wanted: readonly number[]): number[] {
  const placed = [...wanted];
  const fromTop = wanted.map((_, i) => i).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  let free = -Infinity;
  for (const i of fromTop) {
    placed[i] = Math.max(wanted[i] ?? 0, free);
    free = placed[i] + NAME_GAP;
  }
  return placed;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
