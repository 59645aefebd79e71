/** What is remembered of objects: kept to the byte, by compare-and-swap, and forgotten where nobody may know of it. */
import { brotliDecompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Tag } from '../../../core/store/store.ts';
import {
  forgetArticles,
  forgetBefore,
  INGESTED,
  readHoldings,
  writeHoldings,
  type Holding,
  type Left,
} from '../../../indexer/ingest/holdings.ts';

/** 16 bytes of anything. */
const mark = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const marked = fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), mark), { maxLength: 4 });
const left = fc.array(
  fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), mark, fc.option(fc.nat())).map((each): Left => each),
  { maxLength: 4 },
);
const holding = fc.record({
  object: fc.option(fc.record({ tag: fc.string({ unit: 'grapheme' }).map((text) => text as Tag), modified: fc.nat() })),
  articles: marked.map((pairs) => new Map(pairs)),
  left,
  since: fc.nat(),
});
const holdings = fc
  .array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), holding), { maxLength: 5 })
  .map((pairs) => new Map<string, Holding>(pairs));

test('what was written is read, whatever objects and articles are called', async () => {
  await fc.assert(
    fc.asyncProperty(holdings, async (objects) => {
      const store = memoryStore();
      await writeHoldings(store, await readHoldings(store), objects);
      expect((await readHoldings(store)).objects).toEqual(objects);
    }),
  );
});

const ONE: Holding = {
  object: { tag: '"1"' as Tag, modified: 1 },
  articles: new Map([
    ['bao', 'b'.repeat(16)],
    ['lu', 'l'.repeat(16)],
  ]),
  left: [['bao', 'c'.repeat(16), 2]],
  since: 3,
};

test('of two that write at once one has to begin again', async () => {
  const store = memoryStore();
  const before = await readHoldings(store);
  await writeHoldings(store, before, new Map([['tin/a.json', ONE]]));
  await expect(writeHoldings(store, before, new Map([['tin/b.json', ONE]]))).rejects.toMatchObject({
    code: 'publish-conflict',
  });
  const after = await readHoldings(store);
  expect([...after.objects.keys()]).toEqual(['tin/a.json']);
  await writeHoldings(store, after, new Map(after.objects));
  expect((await readHoldings(store)).tag).toBe(after.tag); // nothing new, nothing written
});

test('an article that is to leave no trace is forgotten, name and digest', async () => {
  const store = memoryStore();
  await writeHoldings(store, await readHoldings(store), new Map([['tin/a.json', ONE]]));
  expect(await forgetArticles(store, new Set(['bao']))).toBe(true);
  expect((await readHoldings(store)).objects.get('tin/a.json')).toEqual({
    ...ONE,
    articles: new Map([['lu', 'l'.repeat(16)]]),
    left: [],
  });
  const text = brotliDecompressSync((await store.get(INGESTED))?.bytes ?? new Uint8Array()).toString();
  expect(text).not.toContain('bao');
  expect(await forgetArticles(store, new Set(['bao']))).toBe(false);
  expect(await forgetArticles(memoryStore(), new Set(['bao']))).toBe(false);
});

test.each([
  { oldest: 2, why: 'the oldest kept version may have it', stays: ['tin/a.json', 'tin/b.json', 'tin/c.json'] },
  { oldest: 3, why: 'none may, so what is gone is forgotten', stays: ['tin/a.json', 'tin/c.json'] },
])('what came of an object before is remembered by the versions that are kept: $why', async ({ oldest, stays }) => {
  const store = memoryStore();
  const gone: Holding = { object: null, articles: new Map(), left: [['bao', 'c'.repeat(16), 2]], since: 2 };
  const live: Holding = { ...gone, left: [['lu', 'l'.repeat(16), null]] };
  const all = { 'tin/a.json': ONE, 'tin/b.json': gone, 'tin/c.json': live };
  await writeHoldings(store, await readHoldings(store), new Map(Object.entries(all)));
  expect(await forgetBefore(store, oldest)).toBe(oldest === 3);
  const { objects } = await readHoldings(store);
  expect([...objects.keys()]).toEqual(stays);
  expect(objects.get('tin/a.json')?.left).toEqual(oldest === 3 ? [] : ONE.left);
  expect(objects.get('tin/a.json')?.articles).toEqual(ONE.articles);
});
