/** What an index of FlexSearch holds between two commits, as three columns of numbers in place of its map of arrays.
 *  FlexSearch keeps an array for each term and one for each slot of it, some 400 bytes for a pair that one article holds, and
 *  that is what most terms are. Here a posting takes nine bytes, however many terms there are. */
import { SLOTS } from './postings.ts';
import type { RunTerms } from './runs.ts';

/** What FlexSearch's `add` asks of its map. */
export type PostingMap = {
  /** The slots of a term; never `undefined`, as FlexSearch would put an array of its own there. */
  get(term: string): readonly SlotOfTerm[];
  clear(): void;
};
type SlotOfTerm = { readonly length: number; push(id: number): void };

export class PostingLog implements PostingMap {
  readonly #terms: readonly string[];
  readonly #firstId: number;
  #length = 0;
  #termOf = new Uint32Array(1024);
  #docs = new Uint32Array(1024);
  #slots = new Uint8Array(1024);
  /** Of the article that is being added: the numbers of its terms, and how many of these FlexSearch has asked for. */
  #numbers: readonly number[] = [];
  #asked = 0;
  #term = 0;
  readonly #row: readonly SlotOfTerm[] = Array.from({ length: SLOTS }, (_, slot) => ({
    length: 0, // FlexSearch divides arrays that become too long
    push: (id) => this.#add(slot, id),
  }));

  /** `terms`: by their numbers; may grow. `firstId`: the id that article 0 is added under; others count on from there. */
  constructor(terms: readonly string[], firstId: number) {
    this.#terms = terms;
    this.#firstId = firstId;
  }

  /** Says which terms the next article has, in the order in which the encoder returns them. */
  expect(numbers: readonly number[]): void {
    this.#numbers = numbers;
    this.#asked = 0;
  }

  /** FlexSearch asks for each term of an article once, in their order, so that none has to be looked for. */
  get(term: string): readonly SlotOfTerm[] {
    this.#term = this.#numbers[this.#asked] ?? NaN;
    this.#asked += 1;
    if (this.#terms[this.#term] !== term) throw new RangeError(`FlexSearch asked for ${term}, which was not its turn.`);
    return this.#row;
  }

  clear(): void {
    this.#length = 0;
  }

  /** The articles of each term in the order in which they were added. */
  take(): RunTerms {
    const ends = new Uint32Array(this.#terms.length);
    for (let i = 0; i < this.#length; i += 1) (ends[this.#termOf[i] as number] as number) += 1;
    for (let term = 1; term < ends.length; term += 1) (ends[term] as number) += ends[term - 1] as number;
    const docs = new Uint32Array(this.#length);
    const slots = new Uint8Array(this.#length);
    const starts = ends.slice();
    for (let i = this.#length - 1; i >= 0; i -= 1) {
      const term = this.#termOf[i] as number;
      const at = (starts[term] as number) - 1;
      starts[term] = at;
      docs[at] = this.#docs[i] as number;
      slots[at] = this.#slots[i] as number;
    }
    return {
      terms: this.#terms,
      postings: (number) => {
        const [start, end] = [starts[number] as number, ends[number] as number];
        return { df: end - start, docs: docs.subarray(start, end), slots: slots.subarray(start, end) };
      },
    };
  }

  #add(slot: number, id: number): void {
    const at = this.#length;
    if (at === this.#docs.length) this.#grow();
    this.#termOf[at] = this.#term;
    this.#docs[at] = id - this.#firstId;
    this.#slots[at] = slot;
    this.#length = at + 1;
  }

  #grow(): void {
    const length = 2 * this.#docs.length;
    const [termOf, docs, slots] = [new Uint32Array(length), new Uint32Array(length), new Uint8Array(length)];
    termOf.set(this.#termOf);
    docs.set(this.#docs);
    slots.set(this.#slots);
    [this.#termOf, this.#docs, this.#slots] = [termOf, docs, slots];
  }
}
