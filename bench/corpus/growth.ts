/** How a collection grows: different terms and lengths after so many articles. What an index costs follows from these. */
import { words } from '../../core/text/words.ts';
import { hashOf } from '../random.ts';
import { Counts } from './counts.ts';
import type { Text } from './make.ts';

export type Growth = {
  readonly articles: number;
  readonly exact: number;
  readonly folded: number;
  readonly pairs: number;
  /** That two articles or more hold: an index of many keeps no others. */
  readonly repeatedPairs: number;
  /** Syllables an article, and different pairs. */
  readonly length: number;
  readonly ownPairs: number;
};

/** The figures after each of `sizes`, which ascend; of sizes that are not reached there are none. */
export function growthOf(articles: Iterable<Text>, sizes: readonly number[]): Growth[] {
  const counts = { exact: new Counts(), folded: new Counts(), pairs: new Counts(1 << 20) };
  const found: Growth[] = [];
  let [number, syllables, ownPairs] = [0, 0, 0];
  for (const article of articles) {
    const own = termsOf(article);
    for (const kind of ['exact', 'folded', 'pairs'] as const) for (const hash of own[kind]) counts[kind].add(hash);
    syllables += own.length;
    ownPairs += own.pairs.size;
    number += 1;
    if (sizes.includes(number)) {
      found.push({
        articles: number,
        exact: counts.exact.distinct,
        folded: counts.folded.distinct,
        pairs: counts.pairs.distinct,
        repeatedPairs: counts.pairs.repeated,
        length: syllables / number,
        ownPairs: ownPairs / number,
      });
    }
    if (number === sizes.at(-1)) break;
  }
  return found;
}

export type HashedTerms = {
  readonly exact: ReadonlySet<number>;
  readonly folded: ReadonlySet<number>;
  readonly pairs: ReadonlySet<number>;
  readonly length: number;
};

/** The different terms of an article, as numbers. */
export function termsOf({ title, summary, body }: Text): HashedTerms {
  const terms = { exact: new Set<number>(), folded: new Set<number>(), pairs: new Set<number>() };
  let length = 0;
  for (const text of [title, summary, body]) {
    let before: string | null = null;
    for (const { exact, folded, opens } of words(text)) {
      length += 1;
      terms.exact.add(hashOf(exact));
      terms.folded.add(hashOf(folded));
      if (before !== null && !opens) terms.pairs.add(hashOf(`${before} ${folded}`));
      before = folded;
    }
  }
  return { ...terms, length };
}
