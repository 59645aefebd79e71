/** Given the best articles of a query, lifts those that are about the same as the very best: articles on one event resemble
 *  each other, and what a reader typed may be in some of them by other words. Pseudo-relevance feedback (Rocchio 1971) on
 *  signatures, so that no text is read. */
import type { Ranked, SegmentFound } from '../index/adapter.ts';
import { likeness } from '../index/signature.ts';

/** So many of the best are looked at again; the rest keep their places behind them. */
export const RERANKED = 50;
/** Examples are taken of the best five, those with so much of the first one's score, but at least two. */
const EXAMPLES = 5;
const MIN_EXAMPLES = 2;
const MIN_EXAMPLE_SHARE = 0.6;
/** What full likeness to the examples adds, as a part of the first one's score: the fewer words a query has, the less it
 *  says, and the more the articles say that it found. Short news queries want 2 or more, questions no more than 1. */
const SHORT_LIKENESS = 2;
const LONG_LIKENESS = 1;
const SHORT_WORDS = 4;
/** An example is no evidence for itself; but where the others are unlike it, they should not pass it for being like each other.
 *  So it counts as like itself as two articles on one event are. 0 costs a known article 0.004, 0.5 short news queries 0.005. */
const OWN_LIKENESS = 0.3;

/** `ranked`: best first; `queryWords`: how many words found them. Returns all of them, best first; scores only grow. */
export function rerank(ranked: readonly Ranked[], found: readonly SegmentFound[], queryWords: number): Ranked[] {
  const first = ranked[0];
  if (first === undefined || first.score <= 0) return [...ranked];
  const examples = ranked
    .slice(0, EXAMPLES)
    .filter(({ score }, place) => place < MIN_EXAMPLES || score >= first.score * MIN_EXAMPLE_SHARE);
  const share = queryWords <= SHORT_WORDS ? SHORT_LIKENESS : LONG_LIKENESS;
  const lifted = ranked.slice(0, RERANKED).map((article) => {
    const gain = share * first.score * likenessTo(article, examples, found);
    return { segment: article.segment, doc: article.doc, score: article.score + gain };
  });
  return [...lifted.toSorted((a, b) => b.score - a.score), ...ranked.slice(RERANKED)]; // the sort is stable
}

/** The mean over the examples, 0 to 1, the better ones counting more; 0 where there is no example but the article itself. */
function likenessTo(article: Ranked, examples: readonly Ranked[], found: readonly SegmentFound[]): number {
  const own = (found[article.segment] as SegmentFound).signatures;
  let sum = 0;
  let weight = 0;
  let ownWeight = 0;
  for (const { segment, doc, score } of examples) {
    if (segment === article.segment && doc === article.doc) {
      ownWeight = score;
      continue;
    }
    sum += score * Math.max(0, likeness(own, article.doc, (found[segment] as SegmentFound).signatures, doc));
    weight += score;
  }
  if (weight === 0) return 0;
  const mean = sum / weight;
  const toItself = Math.max(mean, OWN_LIKENESS * likeness(own, article.doc, own, article.doc));
  return (sum + ownWeight * toItself) / (weight + ownWeight);
}
