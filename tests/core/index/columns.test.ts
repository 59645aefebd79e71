import { beforeEach, describe, expect, test } from 'vitest';
import { BlockCache } from '../../../core/index/block-cache.ts';
import {
  ColumnsReader,
  DIGEST_BYTES,
  writeColumns,
  type ArticleId,
  type Columns,
} from '../../../core/index/columns.ts';
import { SIGNATURE_WORDS } from '../../../core/index/signature.ts';
import { ByteWriter } from '../../../core/index/bytes.ts';
import { watchedStore, type WatchedStore } from '../../support/watched-store.ts';
import { outcomeOf } from './refused.ts';

const KEY = 'segments/phan.columns';
const IDS: ArticleId[] = ['nam-kuril', 7, '7', 'đường "nhựa"\n', 'x'.repeat(2_000)];
const SIGNATURE_BYTES = SIGNATURE_WORDS * 4;
const signatures = (count: number): Uint8Array =>
  Uint8Array.from({ length: count * SIGNATURE_BYTES }, (_, i) => (i * 41) % 256);
const digests = (count: number): Uint8Array =>
  Uint8Array.from({ length: count * DIGEST_BYTES }, (_, i) => (i * 37) % 256);

let store: WatchedStore;
beforeEach(() => {
  store = watchedStore();
});

async function opened(columns: Columns, articles = columns.ids.length): Promise<ColumnsReader> {
  const { bytes, top } = writeColumns(columns);
  await store.put(KEY, bytes);
  return new ColumnsReader(top, new BlockCache(store, 1e6).part(KEY, bytes.length), articles);
}

test('ids come back as what they were: numbers as numbers, texts as texts', async () => {
  const reader = await opened({ ids: IDS, digests: digests(IDS.length), signatures: signatures(IDS.length) });
  expect(store.reads).toEqual([]);
  expect(await reader.ids()).toEqual(IDS);
  expect([...(await reader.digests())]).toEqual([...digests(IDS.length)]);
  const words = await reader.signatures();
  expect([...new Uint8Array(words.buffer, words.byteOffset, words.byteLength)]).toEqual([...signatures(IDS.length)]);
});

test('one column is read without the others', async () => {
  const ids = Array.from({ length: 5_000 }, (_, i) => `bai-${i}`);
  const reader = await opened({ ids, digests: digests(ids.length), signatures: signatures(ids.length) });
  await reader.ids();
  const bytes = store.reads.reduce((sum, read) => sum + read.bytes, 0);
  expect(bytes).toBeLessThan(ids.length * DIGEST_BYTES);
});

test('an index may be made without digests and signatures', async () => {
  const reader = await opened({ ids: IDS, digests: new Uint8Array(), signatures: new Uint8Array() });
  expect(await reader.digests()).toHaveLength(0);
  expect(await reader.signatures()).toHaveLength(0);
});

describe('refused', () => {
  test.each([
    { why: 'more ids than articles', read: (reader: ColumnsReader) => reader.ids() },
    { why: 'more digests than articles', read: (reader: ColumnsReader) => reader.digests() },
    { why: 'more signatures than articles', read: (reader: ColumnsReader) => reader.signatures() },
  ])('$why', async ({ read }) => {
    const reader = await opened(
      { ids: IDS, digests: digests(IDS.length), signatures: signatures(IDS.length) },
      IDS.length - 1,
    );
    await expect(read(reader)).rejects.toMatchObject({ code: 'index-malformed' });
  });

  test('a column that is not there', async () => {
    const reader = new ColumnsReader(new Uint8Array(), new BlockCache(store, 0).part(KEY, 0), 0);
    await expect(reader.ids()).rejects.toThrow(/no column ids/);
  });

  test('a table cut short', () => {
    const top = new ByteWriter();
    top.text('ids');
    top.varint(8);
    expect(outcomeOf(() => new ColumnsReader(top.take(), new BlockCache(store, 0).part(KEY, 0), 0))).toBe(
      'index-malformed',
    );
  });
});
