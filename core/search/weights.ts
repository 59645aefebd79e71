/** The figures of the ranking that apply to a query; those that apply to an article are in core/index/impact.ts.
 *  Each was chosen on the judged sets: docs/relevance.md has what was tried and what it did. */

/** What a match of each kind counts. A reader who types accents means them: half of a word's weight is for having them. */
export const ACCENTED = { exact: 0.5, folded: 0.5, pair: 0.45 } as const;
export const BARE = { exact: 0, folded: 1, pair: 0.5 } as const;

/** A word without accents among others that have them is as often one that has none as one that lost them: what it counts
 *  for standing there just so. 0 costs 0.002 of queries as typed, 0.5 costs 0.012 of half-accented short ones. */
export const BARE_WORD_EXACT = 0.3;

/** Numbers and codes say which one of many like things is meant. */
export const DIGIT_BOOST = 1.4;

/** Where so many articles hold every word of a query, they are the answer. Where fewer do, those with most of its weight
 *  are answers too. */
export const ENOUGH_FULL_MATCHES = 10;
/** A query of more words describes what is wanted, it does not list conditions: the ten articles that happen to hold every
 *  word of a title are the ten longest. Demanding all words costs 0.0002 nDCG@10 up to 4 words, 0.003 up to 6, and 0.059
 *  without a bound (news-clusters + 10,000 articles). */
export const MOST_WORDS_ALL_WANTED = 4;
/** What every third article holds, none has to hold, where another word of the query is rarer: the `về` of `về Bắc Bộ` is in those
 *  about anything. Short queries as typed gain 0.004 by it, and with such a word before them a sixth. */
export const LEAST_WANTED_IDF = Math.log(3);
/** Words of a query in all, up to which what stands in quotes is a condition; at most `MOST_WORDS_ALL_WANTED` of them beside
 *  the quotes. Headlines quote people, and their siblings quote otherwise: as a condition everywhere it costs 0.041. */
export const MOST_WORDS_WITH_PHRASE = 8;
/** Of the query's weight, how much an answer must hold otherwise. 0.15 costs nothing on any set; 0.25 costs 0.003 of
 *  long ones, and 0.4 for short queries alone costs a fiftieth of those with a slip. */
export const MIN_COVERAGE = 0.15;

/** Robertson & Spärck Jones's weight of a term, kept above 0 as Lucene does: `df` of `articles` hold it. */
export function inverseFrequency(df: number, articles: number): number {
  return Math.log(1 + (articles - df + 0.5) / (df + 0.5));
}
