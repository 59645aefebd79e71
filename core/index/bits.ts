/** Writing and reading numbers in as few bits as they need, the most significant bit of a byte first.
 *  Rice codes (Rice & Plaunt 1971): all but the lowest `low` bits of a number as that many zeros and a one, then those. */
import type { SaolaError } from '../errors.ts';
import { malformed, type ByteWriter } from './bytes.ts';

/** Of 32 bits read from a byte on, so many are there whichever of its bits is wanted first. */
const WINDOW_BITS = 25;
/** So many low bits at most, that they lie within one window. */
const MOST_LOW_BITS = 24;
/** Of a segment: no sum of two article numbers, even damaged ones, needs more than 31 bits. */
export const MOST_ARTICLES = 2 ** 29;

/** The low bits of each gap between `count` numbers below `end`: where they lie as if thrown, it is the best choice, or
 *  less than a hundredth worse than that. */
const lowBits = (count: number, end: number): number => Math.min(MOST_LOW_BITS, log2(Math.floor(end / count)));

/** Rounded down; `value` from 1 to 2^32 − 1. */
export const log2 = (value: number): number => 31 - Math.clz32(value);

/** Beside the seven that may be pending, so many bits fit into the 31 of a small integer. */
const MOST_AT_ONCE = 24;

/** Bits behind one another, on their way into bytes. */
export class BitWriter {
  readonly #out: ByteWriter;
  #pending = 0;
  #pendingBits = 0;

  constructor(out: ByteWriter) {
    this.#out = out;
  }

  /** The lowest `count` bits of `value`, up to 32 of them. */
  bits(value: number, count: number): void {
    if (count > MOST_AT_ONCE) {
      this.bits(value >>> 16, count - 16);
      this.bits(value & 0xffff, 16);
      return;
    }
    this.#pending = (this.#pending << count) | (value & ((1 << count) - 1));
    this.#pendingBits += count;
    while (this.#pendingBits >= 8) {
      this.#pendingBits -= 8;
      this.#out.byte((this.#pending >>> this.#pendingBits) & 0xff);
    }
  }

  unary(zeros: number): void {
    for (let rest = zeros; rest > 0; rest -= 16) this.bits(0, Math.min(rest, 16));
    this.bits(1, 1);
  }

  rice(value: number, low: number): void {
    const zeros = value >>> low;
    if (zeros + 1 + low <= MOST_AT_ONCE) this.bits((1 << low) | (value & ((1 << low) - 1)), zeros + 1 + low);
    else {
      this.unary(zeros);
      this.bits(value, low);
    }
  }

  /** Elias's gamma: as many zeros as there are bits behind the highest one, then all of them; from 1 on. */
  gamma(value: number): void {
    const behind = log2(value);
    this.unary(behind);
    this.bits(value, behind);
  }

  /** `numbers` from `from` to before `to`, all below `end`, ascending: the gaps between them, as `lowBits` has it. */
  ascending(numbers: Uint32Array, from: number, to: number, end: number): void {
    const low = lowBits(to - from, end);
    let before = -1;
    for (let i = from; i < to; i += 1) {
      const number = numbers[i] as number;
      this.rice(number - before - 1, low);
      before = number;
    }
  }

  /** Zeros up to the end of the byte. */
  fill(): void {
    if (this.#pendingBits > 0) this.bits(0, 8 - this.#pendingBits);
  }
}

/** Zeros behind the bytes: what reads 32 bits from any of them, or from where a damaged number leads, reads no further. */
const PAD_BYTES = 8;

export type AscendingRun = {
  readonly from: number;
  readonly count: number;
  readonly bases: Uint8Array;
  readonly minus: number;
};

/** Reads what `BitWriter` wrote. Bits that end too early or cannot be throw `SaolaError('index-malformed')`. */
export class BitReader {
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;
  #at = 0;

  /** Begins with other bytes: a reader is made once, as a list costs less to read than a reader to make. */
  open(bytes: Uint8Array): void {
    if (this.#bytes.length < bytes.length + PAD_BYTES) {
      this.#bytes = new Uint8Array(2 * bytes.length + PAD_BYTES);
      this.#view = new DataView(this.#bytes.buffer);
    }
    this.#bytes.set(bytes);
    this.#bytes.fill(0, bytes.length, bytes.length + PAD_BYTES);
    this.#end = bytes.length * 8;
    this.#at = 0;
  }

