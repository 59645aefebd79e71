/** Blocks of immutable parts, read through a store and kept in memory up to a budget. One cache serves all parts of an
 *  index, and every version of it: a part is named by its content, so what is kept is never stale. */
import { LRUCache } from 'lru-cache';
import { shared, type Shared } from '../share.ts';
import type { ByteRange, CallOptions, Key, Store } from '../store/store.ts';
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

/** Reads of bytes that do not match their checksum or length: what stands in the store may be right although what came was
 *  not, as S3 sends no checksum with a range. */
const MOST_READS = 2;

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
  readonly #coming = new Map<string, Shared<Run>>();

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
      blocks: (places, options) => this.#blocks(part, places, options),
      lists: {
        get: (name) => this.#lists?.get(`${key} ${name}`)?.postings,
        set: (name, postings) => this.#lists?.set(`${key} ${name}`, { postings }),
      },
    };
  }

  async #blocks(part: Part, places: readonly BlockPlace[], { signal }: CallOptions = {}): Promise<Uint8Array[]> {
    signal?.throwIfAborted();
    const { key, bytes } = part;
    const found = places.map((place) => this.#found(nameOf(key, place)));
    const missing = places.filter((_, i) => found[i] === undefined);
    for (const run of joined(missing, gapIn(bytes))) this.#announce(part, run);
    // What is kept may be pushed out before the last read is in; `found` holds on to it.
    const sources = places.map((place, i) => found[i] ?? (this.#coming.get(nameOf(key, place)) as Shared<Run>));
    const runs = new Map<Shared<Run>, Promise<Run>>();
    for (const source of sources) {
      if (typeof source === 'function' && !runs.has(source)) runs.set(source, source(signal));
    }
    await Promise.all(runs.values());
    return Promise.all(
      sources.map(async (source, i) =>
        typeof source === 'function'
          ? (((await runs.get(source)) as Run).get((places[i] as BlockPlace).offset) as Uint8Array)
          : source,
      ),
    );
  }

  #found(name: string): Uint8Array | Shared<Run> | undefined {
    return this.#kept.get(name) ?? this.#coming.get(name);
  }

  /** Neighbouring blocks, to be read by the first who waits for one of them, and shared by all who do. */
  #announce(part: Part, run: readonly BlockPlace[]): void {
    const names = run.map((place) => nameOf(part.key, place));
    const coming = shared(async (signal) => {
      try {
        return await this.#read(part, run, signal);
      } finally {
        for (const name of names) if (this.#coming.get(name) === coming) this.#coming.delete(name);
      }
    });
    for (const name of names) this.#coming.set(name, coming);
  }

  async #read(part: Part, run: readonly BlockPlace[], signal: AbortSignal): Promise<Run> {
    const first = run[0] as BlockPlace;
    const range = { offset: first.offset, length: endOf(run) - first.offset };
    for (let read = 1; ; read += 1) {
      const bytes = await this.#bytes(part, range, run.length === 1 ? MOST_RANGES : 1, signal);
      try {
        return this.#taken(part, run, range, bytes);
      } catch (error) {
        if (read === MOST_READS || signal.aborted) throw error;
      }
    }
  }

  /** The blocks of a run out of its bytes, each checked and kept. */
  #taken({ key, bytes: whole }: Part, run: readonly BlockPlace[], range: ByteRange, bytes: Uint8Array): Run {
    if (bytes.length !== range.length) {
      throw malformed(`${key} ends before byte ${range.offset + range.length}; it should have ${whole} bytes`);
    }
    const blocks = new Map<number, Uint8Array>();
    for (const place of run) {
      const at = place.offset - range.offset;
      // a copy: a view would keep its neighbours in memory, uncounted
      const block = new Uint8Array(bytes.subarray(at, at + place.length));
      const body = unsealed(block, `${key}, block at ${place.offset}`);
      this.#kept.set(nameOf(key, place), body);
      blocks.set(place.offset, body);
    }
    return blocks;
  }

  /** In one request, or where they are many in up to `most` at once. */
  async #bytes(part: Part, { offset, length }: ByteRange, most: number, signal: AbortSignal): Promise<Uint8Array> {
    const count = Math.max(1, Math.min(most, Math.floor(length / LONG_BLOCK_BYTES)));
    const step = Math.ceil(length / count);
    const pieces = await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        const range = { offset: offset + i * step, length: Math.min(step, length - i * step) };
        const stored = await this.#store.get(part.key, { range, signal });
        if (!stored) throw malformed(`${part.key} is gone from ${this.#store.uri}`);
        return stored.bytes;
      }),
    );
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
  }
}

/** Neighbouring blocks that were read together, by where they begin. */
type Run = ReadonlyMap<number, Uint8Array>;
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
