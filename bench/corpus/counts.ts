/** How many articles hold each of millions of terms, in a few bytes a term: by hash, so that two terms in a thousand that are
 *  met first may pass for one known already. */

const EMPTY = 0;
const MOST_COUNTED = 255;
/** Beyond this share of full, looking a term up takes long. */
const MOST_FULL = 0.6;

export class Counts {
  #hashes: Uint32Array;
  #dfs: Uint8Array;
  #size = 0;
  #twice = 0;

  constructor(capacity = 1 << 16) {
    this.#hashes = new Uint32Array(capacity);
    this.#dfs = new Uint8Array(capacity);
  }

  /** Different terms, and those that two articles or more hold. */
  get distinct(): number {
    return this.#size;
  }
  get repeated(): number {
    return this.#twice;
  }

  /** One article more that holds the term. */
  add(hash: number): void {
    if (this.#size > this.#hashes.length * MOST_FULL) this.#grow();
    const at = this.#place(hash);
    if (this.#hashes[at] === EMPTY) {
      this.#hashes[at] = keyOf(hash);
      this.#size += 1;
    }
    const df = (this.#dfs[at] as number) + 1;
    if (df === 2) this.#twice += 1;
    if (df <= MOST_COUNTED) this.#dfs[at] = df;
  }

  /** Articles that hold it, counted up to 255. */
  df(hash: number): number {
    return this.#dfs[this.#place(hash)] as number;
  }

  #place(hash: number): number {
    const key = keyOf(hash);
    const mask = this.#hashes.length - 1;
    let at = key & mask;
    while (this.#hashes[at] !== EMPTY && this.#hashes[at] !== key) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const [hashes, dfs] = [this.#hashes, this.#dfs];
    this.#hashes = new Uint32Array(hashes.length * 2);
    this.#dfs = new Uint8Array(hashes.length * 2);
    hashes.forEach((hash, i) => {
      if (hash === EMPTY) return;
      const at = this.#place(hash);
      this.#hashes[at] = hash;
      this.#dfs[at] = dfs[i] as number;
    });
  }
}

/** 0 marks what is empty. */
const keyOf = (hash: number): number => hash || 1;
