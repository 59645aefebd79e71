/** Given the postings of a plan's terms, returns the best articles: term after term, slot after slot, into one sum for each
 *  article (score-at-a-time over quantized impacts: Anh & Moffat 2006, Lin & Trotman 2015).
 *  Counts postings, never time: the same plan on the same version gives the same answer. */
import type { Ranked, SegmentFound, SegmentPostings } from '../index/adapter.ts';
import { impactOf } from '../index/impact.ts';
import { leastPairDf } from '../index/pairs.ts';
import { kindOf, type Term } from '../text/analyze.ts';
import type { Query } from './query.ts';
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
  /** Of each word that no article holds as it stands, the likeliest of its other readings that some do. */
  readonly mended: ReadonlyMap<number, Term>;
};

/** `limit`: how many of the best to return, in order; `total` counts all. */
export function rank(plan: Plan, found: readonly SegmentFound[], limit: number): Outcome {
  const scale = weigh(plan, found);
  const scored = found.map((segment) => score(plan, segment, scale));
  const words = plan.query.words.length;
  const enough = words <= MOST_WORDS_ALL_WANTED ? ENOUGH_FULL_MATCHES : Infinity;
  const all = words >= COUNTED_WORDS ? 0xffffffff : 2 ** words - 1;
  const full = words === 0 ? 0 : count(scored, (segment, doc) => segment.held[doc] === all);
  const needed = scale.queryWeight * MIN_COVERAGE;
  const qualifies: Qualifies =
    full >= enough
      ? (segment, doc) => segment.held[doc] === all
      : (segment, doc) => (segment.held[doc] as number) > 0 && (segment.covered[doc] as number) >= needed;
  const first = best(scored, qualifies, Math.max(limit, RERANKED));
  const ranked = rerank(first, found, words).slice(0, limit);
  return {
    ranked,
    total: full >= enough ? full : count(scored, qualifies),
    missing: missingOf(plan, scale, found, ranked[0]),
    wordWeights: scale.words,
    mended: scale.mended,
  };
}

type Scale = {
  /** Of each term of the plan: weight · idf, `null` where it does not count. */
  readonly terms: readonly (number | null)[];
  /** Of each word of the query: its idf. */
  readonly words: readonly number[];
  /** The sum of those words' that some article holds: nothing can be asked of the others. */
  readonly queryWeight: number;
  readonly mended: ReadonlyMap<number, Term>;
};

function weigh({ query, terms }: Plan, found: readonly SegmentPostings[]): Scale {
  const articles = found.reduce((sum, { segment }) => sum + segment.articles - segment.removed.size, 0);
  const dfs = terms.map((_, i) => found.reduce((sum, { postings }) => sum + (postings[i]?.df ?? 0), 0));
  const dfOf = new Map(terms.map(({ term }, i) => [term, dfs[i] as number]));
  const words = query.words.map(() => 0);
  const scales = terms.map(({ term, weight, proves, unless }, i) => {
    const df = dfs[i] as number;
    const leastDf = kindOf(term) === 'pair' ? leastPairDf(articles) : 1;
    if (unless.some((other) => (dfOf.get(other) ?? 0) > 0)) return null;
    const idf = inverseFrequency(df, Math.max(articles, df));
    // of several readings the most common says how much the word tells; of a word that no article holds, its rarity
    if (df > 0) for (const word of proves) words[word] = words[word] ? Math.min(words[word], idf) : idf;
    return df < leastDf ? null : weight * idf;
  });
  const rarest = inverseFrequency(0, articles);
  const weighed = words.map((idf) => (idf === 0 ? rarest : idf));
  return {
    terms: scales,
    words: weighed,
    queryWeight: words.slice(0, COUNTED_WORDS).reduce((sum, idf) => sum + idf, 0),
    mended: mendedWords(query, (term) => dfOf.get(term) ?? 0),
  };
}

function mendedWords({ words }: Query, dfOf: (term: Term) => number): Map<number, Term> {
  const mended = new Map<number, Term>();
  words.forEach(({ readings: [asItStands, ...others] }, number) => {
    if (dfOf(asItStands.term) > 0) return;
    const meant = others.find(({ term }) => dfOf(term) > 0);
    if (meant) mended.set(number, meant.term);
  });
  return mended;
}

type Scored = {
  readonly segment: SegmentPostings['segment'];
  readonly scores: Float64Array;
  /** Which of the query's words an article holds, a bit each: of the first `COUNTED_WORDS`. */
  readonly held: Uint32Array;
  /** The weight of the words it holds. */
  readonly covered: Float64Array;
};
type Qualifies = (segment: Scored, doc: number) => boolean;

/** A word further on only adds to scores; no reader means a condition by it. */
const COUNTED_WORDS = 32;

function score({ terms }: Plan, { segment, postings }: SegmentPostings, scale: Scale): Scored {
  const scores = new Float64Array(segment.articles);
  const held = new Uint32Array(segment.articles);
  const covered = new Float64Array(segment.articles);
  terms.forEach(({ term, proves }, i) => {
    const factor = scale.terms[i];
    if (factor === null || factor === undefined) return;
    const kind = kindOf(term);
    const bits = proves.filter((word) => word < COUNTED_WORDS);
    for (const { slot, docs } of postings[i]?.slots ?? []) {
      const gain = factor * impactOf(kind, slot);
      for (let k = 0; k < docs.length; k += 1) (scores[docs[k] as number] as number) += gain;
      for (const word of bits) hold(docs, 1 << word, scale.words[word] as number, held, covered);
    }
  });
  for (const doc of segment.removed) held[doc] = 0;
  return { segment, scores, held, covered };
}

/** Notes that the articles hold a word; each once, however many of its readings they hold. */
function hold(docs: Uint32Array, bit: number, weight: number, held: Uint32Array, covered: Float64Array): void {
  for (let k = 0; k < docs.length; k += 1) {
    const doc = docs[k] as number;
    if (((held[doc] as number) & bit) !== 0) continue;
    held[doc] = (held[doc] as number) | bit;
    (covered[doc] as number) += weight;
  }
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

function missingOf(
  { query, terms }: Plan,
  scale: Scale,
  found: readonly SegmentPostings[],
  first: Ranked | undefined,
): number[] {
  if (!first) return [];
  const postings = found[first.segment]?.postings ?? [];
  const holds = (i: number): boolean => postings[i]?.slots.some(({ docs }) => docs.includes(first.doc)) ?? false;
  const held = new Set(terms.flatMap(({ proves }, i) => (scale.terms[i] !== null && holds(i) ? proves : [])));
  return query.words.map((_, number) => number).filter((number) => !held.has(number));
}
