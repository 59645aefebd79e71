/** A storage for anybody's FlexSearch index: what its `commit` hands over becomes a segment in a Saola store, published at
 *  once; what it removes becomes a tombstone.
 *
 *  const index = new Index({ commit: false });
 *  await index.mount(new FlexSearchStorage('articles', { db: fileStore('./index') }));
 */
import { placesOf, StorageAdapter, type Backend, type Batch } from '../core/index/adapter.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import { writeColumns, type ArticleId } from '../core/index/columns.ts';
import type { Segment } from '../core/index/manifest.ts';
import { readCurrent, type Current } from '../core/index/published.ts';
import { writeRecords } from '../core/index/records.ts';
import { mergeRuns } from '../core/index/merge-runs.ts';
import { runOf, termsBySlot, writeRun, type BySlot } from '../core/index/runs.ts';
import { openSegments, type LiveSegment } from '../core/index/segment.ts';
import { writeSuggestions } from '../core/index/suggestions.ts';
import { writeTerms } from '../core/index/terms.ts';
import { NO_TOMBSTONES } from '../core/index/tombstones.ts';
import { noUsualSlots } from '../core/index/usual-slots.ts';
import { within } from '../core/store/within.ts';
import type { Store } from '../core/store/store.ts';
import { publish } from './publish.ts';
import { writeSegment } from './write-segment.ts';

export type FlexSearchStorageOptions = {
  /** Where the segments go. One store, or one prefix of it, for each index. */
  readonly db: Store;
  /** Set by FlexSearch's `Document`: the field that this storage keeps, in a folder of its own. */
  readonly field?: string;
};

/** The terms of such an index are its owner's; Saola's own queries refuse it. */
const ANALYZER = 'flexsearch';
const CACHE_BYTES = 64 * 1024 * 1024;

export class FlexSearchStorage extends StorageAdapter {
  /** `Document` passes it on to the storages that it makes for its fields. */
  readonly db: Store;

  /** `id`: FlexSearch's name for the index; the store decides where it lies. */
  constructor(id: string, { db, field }: FlexSearchStorageOptions) {
    super(
      id,
      new PublishingBackend(field === undefined ? db : within(db, `fields/${Buffer.from(field).toString('hex')}`)),
    );
    this.db = db;
  }
}

class PublishingBackend implements Backend {
  readonly #store: Store;
  readonly #cache: BlockCache;
  #open: { readonly current: Current | null; readonly live: readonly LiveSegment[] } | null = null;

  constructor(store: Store) {
    this.#store = store;
    this.#cache = new BlockCache(store, CACHE_BYTES);
  }

  async live(): Promise<readonly LiveSegment[]> {
    return (await this.#opened()).live;
  }

  async commit(batch: Batch): Promise<void> {
    const { current, live } = await this.#opened();
    const segments = await withTombstones(current?.manifest.segments ?? [], live, batch.removed);
    if (batch.ids.length > 0) segments.push(await this.#segmentOf(batch));
    await this.#publish(current, segments);
  }

  async clear(): Promise<void> {
    const { current } = await this.#opened();
    if (current) await this.#publish(current, []);
  }

  async close(): Promise<void> {
    this.#open = null;
  }

  async #opened() {
    if (this.#open) return this.#open;
    const current = await readCurrent(this.#store);
    return (this.#open = { current, live: current ? openSegments(current.manifest, this.#cache) : [] });
  }

  async #publish(current: Current | null, segments: readonly Segment[]): Promise<void> {
    const articles = segments.reduce((sum, { articles: all, removed }) => sum + all - (removed?.docs.length ?? 0), 0);
    const statistics = { averageTitle: 0, averageBody: 0 };
    this.#open = null; // whatever comes of it, what is live has to be read again
    const words = { title: 0, body: 0 };
    await publish(this.#store, current, { analyzer: ANALYZER, articles, statistics, words, segments });
  }

  async #segmentOf({ ids, postings, documents }: Batch): Promise<Segment> {
    const numbers = new Map(ids.map((id, number) => [id, number]));
    const terms: [string, BySlot][] = [];
    for (const [term, slots] of postings) {
      const numbered = Array.from(slots, (inSlot) =>
        inSlot?.flatMap((id) => numbers.get(id) ?? []).toSorted((a, b) => a - b),
      );
      terms.push([term, numbered]);
    }
    const usual = noUsualSlots(ids.length);
    const run = runOf([...writeRun(termsBySlot(terms), usual)], usual);
    return (
      await writeSegment(this.#store, {
        articles: ids.length,
        terms: writeTerms(
          mergeRuns([run], usual, () => true),
          run.length,
        ),
        columns: writeColumns({ ids, digests: new Uint8Array(), signatures: new Uint8Array(), fields: null }),
        records: writeRecords(ids.map((id) => ({ id, doc: documents.get(id) ?? null }))),
        suggestions: writeSuggestions([]), // its documents need not have titles
      })
    ).segment;
  }
}

/** The segments as they are without these articles; one that has none left goes. */
async function withTombstones(
  segments: readonly Segment[],
  live: readonly LiveSegment[],
  removed: readonly ArticleId[],
): Promise<Segment[]> {
  const places = [...(await placesOf(live, new Set(removed))).values()];
  return segments.flatMap((segment, number) => {
    const gone = places.flatMap((place) => (place.segment === number ? [place.doc] : []));
    if (gone.length === 0) return [segment];
    const docs = [...(segment.removed?.docs ?? []), ...gone].toSorted((a, b) => a - b);
    return docs.length === segment.articles ? [] : [{ ...segment, removed: { ...NO_TOMBSTONES, docs } }];
  });
}
