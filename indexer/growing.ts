/** Numbers that are put one behind the other, in as few bytes as they need: an array of JavaScript takes eight for each, and
 *  half as much again when it grows. */

type Numbers = Uint8Array | Uint32Array;

export class Growing<Kind extends Numbers> {
  readonly #make: new (length: number) => Kind;
  #numbers: Kind;
  #length = 0;

  /** `Uint8Array` or `Uint32Array`. */
  constructor(make: new (length: number) => Kind) {
    this.#make = make;
    this.#numbers = new make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) {
      const longer = new this.#make(2 * this.#length);
      longer.set(this.#numbers);
      this.#numbers = longer;
    }
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  /** All of them; a view, so that nothing may be put behind them any more. */
  take(): Kind {
    return this.#numbers.subarray(0, this.#length) as Kind;
  }
}
