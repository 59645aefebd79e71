/** What is asked and what is answered: the words of the HTTP contract (`functions/search/openapi.yaml`) as types.
 *  The page imports these and nothing else of the core. */

export type SearchRequest = {
  /** What the reader typed, at most 256 characters after NFC over HTTP. */
  readonly query: string;
  /** Hits to return, 1 to 50 over HTTP, to 1,000 on the command line. @default 10 */
  readonly limit?: number;
  /** Hits to skip, 0 to 1,000. @default 0 */
  readonly offset?: number;
  /** By date, an article without one comes last. @default 'relevance' */
  readonly sort?: 'relevance' | 'newest' | 'oldest';
  /** Only articles of any of these sections, with any of these tags, by any of these authors: whole names, with the accents
   *  as given, or in any where none are. @default all */
  readonly section?: readonly string[];
  readonly tag?: readonly string[];
  readonly author?: readonly string[];
  /** Only articles published in this span, both ends in it: a year, a month, a day or a time, in Vietnam's time where it
   *  names no zone. @default all */
  readonly from?: string;
  readonly to?: string;
  /** The last word is still being typed: words that begin with it are found too. @default false */
  readonly live?: boolean;
  /** Also say how the scores came about. @default false */
  readonly explain?: boolean;
};

/** `[start, end)` in UTF-16 units of the string it belongs to; ascending, never overlapping, never inside a letter. */
export type Mark = readonly [start: number, end: number];

export type Hit = {
  readonly id: string;
  readonly url?: string;
  readonly title: string;
  /** About 200 characters of the text around the matches; empty where the article is only a title. */
  readonly snippet: string;
  /** Positive, higher is better; comparable within one answer only. Rounded to four decimals. */
  readonly score: number;
  readonly marks: { readonly title: readonly Mark[]; readonly snippet: readonly Mark[] };
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
  readonly publishedAt?: string;
  readonly image?: string;
};

export type SearchAnswer = {
  /** The query as it was read: NFC, trimmed, white space folded. */
  readonly query: string;
  /** Articles that the answer holds, over all pages. In order of date a few less good ones may be left out (`README`, "What
   *  readers may type"). */
  readonly total: number;
  readonly totalRelation: 'eq' | 'gte';
  readonly hits: readonly Hit[];
  /** Query words that even the fullest of the ten best articles lacks, the first of those that hold most words; absent where one of
   *  them holds every word. */
  readonly loosened?: readonly string[];
  /** What was probably meant, where that is not as it was typed: raw keys as the input method would have written them, slips
   *  mended, words written apart, accents as most of the best hits have them. The hits were found by the same reading of keys
   *  and slips, but of a bare word with any accents: asking for this text may find others, or in another order. */
  readonly didYouMean?: string;
  /** How the scores came about, where that was asked for. */
  readonly explain?: Explanation;
  /** The version of the index that answered. The body is a pure function of it and the request. */
  readonly version: string;
};

/** A person can add up `score` of each hit: impact · idf · weight of its terms, then what the second stage added. */
export type Explanation = {
  /** Live articles of the index. */
  readonly articles: number;
  /** One for each alternative of the query (`a | b`). */
  readonly alternatives: readonly ExplainedClause[];
  /** What the second stage likened the best hits to: ids, with the scores before it. */
  readonly examples: readonly { readonly id: string; readonly score: number }[];
  /** In the order of the hits. */
  readonly hits: readonly ExplainedHit[];
};

export type ExplainedClause = {
  readonly words: readonly ExplainedWord[];
  readonly terms: readonly ExplainedTerm[];
};

export type ExplainedWord = {
  readonly word: string;
  /** `as-typed`, or what it was taken for instead: a slip or words run together, as no article holds it; another spelling, as hardly
   *  any has it beside its neighbours. */
  readonly read: readonly string[];
  readonly idf: number;
};

export type ExplainedTerm = {
  /** `=đảo` is the syllable as written, `dao` without accents, `quan dao` a pair; several are wanted together. */
  readonly terms: readonly string[];
  /** What of the query it stands for; empty where it only adds. */
  readonly words: readonly string[];
  /** Articles that hold it. */
  readonly df: number;
  readonly idf: number;
  /** What impact is multiplied with, beside the idf. */
  readonly weight: number;
  /** Articles hold it, but it does not count: so many hold what was typed, or so few hold this pair. */
  readonly unused?: true;
};

export type ExplainedShare = {
  /** A number in the alternative's `terms`. */
  readonly term: number;
  readonly impact: number;
  /** What the words that it stands for gave already; 0 where absent. */
  readonly less?: number;
  /** impact · idf · weight − less. */
  readonly share: number;
};

export type ExplainedHit = {
  readonly id: string;
  /** The alternative that gave the score. */
  readonly alternative: number;
  readonly terms: readonly ExplainedShare[];
  /** The sum of the shares. */
  readonly own: number;
  /** What likeness to the examples added, and how like each of them the hit is, 0 to 1. */
  readonly likeness?: { readonly added: number; readonly toExamples: readonly number[] };
  readonly score: number;
};

export type SuggestRequest = {
  /** What has been typed up to now; its last word may be the beginning of one. A space behind it ends the word. */
  readonly query: string;
  /** Suggestions to return, 1 to 20. @default 8 */
  readonly limit?: number;
};

export type Suggestion = {
  /** What may be searched for instead, with accents and capitals. Begins with what was typed, but for those and for spaces
   *  that were left out; a quote that was open is closed. Some article has it so; of an open quote, what stands in it. */
  readonly text: string;
  /** What was typed, within `text`. */
  readonly marks: readonly Mark[];
};

export type SuggestAnswer = {
  /** What was typed: NFC, trimmed, white space folded. */
  readonly query: string;
  /** The likeliest first; none where nothing begins so. */
  readonly suggestions: readonly Suggestion[];
  readonly version: string;
};
