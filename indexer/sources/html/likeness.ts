/** Given texts, says how much of them any two have in common, from 64 bytes kept of each. */
import { alike, BINS, bytesOf, leastOf } from '../../sketch.ts';

/** Sketches that are kept together: 256 KiB. */
const IN_PIECE = 4096;

export class Likeness {
  readonly #pieces: Uint8Array[] = [];
  #texts = 0;

  /** Returns the number that the text is known by from now on. */
  add(text: string): number {
    const number = this.#texts;
    if (number % IN_PIECE === 0) this.#pieces.push(new Uint8Array(IN_PIECE * BINS));
    this.#texts += 1;
    bytesOf(leastOf(text).least, this.#sketch(number));
    return number;
  }

  /** From 0 to 1. */
  between(number: number, text: string): number {
    const own = new Uint8Array(BINS);
    bytesOf(leastOf(text).least, own);
    return alike(own, this.#sketch(number));
  }

  #sketch(number: number): Uint8Array {
    const from = (number % IN_PIECE) * BINS;
    return (this.#pieces[Math.floor(number / IN_PIECE)] as Uint8Array).subarray(from, from + BINS);
  }
}
