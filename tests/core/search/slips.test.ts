import { expect, test } from 'vitest';
import { likelyWords } from '../../../core/search/slips.ts';
import { foldWord } from '../../../core/text/fold.ts';

const KNOWN = new Map(
  Object.entries({ truong: 900, trung: 800, thuong: 700, kuril: 3, nghi: 600, g20: 40, hoi: 500, chinh: 700 }),
);
const best = (word: string): string | undefined => likelyWords(foldWord(word), KNOWN)[0]?.term;

test.each([
  { why: 'a letter left out', typed: 'truon', meant: 'truong' },
  { why: 'a letter doubled', typed: 'chinnh', meant: 'chinh' },
  { why: 'two letters swapped', typed: 'turong', meant: 'truong' },
  { why: 'the key beside the right one', typed: 'kurol', meant: 'kuril' },
  { why: 'a letter put in', typed: 'nghji', meant: 'nghi' },
])('$typed is $meant — $why', ({ typed, meant }) => expect(best(typed)).toBe(meant));

test.each([
  { why: 'the index knows it', typed: 'kuril' },
  { why: 'two letters are near everything', typed: 'ho' },
  { why: 'two slips are another word', typed: 'trnugx' },
  { why: 'codes are not words', typed: 'g21' },
])('$typed stays — $why', ({ typed }) => expect(likelyWords(foldWord(typed), KNOWN)).toEqual([]));

test('the likeliest first, none surer than the word as it stands, each only where that is not held', () => {
  const found = likelyWords(foldWord('thuon'), new Map(Object.entries({ thuong: 700, thuan: 700, thuo: 2 })));
  expect(found.map(({ term }) => term)).toEqual(['thuong', 'thuan', 'thuo']);
  const shares = found.map(({ share }) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  expect(Math.max(...shares)).toBeLessThan(1);
  expect(found.map(({ unless }) => unless)).toEqual([['thuon'], ['thuon'], ['thuon']]);
});
