/** Puts articles live in a store, in as many segments as wanted, without the rest of `saola index`. */
import { memoryStore } from '../../core/store/memory.ts';
import { writeColumns } from '../../core/index/columns.ts';
import { fieldsOf } from '../../core/index/fields.ts';
import { wordsIn } from '../../core/index/article-terms.ts';
import { readCurrent } from '../../core/index/published.ts';
import { ANALYZER } from '../../core/text/analyze.ts';
import { buildSegment } from '../../indexer/build.ts';
import type { BuiltSegment } from '../../indexer/finish-segment.ts';
import { digestOf } from '../../indexer/spool.ts';
import { buried } from '../../indexer/bury.ts';
import { publish } from '../../indexer/publish.ts';
import { statisticsOf } from './statistics.ts';
import { writeSegment } from '../../indexer/write-segment.ts';
import type { Article } from '../../core/article.ts';
import type { Manifest, Segment, Statistics } from '../../core/index/manifest.ts';
import type { Store } from '../../core/store/store.ts';

export type PublishedOptions = {
  readonly store?: Store;
  /** `false`: the segments have none, so that articles are ranked by their terms alone. @default true */
  readonly signatures?: boolean;
  /** @default those of the articles */
  readonly statistics?: Statistics;
};

/** A segment for each group. */
export async function publishGroups(
  groups: readonly (readonly Article[])[],
  { store = memoryStore(), signatures = true, statistics = statisticsOf(groups.flat()) }: PublishedOptions = {},
): Promise<{ readonly store: Store; readonly manifest: Manifest }> {
  const segments: Segment[] = [];
  for (const group of groups) {
    const built = await builtOf(group, statistics, signatures);
    const { segment } = await writeSegment(store, built);
    segments.push(segment);
  }
  const articles = groups.flat().length;
  const current = await readCurrent(store);
  const words = wordsIn(groups.flat());
  const { manifest } = await publish(store, current, { analyzer: ANALYZER, articles, statistics, words, segments });
  return { store, manifest };
}

/** The same version with these articles taken out of it. `groups` is what it was published of. */
export function withTombstones(
  manifest: Manifest,
  groups: readonly (readonly Article[])[],
  removed: readonly string[],
): Manifest {
  const segments = manifest.segments.map((segment, number): Segment => {
    const group = groups[number] ?? [];
    const gone = orderOf(group).flatMap((id, doc) => {
      const article = group.find((each) => each.id === id);
      return article && removed.includes(id) ? [{ doc, article }] : [];
    });
    return buried(segment, gone);
  });
  return { ...manifest, segments, articles: manifest.articles - removed.length };
}

async function builtOf(group: readonly Article[], statistics: Statistics, signatures: boolean): Promise<BuiltSegment> {
  const built = await buildSegment(group, { statistics });
  if (signatures) return built;
  const byId = new Map(group.map((article) => [article.id, article]));
  const ids = orderOf(group);
  const inOrder = ids.map((id) => byId.get(id) as Article);
  const digests = Buffer.concat(inOrder.map(digestOf));
  const fields = fieldsOf(inOrder);
  return { ...built, columns: writeColumns({ ids, digests, signatures: new Uint8Array(), fields }) };
}

/** The ids of a segment's articles in the order that the segment numbers them. */
export function orderOf(articles: readonly Article[]): string[] {
  return articles.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)).map(({ id }) => id);
}

const sortKey = ({ publishedAt = '', id }: Article): string => `${publishedAt}\u0000${id}`;
