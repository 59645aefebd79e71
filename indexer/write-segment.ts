/** Given a built segment, writes its parts to the store and says what the manifest has to hold of it. */
import { PART_KINDS, type IndexedPart, type PartKind, type Segment } from '../core/index/manifest.ts';
import type { Store } from '../core/store/store.ts';
import type { BuiltSegment } from './finish-segment.ts';
import { writePart } from './publish.ts';

export type WriteOptions = {
  /** After each part; parts of the segment, and how many it has. */
  readonly onPart?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
};

/** `bytesWritten`: of parts that the store did not hold yet. */
export async function writeSegment(
  store: Store,
  built: BuiltSegment,
  { onPart, signal }: WriteOptions = {},
): Promise<{ readonly segment: Segment; readonly bytesWritten: number }> {
  const parts: Partial<Record<PartKind, IndexedPart>> = {};
  let bytesWritten = 0;
  for (const [before, kind] of PART_KINDS.entries()) {
    const { bytes, top } = built[kind];
    const { written, ...part } = await writePart(store, kind, bytes, { ...(signal && { signal }) });
    if (written) bytesWritten += part.bytes;
    parts[kind] = { ...part, top };
    onPart?.(before + 1, PART_KINDS.length);
  }
  return { segment: { articles: built.articles, ...(parts as Record<PartKind, IndexedPart>) }, bytesWritten };
}
