import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mark } from '../../core/search/answer.ts';
import { pieces } from '../../web/marks.ts';

/** The pieces as one string, marked ones in brackets. */
const bracketed = (text: string, marks: readonly Mark[]) =>
  pieces(text, marks)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

const halfLetters = (text: string) => /\p{Cs}/u.test(text);
const nfd = (text: string) => text.normalize('NFD');

test.each<{ why: string; text: string; marks: Mark[]; want: string }>([
  { why: 'no marks, one piece', text: 'Đà Nẵng', marks: [], want: 'Đà Nẵng' },
  { why: 'a word inside', text: 'Quần đảo Kuril xa', marks: [[9, 14]], want: 'Quần đảo [Kuril] xa' },
  {
    why: 'at both ends',
    text: 'Nga Nhật',
    marks: [
      [0, 3],
      [4, 8],
    ],
    want: '[Nga] [Nhật]',
  },
  {
    why: 'neighbours stay two',
    text: 'G20',
    marks: [
      [0, 1],
      [1, 3],
    ],
    want: '[G][20]',
  },
  {
    why: 'an end between a letter and its accent (NFD) takes the accent in',
    text: nfd('Huế ơi'),
    marks: [[0, 3]],
    want: `[${nfd('Huế')}] ơi`.normalize('NFD'),
  },
  { why: 'a start there takes the letter in', text: nfd('ế'), marks: [[1, 3]], want: `[${nfd('ế')}]` },
  { why: 'half an emoji is none', text: 'vui 🎉 quá', marks: [[5, 6]], want: 'vui [🎉] quá' },
  { why: 'beyond the end', text: 'Kuril', marks: [[2, 99]], want: 'Ku[ril]' },
  { why: 'wholly beyond it', text: 'Kuril', marks: [[7, 9]], want: 'Kuril' },
  { why: 'empty', text: 'Kuril', marks: [[2, 2]], want: 'Kuril' },
  { why: 'backwards', text: 'Kuril', marks: [[4, 2]], want: 'Kuril' },
  {
    why: 'the overlap belongs to the first',
    text: 'Nam Kuril',
    marks: [
      [0, 5],
      [4, 9],
    ],
    want: '[Nam K][uril]',
  },
  {
    why: 'one inside another is in it already',
    text: 'Nam Kuril',
    marks: [
      [0, 9],
      [4, 6],
    ],
    want: '[Nam Kuril]',
  },
  {
    why: 'not whole numbers',
    text: 'Nam Kuril',
    marks: [
      [Number.NaN, 3],
      [0.5, 3],
      [0, Infinity],
    ],
    want: 'Nam Kuril',
  },
  { why: 'before the start', text: 'Nam Kuril', marks: [[-4, 3]], want: '[Nam] Kuril' },
])('$why: $want', ({ text, marks, want }) => expect(bracketed(text, marks)).toBe(want));

describe('laws, for every text and whatever marks', () => {
  const letter = fc.constantFrom('a', 'đ', ' ', 'ế', nfd('ế'), nfd('ữ'), '🎉', '👩🏽', 'n\u0303', '\u{1E2EC}');
  const text = fc.oneof(
    fc.array(letter).map((letters) => letters.join('')),
    fc.string({ unit: 'binary' }),
  );
  const marks = fc.array(fc.tuple(fc.integer({ min: -2, max: 40 }), fc.integer({ min: -2, max: 40 })));

  test('the pieces put together are the text, and none is empty', () =>
    fc.assert(
      fc.property(text, marks, (whole, ranges) => {
        const cut = pieces(whole, ranges);
        expect(cut.map((piece) => piece.text).join('')).toBe(whole);
        expect(cut.every((piece) => piece.text !== '')).toBe(true);
      }),
    ));

  test('no piece but the first begins with an accent or half a letter', () =>
    fc.assert(
      fc.property(text, marks, (whole, ranges) => {
        for (const piece of pieces(whole, ranges).slice(1)) {
          expect(piece.text).not.toMatch(/^\p{M}/u);
          expect(halfLetters(piece.text) && !halfLetters(whole)).toBe(false);
        }
      }),
    ));

  test('marks that keep to the contract are shown as they are', () => {
    const words = fc.array(fc.tuple(fc.constantFrom('Nam', 'Kuril', 'quần', 'đảo', 'G20'), fc.boolean()), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, (told) => {
        const ranges: Mark[] = [];
        let whole = '';
        for (const [word, marked] of told) {
          if (marked) ranges.push([whole.length, whole.length + word.length]);
          whole += `${word} `;
        }
        const wanted = told.map(([word, marked]) => (marked ? `[${word}] ` : `${word} `)).join('');
        expect(bracketed(whole, ranges)).toBe(wanted);
      }),
    );
  });
});
