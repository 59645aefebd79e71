/** Given texts, says whether one was there before, from eight bytes kept of each: a set of hashes of 52 bits.
 *  Of a million texts in it, one in four billion others is taken for one of them. */

const SEED = 0x811c9dc5;

/** Two runs of FNV-1a over UTF-16 units, both mixed once more (the finalizer of MurmurHash3), put together; never 0. */
export function hashOf(text: string): number {
  let one = SEED;
  let other = SEED ^ 0x5bd1e995;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x85ebca6b);
  }
  return (mixed(one) & 0xfffff) * 2 ** 32 + mixed(other) + 1;
}

function mixed(given: number): number {
  let hash = Math.imul(given ^ (given >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export class TextSet {
  #slots = new Float64Array(1024);
  #size = 0;

  add(text: string): void {
    if (this.#size * 2 > this.#slots.length) this.#grow();
    if (put(this.#slots, hashOf(text))) this.#size += 1;
  }

  has(text: string): boolean {
    const hash = hashOf(text);
    const slots = this.#slots;
    for (let at = hash % slots.length; slots[at] !== 0; at = (at + 1) % slots.length)
      if (slots[at] === hash) return true;
    return false;
  }

  #grow(): void {
    const wider = new Float64Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) put(wider, hash);
    this.#slots = wider;
  }
}

/** Whether it is new. */
function put(slots: Float64Array, hash: number): boolean {
  let at = hash % slots.length;
  for (; slots[at] !== 0; at = (at + 1) % slots.length) if (slots[at] === hash) return false;
  slots[at] = hash;
  return true;
}
