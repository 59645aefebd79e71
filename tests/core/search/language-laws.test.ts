import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLanguage, type Asked, type Clause } from '../../../core/search/language.ts';
import { words } from '../../../core/text/words.ts';
import { anything, syllable, vietnamese } from '../text/spellings.ts';

const MAX_CLAUSES = 8;

const OPERATORS = [
  ' ',
  ' ',
  '"',
  '“',
  '”',
  '-',
  '−',
  ' -',
  '|',
  ' | ',
  '｜',
  '(',
  ')',
  '（',
  '）',
  ':',
  '-(',
  'title:(',
];
const NAMES = [
  'title:',
  'tiêu-đề:',
  'mục:',
  'tag:',
  'Tác-Giả:',
  'sau:2019',
  'đến:',
  'từ:28/6/2019',
  ' -mục:',
  'http://',
];
const OTHERS = ['2019', 'Covid-19', '5', '\u200B', '👍', '.', ','];

/** Queries as nobody would type them: operators in any order, with words between. */
const query = (): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(syllable(), fc.constantFrom(...OPERATORS), fc.constantFrom(...NAMES), fc.constantFrom(...OTHERS)), {
      maxLength: 30,
    })
    .map((parts) => parts.join(''));
const anyQuery = (): fc.Arbitrary<string> => fc.oneof(query(), anything(), vietnamese());

const folded = (text: string): string =>
  words(text)
    .map((word) => word.folded)
    .join(' ');

/** The structure, with texts as the index compares them. */
const structure = ({ plain, alternatives }: Asked): unknown => ({
  plain,
  alternatives: alternatives.map((clause) => ({
    words: folded(clause.words),
    phrases: clause.phrases.map((phrase) => ({ ...phrase, text: folded(phrase.text) })),
    excluded: clause.excluded.map((all) => all.map((phrase) => ({ ...phrase, text: folded(phrase.text) }))),
    conditions: clause.conditions.map((condition) =>
      condition.of === 'time' ? condition : { ...condition, anyOf: condition.anyOf.map(folded) },
    ),
  })),
});

const asksForSomething = ({ words: wanted, excluded, conditions }: Clause): boolean =>
  wanted !== '' || excluded.length + conditions.length > 0;

const wordsKept = ({ alternatives }: Asked): number =>
  alternatives.reduce((sum, clause) => sum + clause.words.length, 0);

