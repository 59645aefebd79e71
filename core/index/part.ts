/** What all parts of a segment have in common: a header that says what they are, and blocks that are read by range. */
import { ByteWriter, encodeText } from './bytes.ts';
import type { CallOptions } from '../store/store.ts';
import { FORMAT, type PartKind } from './manifest.ts';

/** `SAOLA`, one letter for the kind, the format as two bytes. No search reads it; it is for people and for repair. */
export const HEADER_BYTES = 8;
const LETTER = { terms: 'T', columns: 'C', records: 'R', suggestions: 'S' } satisfies Record<PartKind, string>;

/** The first bytes of each part of the kind. */
export function partHeader(kind: PartKind): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES);
  header.set(encodeText(`SAOLA${LETTER[kind]}`));
  new DataView(header.buffer).setUint16(6, FORMAT, true);
  return header;
}

/** A block's place within its part. */
export type BlockPlace = { readonly offset: number; readonly length: number };

/** Reads whole blocks of one part, those asked for together in as few requests as are sensible. */
export interface BlockSource {
  /** In the order asked for; each sealed block checked and without its checksum. What nobody waits for any more, as the
   *  signals of all who asked for it have been aborted, is not read on. */
  blocks(places: readonly BlockPlace[], options?: CallOptions): Promise<Uint8Array[]>;
}

/** Bytes that are written once from front to end and read back afterwards, wherever they are kept meanwhile. */
export interface Sink {
  readonly length: number;
  raw(bytes: Uint8Array): void;
  /** All of them in order, in pieces of any size; each may be overwritten once the next is asked for. */
  chunks(): Iterable<Uint8Array>;
  /** All of them in one. */
  take(): Uint8Array;
}

/** A part as it goes to the store, and the table that goes into the manifest so that nothing is read to find a block. */
export type WrittenPart = { readonly bytes: Sink; readonly top: Uint8Array };

/** Collects the blocks of a part as they are made. */
export class PartWriter {
  readonly #out: Sink;

  constructor(kind: PartKind, out: Sink = new ByteWriter(1 << 16)) {
    this.#out = out;
    out.raw(partHeader(kind));
  }

  /** Where the next block will stand. */
  get offset(): number {
    return this.#out.length;
  }

  add(block: Uint8Array): BlockPlace {
    const offset = this.#out.length;
    this.#out.raw(block);
    return { offset, length: block.length };
  }

  written(top: Uint8Array): WrittenPart {
    return { bytes: this.#out, top };
  }
}
