/** What is known of each article in a spool without reading it, in 64 bytes: there may be a million, and an object takes ten times as
 *  much. */
import { DIGEST_BYTES } from '../core/index/columns.ts';
import type { FieldWords } from '../core/index/manifest.ts';

export type Row = {
  /** Where its facts stand, as JSON; the article stands right behind them. */
  readonly offset: number;
  readonly factsLength: number;
  /** Of the article as JSON. */
  readonly length: number;
  /** Milliseconds since 1970; what has none is before all others. */
  readonly time: number;
  readonly words: FieldWords;
  /** Of the article as its source has it. */
  readonly digest: Uint8Array;
  /** Of what is left of it. */
  readonly left: Uint8Array;
};

const AT = {
  offset: 0,
  time: 8,
  factsLength: 16,
  length: 20,
  title: 24,
  body: 28,
  digest: 32,
  left: 32 + DIGEST_BYTES,
};
const ROW_BYTES = AT.left + DIGEST_BYTES;

/** Rows that are kept together: 16 KiB. What grows as a whole is there twice while it grows. */
const IN_PIECE = 256;

export class Rows {
  readonly #pieces: DataView<ArrayBuffer>[] = [];
  #length = 0;

  /** Returns its number: they count from 0. */
  push(row: Row): number {
    const number = this.#length;
    if (number % IN_PIECE === 0) this.#pieces.push(new DataView(new ArrayBuffer(IN_PIECE * ROW_BYTES)));
    this.#length += 1;
    this.put(number, row);
    return number;
  }

  put(number: number, { offset, factsLength, length, time, words, digest, left }: Row): void {
    const { piece, at } = this.#place(number);
    piece.setFloat64(at + AT.offset, offset);
    piece.setFloat64(at + AT.time, time);
    piece.setUint32(at + AT.factsLength, factsLength);
    piece.setUint32(at + AT.length, length);
    piece.setUint32(at + AT.title, words.title);
    piece.setUint32(at + AT.body, words.body);
    digestAt(piece, at + AT.digest).set(digest);
    digestAt(piece, at + AT.left).set(left);
  }

  get(number: number): Row {
    const { piece, at } = this.#place(number);
    return {
      offset: piece.getFloat64(at + AT.offset),
      factsLength: piece.getUint32(at + AT.factsLength),
      length: piece.getUint32(at + AT.length),
      time: piece.getFloat64(at + AT.time),
      words: { title: piece.getUint32(at + AT.title), body: piece.getUint32(at + AT.body) },
      digest: digestAt(piece, at + AT.digest).slice(),
      left: digestAt(piece, at + AT.left).slice(),
    };
  }

  time(number: number): number {
    const { piece, at } = this.#place(number);
    return piece.getFloat64(at + AT.time);
  }

  /** The article is no longer there; its number stays. */
  drop(number: number): void {
    const { piece, at } = this.#place(number);
    piece.setUint32(at + AT.length, 0);
  }

  /** Those that are there, in the order in which they were pushed. */
  *numbers(): Generator<number> {
    for (let number = 0; number < this.#length; number += 1) {
      const { piece, at } = this.#place(number);
      if (piece.getUint32(at + AT.length) > 0) yield number;
    }
  }

  #place(number: number): { readonly piece: DataView<ArrayBuffer>; readonly at: number } {
    return {
      piece: this.#pieces[Math.floor(number / IN_PIECE)] as DataView<ArrayBuffer>,
      at: (number % IN_PIECE) * ROW_BYTES,
    };
  }
}

const digestAt = (piece: DataView<ArrayBuffer>, at: number): Uint8Array =>
  new Uint8Array(piece.buffer, at, DIGEST_BYTES);
