/** What publishing does with the synonyms of the site. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { CURRENT, versionKey, type SynonymGroup, type VersionId } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { buildPart } from '../../indexer/build-part.ts';
import { indexArticles, removeArticles, type IndexOptions } from '../../indexer/index-articles.ts';
import { joinParts } from '../../indexer/join-parts.ts';
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

const BROKEN = new TextEncoder().encode('hỏng');
const said = async (options: IndexOptions = {}): Promise<string[]> => {
  const told: string[] = [];
  await index([KURIL], { mode: 'full', ...options, onUnreadable: (loss) => told.push(loss) });
  return told;
};

describe('a full rebuild over what cannot be read says what is lost with it', () => {
  test('the synonyms, which version has them still, and how to keep them; doing that keeps them', async () => {
    await index([KURIL], { synonyms: CARS });
    const version = (await live())?.version ?? '';
    await store.put(CURRENT, BROKEN);
    const [loss = '', ...more] = await said({ dryRun: true });
    expect(more).toEqual([]);
    expect(loss).toMatch(
      /^current\.json .*This run replaces it with what the sources hold\. How many articles it had is unknown/s,
    );
    expect(loss).toContain(`will be gone: version ${version} has 1 group of them.`);
    expect(loss).toContain(
      `stop this run, type saola rollback ${version}, and run it again; or give them again with --synonyms`,
    );
    await rollback(store, version);
    expect(await said()).toEqual([]);
    expect((await live())?.synonyms).toEqual(CARS);
  });

  test('whoever does not heed it has none', async () => {
    await index([KURIL], { synonyms: CARS });
    await store.put(CURRENT, BROKEN);
    expect(await said()).toHaveLength(1);
    expect(await live()).toMatchObject({ articles: 1 });
    expect((await live())?.synonyms).toBeUndefined();
  });

  test.each([{ synonyms: ISLANDS }, { synonyms: [] }])(
    'not where the run has its own: $synonyms',
    async ({ synonyms }) => {
      await index([KURIL], { synonyms: CARS });
      await store.put(CURRENT, BROKEN);
      const [loss = ''] = await said({ synonyms });
      expect(loss).toMatch(/nobody notices if there are fewer now\.$/);
    },
  );

  test('the newest version that can be read had none', async () => {
    await index([KURIL]);
    const version = (await live())?.version ?? '';
    await store.put(CURRENT, BROKEN);
    expect((await said())[0]).toContain(
      `The newest version that can be read, ${version}, has no synonyms; if a later one had any`,
    );
  });

  test('a kept version that is broken too is passed over; where none can be read, nobody knows', async () => {
    await index([KURIL], { synonyms: CARS });
    const first = (await live())?.version ?? '';
    await index([XANG]);
    await store.put(versionKey((await live())?.version as VersionId), BROKEN);
    await store.put(CURRENT, BROKEN);
    expect((await said({ dryRun: true }))[0]).toContain(`version ${first} has 1 group`);
    await store.put(versionKey(first as VersionId), BROKEN);
    expect((await said({ dryRun: true }))[0]).toContain('no kept version can be read that may have them');
  });

  test('a join of parts says so too', async () => {
    await index([KURIL], { synonyms: CARS });
    await store.put(CURRENT, BROKEN);
    await buildPart(store, foundOf(KURIL), { part: { number: 1, of: 1 } });
    const told: string[] = [];
    await joinParts(store, { onUnreadable: (loss) => told.push(loss) });
    expect(told).toEqual([expect.stringContaining('will be gone')]);
  });
});

test('nothing is said where what is live can be read, or nothing is', async () => {
  const told: string[] = [];
  for (const mode of ['full', 'full', 'update'] as const) {
    await index([KURIL], { mode, onUnreadable: (loss) => told.push(loss) });
  }
  expect(told).toEqual([]);
});
