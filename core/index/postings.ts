/** The postings of one term: which articles hold it, sorted into slots by how much it tells about them (its impact). */
import { ByteReader, malformed, type ByteWriter } from './bytes.ts';

/** Slot 0 holds the articles that the term tells most about. FlexSearch calls the number of slots its resolution. */
export const SLOTS = 16;

export type Slot = {
  /** 0 to `SLOTS` − 1. */
  readonly slot: number;
  /** Article numbers within the segment, ascending. */
  readonly docs: Uint32Array;
};

export type Postings = {
  /** Articles that hold the term: the lengths of all slots together. */
  readonly df: number;
  /** Occurrences of the term in all of them, at least `df`. */
  readonly cf: number;
  /** Ascending by slot, each at most once, none empty; no article stands in two. */
  readonly slots: readonly Slot[];
};

/** Occurrences beyond one an article, then each slot: `count · 16 + slot`, and the gaps between its articles less one.
 *  Most terms stand in two or three articles, so a short list has to cost one byte for each thing it says. */
export function writePostings(out: ByteWriter, postings: Postings): void {
  out.varint(postings.cf - postings.df);
  for (const { slot, docs } of postings.slots) {
    out.varint(docs.length * SLOTS + slot);
    let before = -1;
    for (const doc of docs) {
      out.varint(doc - before - 1);
      before = doc;
    }
  }
}

/** `bytes`: exactly one list; `articles`: how many the segment has. A number that cannot be throws `index-malformed`. */
export function readPostings(bytes: Uint8Array, articles: number): Postings {
  const input = new ByteReader(bytes);
  const more = input.varint();
  const slots: Slot[] = [];
  let df = 0;
  let last = -1;
  while (!input.done) {
    const head = input.varint();
    const slot = head % SLOTS;
    const count = Math.floor(head / SLOTS);
    if (slot <= last || count === 0 || count > articles)
      throw malformed(`a slot ${slot} of ${count} articles follows slot ${last}`);
    slots.push({ slot, docs: readDocs(input, count, articles) });
    df += count;
    last = slot;
  }
  return { df, cf: df + more, slots };
}

function readDocs(input: ByteReader, count: number, articles: number): Uint32Array {
  const docs = new Uint32Array(count);
  let doc = -1;
  for (let i = 0; i < count; i += 1) {
    doc += input.varint() + 1;
    docs[i] = doc;
  }
  if (doc >= articles) throw malformed(`a posting names article ${doc} of ${articles}`);
  return docs;
}

/** The postings without the articles that are 1 in `removed`; `null` where none is left. */
export function withoutRemoved(postings: Postings, removed: Uint8Array): Postings | null {
  const slots = postings.slots.flatMap(({ slot, docs }): Slot[] => {
    const live = docs.filter((doc) => removed[doc] === 0);
    return live.length === 0 ? [] : [{ slot, docs: live }];
  });
  const df = slots.reduce((sum, { docs }) => sum + docs.length, 0);
  return df === 0 ? null : { ...postings, df, slots };
}
