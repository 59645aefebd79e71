/** Names of terms in the files: neighbours where a query asks for both, and one for each term. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedTerm, termOf } from '../../../core/index/stored-term.ts';
import { analyze } from '../../../core/text/analyze.ts';

test('a syllable as written stands behind its unaccented form, before the pairs that begin with it', () => {
  const terms = ['Đảo Kuril.', 'Đạo diễn.', 'Quần đảo.', 'Dao.'].flatMap(analyze);
  const ordered = [...new Set(terms)].map(storedTerm).toSorted().map(termOf);
  expect(ordered.map((term) => term.normalize('NFC'))).toEqual(
    ['dao', '=dao', '=đaọ', '=đaỏ', 'dao dien', 'dao kuril', 'dien', '=diêñ']
      .concat(['kuril', '=kuril', 'quan', '=quâǹ', 'quan dao'])
      .map((term) => term.normalize('NFC')),
  );
});

test.each([
  { term: 'dao', stored: 'dao', why: 'unaccented' },
  { term: 'quan dao', stored: 'quan dao', why: 'a pair' },
  { term: '=đảo', stored: 'dao\u0001đảo', why: 'as written' },
  { term: '=g20', stored: 'g20\u0001', why: 'as written, without accents' },
  { term: '=', stored: '\u0001', why: 'nothing, as written' },
  { term: '==', stored: '===', why: 'of somebody else' },
  { term: 'dao\u0001', stored: '=dao\u0001', why: 'of somebody else, like the name of =dao' },
])('$why: $term', ({ term, stored }) => {
  expect(storedTerm(term)).toBe(stored);
  expect(termOf(stored)).toBe(term);
});

test('any string is found again by its name', () => {
  const piece = fc.oneof(
    fc.constantFrom('=', '\u0001', 'a', 'á', '＝', ' ', '\u0301'),
    fc.string({ unit: 'grapheme' }),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, (term) => {
      expect(termOf(storedTerm(term))).toBe(term);
    }),
    { numRuns: 2_000 },
  );
});
