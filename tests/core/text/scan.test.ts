import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRun, type Run } from '../../../core/text/scan.ts';

/** What a run is, by Unicode's properties alone. */
const INVISIBLE =
  '\\u00AD\\u034F\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFE00-\\uFE0F\\uFEFF';
const DIGITS = `(?:\\p{Nd}[${INVISIBLE}]*)+`;
const UNSPACED = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const RUN = new RegExp(
  `(?:[\\p{L}--${UNSPACED}][\\p{M}${INVISIBLE}]*)+|(?<number>${DIGITS}(?:[.,][${INVISIBLE}]*${DIGITS})*\\p{M}*)` +
    `|${UNSPACED}\\p{M}*|[\\p{No}\\p{Nl}]\\p{M}*`,
  'gv',
);
const defined = (text: string): Run[] =>
  Array.from(text.matchAll(RUN), ({ 0: raw, index, groups }) => ({
    start: index,
    end: index + raw.length,
    isNumber: groups?.['number'] !== undefined,
  }));

function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (let run = nextRun(text, 0); run; run = nextRun(text, run.end)) runs.push(run);
  return runs;
}

describe('runs of a text', () => {
  it.each([
    ['Thủ tướng Nhật Bản', ['Thủ', 'tướng', 'Nhật', 'Bản'], 'words'],
    ['Thu\u0309 tu\u031Bo\u031B\u0301ng', ['Thu\u0309', 'tu\u031Bo\u031B\u0301ng'], 'accents that stand apart'],
    ['G20, U23', ['G', '20', 'U', '23'], 'letters and digits are two'],
    ['22.500,5 và 4,', ['22.500,5', 'và', '4'], 'a point between digits is the number’s'],
    ['1.a 2,\u200B3', ['1', 'a', '2,\u200B3'], 'and none before a letter, whatever is invisible'],
    ['１５ tỉ', ['１５', 'tỉ'], 'digits of full width'],
    ['a𝐀b 𝐀a', ['a𝐀b', '𝐀a'], 'letters of two units'],
    ['東京 Tokyo東', ['東', '京', 'Tokyo', '東'], 'scripts without spaces'],
    ['m² ½ Ⅷ', ['m', '²', '½', 'Ⅷ'], 'other numbers stand alone'],
    ['\u0301\u00AD a', ['a'], 'marks without a letter are none'],
    ['', [], 'nothing'],
  ])('of %j are %j: %s', (text, wanted) => {
    expect(runsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(wanted);
  });

  it('are what the definition says, for every text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(
        ' ',
        '.',
        ',',
        'a',
        'ệ',
        'đ',
        '1',
        '05',
        '22.5',
        '1,',
        '０',
        '²',
        'Ⅷ',
        '𝐀',
        '𝟏',
        '😀',
        '\uD800',
        '\uDC00',
        '한',
        '字',
        'ひ',
        '⼀',
        '〆',
        '\u0301',
        '\u200B',
        '\u00AD',
        '\u0E31',
        '\u0967',
        'ʼ',
        '\u0345',
      ),
    );
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (any) => {
        expect(runsOf(any)).toEqual(defined(any));
      }),
      { numRuns: 2000 },
    );
  });
});
