import { expect, test } from 'vitest';
import { otherNumerals } from '../../../core/search/numerals.ts';

const others = (left: string, right: string): string[] =>
  otherNumerals({ number: 0, unit: left }, { number: 1, unit: right }).map(({ units }) => units.join(' '));

test.each([
  { left: 'qui', right: '1', other: 'qui i', why: 'a quarter' },
  { left: 'khoa', right: 'xiv', other: undefined, why: 'beyond ten' },
  { left: 'khoa', right: 'x', other: 'khoa 10', why: 'a term, the other way round' },
  { left: '22500', right: 'd', other: '22500 dong', why: 'a price' },
  { left: 'nha', right: '1', other: undefined, why: 'houses are not numbered so' },
  { left: 'qui', right: 'an', other: undefined, why: 'no number' },
])('$left $right is $other — $why', ({ left, right, other }) =>
  expect(others(left, right)).toEqual(other === undefined ? [] : [other]),
);
