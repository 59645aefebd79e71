import { expect, test } from 'vitest';
import { rowsPlot, type Row, type Rows } from '../../../bench/plots/rows.ts';
import { linear, powersOfTen } from '../../../bench/plots/scale.ts';
import { widthOf } from '../../../bench/plots/svg.ts';
import { drawnIn, outside, textsIn } from './drawn.ts';

const saola: Row = { name: 'Saola', from: 5, to: 80, says: '80 ms, 5 of it to open', ours: true };
const other: Row = { name: 'Cú pháp <A & "B">', from: 700, to: 735, says: '735 ms, 700 of it to open', ours: false };

const rows = (...groups: readonly (readonly Row[])[]): Rows => ({
  title: 'Câu trả lời đầu tiên',
  subtitle: 'Solid: to open',
  axis: 'milliseconds (ms)',
  groups: groups.map((each, i) => ({ title: `${10 ** (i + 3)} articles`, rows: each })),
  notes: ['measured somewhere'],
});

test('a bar is as long as its figure, from 0; the solid part lies on the pale one', () => {
  const bars = drawnIn(rowsPlot(rows([saola, other]), 'bars', linear)).filter(({ name }) => name === 'rect');
  const lengths = bars.slice(1).map(({ attributes }) => Number(attributes['width'])); // the first is the paper
  const [pale, solid, otherPale, otherSolid] = lengths as [number, number, number, number];
  expect(solid / pale).toBeCloseTo(5 / 80, 1);
  expect(pale / otherPale).toBeCloseTo(80 / 735, 2);
  expect(otherSolid / otherPale).toBeCloseTo(700 / 735, 2);
  expect(bars.slice(1).map(({ attributes }) => attributes['class'])).toEqual([
    'ours rest',
    'ours bar',
    'theirs rest',
    'theirs bar',
  ]);
});

test('points stand at both figures, ten times as much equally far', () => {
  const svg = rowsPlot(
    rows([
      { ...saola, from: 1, to: 10 },
      { ...other, from: 10, to: 100 },
    ]),
    'points',
    powersOfTen,
  );
  const at = drawnIn(svg)
    .filter(({ name }) => name === 'circle')
    .map(({ attributes }) => Number(attributes['cx']));
  const [one, ten, tenAgain, hundred] = at as [number, number, number, number];
  expect(tenAgain).toBe(ten);
  expect(hundred - ten).toBeCloseTo(ten - one, 0);
});

test('names, figures, sizes, the axis with its unit and notes are in the picture', () => {
  expect(textsIn(rowsPlot(rows([saola], [other]), 'bars', linear))).toEqual(
    expect.arrayContaining([
      'Câu trả lời đầu tiên',
      '1000 articles',
      '10000 articles',
      'Saola',
      'Cú pháp <A & "B">',
      '735 ms, 700 of it to open',
      'milliseconds (ms)',
      'measured somewhere',
    ]),
  );
});

test('who cannot see it hears the title and every figure', () => {
  const svg = rowsPlot(rows([saola, other]), 'bars', linear);
  const [picture, ...elements] = drawnIn(svg);
  const labelled = picture?.attributes['aria-labelledby']?.split(' ') ?? [];
  const heard = labelled.map((id) => elements.find(({ attributes }) => attributes['id'] === id)?.says);
  expect(picture?.attributes['role']).toBe('img');
  expect(heard[0]).toBe('Câu trả lời đầu tiên');
  expect(heard[1]).toContain('Saola 80 ms, 5 of it to open; Cú pháp <A & "B"> 735 ms, 700 of it to open.');
});

test('the picture brings its own background, and another where the system is dark', () => {
  const style = drawnIn(rowsPlot(rows([saola]), 'bars', linear)).find(({ name }) => name === 'style')?.says ?? '';
  const [light = '', dark = ''] = style.split('@media(prefers-color-scheme:dark)');
  const inks = ['.paper', '.heading', '.muted', '.grid', '.ours', '.theirs'];
  expect(inks.filter((name) => !light.includes(name) || !dark.includes(name))).toEqual([]);
});

test.each([
  { why: 'no rows', plot: rows() },
  { why: 'a group without rows', plot: rows([]) },
  { why: 'one row', plot: rows([saola]) },
  { why: 'nothing took any time', plot: rows([{ ...saola, from: 0, to: 0 }]) },
  {
    why: 'long names and figures',
    plot: rows([{ ...saola, name: 'FlexSearch, folded, context 1 '.repeat(2) }, other]),
  },
])('nothing stands outside of the picture: $why', ({ plot }) => {
  const svg = rowsPlot(plot, 'bars', linear);
  expect(outside(svg, (says) => widthOf(says, 'small'))).toEqual([]);
  expect(textsIn(svg).includes('Nothing was measured.')).toBe(plot.groups.every((group) => group.rows.length === 0));
});

test('the check would see what stands outside', () => {
  const svg = rowsPlot(rows([{ ...saola, from: 0, to: Number.NaN }]), 'bars', () => ({
    at: (x) => x * 1e6,
    ticks: [1],
  }));
  expect(outside(svg, widthOf).length).toBeGreaterThan(0);
});
