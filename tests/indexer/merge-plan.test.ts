/** Which segments are written anew: few of them, few times over. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_SEGMENTS, segmentsToMerge, type SegmentSize } from '../../indexer/merge-plan.ts';

const of = (...sizes: readonly number[]): SegmentSize[] => sizes.map((live) => ({ articles: live, live }));

test.each([
  { why: 'nothing new, nothing gone', sizes: of(30_000, 40), added: 0, merged: [] },
  { why: 'the first articles', sizes: [], added: 20, merged: [] },
  { why: 'a few beside very many', sizes: of(30_000), added: 20, merged: [] },
  { why: 'as many again', sizes: of(30_000, 20), added: 20, merged: [1] },
  { why: 'more than a fifth of what is there', sizes: of(30_000), added: 7_000, merged: [0] },
  { why: 'together they have become many', sizes: of(40_000, 5_000, 900), added: 300, merged: [1, 2] },
  { why: 'a quarter is gone, no more', sizes: [{ articles: 100, live: 75 }], added: 0, merged: [] },
  { why: 'over a quarter is gone', sizes: [{ articles: 100, live: 74 }, ...of(3)], added: 0, merged: [0, 1] },
  {
    why: 'the small one must go',
    sizes: [...of(30_000), { articles: 5, live: 4, mustGo: true }],
    added: 0,
    merged: [1],
  },
  {
    why: 'the large one must go',
    sizes: [{ articles: 9_000, live: 9_000, mustGo: true }, ...of(3)],
    added: 0,
    merged: [0, 1],
  },
])('$why', ({ sizes, added, merged }) => expect(segmentsToMerge(sizes, added)).toEqual(merged));

test('however an index grows, it has few segments, and what is merged stands together at the end', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 60 }), (updates) => {
      let sizes: SegmentSize[] = [];
      for (const added of updates) {
        const merged = segmentsToMerge(sizes, added);
        expect(merged).toEqual(sizes.map((_, number) => number).slice(sizes.length - merged.length));
        const live = added + merged.reduce((sum, number) => sum + (sizes[number]?.live ?? 0), 0);
        sizes = [...sizes.slice(0, sizes.length - merged.length), { articles: live, live }];
        expect(sizes.length).toBeLessThanOrEqual(MOST_SEGMENTS);
      }
    }),
  );
});

test('an index that grows by 20 articles a day for ten years writes each of them, and what was there, fifteen times', () => {
  let sizes = of(30_000);
  let written = 0;
  const days = 3_650;
  for (let day = 0; day < days; day += 1) {
    const merged = segmentsToMerge(sizes, 20);
    const live = 20 + merged.reduce((sum, number) => sum + (sizes[number]?.live ?? 0), 0);
    written += live;
    sizes = [...sizes.slice(0, sizes.length - merged.length), { articles: live, live }];
  }
  expect(written / (days * 20)).toBeLessThan(16);
  expect(sizes.length).toBeLessThanOrEqual(6);
});
