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

  test.each(TYPED.filter(({ typed }) => typed !== typed.normalize('NFD')))(
    'also from a Mac: $typed',
    async ({ typed }) => {
      expect(await idsOf(typed.normalize('NFD'))).toEqual(await idsOf(typed));
    },
  );
});

describe('what the answer says of the query', () => {
  test.each(TYPED.filter(({ meant }) => meant !== undefined))(
    '$typed: meant is $meant — $why',
    async ({ typed, meant }) => expect((await index.search({ query: typed })).didYouMean ?? null).toBe(meant),
  );

  test.each(TYPED.filter(({ loosened }) => loosened))('$typed lacks $loosened — $why', async ({ typed, loosened }) =>
    expect((await index.search({ query: typed })).loosened ?? []).toEqual(loosened),
  );
});

test('the table is about articles that are there, and repeats nothing', () => {
  const known = new Set(articles.map(({ id }) => id));
  expect(TYPED.flatMap(({ first }) => first).filter((id) => !known.has(id))).toEqual([]);
  expect(new Set(TYPED.map(({ typed }) => typed)).size).toBe(TYPED.length);
  expect(TYPED.length).toBeGreaterThanOrEqual(150);
});
