import { expect, test } from 'vitest';
import { workClock } from '../../../bench/work-clock.ts';
import { readingsApart } from '../../../core/search/typed-apart.ts';

/** Words of an index, and the articles that hold each. */
const KNOWN = new Map([
  ['ha', 60],
  ['noi', 70],
  ['han', 10],
  ['no', 9],
  ['tp', 40],
  ['tphcm', 20],
  ['thu', 50],
  ['tuong', 40],
  ['messi', 5],
  ['me', 20],
]);

test.each([
  { typed: 'hanoi', readings: ['ha noi', 'han oi', 'ha no i'], why: 'the fewest and most common pieces first' },
  { typed: 'tphc', readings: ['tp hc'], why: 'letters that shorten a name' },
  { typed: 'THUTUO', readings: ['thu tuo'], why: 'capitals; the last piece is half typed' },
  { typed: 'hanoi thutu', readings: ['ha noi thu tu'], why: 'in each word' },
  { typed: 'thut', readings: [], why: 'one syllable, though it may go on' },
  { typed: 'hanoi messi', readings: ['ha noi me ssi'], why: 'the last word may go on, though it is known' },
  { typed: 'messi hanoi ', readings: ['messi ha noi '], why: 'a space behind it: the last word is whole' },
  { typed: 'han', readings: [], why: 'too short to be two' },
  { typed: 'hànội', readings: [], why: 'who sets accents sets spaces' },
  { typed: 'xyzzy', readings: [], why: 'no piece is known' },
  { typed: '', readings: [], why: 'nothing' },
])('“$typed”: $why', ({ typed, readings }) => expect(readingsApart(typed, KNOWN)).toEqual(readings));

test('a long run costs no more than it is long', () => {
  const passed = workClock();
  expect(readingsApart('hano'.repeat(2_500), KNOWN)).toEqual([]);
  expect(readingsApart('hanoi '.repeat(2_000), KNOWN)).toEqual([]);
  expect(passed()).toBeLessThan(500);
});
