import { beforeAll, describe, expect, test } from 'vitest';
import { openVersion, type SearchIndex } from '../../core/search/open.ts';
import { exampleArticles } from '../support/articles.ts';
import { publishGroups } from '../support/published.ts';
import { TYPED } from './typed.ts';

const articles = exampleArticles();
let index: SearchIndex;
beforeAll(async () => {
  const { store, manifest } = await publishGroups([articles]);
  index = openVersion(store, manifest);
});

const idsOf = async (query: string): Promise<string[]> => (await index.rank({ query })).map(({ id }) => id);

describe('the article that is wanted comes first', () => {
  test.each(TYPED)('$typed — $why', async ({ typed, first }) => {
    const { hits } = await index.search({ query: typed });
    expect(first).toContain(hits[0]?.id);
  });

  test.each(TYPED)('also from a Mac: $typed', async ({ typed }) => {
    expect(await idsOf(typed.normalize('NFD'))).toEqual(await idsOf(typed));
  });
});

test('the table is about articles that are there, and repeats nothing', () => {
  const known = new Set(articles.map(({ id }) => id));
  expect(TYPED.flatMap(({ first }) => first).filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(TYPED.map(({ typed }) => typed)).size).toBe(TYPED.length);
  expect(TYPED.length).toBeGreaterThanOrEqual(150);
});
