import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { BlockCache } from '../../../core/index/block-cache.ts';
import { ByteWriter } from '../../../core/index/bytes.ts';
import { EntryWriter, type Entry } from '../../../core/index/entries.ts';
import { HEADER_BYTES } from '../../../core/index/part.ts';
import { writePostings, type Postings } from '../../../core/index/postings.ts';
import { storedTerm, termOf } from '../../../core/index/stored-term.ts';
import { TermsReader, writeTerms } from '../../../core/index/terms.ts';
import { bytesOf, watchedStore, type WatchedStore } from '../../support/watched-store.ts';
import { someTerms } from './some-terms.ts';
import { outcomeOf } from './refused.ts';

const KEY = 'segments/phan.terms';
const ARTICLES = 50_000;

let store: WatchedStore;
beforeEach(() => {
  store = watchedStore();
});

/** A term that stands in `df` articles, from `first` on. */
const postings = (df: number, first = 0): Postings => ({
  df,
  docs: Uint32Array.from({ length: df }, (_, i) => first + i),
  slots: new Uint8Array(df).fill(first % 16),
});
/** One that stands in every twelfth article: too long for a dictionary block. */
const common = (): Postings => ({
  df: 4_000,
  docs: Uint32Array.from({ length: 4_000 }, (_, i) => 12 * i),
  slots: new Uint8Array(4_000).fill(3),
});
const entry = (term: string, list: Postings): Entry => {
  const out = new ByteWriter();
  writePostings(out, list, new Uint8Array(ARTICLES));
  return { term, postings: out.take() };
};

async function opened(
  entries: readonly Entry[],
  bytesExpected = 0,
): Promise<{ reader: TermsReader; top: Uint8Array; bytes: number }> {
  const { bytes: written, top } = writeTerms(entries, bytesExpected);
  const bytes = written.take();
  await store.put(KEY, bytes);
  return {
    reader: new TermsReader(top, new BlockCache(store, 1e7).part(KEY, bytes.length), ARTICLES),
    top,
    bytes: bytes.length,
  };
}

/** 20,000 rare terms in a dozen blocks, and a few that stand nearly everywhere. */
const RARE = Array.from({ length: 20_000 }, (_, i) => `vần ${String(i * 2).padStart(5, '0')}`);
const COMMON = ['của', 'vần', 'vần 30001', 'và'];
const lexicon = (): Entry[] =>
  [
    ...RARE.map((term, i) => entry(term, postings(1 + (i % 5), i % 4_000))),
    ...COMMON.map((term) => entry(term, common())),
  ].toSorted((a, b) => (a.term < b.term ? -1 : 1));

describe('finds', () => {
  test('every term, rare or common, with its own postings', async () => {
    const { reader } = await opened(lexicon());
    const found = await reader.postings(RARE);
    expect(found.map((list) => [list?.df, list?.docs[0]])).toEqual(RARE.map((_, i) => [1 + (i % 5), i % 4_000]));
    expect(await reader.postings(COMMON)).toEqual(COMMON.map(common));
  });

  test('null for what is not there: before all, behind all, between two, within a block, at its edge', async () => {
    const { reader } = await opened(lexicon());
    const absent = ['', 'a', 'vần 00001', 'vần 4', 'vần 39998 ', 'vần 39999', 'vầ', 'xyz', '東', '👍'];
    expect(await reader.postings(absent)).toEqual(absent.map(() => null));
  });

  test('in the order asked, the same term as often as asked', async () => {
    const { reader } = await opened(lexicon());
    const found = await reader.postings(['và', 'vần 00002', 'không có', 'và', 'vần 00002']);
    expect(found.map((list) => list?.df ?? null)).toEqual([4_000, 2, null, 4_000, 2]);
  });

  test('any terms that the analyzer may make', () =>
    fc.assert(
      fc.asyncProperty(someTerms(60), async (terms) => {
        const names = terms.map(storedTerm).toSorted();
        const { reader } = await opened(names.map((name, i) => entry(name, postings(1, i))));
        const found = await reader.postings([...names.map(termOf), 'không có']);
        expect(found).toEqual([...names.map((_, i) => postings(1, i)), null]);
      }),
    ));

  test('nothing in a segment without terms', async () => {
    const { reader } = await opened([]);
    expect(await reader.postings(['kuril', ''])).toEqual([null, null]);
    expect(store.reads).toEqual([]);
  });
});

