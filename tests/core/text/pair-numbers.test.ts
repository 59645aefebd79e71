import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_NUMBER, PairNumbers } from '../../../core/text/pair-numbers.ts';

const number = (): fc.Arbitrary<number> => fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 2 ** 31 - 1 }));

test('what was put down last for a pair comes back, and nothing for any other', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number(), number(), number())),
      fc.tuple(number(), number()),
      (all, [left, right]) => {
        const numbers = new PairNumbers();
        const wanted = new Map<string, number>();
        for (const [one, other, its] of all) {
          numbers.set(one, other, its);
          wanted.set(`${one} ${other}`, its);
        }
        for (const [one, other] of all) expect(numbers.get(one, other)).toBe(wanted.get(`${one} ${other}`));
        expect(numbers.get(left, right)).toBe(wanted.get(`${left} ${right}`) ?? NO_NUMBER);
      },
    ),
  ));

test('it grows with what is in it', () => {
  const numbers = new PairNumbers();
  for (let left = 0; left < 300; left += 1)
    for (let right = 0; right < 100; right += 1) numbers.set(left, right, left + right);
  for (let left = 0; left < 300; left += 1)
    for (let right = 0; right < 100; right += 1) expect(numbers.get(left, right)).toBe(left + right);
  expect(numbers.get(300, 0)).toBe(NO_NUMBER);
});
