/** Given the postings of a plan's terms, returns the best articles.
 *  Counts postings, never time: the same plan on the same version gives the same answer. */
import type { Ranked, SegmentFound } from '../index/adapter.ts';
import type { Postings } from '../index/postings.ts';
import type { Term } from '../text/analyze.ts';
import { passing } from './filter.ts';
import { termsOf, type ClausePlan, type Plan } from './plan.ts';
import { rerank, RERANKED, type Lifted } from './rerank.ts';
import { COUNTED_WORDS, scaleOf, type Scale, type TermPostings } from './scale.ts';
import { score, type Scored } from './score.ts';
import { ENOUGH_FULL_MATCHES, MIN_COVERAGE, MOST_WORDS_ALL_WANTED } from './weights.ts';

export type Outcome = {
  readonly ranked: readonly RankedHit[];
  /** Articles in the answer, on all pages. */
  readonly total: number;
  /** Of each alternative: how its words were weighed. */
  readonly clauses: readonly OutcomeOfClause[];
  /** Of the best articles the one that holds most of what is asked: the alternative that it answers, and the numbers of that
   *  alternative's words that it lacks. */
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
  const bars = clauses.map(({ clause, scale }, i) => barOf(plan, clause, scale, scored[i] as Scored[], open));
  const { top, total } = collect(plan, found, { scored, bars, open }, Math.max(limit, RERANKED));
  const words = Math.max(...plan.clauses.map(({ query }) => query.words.length));
  const second = plan.order === 'relevance' ? rerank(top, found, words) : { ranked: top, examples: [] };
  const ranked = second.ranked.slice(0, limit);
  return {
    ranked,
    total,
    clauses: clauses.map(({ scale }) => ({ scale, postings })),
    missing: missingOf(plan, scored, second.ranked.slice(0, FULLEST_OF)),
    examples: second.examples,
  };
}

function* zip(terms: readonly Term[], postings: readonly (Postings | null)[]): Generator<[Term, Postings | null]> {
  for (let i = 0; i < terms.length; i += 1) yield [terms[i] as Term, postings[i] ?? null];
}

/** 1 for each article of a segment that is live and meets the filters. */
function openTo({ filters }: Plan, { segment, fields }: SegmentFound): Uint8Array {
  const open = fields && filters.length > 0 ? passing(filters, fields) : new Uint8Array(segment.articles).fill(1);
  const { removed } = segment;
  if (removed) for (let doc = 0; doc < removed.length; doc += 1) if (removed[doc] === 1) open[doc] = 0;
  return open;
}

/** What an article has to hold of an alternative. Looked at once for each article of the index and each alternative, so it
 *  is no function but figures. */
type Bar = {
  /** Exactly these words, a bit each; 0 where most of their weight is enough. */
  readonly words: number;
  /** So much of their weight, and of none nothing; −1 where conditions alone are asked for. */
  readonly weight: number;
};
const NOTHING_ANSWERS: Bar = { words: 0, weight: Infinity };
const ALL_ANSWER: Bar = { words: 0, weight: -1 };

/** Which articles an answer to the clause holds: those with all of its words where there are enough, else those with most of
 *  their weight. By date, what holds a few of the words would come before what holds all: there, one with all is enough. */
function barOf(
  { order, filters }: Plan,
  { query, conditions, excluded }: ClausePlan,
  scale: Scale,
  scored: readonly Scored[],
  open: readonly Uint8Array[],
): Bar {
  const words = query.words.length;
  if (words === 0) {
    const asks = query.meant === '' && filters.length + conditions.length + excluded.length > 0;
    return asks ? ALL_ANSWER : NOTHING_ANSWERS; // signs that are no words find nothing
  }
  const full: Bar = { words: words >= COUNTED_WORDS ? 0xffffffff : 2 ** words - 1, weight: 0 };
  const enough = order !== 'relevance' ? 1 : words <= MOST_WORDS_ALL_WANTED ? ENOUGH_FULL_MATCHES : Infinity;
  if (enough < Infinity && hasAtLeast(enough, scored, full, open)) return full;
  return { words: 0, weight: scale.queryWeight * MIN_COVERAGE };
}

function answers({ held, covered, allowed }: Scored, bar: Bar, open: Uint8Array, doc: number): boolean {
  const words = held[doc] as number;
  if (bar.words !== 0 ? words !== bar.words : bar.weight >= 0 && (words === 0 || (covered[doc] as number) < bar.weight))
    return false;
  return open[doc] === 1 && (allowed === null || allowed[doc] === 1);
}

function hasAtLeast(enough: number, scored: readonly Scored[], bar: Bar, open: readonly Uint8Array[]): boolean {
  let count = 0;
  for (let segment = 0; segment < scored.length; segment += 1) {
    const [of, may] = [scored[segment] as Scored, open[segment] as Uint8Array];
    for (let doc = 0; doc < may.length; doc += 1) {
      if (answers(of, bar, may, doc) && (count += 1) >= enough) return true;
    }
  }
  return false;
}

/** Each alternative, by its number: its scores in each segment, and what an article has to hold of it. */
type Weighed = {
  readonly scored: readonly (readonly Scored[])[];
  readonly bars: readonly Bar[];
  readonly open: readonly Uint8Array[];
};

/** The best, or the newest or oldest; of equals the one that stands later, which is the newer one. */
function collect(
  { order }: Plan,
  found: readonly SegmentFound[],
  { scored, bars, open }: Weighed,
  limit: number,
): { readonly top: RankedHit[]; readonly total: number } {
  const top: (RankedHit & { readonly key: number })[] = [];
  let total = 0;
  for (let segment = found.length - 1; segment >= 0; segment -= 1) {
    const times = found[segment]?.fields?.times;
    const may = open[segment] as Uint8Array;
    const alternatives = scored.map((of) => of[segment] as Scored);
    for (let doc = may.length - 1; doc >= 0; doc -= 1) {
      let value = -1;
      let clauses = 0;
      for (let clause = 0; clause < alternatives.length; clause += 1) {
        const of = alternatives[clause] as Scored;
        if (!answers(of, bars[clause] as Bar, may, doc)) continue;
        clauses |= 1 << clause;
        const own = of.scores[doc] as number;
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
  { clauses }: Plan,
  scored: readonly (readonly Scored[])[],
  best: readonly RankedHit[],
): Outcome['missing'] {
  let fullest: { readonly clause: number; readonly held: number; readonly covered: number } | undefined;
  for (const { segment, doc, clauses: answered } of best) {
    let clause = 0;
    while (((answered >> clause) & 1) === 0) clause += 1;
    const of = scored[clause]?.[segment] as Scored;
    const covered = of.covered[doc] as number;
    if (!fullest || covered > fullest.covered) fullest = { clause, held: of.held[doc] as number, covered };
  }
  if (!fullest) return { clause: 0, words: [] };
  const { clause, held } = fullest;
  const words = clauses[clause]?.query.words ?? [];
  // of a word further on nobody kept whether it is there
  return {
    clause,
    words: words.flatMap((_, number) => (number < COUNTED_WORDS && ((held >>> number) & 1) === 0 ? [number] : [])),
  };
}
