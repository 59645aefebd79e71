/** How much a term tells about an article, as a whole number of steps: the part of BM25F that is known while indexing.
 *  The other part, how rare the term is, is known at query time, when all segments are counted together. */
import { SLOTS } from './postings.ts';
import type { TermKind } from '../text/analyze.ts';

/** BM25's saturation (Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", 3.4). */
const K1 = 1.4;

/** A field's word counts for its `weight`; `b` is how far a long field is held against it, 0 to 1 (BM25F, ibid. 3.6).
 *  Chosen on the judged sets, see docs/relevance.md. */
type Field = { readonly weight: number; readonly b: number };
export const FIELDS = {
  title: { weight: 16, b: 0.9 },
  body: { weight: 1, b: 0.85 },
} satisfies Record<string, Field>;
export type FieldName = keyof typeof FIELDS;

/** So much of a word of the body is one of a caption: what only a picture shows is as a rule not what the article is about,
 *  and a word that four captions have tells as much as one that stands in the text once. */
const CAPTIONS_WEIGHT = 0.25;

/** The least average a field is taken to have, in words: on a site of short notices one word more or less is no news. */
export const MIN_AVERAGE = { title: 1, body: 200 } satisfies Record<FieldName, number>;

/** Quantized impacts lose at most 0.002 nDCG@10 with this many levels; pairs need fewer, and cost most of the index. */
const LEVELS = { exact: 16, folded: 16, pair: 8 } satisfies Record<TermKind, number>;

const MOST = K1 + 1; // no impact reaches it

/** One field's share of a term's frequency: `count` occurrences among `words`, where articles have `average`. */
export function fieldFrequency(field: FieldName, count: number, words: number, average: number): number {
  const { weight, b } = FIELDS[field];
  return (weight * count) / (1 - b + b * (words / average));
}

/** What the captions add to a term's frequency. `words`: those of the body and of all captions together, so that a long row of
 *  pictures is held against itself; what the body says stays what it is. */
export function captionsFrequency(count: number, words: number, averageBody: number): number {
  return CAPTIONS_WEIGHT * fieldFrequency('body', count, words, averageBody);
}

/** The FlexSearch slot of a term: 0 for the most telling. `frequency` is the sum over the fields, above 0. */
export function slotOf(kind: TermKind, frequency: number): number {
  const share = frequency / (frequency + K1); // 0 to 1
  const levels = LEVELS[kind];
  return Math.min(levels - 1, Math.floor((1 - share) * levels));
}

/** The impact that a slot stands for: the middle of its range, 0 to `K1` + 1. */
export function impactOf(kind: TermKind, slot: number): number {
  return (1 - (slot + 0.5) / LEVELS[kind]) * MOST;
}

if (Math.max(...Object.values(LEVELS)) > SLOTS) throw new RangeError('more levels than postings have slots');
