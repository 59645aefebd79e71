/** Given texts one after the other, says of each which earlier one it nearly is, from 64 bytes kept of each of the last 262,144.
 *  Of all runs of three words, each of 64 bins keeps the smallest hash that falls into it: the share of bins that two texts have
 *  alike estimates the share of their runs (one permutation hashing, Li, Owen & Zhang 2012; within about 5 %). */
import { isLetter } from './boilerplate/line.ts';
import type { Origin } from './sources/source.ts';

export type NearCopy = {
  readonly origin: Origin;
  /** The earlier one. */
  readonly of: Origin;
  /** Of their runs of three words, about so many are in both: from `NEAR` to 1. */
  readonly likeness: number;
};

/** From here on two texts are told to be near copies. */
const NEAR = 0.8;
/** Shorter texts are alike by chance. */
const MIN_RUNS = 20;

const BINS = 64;
/** Texts are compared where the same three bins are alike: of those that share four fifths of their runs, one pair in 5,000 has no
 *  such three among twelve. */
const BANDS = 12;
const IN_BAND = 3;

/** 17 MB of sketches. */
const REMEMBERED = 1 << 18;
/** 17 MB; a slot holds the last text that came to it, so that the work for a text is bounded. */
const SLOTS = 1 << 22;

export class NearCopies {
  readonly #sketches = new Uint8Array(REMEMBERED * BINS);
  readonly #slots = new Uint32Array(SLOTS);
  readonly #origins: Origin[] = [];
  /** Numbers count from 1, since 0 is an empty slot. */
  #last = 0;

  /** `null` where no earlier text is much like this one. */
  add(text: string, origin: Origin): NearCopy | null {
    const least = smallestOf(text);
    if (!least) return null;
    const number = (this.#last += 1);
    const own = this.#sketchAt(number);
    for (let bin = 0; bin < BINS; bin += 1) own[bin] = least[bin] === NONE ? 0 : ((least[bin] as number) % 255) + 1;
    this.#origins[number % REMEMBERED] = origin;
    let best = { number: 0, likeness: 0 };
    for (const slot of slotsOf(least)) {
      const other = this.#slots[slot] as number;
      this.#slots[slot] = number;
      if (other === 0 || other === best.number || number - other >= REMEMBERED) continue;
      const likeness = alike(own, this.#sketchAt(other));
      if (likeness > best.likeness) best = { number: other, likeness };
    }
    const of = this.#origins[best.number % REMEMBERED];
    return of && best.likeness >= NEAR ? { origin, of, likeness: best.likeness } : null;
  }

  #sketchAt(number: number): Uint8Array {
    const from = (number % REMEMBERED) * BINS;
    return this.#sketches.subarray(from, from + BINS);
  }
}

const NONE = 0xffffffff;

/** Of each bin; `null` for a text that is too short. */
function smallestOf(text: string): Uint32Array | null {
  const lower = text.normalize('NFC').toLowerCase();
  const least = new Uint32Array(BINS).fill(NONE);
  let [before, last, word] = [0, 0, 0];
  let words = 0;
  for (let at = 0; at <= lower.length; at += 1) {
    if (at < lower.length && isLetter(lower, at)) {
      word = Math.imul((word || 0x811c9dc5) ^ lower.charCodeAt(at), 0x01000193); // FNV-1a over UTF-16 units
    } else if (word !== 0) {
      words += 1;
      if (words >= 3) {
        const run = mixed(Math.imul(before, 0x9e3779b1) ^ Math.imul(last, 0x85ebca77) ^ word);
        const bin = run % BINS;
        const value = (run / BINS) >>> 0;
        if (value < (least[bin] as number)) least[bin] = value;
      }
      [before, last, word] = [last, word, 0];
    }
  }
  return words - 2 < MIN_RUNS ? null : least;
}

/** The finalizer of MurmurHash3. */
function mixed(given: number): number {
  let hash = Math.imul(given ^ (given >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Bands of which all bins are empty say nothing. */
function slotsOf(least: Uint32Array): number[] {
  const slots: number[] = [];
  for (let band = 0; band < BANDS; band += 1) {
    const bins = least.subarray(band * IN_BAND, (band + 1) * IN_BAND);
    if (bins.every((value) => value === NONE)) continue;
    slots.push(bins.reduce((hash, value) => mixed(Math.imul(hash, 31) ^ value), band + 1) % SLOTS);
  }
  return slots;
}

/** Of the bins that are not empty in both. */
function alike(one: Uint8Array, other: Uint8Array): number {
  let [both, any] = [0, 0];
  for (let bin = 0; bin < BINS; bin += 1) {
    if (one[bin] === 0 && other[bin] === 0) continue;
    any += 1;
    if (one[bin] === other[bin]) both += 1;
  }
  return any === 0 ? 0 : both / any;
}
