import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPostings, SLOTS } from '../../../core/index/postings.ts';
import { mergeRuns, writeRun, type RunTerm } from '../../../core/index/runs.ts';

const WORDS = ['kuril', 'nam', 'nam kuril', '=đảo', 'dao', 'g20', 'osaka', 'nhat ban', '22500', '東'];

/** One run: each of its articles with a few words, each word in a slot, and how often it stands there. */
type Article = ReadonlyMap<string, { readonly slot: number; readonly count: number }>;
const article = (): fc.Arbitrary<Article> =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom(...WORDS),
        fc.record({ slot: fc.nat({ max: SLOTS - 1 }), count: fc.integer({ min: 1, max: 9 }) }),
      ),
    )
    .map((words) => new Map(words));

function termsOf(articles: readonly Article[], first: number): RunTerm[] {
  const terms = new Map<string, { slots: (number[] | undefined)[]; cf: number }>();
  articles.forEach((words, i) => {
    for (const [term, { slot, count }] of words) {
      const known = terms.get(term) ?? { slots: [], cf: 0 };
      terms.set(term, known);
      (known.slots[slot] ??= []).push(first + i);
      known.cf += count;
    }
  });
  return [...terms].map(([term, { slots, cf }]) => ({ term, slots, cf })).toReversed();
}

test('runs put together are what one map of all articles holds', () =>
  fc.assert(
    fc.property(
      fc.array(fc.array(article(), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      (groups, leastDf) => {
        let first = 0;
        const runs = groups.map((group) => {
          const run = writeRun(termsOf(group, first));
          first += group.length;
          return run;
        });
        const merged = [...mergeRuns(runs, first, (term, df) => df >= leastDf || term === 'kuril')];

        const all = groups.flat();
        const wanted = WORDS.toSorted((a, b) => (a < b ? -1 : 1)).flatMap((term) => {
          const holders = all.flatMap((words, doc) =>
            words.has(term) ? [{ doc, ...(words.get(term) as { slot: number; count: number }) }] : [],
          );
          if (holders.length === 0 || (holders.length < leastDf && term !== 'kuril')) return [];
          return [
            {
              term,
              cf: holders.reduce((sum, { count }) => sum + count, 0),
              holders: holders.map(({ doc, slot }) => ({ doc, slot })),
            },
          ];
        });
        const found = merged.map(({ term, postings }) => {
          const { df, cf, slots } = readPostings(postings, first);
          const holders = slots.flatMap(({ slot, docs }) => [...docs].map((doc) => ({ doc, slot })));
          expect(df).toBe(holders.length);
          return { term, cf, holders: holders.toSorted((a, b) => a.doc - b.doc) };
        });
        expect(found).toEqual(wanted);
      },
    ),
  ));

test('no runs are no terms, and an empty run takes nothing away', () => {
  expect([...mergeRuns([], 0, () => true)]).toEqual([]);
  const run = writeRun([{ term: 'kuril', slots: [[0]], cf: 1 }]);
  expect([...mergeRuns([writeRun([]), run, writeRun([])], 1, () => true)].map(({ term }) => term)).toEqual(['kuril']);
});

test('holes in the slots are empty slots', () => {
  const slots: (number[] | undefined)[] = [];
  slots[5] = [1];
  const [entry] = mergeRuns([writeRun([{ term: 'kuril', slots, cf: 3 }])], 2, () => true);
  expect(readPostings(entry?.postings ?? new Uint8Array(), 2)).toEqual({
    df: 1,
    cf: 3,
    slots: [{ slot: 5, docs: Uint32Array.from([1]) }],
  });
});
