/** Blocks of immutable parts, read through a store and kept in memory up to a budget. One cache serves all parts of an
 *  index, and every version of it: a part is named by its content, so what is kept is never stale. */
import { LRUCache } from 'lru-cache';
import type { Key, Store } from '../store/store.ts';
import { malformed, unsealed } from './bytes.ts';
import type { BlockPlace, BlockSource } from './part.ts';
import type { Postings } from './postings.ts';

/** Two blocks no further apart are one request: these bytes take 0.7 ms at 90 MB/s, a request waits 30 ms for its first
 *  byte and costs money by its count. More would add up to megabytes for a query of twelve words. */
const JOIN_GAP_BYTES = 64 * 1024;
/** Blocks are small beside their bookkeeping (key, promise, view) when thousands are kept; counted in. */
const OVERHEAD_BYTES = 200;
/** So much of the budget is for decoded postings: four times as long as their bytes, but decoding is a third of what ranking
 *  takes. An eighth holds those that most queries have; more of them would take the place of blocks, which cost a request. */
const LISTS_SHARE = 1 / 8;
/** A smaller budget is all for blocks. */
const MIN_FOR_LISTS_BYTES = 1024 * 1024;

/** Decoded postings of one part, by whatever name their reader gives them. They are shared: nobody may write to them. */
export type ListCache = {
  /** `null`: there are none; `undefined`: nobody knows. */
  get(name: string): Postings | null | undefined;
  set(name: string, postings: Postings | null): void;
};
export type CachedPart = BlockSource & { readonly lists: ListCache };
type Kept = { readonly postings: Postings | null };

export class BlockCache {
  readonly #store: Store;
  readonly #kept: LRUCache<string, Uint8Array>;
  readonly #lists: LRUCache<string, Kept> | null;
  readonly #coming = new Map<string, Promise<Uint8Array>>();

  /** `maxBytes`: what may stay in memory, at least one block's worth. */
  constructor(store: Store, maxBytes: number) {
    this.#store = store;
    const forLists = maxBytes < MIN_FOR_LISTS_BYTES ? 0 : Math.floor(maxBytes * LISTS_SHARE);
    this.#kept = new LRUCache({
      maxSize: Math.max(1, maxBytes - forLists),
      sizeCalculation: (bytes) => bytes.length + OVERHEAD_BYTES,
    });
    this.#lists = forLists === 0 ? null : new LRUCache({ maxSize: forLists, sizeCalculation: listBytes });
  }

  /** The blocks of the part under `key`, which has `partBytes` bytes, and what was made of them. */
  part(key: Key, partBytes: number): CachedPart {
    return {
      blocks: (places) => this.#blocks(key, partBytes, places),
      lists: {
        get: (name) => this.#lists?.get(`${key} ${name}`)?.postings,
        set: (name, postings) => this.#lists?.set(`${key} ${name}`, { postings }),
      },
    };
  }

  #blocks(key: Key, partBytes: number, places: readonly BlockPlace[]): Promise<Uint8Array[]> {
    const bodies = places.map((place) => {
      const name = nameOf(key, place);
      const kept = this.#kept.get(name);
      return kept ? Promise.resolve(kept) : this.#coming.get(name);
    });
    const missing = places.filter((_, i) => bodies[i] === undefined);
    for (const run of joined(missing)) this.#read(key, partBytes, run);
    // What is kept may be pushed out before the last read is in; the promises above hold on to it.
    return Promise.all(
      places.map((place, i) => bodies[i] ?? (this.#coming.get(nameOf(key, place)) as Promise<Uint8Array>)),
    );
  }

  /** Starts one request for neighbouring blocks; each becomes a promise of its own, so that later callers can share it. */
  #read(key: Key, partBytes: number, run: readonly BlockPlace[]): void {
    const first = run[0] as BlockPlace;
    const last = run.at(-1) as BlockPlace;
    const range = { offset: first.offset, length: last.offset + last.length - first.offset };
    const reading = this.#store.get(key, { range });
    for (const place of run) {
      const name = nameOf(key, place);
      if (this.#coming.has(name)) continue; // asked for twice; a second promise would fail with nobody to hear it
      const coming = reading
        .then((stored) => {
          if (!stored) throw malformed(`${key} is gone from ${this.#store.uri}`);
          if (stored.bytes.length !== range.length) {
            throw malformed(
              `${key} ends before byte ${range.offset + range.length}; it should have ${partBytes} bytes`,
            );
          }
          const at = place.offset - range.offset;
          // a copy: a view would keep its neighbours in memory, uncounted
          const block = new Uint8Array(stored.bytes.subarray(at, at + place.length));
          const body = unsealed(block, `${key}, block at ${place.offset}`);
          this.#kept.set(name, body);
          return body;
        })
        .finally(() => this.#coming.delete(name));
      this.#coming.set(name, coming);
    }
  }
}

/** Each slot has an array with bookkeeping of its own. */
const listBytes = ({ postings }: Kept, name: string): number =>
  OVERHEAD_BYTES +
  2 * name.length +
  (postings ? postings.df * Uint32Array.BYTES_PER_ELEMENT + postings.slots.length * OVERHEAD_BYTES : 0);

const nameOf = (key: Key, place: BlockPlace): string => `${key}@${place.offset}`;

function joined(places: readonly BlockPlace[]): BlockPlace[][] {
  const runs: BlockPlace[][] = [];
  let end = -Infinity;
  for (const place of places.toSorted((a, b) => a.offset - b.offset)) {
    if (place.offset - end <= JOIN_GAP_BYTES) (runs.at(-1) as BlockPlace[]).push(place);
    else runs.push([place]);
    end = Math.max(end, place.offset + place.length);
  }
  return runs;
}
