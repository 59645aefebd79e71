import { describe, expect, test } from 'vitest';
import { asMostWrite } from '../../../core/search/codes.ts';
import { planQuery } from '../../../core/search/plan.ts';
import { parseQuery } from '../../../core/search/query.ts';
import { words } from '../../../core/text/words.ts';

/** Words of an index, and the articles that hold each; a code in two is counted in one too. */
const IN_TWO = new Map([
  ['tp', 180],
  ['hcm', 65],
  ['tphcm', 66],
  ['thpt', 48],
  ['th', 17],
  ['pt', 60],
  ['csgt', 93],
  ['tm', 34],
  ['cp', 84],
  ['tmcp', 32],
]);
const IN_ONE = new Map([
  ['tp', 40],
  ['hcm', 9],
  ['tphcm', 66],
]);

test.each([
  { why: 'most write it in two', typed: 'công an TPHCM', known: IN_TWO, read: ['cong', 'an', 'tp', 'hcm'] },
  { why: 'most write it in one', typed: 'công an TP.HCM', known: IN_ONE, read: ['cong', 'an', 'tphcm'] },
  { why: 'as most do', typed: 'công an TP.HCM', known: IN_TWO, read: ['cong', 'an', 'tp', 'hcm'] },
  { why: 'in one', typed: 'TPHCM', known: IN_ONE, read: ['tphcm'] },
  { why: 'halves that are rarer than it', typed: 'THPT', known: IN_TWO, read: ['thpt'] },
  {
    why: 'short halves are common by themselves',
    typed: 'ngân hàng TMCP',
    known: IN_TWO,
    read: ['ngan', 'hang', 'tmcp'],
  },
  { why: 'a code that no article has', typed: 'TP.HCM', known: new Map(), read: ['tp', 'hcm'] },
  { why: 'a number is in two everywhere', typed: 'G20', known: new Map([['g20', 9]]), read: ['g', '20'] },
])('$typed → $read — $why', ({ typed, known, read }) =>
  expect(asMostWrite(words(typed), known).map(({ folded }) => folded)).toEqual(read),
);

describe('one plan for both', () => {
  test.each([
    { known: IN_TWO, why: 'where most write it in two' },
    { known: IN_ONE, why: 'where most write it in one' },
  ])('$why', ({ known }) => {
    const planOf = (typed: string) => {
      const { terms, query } = planQuery(parseQuery(typed, { vocabulary: known }));
      return { terms, standIns: query.standIns };
    };
    expect(planOf('cong an tphcm')).toEqual(planOf('cong an tp.hcm'));
    expect(planOf('TPHCM hết cảnh')).toEqual(planOf('TP HCM hết cảnh'));
  });
  test('and its place is all of it', () => {
    const { words: read } = parseQuery('công an tphcm', { vocabulary: IN_TWO });
    expect(read.map(({ text }) => text)).toEqual(['công', 'an', 'tphcm']);
  });
});
