/** Goes through the entries of a run, one after the other, without an object for each: there are some hundred for every
 *  article, and all of them are read twice. */
import { ByteReader, decodeText, malformed } from './bytes.ts';
import { restOf, sharedOf } from './entries.ts';
import type { Run } from './runs.ts';

export class RunCursor {
  /** Of the entry. */
  name = '';
  readonly #blocks: Iterator<Uint8Array>;
  #block: Uint8Array = new Uint8Array();
  #input = new ByteReader(this.#block);
  /** The block as Latin-1, in which a byte is a letter, and the name of the entry in it. */
  #letters = '';
  #spelled = '';
  #from = 0;
  #to = 0;

  constructor(run: Pick<Run, 'blocks'>) {
    this.#blocks = run.blocks()[Symbol.iterator]();
  }

  /** Goes on to the next entry, which is the first at the beginning; false where there is none. */
  next(): boolean {
    while (this.#input.done) {
      const { done, value } = this.#blocks.next();
      if (done) return false;
      this.#open(value);
    }
    const input = this.#input;
    const first = input.byte();
    const shared = sharedOf(first, input);
    const length = restOf(first, input);
    const start = input.skip(length);
    const held = input.varint();
    this.#from = input.skip(held);
    this.#to = input.at;
    if (shared > this.#spelled.length)
      throw malformed(`a term shares ${shared} bytes with one of ${this.#spelled.length}`);
    this.#spelled = this.#spelled.slice(0, shared) + this.#letters.slice(start, start + length);
    this.name = PLAIN.test(this.#spelled) ? this.#spelled : decodeText(Buffer.from(this.#spelled, 'latin1'));
    return true;
  }

  /** Its list, as `writePostings` wrote it; a view. */
  get postings(): Uint8Array {
    return this.#block.subarray(this.#from, this.#to);
  }

  #open(block: Uint8Array): void {
    this.#block = block;
    this.#input = new ByteReader(block);
    this.#letters = Buffer.from(block.buffer, block.byteOffset, block.length).toString('latin1');
    this.#spelled = '';
  }
}
const PLAIN = /^[\0-\x7f]*$/;
