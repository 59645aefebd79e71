import { beforeEach, describe, expect, test } from 'vitest';
import { BlockCache } from '../../../core/index/block-cache.ts';
import { RecordsReader, writeRecords, type ArticleRecord } from '../../../core/index/records.ts';
import { exampleArticles } from '../../support/articles.ts';
import { bytesOf, watchedStore, type WatchedStore } from '../../support/watched-store.ts';
import { outcomeOf } from './refused.ts';

const KEY = 'segments/phan.records';
const EXAMPLES: ArticleRecord[] = exampleArticles().map(({ id, ...doc }) => ({ id, doc }));

let store: WatchedStore;
beforeEach(() => {
  store = watchedStore();
});

async function opened(
  records: readonly ArticleRecord[],
): Promise<{ reader: RecordsReader; top: Uint8Array; bytes: number }> {
  const { bytes: written, top } = writeRecords(records);
  const bytes = written.take();
  await store.put(KEY, bytes);
  return { reader: readerOf(top, bytes.length, records.length), top, bytes: bytes.length };
}
const readerOf = (top: Uint8Array, bytes: number, articles: number): RecordsReader =>
  new RecordsReader(top, new BlockCache(store, 1e7).part(KEY, bytes), articles);

async function allOf(reader: RecordsReader): Promise<ArticleRecord[]> {
  const all: ArticleRecord[] = [];
  for await (const record of reader.all()) all.push(record);
  return all;
}

test('every record comes back, alone and all in order', async () => {
  const { reader } = await opened(EXAMPLES);
  expect(await allOf(reader)).toEqual(EXAMPLES);
  for (const [number, record] of EXAMPLES.entries()) expect(await reader.records([number])).toEqual([record]);
});

test('in the order asked for, in one step, each block once', async () => {
  const { reader } = await opened(EXAMPLES);
  const wanted = [EXAMPLES.length - 1, 0, 7, 0, 40];
  expect(await reader.records(wanted)).toEqual(wanted.map((number) => EXAMPLES[number]));
  expect(store.reads.map(({ step }) => step)).toEqual(store.reads.map(() => 1));
  expect(await reader.records([])).toEqual([]);
});

test('one record costs its block, not the part', async () => {
  const { reader, bytes } = await opened(EXAMPLES);
  await reader.records([30]);
  expect(bytesOf(store.reads)).toBeLessThan(bytes / 5);
});

test.each([
  { why: 'line ends', doc: 'Nam Kuril\nNhật\r\nNga\u2028Mỹ' },
  { why: 'what stands in JSON itself', doc: '{"a":"\\n"}, \u0000\u001F' },
  { why: 'half of an emoji', doc: 'ku\uD83Dril' },
  { why: 'decomposed text stays decomposed', doc: 'Nhật Bản'.normalize('NFD') },
  { why: 'nothing kept', doc: null },
  { why: 'one longer than any block', doc: 'Nam Kuril '.repeat(10_000) },
  { why: 'FlexSearch’s own documents', doc: { title: 'Kuril', tags: ['Nga', 7, null] } },
])('any document: $why', async ({ doc }) => {
  const records = [
    { id: 1, doc: 'trước' },
    { id: 'hai', doc },
    { id: 3, doc: 'sau' },
  ];
  const { reader } = await opened(records);
  expect(await reader.records([1, 0, 2])).toEqual([records[1], records[0], records[2]]);
});

test('no records', async () => {
  const { reader } = await opened([]);
  expect(await allOf(reader)).toEqual([]);
});

describe('a table that cannot be', () => {
  test('of another number of articles is refused', async () => {
    const { top, bytes } = await opened(EXAMPLES);
    for (const articles of [EXAMPLES.length - 1, EXAMPLES.length + 1, 0]) {
      expect(outcomeOf(() => readerOf(top, bytes, articles))).toBe('index-malformed');
    }
  });

  test('cut short is refused', async () => {
    const { top, bytes } = await opened(EXAMPLES);
    for (let length = 0; length < top.length; length += 1) {
      expect(outcomeOf(() => readerOf(top.subarray(0, length), bytes, EXAMPLES.length))).toBe('index-malformed');
    }
  });

  test('with records shifted from one block to the next is refused where they are read', async () => {
    const { top, bytes } = await opened(EXAMPLES);
    // number of blocks, then length and records of each: the first length has two or three bytes
    const lengthBytes = [...top.subarray(1)].findIndex((byte) => byte < 0x80) + 1;
    const shifted = top.slice();
    (shifted[1 + lengthBytes] as number) += 1;
    const second = 2 + lengthBytes + [...top.subarray(2 + lengthBytes)].findIndex((byte) => byte < 0x80) + 1;
    (shifted[second] as number) -= 1;
    const reader = readerOf(shifted, bytes, EXAMPLES.length);
    await expect(reader.records([0])).rejects.toMatchObject({ code: 'index-malformed' });
  });
});
