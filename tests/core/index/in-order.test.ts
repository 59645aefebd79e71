import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../../core/index/in-order.ts';
import { anything } from '../text/spellings.ts';

const ordered = (names: readonly string[]): (string | undefined)[] => inOrder(names).map((place) => names[place]);

test('a word stands before its pairs, these before the word that goes on', () => {
  const names = ['ha', 'ha\u0001hà', 'ha long', 'ha noi', 'hai', 'hai\u0001hải', 'hai phong'];
  expect(ordered(names.toReversed())).toEqual(names);
});

test('any strings come in the order in which JavaScript has them', () => {
  const close = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '!', '\u0000', '\u0001', 'đ', '\uD800', '東') });
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(close, anything())), (names) => {
      expect(ordered(names)).toEqual(names.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
    }),
  );
});
