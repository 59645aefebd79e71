/** Parts of a build that are joined are the index of one machine to the byte, and nothing is published of parts that do not
 *  fit together. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { BUILDING, CURRENT, PART_KINDS, type Manifest } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { buildPart, type PartOptions, type PartReport } from '../../indexer/build-part.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { joinParts } from '../../indexer/join-parts.ts';
import type { Found } from '../../indexer/sources/source.ts';
import { exampleArticles, madeArticles } from '../support/articles.ts';

async function* foundOf(list: readonly Article[]): AsyncGenerator<Found> {
  for (const article of list) yield { article, origin: { file: 'tin.json' } };
}

const build = (
  store: Store,
  list: readonly Article[],
  number: number,
  of: number,
  options: Partial<PartOptions> = {},
) => buildPart(store, foundOf(list), { part: { number, of }, ...options });

async function manifestOf(store: Store): Promise<Manifest> {
  const current = await readCurrent(store);
  if (!current) throw new Error('nothing is published');
  return current.manifest;
}

/** All that says what is in the index, but when and as what it was published. */
async function contentOf(store: Store) {
  const { articles, statistics, words, segments } = await manifestOf(store);
  const parts = segments.map((segment) =>
    PART_KINDS.map((kind) => [segment[kind].sha256, Buffer.from(segment[kind].top).toString('hex')]),
  );
  return { articles, statistics, words, parts };
}

