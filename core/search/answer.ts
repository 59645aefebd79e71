/** What is asked and what is answered: the words of the HTTP contract (`functions/search/openapi.yaml`) as types.
 *  The page imports these and nothing else of the core. */

export type SearchRequest = {
  /** What the reader typed, at most 256 characters after NFC over HTTP. */
  readonly query: string;
  /** Hits to return, 1 to 50 over HTTP, to 1,000 on the command line. @default 10 */
  readonly limit?: number;
  /** Hits to skip, 0 to 1,000. @default 0 */
  readonly offset?: number;
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
  /** Articles that the answer holds, over all pages. */
  readonly total: number;
  readonly totalRelation: 'eq' | 'gte';
  readonly hits: readonly Hit[];
  /** Query words that the best of the hits lack; absent where every hit holds every word. */
  readonly loosened?: readonly string[];
  /** The query as it was read, where that is not as it was typed: raw keys as the input method would have written them,
   *  slips mended as the first hit spells the word. The hits are those of this reading. */
  readonly didYouMean?: string;
  /** The version of the index that answered. The body is a pure function of it and the request. */
  readonly version: string;
};
