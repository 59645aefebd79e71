import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { linear, powersOfTen, sizes } from '../../../bench/plots/scale.ts';

const figures = fc.array(fc.double({ min: 0.001, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 });
const SPAN = [100, 500] as const;

test.each([
  { name: 'linear', scaleOf: linear },
  { name: 'powers of ten', scaleOf: powersOfTen },
  { name: 'sizes', scaleOf: sizes },
])('$name: every figure and every tick has its place on the axis, in order', ({ scaleOf }) => {
  fc.assert(
    fc.property(figures, (values) => {
      const { at, ticks } = scaleOf(values, SPAN);
      const sorted = values.toSorted((a, b) => a - b);
      const places = sorted.map(at);
      for (const place of [...places, ...ticks.map(at)]) {
        expect(place).toBeGreaterThan(SPAN[0] - 0.01);
        expect(place).toBeLessThan(SPAN[1] + 0.01);
      }
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  );
});

test.each([
  { why: 'round steps, about five', values: [735], ticks: [0, 200, 400, 600, 800] },
  { why: 'the largest is a round figure itself', values: [3, 10], ticks: [0, 2, 4, 6, 8, 10] },
  { why: 'nothing takes any time', values: [0], ticks: [0, 0.2] },
  { why: 'no figures at all', values: [], ticks: [0, 0.2] },
])('linear: $why', ({ values, ticks }) => {
  const scale = linear(values, SPAN);
  expect(scale.ticks).toEqual(ticks);
  expect(scale.at(0)).toBe(SPAN[0]);
});

test.each([
  { why: 'from the power below to the one above', values: [0.02, 55], ticks: [0.01, 0.1, 1, 10, 100] },
  { why: 'one that is such a power still has a width', values: [10], ticks: [10, 100] },
  { why: 'no figures at all', values: [], ticks: [1, 10] },
])('powers of ten: $why', ({ values, ticks }) => {
  powersOfTen(values, SPAN).ticks.forEach((tick, i) => expect(tick).toBeCloseTo(ticks[i] ?? NaN));
  expect(powersOfTen(values, SPAN).ticks).toHaveLength(ticks.length);
});

test('powers of ten refuse what has no place', () => expect(() => powersOfTen([0, 1], SPAN)).toThrow(RangeError));

test('one size stands in the middle', () => {
  const { at, ticks } = sizes([1_000, 1_000], SPAN);
  expect([at(1_000), ticks]).toEqual([300, [1_000]]);
});