describe('reads', () => {
  test('nothing to open, nothing for what the table excludes, one step for all the rest', async () => {
    const { reader } = await opened(lexicon());
    expect(store.reads).toEqual([]);
    await reader.postings(['a', 'cá']);
    expect(store.reads).toEqual([]);
    await reader.postings(['của', 'vần 00000', 'vần 20998', 'vần 39998', 'vần 00003']);
    expect(store.reads.map(({ step }) => step)).toEqual(store.reads.map(() => 1));
  });

  test('one block for a rare term, and for a common one nothing but its postings', async () => {
    const { reader, bytes } = await opened(lexicon());
    await reader.postings(['vần 20998']);
    expect(store.reads).toHaveLength(1);
    expect(bytesOf(store.reads)).toBeLessThan(17 * 1024);
    expect(bytesOf(store.reads)).toBeLessThan(bytes / 10);
    store.forget();
    await reader.postings(['và']);
    expect(bytesOf(store.reads)).toBe(entry('và', common()).postings.length + 4); // and its checksum
  });

  test('longer blocks where there is much to hold, so that the table stays small', async () => {
    const small = await opened(lexicon());
    const rare = await small.reader.postings(['vần 20998']);
    const large = await opened(lexicon(), 4_000 * 40 * 1024);
    const [few, many] = [large, small].map(({ reader }) => reader.places.blocks.length) as [number, number];
    expect(few).toBeLessThan(many / 2);
    expect(large.top.length).toBeLessThan(small.top.length);
    expect(await large.reader.postings(['vần 20998'])).toEqual(rare);
  });

  test('the part begins with its header, and its blocks stand one behind the other to its end', async () => {
    const { reader, bytes } = await opened(lexicon());
    const { blocks, commons } = reader.places;
    const all = [...blocks, ...commons.values()].toSorted((a, b) => a.offset - b.offset);
    let end = HEADER_BYTES;
    for (const { offset, length } of all) {
      expect(offset).toBe(end);
      end = offset + length;
    }
    expect(end).toBe(bytes);
  });
});

const removedFrom = (doc: number): Uint8Array => new Uint8Array(ARTICLES).fill(1, doc);
const readerOf = (cache: BlockCache, top: Uint8Array, bytes: number, removed: Uint8Array | null): TermsReader =>
  new TermsReader(top, cache.part(KEY, bytes), ARTICLES, { removed, words: new Map() });

describe('decoded postings are kept', () => {
  test('and their blocks are asked for no more, nor those of terms that are not there', async () => {
    const { top, bytes } = await opened(lexicon());
    const source = new BlockCache(store, 1e7).part(KEY, bytes);
    let asked = 0;
    const reader = new TermsReader(
      top,
      { ...source, blocks: (places) => ((asked += places.length), source.blocks(places)) },
      ARTICLES,
    );
    const terms = ['của', 'vần 20998', 'vần 20999'];
    const before = await reader.postings(terms);
    asked = 0;
    const after = await reader.postings(terms);
    expect(after.map((list, i) => list === before[i])).toEqual([true, true, true]);
    expect(asked).toBe(0);
  });

  test('without the articles that are gone in this version, and with those that are not in another', async () => {
    const { top, bytes } = await opened(lexicon());
    const cache = new BlockCache(store, 1e7);
    const dfs: (number | undefined)[] = [];
    for (const removed of [null, removedFrom(12_000), removedFrom(24_000), null, removedFrom(0), removedFrom(12_000)]) {
      const [list] = await readerOf(cache, top, bytes, removed).postings(['và']);
      dfs.push(list?.df);
    }
    expect(dfs).toEqual([4_000, 1_000, 2_000, 4_000, undefined, 1_000]);
  });

  test('by the next version too, where the same articles are gone', async () => {
    const { top, bytes } = await opened(lexicon());
    const cache = new BlockCache(store, 1e7);
    const [before] = await readerOf(cache, top, bytes, removedFrom(1_000)).postings(['và']);
    const [after] = await readerOf(cache, top, bytes, removedFrom(1_000)).postings(['và']);
    expect(after).toBe(before);
  });

  test('up to a part of the budget', async () => {
    const { top, bytes } = await opened(lexicon());
    const reader = readerOf(new BlockCache(store, 1 << 20), top, bytes, null); // an eighth holds eight of 16 kB
    const [before] = await reader.postings(['và']);
    expect((await reader.postings(['và']))[0]).toBe(before);
    await reader.postings(RARE.slice(0, 1_000));
    const [after] = await reader.postings(['và']);
    expect(after).not.toBe(before);
    expect(after).toEqual(before);
  });
});

const table = (...terms: string[]): Uint8Array => {
  const entries = new EntryWriter();
  for (const term of terms) entries.add(term, Uint8Array.from([8, 20]));
  return entries.take();
};

const topOf = (...tables: Uint8Array[]): Uint8Array => {
  const out = new ByteWriter();
  for (const each of tables) {
    out.varint(each.length);
    out.raw(each);
  }
  return out.take();
};

describe('a table that cannot be', () => {
  test.each([
    { why: 'terms out of order', bytes: topOf(table('nam', 'kuril'), table()) },
    { why: 'a term twice', bytes: topOf(table('nam', 'nam'), table()) },
    { why: 'no table of common terms', bytes: topOf(table('nam')) },
    { why: 'cut short', bytes: topOf(table('nam'), table('và')).subarray(0, -1) },
    { why: 'nothing', bytes: new Uint8Array() },
  ])('is refused: $why', ({ bytes }) => {
    const source = new BlockCache(store, 0).part(KEY, 100);
    expect(outcomeOf(() => new TermsReader(bytes, source, 5))).toBe('index-malformed');
  });
});
