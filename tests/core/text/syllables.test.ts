import { expect, test } from 'vitest';
import { foldWord } from '../../../core/text/fold.ts';
import { isSyllable } from '../../../core/text/syllables.ts';

const folded = (word: string): string => foldWord(word).folded;

test.each([
  { why: 'an open syllable', word: 'cá' },
  { why: 'a vowel alone', word: 'ở' },
  { why: 'the longest', word: 'nghiêng' },
  { why: 'i for y, as words are folded', word: 'Mỹ' },
  { why: 'gi before a rime', word: 'giếng' },
  { why: 'gi that is half the rime', word: 'gìn' },
  { why: 'qu', word: 'quốc' },
  { why: 'qu with a rime that begins with u', word: 'quân' },
  { why: 'without an onset', word: 'yêu' },
  { why: 'a loan', word: 'xoong' },
  { why: 'of the highlands', word: 'Đắk' },
  { why: 'an abbreviation that looks like one', word: 'BAN' },
])('$word is one: $why', ({ word }) => expect(isSyllable(folded(word))).toBe(true));

test.each([
  { why: 'without a vowel', word: 'TPHCM' },
  { why: 'two in one piece', word: 'Saigon' },
  { why: 'a vowel in the middle of no rime', word: 'UBND' },
  { why: 'c never stands before i', word: 'CI' },
  { why: 'gh only before e and i', word: 'gha' },
  { why: 'ie without an onset', word: 'iên' },
  { why: 'right by its letters, and no word', word: 'EU' },
  { why: 'a foreign letter', word: 'FIFA' },
  { why: 'a code', word: 'G20' },
  { why: 'nothing', word: '' },
])('$word is none: $why', ({ word }) => expect(isSyllable(folded(word))).toBe(false));
