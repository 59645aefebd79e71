/** Given a text, returns 64 bytes of which those of two texts say how much these have in common, wherever it stands in them.
 *  Of all runs of three words, each of 64 bins keeps the smallest hash that falls into it: the share of bins that two texts have
 *  alike estimates the share of their runs (one permutation hashing, Li, Owen & Zhang 2012; within about 5 %). */
import { isLetter } from './boilerplate/line.ts';

/** Bytes of a sketch. */
export const BINS = 64;
/** A bin into which no run fell. */
export const NONE = 0xffffffff;

const IN_RUN = 3;

/** The smallest hash of each bin, and how many runs there are. A text of fewer than three words is one run. */
export function leastOf(text: string): { readonly least: Uint32Array; readonly runs: number } {
  const lower = text.normalize('NFC').toLowerCase();
  const least = new Uint32Array(BINS).fill(NONE);
  let [before, last, word] = [0, 0, 0];
  let words = 0;
  const add = (): void => {
    const run = mixed(Math.imul(before, 0x9e3779b1) ^ Math.imul(last, 0x85ebca77) ^ word);
    const bin = run % BINS;
    const value = (run / BINS) >>> 0;
    if (value < (least[bin] as number)) least[bin] = value;
  };
  for (let at = 0; at <= lower.length; at += 1) {
    if (at < lower.length && isLetter(lower, at)) {
      word = Math.imul((word || 0x811c9dc5) ^ lower.charCodeAt(at), 0x01000193); // FNV-1a over UTF-16 units
    } else if (word !== 0) {
      words += 1;
      if (words >= IN_RUN) add();
      [before, last, word] = [last, word, 0];
    }
  }
  if (words > 0 && words < IN_RUN) add();
  return { least, runs: words === 0 ? 0 : Math.max(1, words - IN_RUN + 1) };
}

/** Puts the sketch where it is to be kept: `into` has `BINS` bytes. */
export function bytesOf(least: Uint32Array, into: Uint8Array): void {
  for (let bin = 0; bin < BINS; bin += 1) into[bin] = least[bin] === NONE ? 0 : ((least[bin] as number) % 255) + 1;
}

/** From 0 to 1: of the bins that are not empty in both. */
export function alike(one: Uint8Array, other: Uint8Array): number {
  let [both, any] = [0, 0];
  for (let bin = 0; bin < BINS; bin += 1) {
    if (one[bin] === 0 && other[bin] === 0) continue;
    any += 1;
    if (one[bin] === other[bin]) both += 1;
  }
  return any === 0 ? 0 : both / any;
}

/** The finalizer of MurmurHash3. */
export function mixed(given: number): number {
  let hash = Math.imul(given ^ (given >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
