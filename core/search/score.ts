/** Given the postings of one segment, scores its articles by one alternative of a query: term after term, slot after slot,
 *  into one sum for each article (score-at-a-time over quantized impacts: Anh & Moffat 2006, Lin & Trotman 2015). */
import type { SegmentFound } from '../index/adapter.ts';
import { impactOf } from '../index/impact.ts';
import { leastPairDf } from '../index/pairs.ts';
import { SLOTS, type Postings } from '../index/postings.ts';
import { kindOf, type Term } from '../text/analyze.ts';
import { passing } from './filter.ts';
import type { PhrasePlan } from './phrase.ts';
import type { ClausePlan } from './plan.ts';
import { COUNTED_WORDS, type ScaledStandIn, type Scale, type TermPostings } from './scale.ts';

export type Scored = {
  readonly scores: Float64Array;
  /** Which of the query's words an article holds, a bit each: of the first `COUNTED_WORDS`. */
  readonly held: Uint32Array;
  /** 1 for each article that meets what is more than words: phrases, exclusions, conditions. `null` where all do. */
  readonly allowed: Uint8Array | null;
};

/** `number`: of the segment, in the order of the live ones. */
export function score(
  plan: ClausePlan,
  scale: Scale,
  { segment, fields }: SegmentFound,
  postings: TermPostings,
  number: number,
): Scored {
  const scores = new Float64Array(segment.articles);
  const held = new Uint32Array(segment.articles);
  plan.terms.forEach(({ term, proves }, i) => {
    const factor = scale.terms[i];
    if (factor === null || factor === undefined) return;
    const kind = kindOf(term);
    const holding = postings.get(term);
    if (!holding) return;
    const gains = Float64Array.from({ length: SLOTS }, (_, slot) => factor * impactOf(kind, slot));
    add(holding, gains, bitsOf(proves), scores, held);
  });
  for (const stand of scale.standIns) {
    const gains = gainsOf(plan, scale, stand, postings, number);
    for (const [doc, { gain }] of gains) (scores[doc] as number) += gain;
    const bits = bitsOf(stand.standIn.words);
    for (const doc of gains.keys()) held[doc] = (held[doc] as number) | bits;
  }
  return { scores, held, allowed: allowedBy(plan, segment, fields, postings) };
}

/** A bit for each word. */
const bitsOf = (words: readonly number[]): number =>
  words.reduce((bits, word) => (word < COUNTED_WORDS ? bits | (1 << word) : bits), 0);

/** To the score of each article what its slot is worth; and notes that it holds the words. */
function add(
  { docs, slots }: Postings,
  gains: Float64Array,
  bits: number,
  scores: Float64Array,
  held: Uint32Array,
): void {
  for (let k = 0; k < docs.length; k += 1) {
    const doc = docs[k] as number;
    (scores[doc] as number) += gains[slots[k] as number] as number;
    (held[doc] as number) |= bits;
  }
}

export type Gain = { readonly impact: number; readonly less: number; readonly gain: number };

/** What a stand-in adds to each article that holds it: what it is worth, less what the words that it stands for gave already. */
export function gainsOf(
  plan: ClausePlan,
  scale: Scale,
  { factor, instead, holders }: ScaledStandIn,
  postings: TermPostings,
  number: number,
): ReadonlyMap<number, Gain> {
  const docs = holders[number] ?? new Map<number, number>();
  const before = new Map<number, number>();
  if (docs.size > 0) {
    for (const i of instead) {
      const term = plan.terms[i]?.term as Term;
      const factorOfTerm = scale.terms[i];
      if (factorOfTerm === null || factorOfTerm === undefined) continue;
      const holding = postings.get(term);
      holding?.docs.forEach((doc, k) => {
        if (!docs.has(doc)) return;
        const share = factorOfTerm * impactOf(kindOf(term), holding.slots[k] as number);
        before.set(doc, (before.get(doc) ?? 0) + share);
      });
    }
  }
  return new Map(
    Array.from(docs, ([doc, impact]) => {
      const worth = factor * impact;
      const less = Math.min(worth, before.get(doc) ?? 0);
      return [doc, { impact, less, gain: worth - less }];
    }),
  );
}

function allowedBy(
  { required, excluded, conditions }: ClausePlan,
  { articles }: SegmentFound['segment'],
  fields: SegmentFound['fields'],
  postings: TermPostings,
): Uint8Array | null {
  let allowed: Uint8Array | null = fields && conditions.length > 0 ? passing(conditions, fields) : null;
  for (const phrase of required) {
    const meets = mayHold(phrase, postings, articles);
    if (allowed) for (let doc = 0; doc < articles; doc += 1) if (allowed[doc] === 0) meets[doc] = 0;
    allowed = meets;
  }
  for (const phrase of excluded) {
    if (phrase.in === 'title') continue; // postings do not tell where: only the text does
    allowed ??= new Uint8Array(articles).fill(1);
    const holds = mayHold(phrase, postings, articles);
    for (let doc = 0; doc < articles; doc += 1) if (holds[doc] === 1) allowed[doc] = 0;
  }
  return allowed;
}

const NONE = new Uint32Array();

/** 1 for each article that holds every word and every pair of the phrase: nearly always the phrase itself. */
function mayHold({ terms, pairs }: PhrasePlan, postings: TermPostings, articles: number): Uint8Array {
  const holds = new Uint8Array(articles);
  const postingsOf = (term: Term) => postings.get(term) ?? null;
  const kept = leastPairDf(articles) === 1 ? pairs : pairs.filter((pair) => postingsOf(pair) !== null);
  const lists = [...terms, ...kept].map(postingsOf);
  const count = new Uint16Array(articles);
  lists.forEach((list, number) => {
    const docs = list?.docs ?? NONE;
    for (let k = 0; k < docs.length; k += 1) {
      const doc = docs[k] as number;
      if (count[doc] === number) count[doc] = number + 1; // held all before
    }
  });
  for (let doc = 0; doc < articles; doc += 1) if (count[doc] === lists.length) holds[doc] = 1;
  return holds;
}
