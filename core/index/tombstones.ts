/** What a version knows of a segment's articles that are no longer live: which they are, and what they take off what the
 *  segment itself says. The segment stays as it is; its version carries the tombstones. */
import { crc32 } from 'node:zlib';
import { ByteReader, ByteWriter, encodeText, malformed } from './bytes.ts';
import { EntryWriter, readEntries } from './entries.ts';

export type Tombstones = {
  /** Article numbers within the segment, ascending. */
  readonly docs: readonly number[];
  /** Words of the vocabulary, and how many of these articles hold each. */
  readonly words: ReadonlyMap<string, number>;
  /** Titles as they would be suggested, each by its `titleHash`, and how many of these articles have each. */
  readonly titles: ReadonlyMap<number, number>;
};

export const NO_TOMBSTONES: Tombstones = { docs: [], words: new Map(), titles: new Map() };

/** Tells titles apart well enough: of 100,000 that are gone, one in 40,000 others would be taken for one of them. */
export const titleHash = (text: string): number => crc32(encodeText(text));

/** As bytes for the manifest: three tables, one value after the other. The same tombstones give the same bytes. */
export type EncodedTombstones = Readonly<Record<keyof Tombstones, Uint8Array>>;

export function encodeTombstones({ docs, words, titles }: Tombstones): EncodedTombstones {
  const numbers = new ByteWriter();
  let before = -1;
  for (const doc of docs) {
    numbers.varint(doc - before - 1);
    before = doc;
  }
  const entries = new EntryWriter();
  const number = new ByteWriter(8);
  for (const [word, count] of [...words].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    number.clear();
    number.varint(count);
    entries.add(word, number.take());
  }
  const hashes = new ByteWriter();
  for (const [hash, count] of [...titles].toSorted(([a], [b]) => a - b)) {
    hashes.uint32(hash);
    hashes.varint(count);
  }
  return { docs: numbers.take(), words: entries.take(), titles: hashes.take() };
}

/** `articles`: how many the segment has. Throws `index-malformed` for what `encodeTombstones` did not write. */
export function decodeTombstones(encoded: EncodedTombstones, articles: number): Tombstones {
  const docs: number[] = [];
  const numbers = new ByteReader(encoded.docs);
  for (let doc = -1; !numbers.done;) {
    doc += numbers.varint() + 1;
    if (doc >= articles) throw malformed(`a tombstone names article ${doc} of ${articles}`);
    docs.push(doc);
  }
  const words = new Map<string, number>();
  for (const { term, postings } of readEntries(encoded.words)) words.set(term, new ByteReader(postings).varint());
  const titles = new Map<number, number>();
  for (const hashes = new ByteReader(encoded.titles); !hashes.done;) titles.set(hashes.uint32(), hashes.varint());
  return { docs, words, titles };
}
