/** Every query of the product goes through FlexSearch's `Index.search` into our storage, with its plan. */
import { Index } from 'flexsearch';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { StorageAdapter } from '../../../core/index/adapter.ts';
import { openIndex, type SearchIndex } from '../../../core/search/open.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';

let index: SearchIndex;
beforeAll(async () => {
  const { store } = await publishGroups([exampleArticles()]);
  index = await openIndex(store);
});

const spies = () => ({
  engine: vi.spyOn(Index.prototype, 'search'),
  storage: vi.spyOn(StorageAdapter.prototype, 'search'),
  oneTerm: vi.spyOn(StorageAdapter.prototype, 'get'),
});
let seen: ReturnType<typeof spies>;
beforeEach(() => {
  seen = spies();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const KINDS = [
  { why: 'no term', query: '' },
  { why: 'signs only', query: '"((((' },
  { why: 'one term', query: 'kuril' },
  { why: 'one term that no article holds', query: 'xxxxyyyy' },
  { why: 'one accented word: two terms', query: 'đảo' },
  { why: 'several words', query: 'quan dao nam kuril' },
  { why: 'a code', query: 'G20' },
];

describe.each(KINDS)('$why: “$query”', ({ query }) => {
  test('a later page: once for its hits, and once for the first of all, which say what was meant', async () => {
    await index.search({ query, limit: 7, offset: 1 });
    const asked = seen.engine.mock.calls.length;
    expect(seen.storage).toHaveBeenCalledTimes(asked);
    expect(asked).toBeLessThanOrEqual(2);
    for (const [, terms] of seen.storage.mock.calls) expect(terms).toHaveProperty('rank');
  });

  test('search', async () => {
    const { hits } = await index.search({ query, limit: 12 });
    expect(seen.engine).toHaveBeenCalledTimes(1);
    expect(seen.storage).toHaveBeenCalledTimes(1);
    expect(seen.oneTerm).not.toHaveBeenCalled();
    const terms = seen.storage.mock.calls[0]?.[1] as object;
    expect(terms).toHaveProperty('rank');
    const answered = (await seen.engine.mock.results[0]?.value) as { id: string; score: number }[];
    expect(hits.map(({ id }) => id)).toEqual(answered.map(({ id }) => id));
  });

  test('ranking alone', async () => {
    const ranked = await index.rank({ query, limit: 7, offset: 1 });
    expect(seen.engine).toHaveBeenCalledTimes(1);
    expect(seen.storage).toHaveBeenCalledTimes(1);
    const answered: unknown = await seen.engine.mock.results[0]?.value;
    expect(ranked.map(({ id }) => id)).toEqual(answered);
  });
});

test('the queries above have none, one and many terms, and some are found', async () => {
  const found: number[] = [];
  for (const { query } of KINDS) found.push((await index.search({ query })).total);
  expect(found.slice(0, 2)).toEqual([0, 0]);
  expect(found[2]).toBeGreaterThan(1);
  expect(found[3]).toBe(0);
  expect(Math.min(...found.slice(4))).toBeGreaterThan(1);
});

test('searches that run at the same time do not mix', async () => {
  const queries = ['kuril', 'giá xăng', 'G20', '', 'u23 việt nam'];
  const alone: unknown[] = [];
  for (const query of queries) alone.push(await index.search({ query }));
  const together = await Promise.all(queries.map((query) => index.search({ query })));
  expect(together).toEqual(alone);
});
