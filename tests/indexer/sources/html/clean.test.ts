/** Words and letters of a page are those that the Unicode database calls so, however they are counted. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tidyText } from '../../../../indexer/sources/encoding/clean.ts';
import { countLetters, countWords, skeleton, wordsOf } from '../../../../indexer/sources/html/clean.ts';
import { anything, vietnamese } from '../../../core/text/spellings.ts';

const text = (): fc.Arbitrary<string> => fc.oneof(vietnamese(), anything(), fc.string({ unit: 'binary' }));

test('any text: its words are runs of letters and digits in small letters', () =>
  fc.assert(
    fc.property(text(), (given) => {
      const wanted =
        tidyText(given)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [];
      expect(wordsOf(given)).toEqual([...wanted]);
      expect(countWords(given)).toBe(wanted.length);
      expect(skeleton(given)).toBe(wanted.join(' '));
    }),
  ));

test('any text: its letters are letters and digits of any script', () =>
  fc.assert(
    fc.property(text(), (given) => {
      expect(countLetters(given)).toBe(given.match(/[\p{L}\p{N}]/gu)?.length ?? 0);
    }),
  ));
