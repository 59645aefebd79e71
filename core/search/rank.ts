/** Given the postings of a plan's terms, returns the best articles.
 *  Counts postings, never time: the same plan on the same version gives the same answer. */
import type { Ranked, SegmentFound } from '../index/adapter.ts';
import type { Postings } from '../index/postings.ts';
import type { Term } from '../text/analyze.ts';
import { passing } from './filter.ts';
import { termsOf, type ClausePlan, type Plan } from './plan.ts';
import { countAbout } from './query.ts';
import { rerank, RERANKED, type Lifted } from './rerank.ts';
import { answering, type Answering } from './answering.ts';
import { COUNTED_WORDS, scaleOf, type Scale, type TermPostings } from './scale.ts';
import { score, type Scored } from './score.ts';

export type Outcome = {
  readonly ranked: readonly RankedHit[];
  /** Articles in the answer, on all pages. */
  readonly total: number;
  /** Of each alternative: how its words were weighed. */
  readonly clauses: readonly OutcomeOfClause[];
  /** Of the best articles the one that holds most words: the alternative that it answers, and the numbers of that alternative's
   *  words that it lacks. */
  readonly missing: { readonly clause: number; readonly words: readonly number[] };
  /** What the second stage took for examples. */
  readonly examples: readonly Ranked[];
};

export type OutcomeOfClause = { readonly scale: Scale; readonly postings: readonly TermPostings[] };

export type RankedHit = Ranked & {
  /** The score of the words alone, and what the second stage added. */
  readonly own: number;
  readonly lifted: Lifted | null;
  /** The alternatives it answers, a bit each. */
  readonly clauses: number;
};

/** `limit`: how many of the best to return, in order; `total` counts all. */
export function rank(plan: Plan, found: readonly SegmentFound[], limit: number): Outcome {
  const terms = termsOf(plan);
  const postings = found.map((segment): TermPostings => new Map(zip(terms, segment.postings)));
  const clauses = plan.clauses.map((clause) => ({ clause, scale: scaleOf(clause, found, postings) }));
  const scored = clauses.map(({ clause, scale }) =>
    found.map((segment, number) => score(clause, scale, segment, postings[number] as TermPostings, number)),
  );
  const open = found.map((segment) => openTo(plan, segment));
  const answer = clauses.map(({ clause, scale }, i) => answering(plan, clause, scale, scored[i] as Scored[], open));
  const { top, total } = collect(plan, found, { scored, answer }, Math.max(limit, RERANKED));
  const words = Math.max(...plan.clauses.map(({ query }) => countAbout(query)));
  const second = plan.order === 'relevance' ? rerank(top, found, words) : { ranked: top, examples: [] };
  const ranked = second.ranked.slice(0, limit);
  return {
    ranked,
    total,
    clauses: clauses.map(({ scale }) => ({ scale, postings })),
    missing: missingOf(clauses, scored, second.ranked.slice(0, FULLEST_OF)),
    examples: second.examples,
  };
}

export function* zip(
  terms: readonly Term[],
  postings: readonly (Postings | null)[],
): Generator<[Term, Postings | null]> {
  for (let i = 0; i < terms.length; i += 1) yield [terms[i] as Term, postings[i] ?? null];
}

/** 1 for each article of a segment that is live and meets the filters. */
function openTo({ filters }: Plan, { segment, fields }: SegmentFound): Uint8Array {
  const open = fields && filters.length > 0 ? passing(filters, fields) : new Uint8Array(segment.articles).fill(1);
  const { removed } = segment;
  if (removed) for (let doc = 0; doc < removed.length; doc += 1) if (removed[doc] === 1) open[doc] = 0;
  return open;
}

/** Each alternative, by its number: its scores in each segment, and which articles answer it. */
type Weighed = { readonly scored: readonly (readonly Scored[])[]; readonly answer: readonly Answering[] };

/** The best, or the newest or oldest; of equals the one that stands later, which is the newer one. */
function collect(
  { order }: Plan,
  found: readonly SegmentFound[],
  { scored, answer }: Weighed,
  limit: number,
): { readonly top: RankedHit[]; readonly total: number } {
  const top: (RankedHit & { readonly key: number })[] = [];
  let total = 0;
  for (let segment = found.length - 1; segment >= 0; segment -= 1) {
    const times = found[segment]?.fields?.times;
    const scores = scored.map((of) => (of[segment] as Scored).scores);
    const are = answer.map((of) => of[segment] as Uint8Array);
    for (let doc = (found[segment] as SegmentFound).segment.articles - 1; doc >= 0; doc -= 1) {
      let value = -1;
      let clauses = 0;
      for (let clause = 0; clause < are.length; clause += 1) {
        if ((are[clause] as Uint8Array)[doc] === 0) continue;
        clauses |= 1 << clause;
        const own = (scores[clause] as Float64Array)[doc] as number;
        if (own > value) value = own;
      }
      if (clauses === 0) continue;
      total += 1;
      const own = value > 0 ? value : ONLY_CONDITIONS;
      const key = order === 'relevance' ? own : keyOf(order, times?.[doc] ?? NaN);
      if (top.length === limit && !isBefore(key, own, top[limit - 1] as (typeof top)[number])) continue;
      let low = 0;
      let high = top.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isBefore(key, own, top[middle] as (typeof top)[number])) high = middle;
        else low = middle + 1;
      }
      top.splice(low, 0, { segment, doc, score: own, own, lifted: null, clauses, key });
      if (top.length > limit) top.pop();
    }
  }
  return { top, total };
}

/** The score of an article that was asked for without words. */
const ONLY_CONDITIONS = 1;

/** What has no date comes last. */
const keyOf = (order: 'newest' | 'oldest', time: number): number =>
  Number.isNaN(time) ? -Infinity : order === 'newest' ? time : -time;

const isBefore = (key: number, own: number, other: { readonly key: number; readonly own: number }): boolean =>
  key > other.key || (key === other.key && own > other.own);

/** The first page: behind it nobody looks for a word that is missing. */
const FULLEST_OF = 10;

function missingOf(
  clauses: readonly { readonly clause: ClausePlan; readonly scale: Scale }[],
  scored: readonly (readonly Scored[])[],
  best: readonly RankedHit[],
): Outcome['missing'] {
  let fullest: { readonly clause: number; readonly held: number; readonly count: number } | undefined;
  for (const { segment, doc, clauses: answered } of best) {
    let clause = 0;
    while (((answered >> clause) & 1) === 0) clause += 1;
    const held = scored[clause]?.[segment]?.held[doc] ?? 0;
    const count = onesIn(held);
    if (!fullest || count > fullest.count) fullest = { clause, held, count };
  }
  if (!fullest) return { clause: 0, words: [] };
  const { clause, held } = fullest;
  const words = clauses[clause]?.clause.query.words ?? [];
  // of a word further on nobody kept whether it is there
  return {
    clause,
    words: words.flatMap((_, number) => (number < COUNTED_WORDS && ((held >>> number) & 1) === 0 ? [number] : [])),
  };
}

function onesIn(bits: number): number {
  let count = 0;
  for (let rest = bits >>> 0; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
