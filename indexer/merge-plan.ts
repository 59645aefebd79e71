/** Given the sizes of an index's segments and what is to be added, says which of them are written anew together with it.
 *  The logarithmic method (Bentley & Saxe 1980, "Decomposable searching problems"; Lucene's tiered merging is a relative):
 *  sizes fall from one segment to the next, so there are few of them, and an article is rewritten a few times in its life. */

export type SegmentSize = {
  /** Articles, and those of them that are still live. */
  readonly articles: number;
  readonly live: number;
  /** It holds what must go for good, and cannot stay. @default false */
  readonly mustGo?: boolean;
};

/** A query reads each of its terms in each segment. */
export const MOST_SEGMENTS = 8;
/** A segment stays while it is more than so many times as large as all that is written behind it. */
const GROWTH = 5;
/** Tombstones cost every query a little and the manifest a byte each: a segment with more of them is written anew. */
const MOST_REMOVED = 1 / 4;

/** `sizes`: in the order of the segments, the oldest first. `added`: articles that are new. Returns the numbers of the
 *  segments whose live articles go into the new one, ascending; what is behind the first that is too small goes too, so
 *  that the order of time is kept. */
export function segmentsToMerge(sizes: readonly SegmentSize[], added: number): number[] {
  const first = sizes.findIndex(
    ({ articles, live, mustGo = false }) => mustGo || articles - live > articles * MOST_REMOVED,
  );
  if (added === 0 && first < 0) return [];
  let from = first < 0 ? sizes.length : first;
  let size = added + sizes.slice(from).reduce((sum, { live }) => sum + live, 0);
  while (from > 0) {
    const { live } = sizes[from - 1] as SegmentSize;
    if (live > size * GROWTH && from < MOST_SEGMENTS) break;
    size += live;
    from -= 1;
  }
  return sizes.map((_, number) => number).slice(from);
}
