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
  /** The alternative that the first article answers, and the numbers of its words that the article lacks. */
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
  const answers = clauses.map(({ clause, scale }, i) => answersOf(plan, clause, scale, scored[i] as Scored[], open));
  const { top, total } = collect(plan, found, scored, answers, Math.max(limit, RERANKED));
  const words = Math.max(...plan.clauses.map(({ query }) => query.words.length));
  const second = plan.order === 'relevance' ? rerank(top, found, words) : { ranked: top, examples: [] };
  const ranked = second.ranked.slice(0, limit);
  return {
    ranked,
    total,
    clauses: clauses.map(({ scale }) => ({ scale, postings })),
    missing: missingOf(plan, scored, ranked[0]),
    examples: second.examples,
  };
}

function* zip(terms: readonly Term[], postings: readonly (Postings | null)[]): Generator<[Term, Postings | null]> {
  for (let i = 0; i < terms.length; i += 1) yield [terms[i] as Term, postings[i] ?? null];
}

/** 1 for each article of a segment that is live and meets the filters. */
function openTo({ filters }: Plan, { segment, fields }: SegmentFound): Uint8Array {
  const open = fields && filters.length > 0 ? passing(filters, fields) : new Uint8Array(segment.articles).fill(1);
  segment.removed?.forEach((gone, doc) => {
    if (gone === 1) open[doc] = 0;
  });
  return open;
}

type Answers = (segment: number, doc: number) => boolean;

/** Which articles an answer to the clause holds: those with all of its words where there are enough, else those with most of
 *  their weight. By date, what holds a few of the words would come before what holds all: there, one with all is enough. */
function answersOf(
  { order, filters }: Plan,
  { query, conditions, excluded }: ClausePlan,
  scale: Scale,
  scored: readonly Scored[],
  open: readonly Uint8Array[],
): Answers {
  const allows = (segment: number, doc: number): boolean =>
    open[segment]?.[doc] === 1 && scored[segment]?.allowed?.[doc] !== 0;
  const words = query.words.length;
  if (words === 0) {
    const asks = query.meant === '' && filters.length + conditions.length + excluded.length > 0;
    return asks ? allows : () => false; // signs that are no words find nothing
  }
  const all = words >= COUNTED_WORDS ? 0xffffffff : 2 ** words - 1;
  const isFull: Answers = (segment, doc) => scored[segment]?.held[doc] === all && allows(segment, doc);
  const enough = order !== 'relevance' ? 1 : words <= MOST_WORDS_ALL_WANTED ? ENOUGH_FULL_MATCHES : Infinity;
  if (enough < Infinity && hasAtLeast(enough, scored, isFull)) return isFull;
  const needed = scale.queryWeight * MIN_COVERAGE;
  return (segment, doc) => {
    const { held, covered } = scored[segment] as Scored;
    return (held[doc] as number) > 0 && (covered[doc] as number) >= needed && allows(segment, doc);
  };
}

function hasAtLeast(enough: number, scored: readonly Scored[], is: Answers): boolean {
  let count = 0;
  for (let segment = 0; segment < scored.length; segment += 1) {
    const articles = (scored[segment] as Scored).held.length;
    for (let doc = 0; doc < articles; doc += 1) {
      if (is(segment, doc) && (count += 1) >= enough) return true;
    }
  }
  return false;
}

/** The best, or the newest or oldest; of equals the one that stands later, which is the newer one. */
function collect(
  { order }: Plan,
  found: readonly SegmentFound[],
  scored: readonly (readonly Scored[])[],
  answers: readonly Answers[],
  limit: number,
): { readonly top: RankedHit[]; readonly total: number } {
  const top: (RankedHit & { readonly key: number })[] = [];
  let total = 0;
  for (let segment = found.length - 1; segment >= 0; segment -= 1) {
    const {
      segment: { articles },
      fields,
    } = found[segment] as SegmentFound;
    for (let doc = articles - 1; doc >= 0; doc -= 1) {
      let value = -1;
      let clauses = 0;
      for (let clause = 0; clause < answers.length; clause += 1) {
        if (!(answers[clause] as Answers)(segment, doc)) continue;
        clauses |= 1 << clause;
        const own = scored[clause]?.[segment]?.scores[doc] as number;
        if (own > value) value = own;
      }
      if (clauses === 0) continue;
      total += 1;
      const own = value > 0 ? value : ONLY_CONDITIONS;
      const key = order === 'relevance' ? own : keyOf(order, fields?.times[doc] ?? NaN);
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

function missingOf(
  { clauses }: Plan,
  scored: readonly (readonly Scored[])[],
  first: RankedHit | undefined,
): Outcome['missing'] {
  if (!first) return { clause: 0, words: [] };
  let clause = 0;
  while (((first.clauses >> clause) & 1) === 0) clause += 1;
  const held = scored[clause]?.[first.segment]?.held[first.doc] as number;
  const words = clauses[clause]?.query.words ?? [];
  // of a word further on nobody kept whether it is there
  return {
    clause,
    words: words.flatMap((_, number) => (number < COUNTED_WORDS && ((held >>> number) & 1) === 0 ? [number] : [])),
  };
}
