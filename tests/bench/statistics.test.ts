import { expect, test } from 'vitest';
import { median, percentile } from '../../bench/statistics.ts';

test.each([
  { why: 'odd: the one in the middle, numbers not as texts', values: [10, 9, 1_000], is: 10 },
  { why: 'even: between the two', values: [4, 1, 2, 100], is: 3 },
  { why: 'one run', values: [7], is: 7 },
])('median $is — $why', ({ values, is }) => expect(median(values)).toBe(is));

test.each([
  { percent: 50, is: 50 },
  { percent: 99, is: 99 },
  { percent: 100, is: 100 },
  { percent: 0.5, is: 1 },
])('the $percent-th percentile of 1 to 100 is $is', ({ percent, is }) => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(percentile(values, percent)).toBe(is);
  expect(values[0]).toBe(100); // the caller's list is as it was
});

test('of nothing there is neither', () => {
  expect(() => median([])).toThrow(RangeError);
  expect(() => percentile([], 50)).toThrow(RangeError);
});
