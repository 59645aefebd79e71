/** One immutable segment, opened: its four parts behind one cache. Opening reads nothing. */
import type { BlockCache } from './block-cache.ts';
import { ColumnsReader } from './columns.ts';
import type { Manifest, Segment } from './manifest.ts';
import { partKey } from './manifest.ts';
import { RecordsReader } from './records.ts';
import { SuggestionsReader } from './suggestions.ts';
import { TermsReader } from './terms.ts';
import { NO_TOMBSTONES } from './tombstones.ts';

export type LiveSegment = {
  readonly articles: number;
  /** 1 for each article that is no longer live; `null` where all are. */
  readonly removed: Uint8Array | null;
  /** How many are. */
  readonly live: number;
  readonly terms: TermsReader;
  readonly columns: ColumnsReader;
  readonly records: RecordsReader;
  readonly suggestions: SuggestionsReader;
};

export function openSegments(manifest: Pick<Manifest, 'segments'>, cache: BlockCache): LiveSegment[] {
  return manifest.segments.map((segment) => openSegment(segment, cache));
}

function openSegment(segment: Segment, cache: BlockCache): LiveSegment {
  const { articles, terms, columns, records, suggestions, removed: tombstones = NO_TOMBSTONES } = segment;
  const { docs, words, titles } = tombstones;
  const removed = docs.length === 0 ? null : new Uint8Array(articles);
  for (const doc of docs) if (removed) removed[doc] = 1;
  return {
    articles,
    removed,
    live: articles - docs.length,
    terms: new TermsReader(terms.top, cache.part(partKey('terms', terms), terms.bytes), articles, { removed, words }),
    columns: new ColumnsReader(columns.top, cache.part(partKey('columns', columns), columns.bytes), articles),
    records: new RecordsReader(records.top, cache.part(partKey('records', records), records.bytes), articles),
    suggestions: new SuggestionsReader(
      suggestions.top,
      cache.part(partKey('suggestions', suggestions), suggestions.bytes),
      titles,
    ),
  };
}
