/** One immutable segment, opened: terms, columns and records behind one cache. Opening reads nothing. */
import type { BlockCache } from './block-cache.ts';
import { ColumnsReader } from './columns.ts';
import type { Manifest, Segment } from './manifest.ts';
import { partKey } from './manifest.ts';
import { RecordsReader } from './records.ts';
import { TermsReader } from './terms.ts';

export type LiveSegment = {
  readonly articles: number;
  /** Articles of the segment that are no longer live. */
  readonly removed: ReadonlySet<number>;
  readonly terms: TermsReader;
  readonly columns: ColumnsReader;
  readonly records: RecordsReader;
};

export function openSegments(manifest: Pick<Manifest, 'segments'>, cache: BlockCache): LiveSegment[] {
  return manifest.segments.map((segment) => openSegment(segment, cache));
}

function openSegment({ articles, terms, columns, records, removed }: Segment, cache: BlockCache): LiveSegment {
  return {
    articles,
    removed: new Set(removed),
    terms: new TermsReader(terms.top, cache.part(partKey('terms', terms), terms.bytes), articles),
    columns: new ColumnsReader(columns.top, cache.part(partKey('columns', columns), columns.bytes), articles),
    records: new RecordsReader(records.top, cache.part(partKey('records', records), records.bytes), articles),
  };
}
