/** Given texts one after the other, says of each which earlier one it nearly is, from a sketch kept of each of the last 262,144. */
import { alike, BINS, bytesOf, leastOf, mixed, NONE } from './sketch.ts';
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
    const { least, runs } = leastOf(text);
    if (runs < MIN_RUNS) return null;
    const number = (this.#last += 1);
    const own = this.#sketchAt(number);
    bytesOf(least, own);
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
