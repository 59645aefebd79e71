import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countHolders, holdersOf } from '../../../core/search/holders.ts';
import type { Postings } from '../../../core/index/postings.ts';
import type { Term } from '../../../core/text/analyze.ts';

const postings = (docs: readonly number[]): Postings => ({
  df: docs.length,
  docs: Uint32Array.from(docs),
  slots: Uint8Array.from(docs, (doc) => doc % 16),
});
const LAI_SUAT = { 'lai suat': [7, 2, 9], '=laĩ': [2, 7, 1], '=suât́': [9, 7, 2, 4] } as const;
const of =
  (lists: Readonly<Record<string, readonly number[]>>) =>
  (term: Term): Postings | null =>
    lists[term] ? postings(lists[term]) : null;

describe('articles that hold several terms', () => {
  it.each([
    { terms: ['lai suat'], count: 3, why: 'one term' },
    { terms: ['lai suat', '=laĩ'], count: 2, why: 'two' },
    { terms: ['lai suat', '=laĩ', '=suât́'], count: 2, why: 'three' },
    { terms: ['lai suat', 'lai suat'], count: 3, why: 'a term said twice is one' },
    { terms: ['lai suat', '=vàn'], count: 0, why: 'one that no article holds' },
    { terms: [], count: 0, why: 'none is asked for' },
  ])('$terms: $count, $why', ({ terms, count }) => {
    expect(countHolders(terms as Term[], of(LAI_SUAT))).toBe(count);
  });

  it('are as many as there are', () => {
    const list = fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 5 }), (lists) => {
        const byTerm = Object.fromEntries(lists.map((docs, i) => [`từ ${i}`, docs]));
        const terms = Object.keys(byTerm) as Term[];
        expect(countHolders(terms, of(byTerm))).toBe(holdersOf(terms, of(byTerm)).size);
      }),
    );
  });
});
