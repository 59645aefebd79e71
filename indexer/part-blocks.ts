/** Given a part and where its blocks lie, hands them out one after the other, reading it once from its start to its end, a
 *  piece at a time: a part may be larger than memory. */
import { malformed } from '../core/index/bytes.ts';
import type { BlockPlace, BlockSource } from '../core/index/part.ts';
import type { CallOptions, Key, Store } from '../core/store/store.ts';

/** So much is asked for at once: long enough that the wait for its first byte is small beside it. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** For readers that are asked for their table of contents alone. */
export const NO_BLOCKS: BlockSource = {
  blocks: () => Promise.reject(new Error('nothing is read here')),
};

export type PartBytes = { readonly key: Key; readonly bytes: number };
export type ReadBlocksOptions = CallOptions & {
  /** With every byte of the part once, in order. */
  readonly onPiece?: (piece: Uint8Array) => void;
};

/** `places`: ascending, none overlapping; those that end beyond the part are left out. Each block is a buffer of its own.
 *  Throws `index-malformed` where the part is gone or ends before its `bytes`. */
export async function* readBlocks(
  store: Store,
  part: PartBytes,
  places: readonly BlockPlace[],
  options: ReadBlocksOptions = {},
): AsyncGenerator<{ readonly place: BlockPlace; readonly block: Uint8Array }> {
  const pieces = new Pieces(store, part, options);
  let held: Uint8Array = new Uint8Array(); // the last of what has been read
  for (const place of places) {
    const end = place.offset + place.length;
    if (end > part.bytes) break;
    if (end > pieces.end) held = Buffer.concat([held, ...(await pieces.upTo(end))]);
    const from = held.length - (pieces.end - place.offset);
    yield { place, block: new Uint8Array(held.subarray(from, from + place.length)) };
    held = held.subarray(from + place.length);
  }
  while (pieces.end < part.bytes) await pieces.upTo(pieces.end + 1); // a piece at a time, as none is kept
}

class Pieces {
  /** Where the next piece begins. */
  end = 0;
  readonly #store: Store;
  readonly #part: PartBytes;
  readonly #options: ReadBlocksOptions;

  constructor(store: Store, part: PartBytes, options: ReadBlocksOptions) {
    this.#store = store;
    this.#part = part;
    this.#options = options;
  }

  /** Those from here to `end` or a little beyond it. */
  async upTo(end: number): Promise<Uint8Array[]> {
    const pieces: Uint8Array[] = [];
    while (this.end < end) pieces.push(await this.#next());
    return pieces;
  }

  async #next(): Promise<Uint8Array> {
    const { key, bytes } = this.#part;
    const { onPiece, ...options } = this.#options;
    const length = Math.min(PIECE_BYTES, bytes - this.end);
    const stored = await this.#store.get(key, { ...options, range: { offset: this.end, length } });
    if (!stored) throw malformed(`${key} is gone from ${this.#store.uri}`);
    this.end += stored.bytes.length;
    if (stored.bytes.length !== length) throw malformed(`${key} ends at byte ${this.end} of ${bytes}`);
    onPiece?.(stored.bytes);
    return stored.bytes;
  }
}
