/** Pages: what is said of the query is the same on each; what only texts tell is found in every order. */
import { expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';

async function opened(articles: readonly Article[]): Promise<SearchIndex> {
  const { store, manifest } = await publishGroups([articles]);
  return openVersion(store, manifest);
}

test.each(['gia ve tau dien', 'thu tuong nhat ban', 'quan dao nam kurl', 'cong an', 'luật kinh doanh'])(
  'what was meant by “%s” does not depend on the page',
  async (query) => {
    const index = await opened(exampleArticles());
    const { didYouMean } = await index.search({ query });
    for (const page of [{ limit: 1 }, { limit: 2 }, { limit: 50 }, { offset: 5 }, { offset: 10, limit: 3 }]) {
      expect({ page, didYouMean: (await index.search({ query, ...page })).didYouMean }).toEqual({ page, didYouMean });
    }
  },
);

/** 200 new articles with a fire in the text, and five older ones with it in the title. */
const fires = Array.from({ length: 205 }, (_, i): Article => {
  const isOld = i < 5;
  const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString();
  return {
    id: `bai-${i}`,
    title: isOld ? `Lửa cháy ở chợ số ${i}` : `Tin trong ngày ${i}`,
    body: isOld ? `Chợ số ${i} không còn gì.` : 'Lửa đã được dập tắt, không ai bị thương.',
    publishedAt: day,
  };
});

test.each([
  { sort: 'newest' as const, ids: ['bai-4', 'bai-3', 'bai-2', 'bai-1', 'bai-0'] },
  { sort: 'oldest' as const, ids: ['bai-0', 'bai-1', 'bai-2', 'bai-3', 'bai-4'] },
])('what stands in few titles and many texts is found in order of date: $sort', async ({ sort, ids }) => {
  const index = await opened(fires);
  const { hits } = await index.search({ query: 'title:lửa', sort });
  expect(hits.map(({ id }) => id)).toEqual(ids);
});

test('the pages of a phrase in order of date are one list', async () => {
  const index = await opened(fires);
  const query = { query: '"đã được dập tắt"', sort: 'newest' as const };
  const all = (await index.search({ ...query, limit: 100 })).hits.map(({ id }) => id);
  expect(all.slice(0, 3)).toEqual(['bai-204', 'bai-203', 'bai-202']);
  const pages = [];
  for (let offset = 0; offset < 100; offset += 20) {
    pages.push(...(await index.search({ ...query, offset, limit: 20 })).hits.map(({ id }) => id));
  }
  expect(pages).toEqual(all);
});
