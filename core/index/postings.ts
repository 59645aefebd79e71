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

/** What writing a list needs, made once: there are millions of lists, and most are short. */
const ENDS = new Uint32Array(SLOTS);
const FILLED = new Uint32Array(SLOTS);
let grouped = new Uint32Array(1024);

/** The articles lie in groups, by how many slots above its usual one each has the term: most are in the first group.
 *  `usual`: of each article of the segment, see `usual-slots.ts`. `postings` in any order; of `docs` and `slots` the first `df`. */
export function writePostings(out: ByteWriter, { df, docs, slots }: Postings, usual: Uint8Array): void {
  if (df > grouped.length) grouped = new Uint32Array(2 * df);
  ENDS.fill(0);
  for (let i = 0; i < df; i += 1) (ENDS[groupOf(docs, slots, i, usual)] as number) += 1;
  let end = 0;
  for (let group = 0; group < SLOTS; group += 1) {
    FILLED[group] = end;
    end = ENDS[group] = end + (ENDS[group] as number);
  }
  for (let i = 0; i < df; i += 1) {
    const group = groupOf(docs, slots, i, usual);
    const at = FILLED[group] as number;
    grouped[at] = docs[i] as number;
    FILLED[group] = at + 1;
  }
  const bits = new BitWriter(out);
  bits.gamma(df);
  let before = -1;
  for (let group = 0, from = 0; from < df; group += 1) {
    const to = ENDS[group] as number;
    if (from === to) continue;
    bits.unary(group - before - 1);
    const left = df - from;
    if (left > 1) bits.rice(group === 0 ? df - to : to - from - 1, lowOfCount(group, left));
    putInOrder(grouped, from, to);
    bits.ascending(grouped, from, to, usual.length);
    before = group;
    from = to;
  }
  bits.fill();
}

const READER = new BitReader();

/** `bytes`: exactly one list; `usual`: as it was written with. A number that cannot be throws `index-malformed`. */
export function readPostings(bytes: Uint8Array, usual: Uint8Array): Postings {
  READER.open(bytes);
  const df = readDf(usual.length);
  const postings = { df, docs: new Uint32Array(df), slots: new Uint8Array(df) };
  readInto(postings, 0, df, usual);
  return postings;
}

/** How many articles such a list has, without reading it. */
export function dfOf(bytes: Uint8Array): number {
  READER.open(bytes.length > DF_BYTES ? bytes.subarray(0, DF_BYTES) : bytes);
  return READER.gamma();
}
/** Elias's gamma of 32 bits has 63. */
const DF_BYTES = 8;

/** `readPostings` behind the first `df` of `all`, which has room for them, with numbers that begin with `first`. */
export function appendPostings(
  all: { df: number; readonly docs: Uint32Array; readonly slots: Uint8Array },
  bytes: Uint8Array,
  usual: Uint8Array,
  first: number,
): void {
  READER.open(bytes);
  const df = readDf(usual.length);
  readInto(all, all.df, df, usual);
  for (let i = all.df; i < all.df + df; i += 1) (all.docs[i] as number) += first;
  all.df += df;
}

function readDf(articles: number): number {
  const df = READER.gamma();
  if (df > articles || df > READER.left) throw malformed(`a term stands in ${df} of ${articles} articles`);
  return df;
}

/** What stands behind the `df` of a list, into `docs` and `slots` from `start` on. */
function readInto(
  { docs, slots }: Pick<Postings, 'docs' | 'slots'>,
  start: number,
  df: number,
  usual: Uint8Array,
): void {
  const bits = READER;
  const end = start + df;
  let group = -1;
  for (let from = start; from < end;) {
    group += bits.unary() + 1;
    if (group >= SLOTS) throw malformed(`${end - from} of ${df} articles have no slot`);
    const left = end - from;
    const coded = left > 1 ? bits.rice(lowOfCount(group, left)) : 0;
    if (coded >= left) throw malformed(`a slot has ${coded} of ${left} articles`);
    const count = group === 0 ? left - coded : coded + 1;
    bits.ascending({ numbers: docs, beside: slots }, { from, count, bases: usual, minus: group });
    from += count;
  }
  bits.finish();
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

function putInOrder(docs: Uint32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i += 1) {
    if ((docs[i] as number) >= (docs[i - 1] as number)) continue;
    docs.subarray(from, to).sort();
    return;
  }
}

/** The postings without the articles that are 1 in `removed`; `null` where none is left. */
export function withoutRemoved(postings: Postings, removed: Uint8Array): Postings | null {
  const isLive = (_: number, i: number): boolean => removed[postings.docs[i] as number] === 0;
  const docs = postings.docs.filter(isLive);
  return docs.length === 0 ? null : { df: docs.length, docs, slots: postings.slots.filter(isLive) };
}
