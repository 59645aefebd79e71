import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planQuery, type PlannedTerm, type QueryPlan } from '../../../core/search/plan.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { ACCENTED, BARE, BARE_WORD_EXACT, DIGIT_BOOST } from '../../../core/search/weights.ts';
import { analyze } from '../../../core/text/analyze.ts';
import { anything, vietnamese } from '../text/spellings.ts';

const wordsOf = (typed: string): string[] => parseQuery(typed).words.map(({ text }) => text);

describe('the query as it was read', () => {
  test.each([
    { why: 'trimmed, white space folded', typed: '  quần \t đảo\n\u00A0Kuril ', text: 'quần đảo Kuril' },
    { why: 'composed', typed: 'Nhật Bản'.normalize('NFD'), text: 'Nhật Bản' },
    { why: 'capitals and signs stay for whoever reads it', typed: '“G20”, Osaka?', text: '“G20”, Osaka?' },
    { why: 'nothing', typed: ' \n ', text: '' },
  ])('$typed → $text — $why', ({ typed, text }) => expect(parseQuery(typed).text).toBe(text));
});

describe('its words', () => {
  test.each([
    { why: 'in the order typed, as typed', typed: 'Quần đảo Nam Kuril', words: ['Quần', 'đảo', 'Nam', 'Kuril'] },
    { why: 'a code is one wish', typed: 'hội nghị G-20', words: ['hội', 'nghị', 'G-20'] },
    { why: 'also with a space', typed: 'u 23 việt nam', words: ['u 23', 'việt', 'nam'] },
    { why: 'each once', typed: 'Kuril kuril KURIL', words: ['Kuril'] },
    { why: 'but two readings of one bare word are two', typed: 'má mà', words: ['má', 'mà'] },
    { why: 'a range of days', typed: '28-29/6', words: ['28', '29', '6'] },
    { why: 'a price', typed: 'xăng 22.500', words: ['xăng', '22.500'] },
    { why: 'signs are none', typed: '"(((( — ? 👍', words: [] },
  ])('$typed → $words — $why', ({ typed, words }) => expect(wordsOf(typed)).toEqual(words));

  test('of three that may be codes, those that more articles have in one', () => {
    const vocabulary = new Map<string, number>([
      ...['csgt', 'tp', 'hcm', 'csgttp'].map((word) => [word, 3] as const),
      ['tphcm', 90],
    ]);
    const read = (typed: string): string[] => parseQuery(typed, { vocabulary }).words.map(({ text }) => text);
    expect(read('CSGT TP.HCM')).toEqual(['CSGT', 'TP.HCM']);
    expect(read('CSGT TP')).toEqual(['CSGT TP']);
    expect(read('TP.HCM CSGT')).toEqual(['TP.HCM', 'CSGT']);
  });

  test.each([
    { typed: 'Quần đảo', accented: true },
    { typed: 'quan dao', accented: false },
    { typed: 'quan đảo', accented: true },
    { typed: 'G20 2019', accented: false },
  ])('“$typed” is typed with accents: $accented', ({ typed, accented }) =>
    expect(parseQuery(typed).accented).toBe(accented),
  );
});

/** Of what is wanted whatever the index holds. */
const certain = ({ terms }: QueryPlan): PlannedTerm[] => terms.filter(({ unless }) => unless.length === 0);
const weightOf = (typed: string): Record<string, number> =>
  Object.fromEntries(certain(planQuery(parseQuery(typed))).map(({ term, weight }) => [term, weight]));

describe('what the plan looks for', () => {
  test('with accents: the word as typed, without accents, and pairs; a bare word among them may have lost its own', () =>
    expect(weightOf('đảo Kuril')).toEqual({
      dao: ACCENTED.folded,
      '=đaỏ': ACCENTED.exact,
      kuril: ACCENTED.exact + ACCENTED.folded - BARE_WORD_EXACT,
      '=kuril': BARE_WORD_EXACT,
      'dao kuril': ACCENTED.pair,
    }));

  test('without: the words without accents, which match every reading, and pairs', () =>
    expect(weightOf('dao kuril')).toEqual({ dao: BARE.folded, kuril: BARE.folded, 'dao kuril': BARE.pair }));

  test('where no article has the accents that were typed, those that differ by one mark, the likeliest first', () => {
    const near = planQuery(parseQuery('muổi')).terms.filter(({ unless }) => unless.includes('=muôỉ' as never));
    expect(near[0]).toMatchObject({ term: '=muôĩ', proves: [] });
    expect(near[0]?.weight).toBeLessThan(ACCENTED.exact);
    expect(near.every(({ weight }) => weight > 0 && weight <= (near[0]?.weight ?? 0))).toBe(true);
  });

  test('numbers and codes count for more, and a code has no accents to miss', () => {
    expect(weightOf('2019')).toEqual({ '2019': BARE.folded * DIGIT_BOOST });
    expect(weightOf('đảo G20')['g20']).toBe((ACCENTED.exact + ACCENTED.folded) * DIGIT_BOOST);
    expect(weightOf('G20')).toEqual({ g20: BARE.folded * DIGIT_BOOST, 'g 20': BARE.pair });
  });

  test('no pair over the end of a sentence', () => expect(weightOf('Kuril. Osaka')).not.toHaveProperty('kuril osaka'));

  test('every word is proven by one term, its unaccented one', () => {
    const plan = planQuery(parseQuery('má mà G20 đảo'));
    const proofs = plan.query.words.map((_, number) =>
      plan.terms.filter(({ proves }) => proves.includes(number)).map(({ term }) => term),
    );
    expect(proofs).toEqual([['ma'], ['ma'], ['g20'], ['dao']]);
  });
});

describe('laws', () => {
  test('every term of a plan is a term of the query, each once, and weighs something', () =>
    fc.assert(
      fc.property(fc.oneof(vietnamese(), anything()), (typed) => {
        const plan = planQuery(parseQuery(typed));
        const [terms, known] = [certain(plan), new Set<string>(analyze(plan.query.text))];
        expect(terms.filter(({ term, weight }) => !known.has(term) || !(weight > 0))).toEqual([]);
        expect(new Set(terms.map(({ term }) => term)).size).toBe(terms.length);
      }),
    ));

  test.each<{ why: string; spell: (text: string) => string }>([
    { why: 'decomposed', spell: (text) => text.normalize('NFD') },
    { why: 'capitals', spell: (text) => text.toUpperCase() },
    { why: 'compatible forms', spell: (text) => text.normalize('NFKC') },
  ])('the same plan however it is spelled: $why', ({ spell }) => {
    fc.assert(
      fc.property(vietnamese(), (typed) => {
        expect(planQuery(parseQuery(spell(typed))).terms).toEqual(planQuery(parseQuery(typed)).terms);
      }),
    );
  });
});