/** Text of an article without the signs that may be operators. */
const plainWords = (): fc.Arbitrary<string> =>
  vietnamese()
    .map((text) =>
      text
        .replace(/["“”()|:-]/gu, ' ')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((text) => /[\p{L}\p{N}]/u.test(text));

describe('any string', () => {
  test('is one to eight clauses', () => {
    fc.assert(
      fc.property(anyQuery(), (typed) => {
        const { alternatives } = parseLanguage(typed);
        expect(alternatives.length).toBeGreaterThanOrEqual(1);
        expect(alternatives.length).toBeLessThanOrEqual(MAX_CLAUSES);
      }),
      { numRuns: 1000 },
    );
  });

  test('is its own words where it is plain, and asks for something in each clause where it is not', () => {
    fc.assert(
      fc.property(anyQuery(), (typed) => {
        const { text, plain, alternatives } = parseLanguage(typed);
        const wanted = plain ? [{ words: text, phrases: [], excluded: [], conditions: [] }] : alternatives;
        expect(alternatives).toEqual(wanted);
        expect(plain || alternatives.every(asksForSomething)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps no clause that is longer than itself, and no phrase without a word', () => {
    fc.assert(
      fc.property(anyQuery(), (typed) => {
        const { text, alternatives } = parseLanguage(typed);
        for (const { words: wanted, phrases, excluded } of alternatives) {
          expect(wanted.length).toBeLessThanOrEqual(text.length);
          for (const phrase of [...phrases, ...excluded.flat()]) expect(phrase.text).toMatch(/[\p{L}\p{N}]/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('is the same in capitals, decomposed, or with more white space', () => {
    fc.assert(
      fc.property(query(), (typed) => {
        const wanted = structure(parseLanguage(typed));
        expect(structure(parseLanguage(typed.normalize('NFD')))).toEqual(wanted);
        expect(structure(parseLanguage(typed.toUpperCase()))).toEqual(wanted);
        expect(structure(parseLanguage(` ${typed.replaceAll(' ', '\n\u00A0')}\t`))).toEqual(wanted);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('plain words', () => {
  test('are plain', () => {
    fc.assert(
      fc.property(plainWords(), (text) => {
        expect(parseLanguage(text)).toEqual({
          text,
          plain: true,
          alternatives: [{ words: text, phrases: [], excluded: [], conditions: [] }],
        });
      }),
    );
  });

  test('mean the same in parentheses', () => {
    fc.assert(
      fc.property(plainWords(), (text) => {
        const wrapped = parseLanguage(`(${text})`);
        expect(wrapped.alternatives).toEqual(parseLanguage(text).alternatives);
        expect(wrapped.plain).toBe(false);
      }),
    );
  });
});

describe('syntax without end', () => {
  // 200,000 signs and more: work that grew with the square of that would outlast the test
  test.each([
    { why: 'nothing is closed', typed: '"(((('.repeat(50_000), clauses: 1 },
    {
      why: 'everything is closed, one in the other',
      typed: `${'('.repeat(100_000)}Kuril${')'.repeat(100_000)}`,
      clauses: 1,
    },
    { why: 'a word on every level', typed: `${'(Kuril '.repeat(50_000)}${')'.repeat(50_000)}`, clauses: 1 },
    { why: 'a choice on every level', typed: `${'(Nga|'.repeat(50_000)}Kuril${')'.repeat(50_000)}`, clauses: 1 },
    { why: 'more alternatives than are read', typed: 'Nga | '.repeat(50_000), clauses: 1 },
    { why: 'choices beside each other', typed: '(Nga|Nhật)'.repeat(20_000), clauses: MAX_CLAUSES },
    { why: 'in groups that are not closed', typed: `((((${'(Nga|Nhật)'.repeat(20_000)}`, clauses: MAX_CLAUSES },
    {
      why: 'words beside choices',
      typed: `(Nga|Nhật)(Anh|Pháp)(Đức|Ý) ${'Kuril '.repeat(40_000)}`,
      clauses: MAX_CLAUSES,
    },
    {
      why: 'groups without a choice',
      typed: `(Nga|Nhật)(Anh|Pháp)(Đức|Ý)${'(Kuril)'.repeat(30_000)}`,
      clauses: MAX_CLAUSES,
    },
    { why: 'exclusions in exclusions', typed: `${'-(Nga | '.repeat(50_000)}Kuril${')'.repeat(50_000)}`, clauses: 4 },
    { why: 'ways to exclude', typed: `Nga -(${'mục:video '.repeat(20_000)})`, clauses: 1 },
    { why: 'titles in titles', typed: `${'title:('.repeat(40_000)}Kuril${')'.repeat(40_000)}`, clauses: 1 },
    { why: 'phrases', typed: '"Kuril"'.repeat(30_000), clauses: 1 },
    { why: 'names', typed: 'tag:Nga '.repeat(30_000), clauses: 1 },
    { why: 'colons', typed: 'tag:'.repeat(50_000), clauses: 1 },
    { why: 'one word', typed: 'a'.repeat(200_000), clauses: 1 },
    { why: 'dashes', typed: '-'.repeat(200_000), clauses: 1 },
    { why: 'full stops inside a word', typed: `Nga -a${'.'.repeat(200_000)}b`, clauses: 1 },
    { why: 'dashes apart', typed: ' -'.repeat(100_000), clauses: 1 },
    { why: 'signs that nobody sees', typed: `-${'\u200B'.repeat(200_000)}`, clauses: 1 },
    { why: 'and quotes behind them', typed: 'Nga\u200B\u200B"'.repeat(50_000), clauses: 1 },
    // fewer: putting them in order, which is the platform’s work, takes the square of their number
    // fewer: to put them in order, which is the platform’s work, takes the square of their number
    { why: 'accents', typed: `tag${'\u0301\u0323'.repeat(5000)}:Kuril`, clauses: 1 },
  ])('$why', ({ typed, clauses }) => {
    const asked = parseLanguage(typed);
    expect(asked.alternatives).toHaveLength(clauses);
    expect(wordsKept(asked)).toBeLessThanOrEqual(MAX_CLAUSES * asked.text.length);
  });
});
