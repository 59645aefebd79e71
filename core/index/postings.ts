/** The postings of one term: which articles hold it, and in which slot each: by how much it tells about it (its impact). */
import { BitReader, BitWriter, log2 } from './bits.ts';
import { malformed, type ByteWriter } from './bytes.ts';

/** Slot 0 holds the articles that the term tells most about. FlexSearch calls the number of slots its resolution. */
export const SLOTS = 16;

export type Postings = {
  /** Articles that hold the term. */
  readonly df: number;
  /** Article numbers within the segment, each once, in no order that means anything. */
  readonly docs: Uint32Array;
  /** Of each of `docs`: 0 to `SLOTS` − 1. */
  readonly slots: Uint8Array;
};

/** The articles lie in groups, by how many slots above its usual one each has the term: most are in the first group.
 *  `usual`: of each article of the segment, see `usual-slots.ts`. `postings` in any order. */
export function writePostings(out: ByteWriter, { df, docs, slots }: Postings, usual: Uint8Array): void {
  const ends = new Uint32Array(SLOTS);
  for (let i = 0; i < df; i += 1) (ends[groupOf(docs, slots, i, usual)] as number) += 1;
  for (let group = 1; group < SLOTS; group += 1) (ends[group] as number) += ends[group - 1] as number;
  const starts = new Uint32Array(SLOTS);
  starts.set(ends.subarray(0, SLOTS - 1), 1);
  const filled = starts.slice();
  const grouped = new Uint32Array(df);
  for (let i = 0; i < df; i += 1) {
    const group = groupOf(docs, slots, i, usual);
    grouped[filled[group] as number] = docs[i] as number;
    (filled[group] as number) += 1;
  }
  const bits = new BitWriter(out);
  bits.gamma(df);
  let before = -1;
  for (let group = 0; group < SLOTS; group += 1) {
    const [start, end] = [starts[group] as number, ends[group] as number];
    if (start === end) continue;
    bits.unary(group - before - 1);
    const left = df - start;
    if (left > 1) bits.rice(group === 0 ? df - end : end - start - 1, lowOfCount(group, left));
    bits.ascending(inOrder(grouped.subarray(start, end)), usual.length);
    before = group;
  }
  bits.fill();
}

const READER = new BitReader();

/** `bytes`: exactly one list; `usual`: as it was written with. A number that cannot be throws `index-malformed`. */
export function readPostings(bytes: Uint8Array, usual: Uint8Array): Postings {
  const articles = usual.length;
  const bits = READER;
  bits.open(bytes);
  const df = bits.gamma();
  if (df > articles || df > bits.left) throw malformed(`a term stands in ${df} of ${articles} articles`);
  const docs = new Uint32Array(df);
  const slots = new Uint8Array(df);
  let group = -1;
  for (let from = 0; from < df;) {
    group += bits.unary() + 1;
    if (group >= SLOTS) throw malformed(`${df - from} of ${df} articles have no slot`);
    const left = df - from;
    const coded = left > 1 ? bits.rice(lowOfCount(group, left)) : 0;
    if (coded >= left) throw malformed(`a slot has ${coded} of ${left} articles`);
    const count = group === 0 ? left - coded : coded + 1;
    bits.ascending({ numbers: docs, beside: slots }, { from, count, bases: usual, minus: group });
    from += count;
  }
  bits.finish();
  return { df, docs, slots };
}

/** The slot of one article, `undefined` where it does not hold the term. */
export function slotIn({ docs, slots }: Postings, doc: number): number | undefined {
  const at = docs.indexOf(doc);
  return at < 0 ? undefined : slots[at];
}

const groupOf = (docs: Uint32Array, slots: Uint8Array, i: number, usual: Uint8Array): number =>
  ((usual[docs[i] as number] as number) - (slots[i] as number)) & (SLOTS - 1);

/** The first group holds most of what there is, the others a part of what is left. */
const lowOfCount = (group: number, left: number): number => Math.max(0, log2(left) - (group === 0 ? 3 : 2));

function inOrder(docs: Uint32Array): Uint32Array {
  for (let i = 1; i < docs.length; i += 1) {
    if ((docs[i] as number) < (docs[i - 1] as number)) return docs.toSorted();
  }
  return docs;
}

/** The postings without the articles that are 1 in `removed`; `null` where none is left. */
export function withoutRemoved(postings: Postings, removed: Uint8Array): Postings | null {
  const isLive = (_: number, i: number): boolean => removed[postings.docs[i] as number] === 0;
  const docs = postings.docs.filter(isLive);
  return docs.length === 0 ? null : { df: docs.length, docs, slots: postings.slots.filter(isLive) };
}
