import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWord } from '../../../core/text/fold.ts';
import { accentsLike, asTyped, lettersOf } from '../../../core/text/spelled.ts';
import { syllable } from './spellings.ts';

test.each([
  { typed: 'thuong', word: 'thường', like: 2, why: 'typed without any' },
  { typed: 'thường', word: 'thường', like: 2, why: 'the same' },
  { typed: 'thươ', word: 'thường', like: 2, why: 'the tone is still to come' },
  { typed: 'thuơng', word: 'thường', like: 1, why: 'one mark of two' },
  { typed: 'thuòng', word: 'thường', like: 1, why: 'the tone alone' },
  { typed: 'thướng', word: 'thường', like: 0, why: 'another tone' },
  { typed: 'thương', word: 'thuông', like: 0, why: 'another letter' },
  { typed: 'má', word: 'mất', like: 1, why: 'the letter has one more mark' },
  { typed: 'má', word: 'mà', like: 0, why: 'another tone' },
  { typed: 'đà', word: 'dà', like: 0, why: 'đ is another letter' },
  { typed: 'dà', word: 'đà', like: 1, why: 'typed without its stroke' },
  { typed: 'hoà', word: 'hòa', like: 2, why: 'the tone on either letter' },
] as const)('$typed for $word: $like, $why', ({ typed, word, like }) =>
  expect(accentsLike(foldWord(word), foldWord(typed))).toBe(like),
);

test('a word is like itself, and so is what it is without accents', () =>
  fc.assert(
    fc.property(syllable(), (text) => {
      const word = foldWord(text);
      expect(accentsLike(word, word)).toBe(2);
      expect(accentsLike(word, { exact: word.folded, folded: word.folded })).toBe(2);
      expect(foldWord(asTyped(lettersOf(word.exact)))).toEqual(word);
    }),
  ));
