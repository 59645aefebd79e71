/** A fixed number of bits for each article that say what it is about: articles on one event differ in few of them.
 *  SimHash (Charikar 2002, "Similarity estimation techniques from rounding algorithms"): each term is a pseudo-random
 *  vector of signs, an article the sign of the sum of its terms' vectors, each weighed by impact and idf. */
import { impactOf } from './impact.ts';
import type { Postings } from './postings.ts';
import { kindOf } from '../text/analyze.ts';

/** 64 bytes an article. 256 bits lose 0.004 nDCG@10 on short queries, 1,024 gain less. */
export const SIGNATURE_BITS = 512;
export const SIGNATURE_WORDS = SIGNATURE_BITS / 32;

/** A term that one article holds likens it to none; one that a fifth of all hold likens everything. */
const MIN_DF = 2;
const MAX_DF_SHARE = 0.2;

/** How rare a term is that `df` of `articles` hold, in the whole index; 0 where it likens no two of them. */
export function rarity(df: number, articles: number): number {
  return df < MIN_DF || df > Math.max(MIN_DF, articles * MAX_DF_SHARE) ? 0 : Math.log(articles / df);
}

/** Whether articles are likened by such a term, where it is neither too rare nor too common. */
export const likens = (term: string): boolean => kindOf(term) !== 'exact';

/** Weights are whole numbers of steps, so that sums are exact and no order of adding changes a bit. */
const STEPS = 256;
/** A double is exact up to 2^53, which is room for two sums side by side: two bits cost one addition. */
const SUM_BITS = 26;
const HIGH = 2 ** SUM_BITS;
/** What two bits of a term add to their sums, for each step of weight. */
const ADDED = Float64Array.of(0, 1, HIGH, HIGH + 1);
const PAIRS = SIGNATURE_BITS / 2;

/** Sums up the signatures of some articles, term after term, in any order, but for articles that hold more than can be added up
 *  (`add`); which articles are done together makes no difference. */
export class SignatureBuilder {
  /** Of each article and each two bits: the weights of those terms that have them, the second bit's above the first one's. */
  readonly #sums: Float64Array;
  /** Of each article: the weights of all its terms. */
  readonly #totals: Float64Array;
  readonly #added = new Float64Array(PAIRS);

  /** `articles`: how many; 2 KiB for each. */
  constructor(articles: number) {
    this.#sums = new Float64Array(articles * PAIRS);
    this.#totals = new Float64Array(articles);
  }

  /** `idf`: the term's `rarity`. `docs`: numbers among the articles. An article of some hundred thousand different terms, a
   *  long book, is what the first of them say. */
  add(term: string, idf: number, { df, docs, slots }: Postings): void {
    const kind = kindOf(term);
    fillAdded(this.#added, term);
    for (let i = 0; i < df; i += 1) {
      const doc = docs[i] as number;
      const weight = Math.round(STEPS * idf * impactOf(kind, slots[i] as number));
      const total = (this.#totals[doc] as number) + weight;
      if (total >= HIGH) continue; // a sum would run over into the one above it
      this.#totals[doc] = total;
      this.#addTo(doc * PAIRS, weight);
    }
  }

  /** `SIGNATURE_WORDS` little-endian words an article, bit after bit. */
  take(): Uint8Array<ArrayBuffer> {
    const sums = this.#sums;
    const bytes = new Uint8Array(sums.length / 4);
    for (let at = 0; at < sums.length; at += 1) {
      const both = sums[at] as number;
      const second = Math.floor(both / HIGH);
      const first = both - second * HIGH;
      // the sign of the sum: those that have the bit outweigh the others
      const half = (this.#totals[Math.floor(at / PAIRS)] as number) / 2;
      const bits = (first > half ? 1 : 0) | (second > half ? 2 : 0);
      (bytes[at >> 2] as number) |= bits << (2 * (at & 3));
    }
    return bytes;
  }

  /** Four at a time, which takes two thirds of the time: nothing else of a build is done as often. */
  #addTo(from: number, weight: number): void {
    const sums = this.#sums;
    const added = this.#added;
    for (let pair = 0, at = from; pair < PAIRS; pair += 4, at += 4) {
      (sums[at] as number) += weight * (added[pair] as number);
      (sums[at + 1] as number) += weight * (added[pair + 1] as number);
      (sums[at + 2] as number) += weight * (added[pair + 2] as number);
      (sums[at + 3] as number) += weight * (added[pair + 3] as number);
    }
  }
}

/** How alike two articles are by their signatures: the cosine that so many equal bits stand for, −1 to 1. `a` and `b` are
 *  article numbers within theirs. 0 where `a` has none, as it shares no telling term with any article of its segment: two
 *  such are equal to the bit, and have nothing in common. */
export function likeness(left: Uint32Array, a: number, right: Uint32Array, b: number): number {
  let differing = 0;
  let set = 0;
  for (let word = 0; word < SIGNATURE_WORDS; word += 1) {
    const bits = left[a * SIGNATURE_WORDS + word] ?? 0;
    set |= bits;
    differing += ones((bits ^ (right[b * SIGNATURE_WORDS + word] ?? 0)) >>> 0);
  }
  return set === 0 ? 0 : Math.cos((Math.PI * differing) / SIGNATURE_BITS);
}

/** Set bits of a 32-bit word (Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** One sign for each bit, from a generator that the term seeds: FNV-1a into xorshift32 (Marsaglia 2003). */
function fillAdded(added: Float64Array, term: string): void {
  let state = 0x811c9dc5;
  for (let i = 0; i < term.length; i += 1) state = Math.imul(state ^ term.charCodeAt(i), 0x01000193);
  state ||= 1;
  for (let bit = 0; bit < SIGNATURE_BITS; bit += 32) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // the low bits of FNV and of xorshift alone are correlated between like terms; this mixes them (MurmurHash3's finalizer)
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    for (let i = 0; i < 32; i += 2) added[(bit + i) >> 1] = ADDED[(mixed >>> i) & 3] as number;
  }
}
