/** Given terms, returns in how many articles of some segments each stands. */
import type { LiveSegment } from '../core/index/segment.ts';

/** Neighbours in the dictionary share their blocks, so that a block is read once or twice. */
const TERMS_AT_ONCE = 4_096;

/** Live articles. A term that stands in none is not in the answer. */
export async function frequenciesIn(
  segments: readonly LiveSegment[],
  terms: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const sorted = [...terms].toSorted();
  const frequencies = new Map<string, number>();
  for (const segment of segments) {
    for (let from = 0; from < sorted.length; from += TERMS_AT_ONCE) {
      const asked = sorted.slice(from, from + TERMS_AT_ONCE);
      const found = await segment.terms.postings(asked);
      for (const [i, term] of asked.entries()) {
        const df = found[i]?.df ?? 0;
        if (df > 0) frequencies.set(term, (frequencies.get(term) ?? 0) + df);
      }
    }
  }
  return frequencies;
}
