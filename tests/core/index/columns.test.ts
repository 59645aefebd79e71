import { beforeEach, describe, expect, test } from 'vitest';
import { BlockCache } from '../../../core/index/block-cache.ts';
import {
  ColumnsReader,
  DIGEST_BYTES,
  writeColumns,
  type ArticleId,
  type Columns,
} from '../../../core/index/columns.ts';
import { fieldsOf, noFields } from '../../../core/index/fields.ts';
import { SIGNATURE_WORDS } from '../../../core/index/signature.ts';
import { ByteWriter, encodeText, sealed } from '../../../core/index/bytes.ts';
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

const fields = (count: number) =>
  fieldsOf(Array.from({ length: count }, (_, i) => ({ publishedAt: `2019-06-${10 + (i % 20)}`, section: 'Thể thao' })));
const full = (ids: readonly ArticleId[]): Columns => ({
  ids,
  digests: digests(ids.length),
  signatures: signatures(ids.length),
  fields: fields(ids.length),
});

async function opened(columns: Columns, articles = columns.ids.length): Promise<ColumnsReader> {
  const { bytes: written, top } = writeColumns(columns);
  const bytes = written.take();
  await store.put(KEY, bytes);
  return new ColumnsReader(top, new BlockCache(store, 1e6).part(KEY, bytes.length), articles);
}

test('ids come back as what they were: numbers as numbers, texts as texts', async () => {
  const reader = await opened(full(IDS));
  expect(store.reads).toEqual([]);
  expect(await reader.ids()).toEqual(IDS);
  expect([...(await reader.digests())]).toEqual([...digests(IDS.length)]);
  const words = await reader.signatures();
  expect([...new Uint8Array(words.buffer, words.byteOffset, words.byteLength)]).toEqual([...signatures(IDS.length)]);
});

test('one column is read without the others', async () => {
  const ids = Array.from({ length: 5_000 }, (_, i) => `bai-${i}`);
  const reader = await opened(full(ids));
  await reader.ids();
  const bytes = store.reads.reduce((sum, read) => sum + read.bytes, 0);
  expect(bytes).toBeLessThan(ids.length * DIGEST_BYTES);
});

test('fields are read when they are asked for, in one read, and once', async () => {
  const reader = await opened(full(IDS));
  await reader.ids();
  store.forget();
  const [first, second] = await Promise.all([reader.fields(), reader.fields()]);
  expect(first).toEqual(fields(IDS.length));
  expect(await reader.fields()).toBe(first);
  expect(second).toBe(first);
  expect(store.reads).toHaveLength(1);
});

test('fields that could not be read are asked for again', async () => {
  const { bytes: written, top } = writeColumns(full(IDS));
  const bytes = written.take();
  const reader = new ColumnsReader(top, new BlockCache(store, 1e6).part(KEY, bytes.length), IDS.length);
  await expect(reader.fields()).rejects.toThrow(/is gone from/);
  await store.put(KEY, bytes);
  expect(await reader.fields()).toEqual(fields(IDS.length));
});

test('an index may be made without digests, signatures and fields', async () => {
  const none = { ids: IDS, digests: new Uint8Array(), signatures: new Uint8Array(), fields: null };
  const reader = await opened(none);
  expect(await reader.digests()).toHaveLength(0);
  expect(await reader.signatures()).toHaveLength(0);
  expect(await reader.fields()).toEqual(noFields(IDS.length));
});

describe('refused', () => {
  test.each([
    { why: 'more ids than articles', read: (reader: ColumnsReader) => reader.ids() },
    { why: 'more digests than articles', read: (reader: ColumnsReader) => reader.digests() },
    { why: 'more signatures than articles', read: (reader: ColumnsReader) => reader.signatures() },
    { why: 'more fields than articles', read: (reader: ColumnsReader) => reader.fields() },
  ])('$why', async ({ read }) => {
    const reader = await opened(full(IDS), IDS.length - 1);
    await expect(read(reader)).rejects.toMatchObject({ code: 'index-malformed' });
  });

  test.each([
    { name: 'ids', read: (reader: ColumnsReader) => reader.ids() },
    { name: 'fields', read: (reader: ColumnsReader) => reader.fields() },
  ])('a column of $name that is not compressed', async ({ name, read }) => {
    const block = sealed(encodeText('Thể thao'));
    await store.put(KEY, block);
    const top = new ByteWriter();
    top.text(name);
    top.varint(0);
    top.varint(block.length);
    const reader = new ColumnsReader(top.take(), new BlockCache(store, 0).part(KEY, block.length), 1);
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
