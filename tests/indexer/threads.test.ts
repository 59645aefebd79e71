/** The built library takes articles apart on threads of its own: the same bytes as on one, in any order. */
import { existsSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { readCurrent } from '../../core/index/published.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { indexArticles as IndexArticles } from '../../indexer/saola.ts';
import type { Found } from '../../indexer/sources/source.ts';
import { madeArticles } from '../support/articles.ts';

const LIBRARY = new URL('../../dist/lib/indexer.mjs', import.meta.url);
const articles = [...madeArticles(2_300, 5)];

async function* foundOf(list: readonly Article[]): AsyncGenerator<Found> {
  for (const article of list) yield { article, origin: { file: 'tin.json' } };
}

let indexArticles: typeof IndexArticles;
beforeAll(async () => {
  if (!existsSync(LIBRARY)) throw new Error('dist/lib/indexer.mjs is not there: npm run build');
  ({ indexArticles } = (await import(LIBRARY.href)) as { indexArticles: typeof IndexArticles });
});

async function partsOf(list: readonly Article[], memoryBytes: number): Promise<string[]> {
  const store = memoryStore();
  await indexArticles(store, foundOf(list), { memoryBytes });
  const segment = (await readCurrent(store))?.manifest.segments[0];
  return [segment?.terms, segment?.columns, segment?.records, segment?.suggestions].map((part) => part?.sha256 ?? '');
}

test('on one thread and on several, in this order and in the other', { timeout: 120_000 }, async () => {
  const one = await partsOf(articles, 0);
  expect(one).not.toContain('');
  expect(await partsOf(articles.toReversed(), 4 * 1024 ** 3)).toEqual(one);
});

test('an abort ends the threads, and nothing is published', { timeout: 60_000 }, async () => {
  const store = memoryStore();
  const stop = new AbortController();
  const running = indexArticles(store, foundOf(articles), {
    memoryBytes: 4 * 1024 ** 3,
    onProgress: ({ step, done }) => step === 'indexing' && done > 100 && stop.abort(new Error('thôi')),
    signal: stop.signal,
  });
  await expect(running).rejects.toThrow('thôi');
  expect(await readCurrent(store)).toBeNull();
});
