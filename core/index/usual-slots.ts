/** The slot in which an article has most of its terms: that of a syllable or a pair which stands once in its body. It is the
 *  article's length that decides it, so most postings need not say theirs. */
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { malformed } from './bytes.ts';
import { SLOTS } from './postings.ts';
import { kindOf, type TermKind } from '../text/analyze.ts';

/** Of each article of a segment. Pairs have fewer levels, so theirs is another. */
export type UsualSlots = { readonly syllables: Uint8Array; readonly pairs: Uint8Array };

/** Where nothing is known of what the slots mean: each posting says its own. */
export function noUsualSlots(articles: number): UsualSlots {
  const none = new Uint8Array(articles);
  return { syllables: none, pairs: none };
}

/** Of several articles, and then of those behind them. */
export function joinedUsualSlots(parts: readonly UsualSlots[]): UsualSlots {
  return {
    syllables: Buffer.concat(parts.map(({ syllables }) => syllables)),
    pairs: Buffer.concat(parts.map(({ pairs }) => pairs)),
  };
}

export const usualSlotsFor = (term: string, { syllables, pairs }: UsualSlots): Uint8Array =>
  kindOf(term) === 'pair' ? pairs : syllables;

/** Notes those of one article, by the kinds of its terms and the slot of each. Of equally usual ones it is the first. */
export function noteUsual(usual: UsualSlots, doc: number, kinds: readonly TermKind[], slots: Uint8Array): void {
  const syllables = new Uint32Array(SLOTS);
  const pairs = new Uint32Array(SLOTS);
  for (let i = 0; i < kinds.length; i += 1) {
    const counts = kinds[i] === 'pair' ? pairs : syllables;
    (counts[slots[i] as number] as number) += 1;
  }
  usual.syllables[doc] = mostOf(syllables);
  usual.pairs[doc] = mostOf(pairs);
}

const mostOf = (counts: Uint32Array): number => counts.indexOf(Math.max(...counts));

/** A third of a byte an article. */
export function encodeUsualSlots({ syllables, pairs }: UsualSlots): Uint8Array {
  return brotliCompressSync(syllables.map((slot, doc) => slot + SLOTS * (pairs[doc] as number)));
}

/** Nothing is `noUsualSlots`. */
export function decodeUsualSlots(bytes: Uint8Array, articles: number): UsualSlots {
  if (bytes.length === 0) return noUsualSlots(articles);
  const both = unpack(bytes, articles);
  if (both.length !== articles) throw malformed(`${both.length} of ${articles} articles have a usual slot`);
  return { syllables: both.map((slots) => slots % SLOTS), pairs: both.map((slots) => Math.floor(slots / SLOTS)) };
}

function unpack(bytes: Uint8Array, most: number): Uint8Array {
  try {
    return new Uint8Array(brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, most) }));
  } catch (cause) {
    throw malformed('the table of usual slots is not Brotli of so few bytes', { cause });
  }
}