async function keysIn(store: Store, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

const few = exampleArticles();
const many = [...madeArticles(2_300, 5)];
const alone = { few: memoryStore(), many: memoryStore() };
beforeAll(async () => {
  await indexArticles(alone.few, foundOf(few), { mode: 'full' });
  await indexArticles(alone.many, foundOf(many), { mode: 'full' });
}, 120_000);

describe('the index of one machine to the byte', () => {
  test.each([
    { what: 'few', of: 1, why: 'one part is all' },
    { what: 'few', of: 2, why: 'a chunk is not divided, so a part is empty; suggestions are made of the texts' },
    { what: 'many', of: 2, why: 'parts of one chunk and of two' },
    { what: 'many', of: 3, why: 'parts of one chunk' },
    { what: 'many', of: 8, why: 'more parts than chunks' },
  ] as const)('$what articles in $of parts — $why', { timeout: 120_000 }, async ({ what, of }) => {
    const list = { few, many }[what];
    const store = memoryStore();
    const reports: PartReport[] = [];
    // the last part first, each from sources in another order
    for (let number = of; number > 0; number -= 1) {
      reports.push(await build(store, number % 2 === 0 ? list : list.toReversed(), number, of));
      expect(await readCurrent(store)).toBeNull();
    }
    expect(reports.reduce((sum, { own }) => sum + own, 0)).toBe(list.length);
    expect(reports.map(({ missing }) => missing.length)).toEqual(Array.from({ length: of }, (_, i) => of - 1 - i));
    const report = await joinParts(store);
    expect(report).toMatchObject({ articles: list.length, added: list.length, changed: 0, removed: 0, unchanged: 0 });
    expect(await contentOf(store)).toEqual(await contentOf(alone[what]));
    expect(await keysIn(store, BUILDING)).toEqual([]);
  });
});

describe('a part that was stopped', () => {
  test.each([
    { at: 0, left: 3, why: 'before the first chunk was made' },
    { at: 1_100, left: 2, why: 'in the second of three' },
    { at: 2_250, left: 1, why: 'in the last' },
  ])('$why, makes only what is missing', { timeout: 120_000 }, async ({ at, left }) => {
    const store = memoryStore();
    const stop = new AbortController();
    const stopped = build(store, many, 1, 1, {
      memoryBytes: 0,
      signal: stop.signal,
      onProgress: ({ step, done }) => step === 'indexing' && done > at && stop.abort(new Error('thôi')),
    });
    await expect(stopped).rejects.toThrow('thôi');
    await expect(joinParts(store)).rejects.toThrow('holds no part of job "default"');
    expect(await build(store, many, 1, 1)).toMatchObject({ chunks: 3, made: left });
    await joinParts(store);
    expect(await contentOf(store)).toEqual(await contentOf(alone.many));
  });

  test('is not taken for one of other articles', async () => {
    const store = memoryStore();
    await build(store, few, 1, 1);
    expect(await build(store, few, 1, 1)).toMatchObject({ chunks: 1, made: 0 });
    expect(await build(store, few.slice(1), 1, 1)).toMatchObject({ chunks: 1, made: 1 });
  });

  test('a damaged chunk is made again', async () => {
    const store = memoryStore();
    await build(store, few, 1, 1);
    const chunk = (await keysIn(store, BUILDING)).find((key) => key.endsWith('.chunk')) ?? '';
    const bytes = (await store.get(chunk))?.bytes ?? new Uint8Array();
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await store.put(chunk, bytes);
    await expect(joinParts(store)).rejects.toThrow('is gone or damaged. Nothing was published; build part 1/1 again');
    expect(await build(store, few, 1, 1)).toMatchObject({ made: 1 });
    await joinParts(store);
    expect(await contentOf(store)).toEqual(await contentOf(alone.few));
  });
});

/** Changes what an object of JSON in the store says. */
const rewrite = async (store: Store, key: string, change: (json: Record<string, unknown>) => unknown) => {
  const text = new TextDecoder().decode((await store.get(key))?.bytes);
  await store.put(key, new TextEncoder().encode(JSON.stringify(change(JSON.parse(text) as Record<string, unknown>))));
};

describe('nothing is published', () => {
  const FIRST = 'building/default/1-of-2.json';

  test.each([
    { why: 'no part', make: async () => {}, says: 'holds no part of job "default". Build parts first' },
    {
      why: 'a part is missing',
      make: (store: Store) => build(store, few, 2, 2),
      says: 'Of 2 parts of job "default" there lacks 1. Build it with --part 1/2.',
    },
    {
      why: 'several are',
      make: (store: Store) => build(store, few, 2, 4),
      says: 'Of 4 parts of job "default" there lack 1, 3, 4. Build them with --part 1/4 and so on.',
    },
    {
      why: 'of other sources',
      make: async (store: Store) => [await build(store, few, 1, 2), await build(store, few.slice(1), 2, 2)],
      says: 'were built of different sources: 2 not of those of part 1 (',
    },
    {
      why: 'parts of other sizes',
      make: async (store: Store) => [await build(store, few, 1, 1), await build(store, few, 1, 2)],
      says: 'holds parts of builds in 1 and in 2 parts',
    },
    {
      why: 'of another format',
      make: async (store: Store) => {
        await build(store, few, 1, 2);
        await build(store, few, 2, 2);
        await rewrite(store, FIRST, (json) => ({ ...json, format: 1 }));
      },
      says: 'Part 1 of job "default" was built by another version of Saola (format 1,',
    },
    {
      why: 'of another analyzer',
      make: async (store: Store) => {
        await build(store, few, 1, 2);
        await build(store, few, 2, 2);
        await rewrite(store, FIRST, (json) => ({ ...json, analyzer: 'khac' }));
      },
      says: 'analyzer khac;',
    },
    {
      why: 'not a description',
      make: async (store: Store) => {
        await build(store, few, 1, 2);
        await rewrite(store, FIRST, (json) => ({ ...json, chunks: undefined }));
      },
      says: `${FIRST} is not the description of a part. Build that part again.`,
    },
    {
      why: 'chunks that are not those of the sources',
      make: async (store: Store) => {
        await build(store, few, 1, 2);
        await build(store, few, 2, 2);
        await rewrite(store, 'building/default/2-of-2.json', (json) => ({ ...json, chunks: [] }));
      },
      says: 'do not make up the sources that they were built of',
    },
  ])('$why', { timeout: 60_000 }, async ({ make, says }) => {
    const store = memoryStore();
    await make(store);
    await expect(joinParts(store)).rejects.toThrow(says);
    expect(await store.get(CURRENT)).toBeNull();
  });

  test('where too much would go, until that is allowed', async () => {
    const store = memoryStore();
    await indexArticles(store, foundOf(few));
    await build(store, few.slice(0, 10), 1, 1);
    await expect(joinParts(store)).rejects.toThrow('more than a fifth');
    expect(await joinParts(store, { allowShrink: true })).toMatchObject({ articles: 10, removed: few.length - 10 });
  });

  test('in a dry run, which leaves the parts', async () => {
    const store = memoryStore();
    await build(store, few, 1, 1);
    expect(await joinParts(store, { dryRun: true })).toMatchObject({ version: null, added: few.length });
    expect(await readCurrent(store)).toBeNull();
    expect(await joinParts(store)).toMatchObject({ added: few.length });
  });

  test.each([
    { part: { number: 0, of: 2 }, says: 'found 0/2' },
    { part: { number: 3, of: 2 }, says: 'found 3/2' },
    { part: { number: 1, of: 1_001 }, says: 'n at most 1000; found 1/1001' },
    { part: { number: 1, of: 2 }, job: 'Đêm nay', says: 'found "Đêm nay"' },
  ])('$says', async ({ says, ...options }) => {
    await expect(buildPart(memoryStore(), foundOf(few), options)).rejects.toThrow(says);
  });
});

test('the synonyms that the index has stay, or are replaced', async () => {
  const store = memoryStore();
  const [old, now] = [[{ forms: ['xe hơi', 'ô tô'] }], [{ forms: ['máy bay', 'phi cơ'] }]];
  await indexArticles(store, foundOf(few), { synonyms: old });
  await build(store, few, 1, 1);
  expect(await joinParts(store)).toMatchObject({ unchanged: few.length });
  expect((await manifestOf(store)).synonyms).toEqual(old);
  await build(store, few, 1, 1);
  await joinParts(store, { synonyms: now });
  expect((await manifestOf(store)).synonyms).toEqual(now);
});

test('two jobs in one store know nothing of one another', async () => {
  const store = memoryStore();
  await build(store, few, 1, 1, { job: 'tin' });
  await build(store, few.slice(0, 50), 1, 2, { job: 'thu' });
  expect(await joinParts(store, { job: 'tin' })).toMatchObject({ articles: few.length });
  expect((await keysIn(store, BUILDING)).every((key) => key.startsWith('building/thu/'))).toBe(true);
});
