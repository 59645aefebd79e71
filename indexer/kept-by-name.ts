/** Given names, each with what is to be known of it later, says what was kept of a name, however many names there are.
 *  Of each 32 to 64 bytes stay in memory, its hash and a place; the rest waits on the disk once it is much. No name is taken for
 *  another: where hashes are equal, the names are compared. */
import { ByteWriter, decodeText, encodeText } from '../core/index/bytes.ts';
import { hashOf } from './boilerplate/text-set.ts';
import type { Spill } from './spill.ts';

/** The length of what follows, as `ByteWriter.uint32` writes it. */
const LENGTH_BYTES = 4;

const FIRST_SLOTS = 64;

/** As JSON. `before`: where the value stands that came before it under this name, `null` for the first. */
type Kept<Value> = readonly [name: string, value: Value, before: number | null];

/** `Value` is JSON. */
export class KeptByName<Value> {
  readonly #spill: Spill;
  readonly #writer = new ByteWriter();
  /** 0: nothing is there. Of equal hashes each has a slot, at the first one from `hash % slots` on that was free. */
  #hashes = new Float64Array(FIRST_SLOTS);
  /** For each slot, where the last value of the name stands. */
  #places = new Float64Array(FIRST_SLOTS);
  #names = 0;

  /** `spill`: holds nothing else. */
  constructor(spill: Spill) {
    this.#spill = spill;
  }

  /** How many names there are. */
  get size(): number {
    return this.#names;
  }

  /** Beside what was added under this name before. */
  add(name: string, value: Value): void {
    if (this.#names * 2 > this.#hashes.length) this.#grow();
    const hash = hashOf(name);
    const slot = this.#slotOf(name, hash);
    const isNew = this.#hashes[slot] === 0;
    const kept: Kept<Value> = [name, value, isNew ? null : (this.#places[slot] as number)];
    const json = encodeText(JSON.stringify(kept));
    this.#writer.clear();
    this.#writer.uint32(json.length);
    this.#writer.raw(json);
    this.#hashes[slot] = hash;
    this.#places[slot] = this.#spill.length;
    this.#spill.raw(this.#writer.take());
    if (isNew) this.#names += 1;
  }

  /** What was added under this name, in that order. */
  of(name: string): Value[] {
    const values: Value[] = [];
    const slot = this.#slotOf(name, hashOf(name));
    let place = this.#hashes[slot] === 0 ? null : (this.#places[slot] as number);
    while (place !== null) {
      const [, value, before] = this.#read(place);
      values.push(value);
      place = before;
    }
    return values.toReversed();
  }

  /** Where the name is, or may be put. */
  #slotOf(name: string, hash: number): number {
    const slots = this.#hashes.length;
    let slot = hash % slots;
    for (; this.#hashes[slot] !== 0; slot = (slot + 1) % slots)
      if (this.#hashes[slot] === hash && this.#read(this.#places[slot] as number)[0] === name) break;
    return slot;
  }

  #read(place: number): Kept<Value> {
    const head = this.#spill.read(place, LENGTH_BYTES);
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
    return JSON.parse(decodeText(this.#spill.read(place + LENGTH_BYTES, length))) as Kept<Value>; // as `add` wrote it
  }

  #grow(): void {
    const [hashes, places] = [this.#hashes, this.#places];
    const slots = hashes.length * 2;
    this.#hashes = new Float64Array(slots);
    this.#places = new Float64Array(slots);
    for (const [from, hash] of hashes.entries()) {
      if (hash === 0) continue;
      let slot = hash % slots;
      while (this.#hashes[slot] !== 0) slot = (slot + 1) % slots;
      this.#hashes[slot] = hash;
      this.#places[slot] = places[from] as number;
    }
  }
}
