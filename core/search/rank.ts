/** Given the postings of a plan's terms, returns the best articles: term after term, slot after slot, into one sum for each
 *  article (score-at-a-time over quantized impacts: Anh & Moffat 2006, Lin & Trotman 2015).
 *  Counts postings, never time: the same plan on the same version gives the same answer. */
import type { Ranked, SegmentFound, SegmentPostings } from '../index/adapter.ts';
import { impactOf } from '../index/impact.ts';
import { leastPairDf } from '../index/pairs.ts';
import { kindOf } from '../text/analyze.ts';
import type { Plan } from './plan.ts';
import { rerank, RERANKED } from './rerank.ts';
import { ENOUGH_FULL_MATCHES, inverseFrequency, MIN_COVERAGE, MOST_WORDS_ALL_WANTED } from './weights.ts';

export type Outcome = {
  readonly ranked: readonly Ranked[];
  /** Articles in the answer, on all pages. */
  readonly total: number;
  /** Numbers of the query's words that the first article lacks. */
  readonly missing: readonly number[];
  /** Of each word of the query, how much it tells: its idf. */
  readonly wordWeights: readonly number[];
};

/** `limit`: how many of the best to return, in order; `total` counts all. */
export function rank(plan: Plan, found: readonly SegmentFound[], limit: number): Outcome {
  const scale = weigh(plan, found);
  const scored = found.map((segment) => score(plan, segment, scale));
  const words = plan.query.words.length;
  const enough = words <= MOST_WORDS_ALL_WANTED ? ENOUGH_FULL_MATCHES : Infinity;
  const full = words === 0 ? 0 : count(scored, (segment, doc) => (segment.held[doc] as number) === words);
  const needed = scale.queryWeight * MIN_COVERAGE;
  const qualifies: Qualifies =
    full >= enough
      ? (segment, doc) => (segment.held[doc] as number) === words
      : (segment, doc) => (segment.held[doc] as number) > 0 && (segment.covered[doc] as number) >= needed;
  const first = best(scored, qualifies, Math.max(limit, RERANKED));
  const ranked = rerank(first, found, words).slice(0, limit);
  return {
    ranked,
    total: full >= enough ? full : count(scored, qualifies),
    missing: missingOf(plan, found, ranked[0]),
    wordWeights: scale.words,
  };
}

type Scale = {
  /** Of each term of the plan: weight · idf, 0 where it does not count. */
  readonly terms: readonly number[];
  /** Of each word of the query: its idf. */
  readonly words: readonly number[];
  /** The sum of the words'. */
  readonly queryWeight: number;
};

function weigh({ query, terms }: Plan, found: readonly SegmentPostings[]): Scale {
  const articles = found.reduce((sum, { segment }) => sum + segment.articles - segment.removed.size, 0);
  const words = query.words.map(() => 0);
  const scales = terms.map(({ term, weight, proves }, i) => {
    const df = found.reduce((sum, { postings }) => sum + (postings[i]?.df ?? 0), 0);
    const idf = inverseFrequency(df, Math.max(articles, df));
    for (const word of proves) words[word] = idf;
    return df >= (kindOf(term) === 'pair' ? leastPairDf(articles) : 1) ? weight * idf : 0;
  });
  return { terms: scales, words, queryWeight: words.reduce((sum, idf) => sum + idf, 0) };
}

type Scored = {
  readonly segment: SegmentPostings['segment'];
  readonly scores: Float64Array;
  /** How many of the query's words an article holds, and their weight. */
  readonly held: Uint16Array;
  readonly covered: Float64Array;
};
type Qualifies = (segment: Scored, doc: number) => boolean;

function score({ terms }: Plan, { segment, postings }: SegmentPostings, scale: Scale): Scored {
  const scores = new Float64Array(segment.articles);
  const held = new Uint16Array(segment.articles);
  const covered = new Float64Array(segment.articles);
  terms.forEach(({ term, proves }, i) => {
    const kind = kindOf(term);
    const weight = proves.reduce((sum, word) => sum + (scale.words[word] as number), 0);
    for (const { slot, docs } of postings[i]?.slots ?? []) {
      const gain = (scale.terms[i] as number) * impactOf(kind, slot);
      for (let k = 0; k < docs.length; k += 1) {
        const doc = docs[k] as number;
        (scores[doc] as number) += gain;
        if (proves.length > 0) {
          (held[doc] as number) += proves.length;
          (covered[doc] as number) += weight;
        }
      }
    }
  });
  for (const doc of segment.removed) held[doc] = 0;
  return { segment, scores, held, covered };
}

function count(scored: readonly Scored[], qualifies: Qualifies): number {
  let sum = 0;
  for (const segment of scored) {
    for (let doc = 0; doc < segment.held.length; doc += 1) if (qualifies(segment, doc)) sum += 1;
  }
  return sum;
}

/** Best first; of equals the one that stands later, which is the newer one. */
function best(scored: readonly Scored[], qualifies: Qualifies, limit: number): Ranked[] {
  const top: Ranked[] = [];
  for (let number = scored.length - 1; number >= 0; number -= 1) {
    const segment = scored[number] as Scored;
    for (let doc = segment.scores.length - 1; doc >= 0; doc -= 1) {
      const value = segment.scores[doc] as number;
      if (top.length === limit && (limit === 0 || value <= (top[limit - 1] as Ranked).score)) continue;
      if (!qualifies(segment, doc)) continue;
      let low = 0;
      let high = top.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((top[middle] as Ranked).score >= value) low = middle + 1;
        else high = middle;
      }
      top.splice(low, 0, { segment: number, doc, score: value });
      if (top.length > limit) top.pop();
    }
  }
  return top;
}

function missingOf({ query, terms }: Plan, found: readonly SegmentPostings[], first: Ranked | undefined): number[] {
  if (!first) return [];
  const postings = found[first.segment]?.postings ?? [];
  const proven = new Set(
    terms.flatMap(({ proves }, i) => (postings[i]?.slots.some(({ docs }) => docs.includes(first.doc)) ? proves : [])),
  );
  return query.words.map((_, number) => number).filter((number) => !proven.has(number));
}
