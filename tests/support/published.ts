/** Puts articles live in a store, in as many segments as wanted, without the rest of `saola index`. */
import { memoryStore } from '../../core/store/memory.ts';
import { statisticsOf } from '../../core/index/article-terms.ts';
import { readCurrent } from '../../core/index/published.ts';
import { ANALYZER } from '../../core/text/analyze.ts';
import { buildSegment } from '../../indexer/build.ts';
import { publish } from '../../indexer/publish.ts';
import { writeSegment } from '../../indexer/write-segment.ts';
import type { Article } from '../../core/article.ts';
import type { Manifest, Segment } from '../../core/index/manifest.ts';
import type { Store } from '../../core/store/store.ts';

/** A segment for each group. `removed`: ids that are tombstones in the version. */
export async function publishGroups(
  groups: readonly (readonly Article[])[],
  { store = memoryStore(), removed = [] }: { readonly store?: Store; readonly removed?: readonly string[] } = {},
): Promise<{ readonly store: Store; readonly manifest: Manifest }> {
  const statistics = statisticsOf(groups.flat());
  const segments: Segment[] = [];
  for (const group of groups) {
    const built = await buildSegment(group, { statistics });
    const { segment } = await writeSegment(store, built);
    const ids = orderOf(group);
    const gone = ids.flatMap((id, number) => (removed.includes(id) ? [number] : []));
    segments.push(gone.length > 0 ? { ...segment, removed: gone } : segment);
  }
  const articles = groups.flat().length - removed.length;
  const current = await readCurrent(store);
  const { manifest } = await publish(store, current, { analyzer: ANALYZER, articles, statistics, segments });
  return { store, manifest };
}

/** The ids of a segment's articles in the order that the segment numbers them. */
export function orderOf(articles: readonly Article[]): string[] {
  return articles.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(({ id }) => id);
}

const sortKey = ({ publishedAt = '', id }: Article): string => `${publishedAt}\u0000${id}`;
