/** The figures of the ranking that apply to a query; those that apply to an article are in core/index/impact.ts.
 *  Each was chosen on the judged sets: docs/relevance.md has what was tried and what it did. */

/** What a match of each kind counts. A reader who types accents means them: half of a word's weight is for having them. */
export const ACCENTED = { exact: 0.5, folded: 0.5, pair: 0.3 } as const;
export const BARE = { exact: 0, folded: 1, pair: 0.4 } as const;

/** Numbers and codes say which one of many like things is meant. */
export const DIGIT_BOOST = 1.25;

/** Where fewer articles hold every word, those with most of the query's weight are answers too. */
export const ENOUGH_FULL_MATCHES = 10;
/** Of the query's weight, how much an answer must hold then. */
export const MIN_COVERAGE = 0.15;

/** Robertson & Spärck Jones's weight of a term, kept above 0 as Lucene does: `df` of `articles` hold it. */
export function inverseFrequency(df: number, articles: number): number {
  return Math.log(1 + (articles - df + 0.5) / (df + 0.5));
}
