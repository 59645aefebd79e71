/** What publishing does with the synonyms of the site. */
import { beforeEach, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import type { SynonymGroup } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { indexArticles, removeArticles, type IndexOptions } from '../../indexer/index-articles.ts';
import { rollback } from '../../indexer/rollback.ts';
import type { Found } from '../../indexer/sources/source.ts';

const KURIL: Article = { id: 'kuril', title: 'Quần đảo Nam Kuril', body: 'Nga và Nhật Bản bàn ở Osaka.' };
const XANG: Article = { id: 'xang', title: 'Giá xăng 22.500 đồng', body: 'Xăng giảm, dầu tăng.' };
const CARS: readonly SynonymGroup[] = [{ forms: ['xe hơi', 'ô tô'], oneWay: true }];
const ISLANDS: readonly SynonymGroup[] = [{ forms: ['Nam Kuril', 'Lãnh thổ phương Bắc'] }];

let store: Store;
beforeEach(() => {
  store = memoryStore();
});

async function* foundOf(...articles: readonly Article[]): AsyncGenerator<Found> {
  for (const article of articles) yield { article, origin: { file: 'tin.json' } };
}
const index = (articles: readonly Article[], options?: IndexOptions) =>
  indexArticles(store, foundOf(...articles), options);
const live = async () => (await readCurrent(store))?.manifest;

test('are published, and kept by whoever publishes without any', async () => {
  await index([KURIL], { synonyms: CARS });
  expect((await live())?.synonyms).toEqual(CARS);
  for (const mode of ['update', 'mirror', 'full'] as const) {
    await index([{ ...KURIL, body: mode }, XANG], { mode });
    expect((await live())?.synonyms).toEqual(CARS);
  }
  await removeArticles(store, ['xang']);
  expect(await live()).toMatchObject({ articles: 1, synonyms: CARS });
});

test('are replaced by others', async () => {
  await index([KURIL], { synonyms: CARS });
  await index([XANG], { synonyms: ISLANDS });
  expect(await live()).toMatchObject({ articles: 2, synonyms: ISLANDS });
});

test('are reason enough to publish, with the same segments', async () => {
  await index([KURIL]);
  const before = await live();
  const report = await index([KURIL], { synonyms: CARS });
  const after = await live();
  expect(report).toMatchObject({ version: after?.version, added: 0, changed: 0, unchanged: 1, bytesWritten: 0 });
  expect(after).toMatchObject({ sequence: 2, segments: before?.segments, synonyms: CARS });
});

test('are no reason where they are the same, or the run is dry', async () => {
  await index([KURIL], { synonyms: CARS });
  expect(await index([KURIL], { synonyms: structuredClone(CARS) })).toMatchObject({ version: null });
  expect(await index([KURIL], { synonyms: ISLANDS, dryRun: true })).toMatchObject({ version: null });
  expect(await live()).toMatchObject({ sequence: 1, synonyms: CARS });
});

test('are taken away by none', async () => {
  await index([KURIL], { synonyms: CARS });
  await index([KURIL], { synonyms: [] });
  expect(await live()).not.toHaveProperty('synonyms');
  expect(await index([KURIL], { synonyms: [] })).toMatchObject({ version: null });
});

test('come back with the version that had them', async () => {
  await index([KURIL], { synonyms: CARS });
  await index([KURIL], { synonyms: ISLANDS });
  await index([KURIL], { synonyms: [] });
  await rollback(store, '2');
  expect((await live())?.synonyms).toEqual(ISLANDS);
  await rollback(store, '3');
  expect(await live()).not.toHaveProperty('synonyms');
});
