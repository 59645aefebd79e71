/** Blocks of immutable parts, read through a store and kept in memory up to a budget. One cache serves all parts of an
 *  index, and every version of it: a part is named by its content, so what is kept is never stale. */
import { LRUCache } from 'lru-cache';
import type { ByteRange, Key, Store } from '../store/store.ts';
import { malformed, unsealed } from './bytes.ts';
import type { BlockPlace, BlockSource } from './part.ts';
import type { Postings } from './postings.ts';

/** Two blocks no further apart are one request: these bytes take 2 ms at 90 MB/s, a request waits 30 ms for its first byte
 *  and is what reading costs. Of 30,000 articles a cold answer takes 23.2 requests and 2.6 MB with 64 KiB, 19.9 and 3.0 with
 *  this, 18.9 and 3.2 with 256 KiB. */
const JOIN_GAP_BYTES = 192 * 1024;
/** In shorter parts blocks stand closer, and as much would be most of the part: there it is so much of it, but no less. */
const JOIN_GAP_SHARE = 1 / 100;
const MIN_JOIN_GAP_BYTES = 64 * 1024;
/** A part that is no longer, as those of a small update are, is worth one request however little of it is wanted. */
const SMALL_PART_BYTES = 512 * 1024;
/** A longer block comes in several requests at once, as many as 2 MiB go into it: at 90 MB/s the first byte is waited for as
 *  long as 2.7 MB take. */
const LONG_BLOCK_BYTES = 2 * 1024 * 1024;
const MOST_RANGES = 4;
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
    const part = { key, bytes: partBytes };
    return {
      blocks: (places) => this.#blocks(part, places),
      lists: {
        get: (name) => this.#lists?.get(`${key} ${name}`)?.postings,
        set: (name, postings) => this.#lists?.set(`${key} ${name}`, { postings }),
      },
    };
  }

  #blocks(part: Part, places: readonly BlockPlace[]): Promise<Uint8Array[]> {
    const { key, bytes } = part;
    const bodies = places.map((place) => {
      const name = nameOf(key, place);
      const kept = this.#kept.get(name);
      return kept ? Promise.resolve(kept) : this.#coming.get(name);
    });
    const missing = places.filter((_, i) => bodies[i] === undefined);
    for (const run of joined(missing, gapIn(bytes))) this.#read(part, run);
    // What is kept may be pushed out before the last read is in; the promises above hold on to it.
    return Promise.all(
      places.map((place, i) => bodies[i] ?? (this.#coming.get(nameOf(key, place)) as Promise<Uint8Array>)),
    );
  }

  /** Starts to read neighbouring blocks; each becomes a promise of its own, so that later callers can share it. */
  #read(part: Part, run: readonly BlockPlace[]): void {
    const { key } = part;
    const first = run[0] as BlockPlace;
    const range = { offset: first.offset, length: endOf(run) - first.offset };
    const reading = this.#bytes(part, range, run.length === 1 ? MOST_RANGES : 1);
    for (const place of run) {
      const name = nameOf(key, place);
      if (this.#coming.has(name)) continue; // asked for twice; a second promise would fail with nobody to hear it
      const coming = reading
        .then((bytes) => {
          const at = place.offset - range.offset;
          // a copy: a view would keep its neighbours in memory, uncounted
          const block = new Uint8Array(bytes.subarray(at, at + place.length));
          const body = unsealed(block, `${key}, block at ${place.offset}`);
          this.#kept.set(name, body);
          return body;
        })
        .finally(() => this.#coming.delete(name));
      this.#coming.set(name, coming);
    }
  }

  /** In one request, or where they are many in up to `most` at once. */
  async #bytes(part: Part, { offset, length }: ByteRange, most: number): Promise<Uint8Array> {
    const count = Math.max(1, Math.min(most, Math.floor(length / LONG_BLOCK_BYTES)));
    const step = Math.ceil(length / count);
    const pieces = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        this.#request(part, { offset: offset + i * step, length: Math.min(step, length - i * step) }),
      ),
    );
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  }

  async #request({ key, bytes }: Part, range: ByteRange): Promise<Uint8Array> {
    const stored = await this.#store.get(key, { range });
    if (!stored) throw malformed(`${key} is gone from ${this.#store.uri}`);
    if (stored.bytes.length !== range.length) {
      throw malformed(`${key} ends before byte ${range.offset + range.length}; it should have ${bytes} bytes`);
    }
    return stored.bytes;
  }
}

type Part = { readonly key: Key; readonly bytes: number };

/** Four bytes for each article, one for its slot, and both arrays have bookkeeping of their own. */
const listBytes = ({ postings }: Kept, name: string): number =>
  OVERHEAD_BYTES +
  2 * name.length +
  (postings ? postings.docs.byteLength + postings.slots.byteLength + 2 * OVERHEAD_BYTES : 0);

const nameOf = (key: Key, place: BlockPlace): string => `${key}@${place.offset}`;

function gapIn(partBytes: number): number {
  if (partBytes <= SMALL_PART_BYTES) return Infinity;
  return Math.min(JOIN_GAP_BYTES, Math.max(MIN_JOIN_GAP_BYTES, partBytes * JOIN_GAP_SHARE));
}

function joined(places: readonly BlockPlace[], gapBytes: number): BlockPlace[][] {
  const runs: BlockPlace[][] = [];
  let end = -Infinity;
  for (const place of places.toSorted((a, b) => a.offset - b.offset)) {
    if (place.offset - end <= gapBytes && runs.length > 0) (runs.at(-1) as BlockPlace[]).push(place);
    else runs.push([place]);
    end = Math.max(end, place.offset + place.length);
  }
  return runs;
}

const endOf = (run: readonly BlockPlace[]): number => Math.max(...run.map(({ offset, length }) => offset + length));
