/** Given rows in groups, a plot of one row under the other along a common axis: names to the left, figures at the end of
 *  what is drawn. */
import type { Scale, Span } from './scale.ts';
import { BODY_TOP, MARGIN, WIDTH, element, picture, text, widthOf } from './svg.ts';

export type Row = {
  readonly name: string;
  /** Both ends of what is drawn; `from` is not above `to`. */
  readonly from: number;
  readonly to: number;
  /** Its figures with their units, as they stand behind it. */
  readonly says: string;
  /** Saola's own are coloured, the others grey. */
  readonly ours: boolean;
};

export type Rows = {
  readonly title: string;
  readonly subtitle: string;
  /** What the axis counts, with its unit. */
  readonly axis: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly Row[] }[];
  /** Small lines at the foot: what has to be known, and where it was measured. */
  readonly notes: readonly string[];
};

/** A bar from 0, solid up to `from` and pale up to `to`; or a line between two points, for an axis that has no 0. */
export type Mark = 'bars' | 'points';

const ROW = 24;
const GROUP_TITLE = 26;
const BAR = 14;
const POINT_RADIUS = 4.5;
const AXIS_FOOT = 44;
const NOTE = 16;

/** `scaleOf` gets both ends of all rows. */
export function rowsPlot(rows: Rows, mark: Mark, scaleOf: (values: readonly number[], span: Span) => Scale): string {
  const { title, subtitle, axis, groups, notes } = rows;
  const all = groups.flatMap((group) => group.rows);
  const left = MARGIN + Math.max(80, ...all.map(({ name }) => widthOf(name))) + 10;
  const right = WIDTH - MARGIN - Math.max(20, ...all.map(({ says }) => widthOf(says, 'small'))) - 8;
  const scale = scaleOf(
    all.flatMap(({ from, to }) => [from, to]),
    [left, right],
  );
  const drawn: string[] = [];
  let y = BODY_TOP;
  for (const group of groups) {
    drawn.push(text(MARGIN, y + 18, group.title, { muted: true }));
    y += GROUP_TITLE;
    for (const row of group.rows) {
      drawn.push(rowOf(row, y + ROW / 2, scale, left, mark));
      y += ROW;
    }
  }
  const bottom = y + 6;
  const grid = scale.ticks.flatMap((tick) => [
    element('line', { class: 'grid', x1: scale.at(tick), x2: scale.at(tick), y1: BODY_TOP, y2: bottom }),
    text(scale.at(tick), bottom + 15, tick.toLocaleString('en-US'), { size: 'small', anchor: 'middle', muted: true }),
  ]);
  return picture({
    title,
    subtitle,
    description: described(rows),
    height: bottom + AXIS_FOOT + notes.length * NOTE + 6,
    body: [
      ...(all.length === 0 ? [text(MARGIN, BODY_TOP + 18, 'Nothing was measured.')] : grid),
      ...drawn,
      text((left + right) / 2, bottom + 33, axis, { size: 'small', anchor: 'middle' }),
      ...notes.map((note, i) => text(MARGIN, bottom + AXIS_FOOT + 12 + i * NOTE, note, { size: 'small', muted: true })),
    ],
  });
}

function rowOf({ name, from, to, says, ours }: Row, middle: number, scale: Scale, left: number, mark: Mark): string {
  const colour = ours ? 'ours' : 'theirs';
  const [x1, x2] = [scale.at(from), scale.at(to)];
  const box = { y: middle - BAR / 2, height: BAR, style: 'stroke:none' };
  const marks =
    mark === 'bars'
      ? [
          element('rect', { class: `${colour} rest`, x: left, width: x2 - left, ...box }),
          element('rect', { class: `${colour} bar`, x: left, width: x1 - left, ...box }),
        ]
      : [
          element('line', { class: `${colour} line`, x1, x2, y1: middle, y2: middle }),
          ...[x1, x2].map((cx) => element('circle', { class: colour, cx, cy: middle, r: POINT_RADIUS })),
        ];
  return [
    text(left - 10, middle + 4, name, { anchor: 'end' }),
    ...marks,
    text(x2 + (mark === 'bars' ? 6 : POINT_RADIUS + 6), middle + 4, says, { size: 'small' }),
  ].join('');
}

const described = ({ subtitle, axis, groups }: Rows): string =>
  [
    `${subtitle}. ${axis}.`,
    ...groups.map(
      ({ title, rows }) => `${title}: ${rows.map(({ name, says }) => `${name} ${says}`).join('; ') || 'nothing'}.`,
    ),
  ].join(' ');
