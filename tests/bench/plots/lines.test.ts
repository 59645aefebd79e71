import { expect, test } from 'vitest';
import { linesPlot, type Line } from '../../../bench/plots/lines.ts';
import { widthOf } from '../../../bench/plots/svg.ts';
import { drawnIn, outside, textsIn } from './drawn.ts';

const line = (name: string, ...values: readonly number[]): Line => ({
  name,
  points: values.map((value, i) => ({ articles: 1_000 * 10 ** i, value, says: `${value} GETs` })),
  figures: 'above',
  ours: name === 'mean',
});
const plot = (...lines: readonly Line[]): string =>
  linesPlot({ title: 'Reads', subtitle: 'Cold', axis: 'GET requests', lines, notes: ['measured somewhere'] });

test('more is higher, larger indexes are further to the right, ten times as large equally far', () => {
  const at = drawnIn(plot(line('mean', 10, 15, 20)))
    .filter(({ name }) => name === 'circle')
    .map(({ attributes }) => ({ x: Number(attributes['cx']), y: Number(attributes['cy']) }));
  const [small, middle, large] = at as [{ x: number; y: number }, { x: number; y: number }, { x: number; y: number }];
  expect(large.x - middle.x).toBeCloseTo(middle.x - small.x, 0);
  expect(small.y - middle.y).toBeCloseTo(middle.y - large.y, 0);
  expect(small.y).toBeGreaterThan(large.y);
});

test('a line is no area', () => {
  const drawn = drawnIn(plot(line('mean', 10, 15, 12))).find(({ name }) => name === 'polyline');
  expect(drawn?.attributes['style']).toBe('fill:none'); // of its own, so that no colour of its class comes before it
});

test('each line is named at its end, each point says its figure, sizes stand along the axis', () => {
  const says = textsIn(plot(line('99 of 100', 20, 30), line('mean', 10, 15)));
  expect(says).toEqual(expect.arrayContaining(['99 of 100', 'mean', '30 GETs', '15 GETs', '1,000', '10,000']));
  expect(says).toEqual(expect.arrayContaining(['GET requests', 'articles in the index', 'measured somewhere']));
});

test('names of lines that end close together do not stand on each other', () => {
  const named = drawnIn(plot(line('99 of 100', 20, 30), line('mean', 10, 29.9), line('least', 1, 29.8)))
    .filter(({ says }) => ['99 of 100', 'mean', 'least'].includes(says))
    .map(({ attributes }) => Number(attributes['y']))
    .toSorted((a, b) => a - b) as [number, number, number];
  expect(Math.min(named[1] - named[0], named[2] - named[1])).toBeGreaterThanOrEqual(14);
});

test('who cannot see it hears every figure', () => {
  const heard = drawnIn(plot(line('mean', 10, 15))).find(({ name }) => name === 'desc')?.says;
  expect(heard).toContain('mean: 10 GETs at 1,000 articles, 15 GETs at 10,000 articles.');
});

test.each([
  { why: 'no lines', lines: [] },
  { why: 'a line without points', lines: [line('mean')] },
  { why: 'one size', lines: [line('99 of 100', 30), line('mean', 18)] },
  { why: 'nothing was read', lines: [line('mean', 0, 0)] },
])('nothing stands outside of the picture: $why', ({ lines }) => {
  const svg = plot(...lines);
  expect(outside(svg, widthOf)).toEqual([]);
  expect(textsIn(svg).includes('Nothing was measured.')).toBe(lines.every(({ points }) => points.length === 0));
});
