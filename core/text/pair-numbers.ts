/** Given two numbers, returns the one that was put down for them. An article asks it hundreds of times, so it is one look
 *  into one array and no map of maps: a hash table with linear probing (Knuth, "The Art of Computer Programming" 3, 6.4). */

/** Of a pair that nothing was put down for. */
export const NO_NUMBER = -1;

/** In the array: left, right, and what was put down for them, one pair behind the other. */
const FIELDS = 3;
const EMPTY = -1;

export class PairNumbers {
  #slots = new Int32Array(FIELDS * 1024).fill(EMPTY);
  #size = 0;

  /** `left` and `right` from 0 to 2^31 − 1. */
  get(left: number, right: number): number {
    return this.#slots[this.#slotOf(left, right) + 2] as number;
  }

  set(left: number, right: number, number: number): void {
    if (2 * FIELDS * this.#size >= this.#slots.length) this.#grow();
    this.#put(left, right, number);
  }

  #put(left: number, right: number, number: number): void {
    const slot = this.#slotOf(left, right);
    if (this.#slots[slot] === EMPTY) this.#size += 1;
    this.#slots[slot] = left;
    this.#slots[slot + 1] = right;
    this.#slots[slot + 2] = number;
  }

  /** Where the pair is, or is to be. */
  #slotOf(left: number, right: number): number {
    const slots = this.#slots;
    const last = slots.length / FIELDS - 1; // of a power of two
    const hash = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca77);
    for (let at = (hash ^ (hash >>> 15)) & last; ; at = (at + 1) & last) {
      const slot = FIELDS * at;
      if (slots[slot] === EMPTY || (slots[slot] === left && slots[slot + 1] === right)) return slot;
    }
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length).fill(EMPTY);
    this.#size = 0;
    for (let slot = 0; slot < before.length; slot += FIELDS) {
      if (before[slot] === EMPTY) continue;
      this.#put(before[slot] as number, before[slot + 1] as number, before[slot + 2] as number);
    }
  }
}
