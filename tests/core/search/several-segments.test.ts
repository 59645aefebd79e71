/** Several segments rank as one: their statistics add up. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import type { Manifest } from '../../../core/index/manifest.ts';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import type { Store } from '../../../core/store/store.ts';
import { exampleArticles } from '../../support/articles.ts';
import { orderOf, publishGroups, withTombstones, type PublishedOptions } from '../../support/published.ts';

const QUERIES = [
  'Kuril',
  'quan dao nam kuril',
  'thủ tướng Nhật Bản',
  'G20',
  'giá xăng 22.500',
  'người',
  'một năm',
  'u23 việt nam',
  'bão số 6 đổ bộ Quảng Nam',
  'cà phê đắk lắk',
  'má',
  'sao hoả không có ở đây',
  'xxxxyyyy',
  '',
];

const articles = exampleArticles();
const byId = new Map(articles.map((article) => [article.id, article]));
/** In the order of one segment, so that of equals the same one comes first however they are divided. */
const inOrder = orderOf(articles).map((id) => byId.get(id) as Article);
const parts = [inOrder.slice(0, 7), inOrder.slice(7, 40), inOrder.slice(40)];

const idsOf = async (index: SearchIndex, query: string): Promise<string[]> =>
  (await index.rank({ query, limit: 1_000 })).map(({ id }) => id);

async function opened(groups: readonly (readonly Article[])[], options?: PublishedOptions): Promise<SearchIndex> {
  const { store, manifest } = await publishGroups(groups, options);
  return openVersion(store, manifest);
}

let one: SearchIndex;
beforeAll(async () => {
  one = await opened([articles], { signatures: false });
});

describe.each([
  { why: 'three segments and one', groups: parts },
  { why: 'a segment for each article and one for all', groups: inOrder.map((article) => [article]) },
])('$why', ({ groups }) => {
  let several: SearchIndex;
  beforeAll(async () => {
    several = await opened(groups, { signatures: false });
  });

  test.each(QUERIES)('the same articles, scores and total for “%s”', async (query) => {
    expect(several.manifest.segments).toHaveLength(groups.length);
    expect(await several.rank({ query, limit: 1_000 })).toEqual(await one.rank({ query, limit: 1_000 }));
    const { version: _, ...answer } = await several.search({ query, limit: 7, offset: 2 });
    const { version: __, ...wanted } = await one.search({ query, limit: 7, offset: 2 });
    expect(answer).toEqual(wanted);
  });
});

describe('three segments', () => {
  const removed = ['nga-nhat-nam-kuril-g20-osaka', 'gia-xang-ron95-22500-dong'];
  let store: Store;
  let manifest: Manifest;
  let whole: SearchIndex;
  beforeAll(async () => {
    ({ store, manifest } = await publishGroups(parts));
    whole = openVersion(store, manifest);
  });

  test('with signatures: the same articles and totals; what resembles the best is lifted across segments too', async () => {
    for (const query of QUERIES) {
      expect(new Set(await idsOf(whole, query))).toEqual(new Set(await idsOf(one, query)));
      expect((await whole.search({ query })).total).toBe((await one.search({ query })).total);
    }
  });

  test('tombstones are found by no query, counted in no total, and shown on no page', async () => {
    const index = openVersion(store, withTombstones(manifest, parts, removed));
    expect(index.articles).toBe(articles.length - removed.length);
    for (const query of QUERIES) {
      const { hits, total } = await index.search({ query, limit: 1_000 });
      expect(hits).toHaveLength(total);
      const ids = hits.map(({ id }) => id);
      expect(ids.filter((id) => removed.includes(id))).toEqual([]);
      const living = (await idsOf(whole, query)).filter((id) => !removed.includes(id));
      expect(ids).toEqual(expect.arrayContaining(living));
    }
    expect(await idsOf(whole, 'nam kuril')).toContain(removed[0]);
  });

  test('one of tombstones only finds nothing', async () => {
    const [group = []] = parts;
    const gone = group.map(({ id }) => id);
    const index = openVersion(store, withTombstones(manifest, parts, gone));
    for (const query of QUERIES) {
      const ids = await idsOf(index, query);
      expect(ids.filter((id) => gone.includes(id))).toEqual([]);
    }
    expect((await index.search({ query: 'người' })).total).toBeGreaterThan(0);
  });
});

test('a version without segments answers, with nothing', async () => {
  const empty = await opened([]);
  expect(await empty.search({ query: 'kuril' })).toMatchObject({ total: 0, hits: [] });
  expect(empty.articles).toBe(0);
});
