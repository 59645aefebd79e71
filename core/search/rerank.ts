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

/** What the second stage did to an article. */
export type Lifted = {
  readonly gain: number;
  /** Of each example, in their order. */
  readonly likenesses: readonly number[];
};

/** What the first stage ranked; `score` grows, the rest is kept. */
type Ranking = Ranked & { readonly own: number; readonly lifted: Lifted | null };

/** `ranked`: best first; `queryWords`: how many words found them. Returns all of them, best first; scores only grow. */
export function rerank<T extends Ranking>(
  ranked: readonly T[],
  found: readonly SegmentFound[],
  queryWords: number,
): { readonly ranked: T[]; readonly examples: readonly T[] } {
  const first = ranked[0];
  if (first === undefined || first.score <= 0 || queryWords === 0) return { ranked: [...ranked], examples: [] };
  const examples = ranked
    .slice(0, EXAMPLES)
    .filter(({ score }, place) => place < MIN_EXAMPLES || score >= first.score * MIN_EXAMPLE_SHARE);
  const share = queryWords <= SHORT_WORDS ? SHORT_LIKENESS : LONG_LIKENESS;
  const lifted = ranked.slice(0, RERANKED).map((article) => {
    const likenesses = likenessesTo(article, examples, found);
    const gain = share * first.score * mean(likenesses, examples);
    return Object.assign({}, article, { score: article.score + gain, lifted: { gain, likenesses } });
  });
  return {
    ranked: [...lifted.toSorted((a, b) => b.score - a.score), ...ranked.slice(RERANKED)], // the sort is stable
    examples,
  };
}

/** To each example, 0 to 1; to itself as much as to the others, and no less than articles on one event are. All 0 where
 *  there is no example but the article itself. */
function likenessesTo(article: Ranked, examples: readonly Ranked[], found: readonly SegmentFound[]): number[] {
  const own = (found[article.segment] as SegmentFound).signatures;
  const isItself = ({ segment, doc }: Ranked): boolean => segment === article.segment && doc === article.doc;
  const others = examples.filter((example) => !isItself(example));
  if (others.length === 0) return examples.map(() => 0);
  const toOthers = new Map(
    others.map((example) => [
      example,
      Math.max(0, likeness(own, article.doc, (found[example.segment] as SegmentFound).signatures, example.doc)),
    ]),
  );
  const toItself = (): number =>
    Math.max(
      mean(
        others.map((example) => toOthers.get(example) as number),
        others,
      ),
      OWN_LIKENESS * likeness(own, article.doc, own, article.doc),
    );
  return examples.map((example) => toOthers.get(example) ?? toItself());
}

/** The better examples count more. */
function mean(likenesses: readonly number[], examples: readonly Ranked[]): number {
  const weight = examples.reduce((sum, { score }) => sum + score, 0);
  return examples.reduce((sum, { score }, i) => sum + score * (likenesses[i] as number), 0) / weight;
}
