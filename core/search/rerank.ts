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

/** `ranked`: best first; `queryWords`: how many words found them. Returns all of them, best first; scores only grow. */
export function rerank(ranked: readonly Ranked[], found: readonly SegmentFound[], queryWords: number): Ranked[] {
  const first = ranked[0];
  if (first === undefined || first.score <= 0) return [...ranked];
  const examples = ranked
    .slice(0, EXAMPLES)
    .filter(({ score }, place) => place < MIN_EXAMPLES || score >= first.score * MIN_EXAMPLE_SHARE);
  const share = queryWords <= SHORT_WORDS ? SHORT_LIKENESS : LONG_LIKENESS;
  const lifted = ranked.slice(0, RERANKED).map((article) => {
    const { sum, weight } = likenessTo(article, examples, found);
    const gain = weight === 0 ? 0 : (share * first.score * sum) / weight;
    return { segment: article.segment, doc: article.doc, score: article.score + gain };
  });
  return [...lifted.toSorted((a, b) => b.score - a.score), ...ranked.slice(RERANKED)]; // the sort is stable
}

/** An article is no example for itself. */
function likenessTo(article: Ranked, examples: readonly Ranked[], found: readonly SegmentFound[]) {
  const own = (found[article.segment] as SegmentFound).signatures;
  let sum = 0;
  let weight = 0;
  for (const example of examples) {
    if (example.segment === article.segment && example.doc === article.doc) continue;
    const { signatures } = found[example.segment] as SegmentFound;
    sum += example.score * Math.max(0, likeness(own, article.doc, signatures, example.doc));
    weight += example.score;
  }
  return { sum, weight };
}