  /** Bits that are still to be read. */
  get left(): number {
    return this.#end - this.#at;
  }

  bits(count: number): number {
    if (count === 0) return 0;
    if (count > MOST_LOW_BITS) return this.bits(count - 16) * 0x10000 + this.bits(16);
    if (this.#at >= this.#end) throw cutShort();
    const value = this.#window() >>> (32 - count);
    this.#at += count;
    return value;
  }

  unary(): number {
    for (let zeros = 0; ;) {
      if (this.#at >= this.#end) throw cutShort();
      const here = 32 - (this.#at & 7);
      const found = Math.clz32(this.#window());
      if (found < here) {
        this.#at += found + 1;
        return zeros + found;
      }
      zeros += here;
      this.#at += here;
    }
  }

  /** Below 2 · `MOST_ARTICLES`. */
  rice(low: number): number {
    const high = this.unary();
    if (high > MOST_ARTICLES >>> low) throw malformed('a number is larger than any article has');
    return (high << low) + this.bits(low);
  }

  gamma(): number {
    const behind = this.unary();
    if (behind > 31) throw malformed('a number is longer than 32 bits');
    return 2 ** behind + this.bits(behind);
  }

  /** What `BitWriter.ascending` wrote: `count` numbers below the length of `bases`, into `numbers` from `from` on, and beside
   *  each of them its base less `minus`, the lowest four bits of it.
   *  Nearly all of a query's reading is done here, so it is one loop: with the bases in a second one it takes a sixth longer.
   *  A number waits for the one before to say where it begins, and most of that for the look at its bits; so one look gives
   *  two numbers where both lie within. */
  ascending(
    { numbers, beside }: { readonly numbers: Uint32Array; readonly beside: Uint8Array },
    { from, count, bases, minus }: AscendingRun,
  ): void {
    const view = this.#view;
    const end = bases.length;
    const low = lowBits(count, end);
    const rest = 31 - low; // `>>> 1 >>> rest` and not `>>> (32 − low)`, which would leave all bits where `low` is 0
    const ofTwo = 2 * (low + 1);
    const most = WINDOW_BITS - ofTwo;
    const last = from + count - 1;
    let at = this.#at;
    let number = -1;
    let i = from;
    while (i <= last) {
      const window = view.getInt32(at >>> 3) << (at & 7);
      const zeros = Math.clz32(window);
      const behind = (window << zeros) << 1;
      const next = behind << low;
      const nextZeros = Math.clz32(next);
      if (zeros + nextZeros <= most && i < last) {
        number = (number + (zeros << low) + ((behind >>> 1) >>> rest) + 1) | 0;
        numbers[i] = number;
        beside[i] = ((bases[number] as number) - minus) & 15;
        number = (number + (nextZeros << low) + ((((next << nextZeros) << 1) >>> 1) >>> rest) + 1) | 0;
        numbers[i + 1] = number;
        beside[i + 1] = ((bases[number] as number) - minus) & 15;
        at = (at + zeros + nextZeros + ofTwo) | 0;
        i = (i + 2) | 0;
      } else {
        this.#at = at;
        number = (number + this.rice(low) + 1) | 0;
        at = this.#at;
        numbers[i] = number;
        beside[i] = ((bases[number] as number) - minus) & 15;
        i = (i + 1) | 0;
      }
      if (number >= end) throw malformed(`a list goes beyond ${end}`);
    }
    this.#at = at;
  }

  /** Nothing but the zeros that fill a byte may be left. */
  finish(): void {
    const { left } = this;
    if (left < 0) throw cutShort();
    if (left > 7 || (left > 0 && this.bits(left) !== 0)) throw malformed(`${left} bits stand behind a list`);
  }

  /** 25 bits or more from here, and zeros. */
  #window(): number {
    return this.#view.getInt32(this.#at >>> 3) << (this.#at & 7);
  }
}

const cutShort = (): SaolaError => malformed('a list ends too early');
