/** Sorted runs of terms: what one commit of a build leaves behind. `merge-runs.ts` makes the terms of a segment of them. */
import { ByteWriter } from './bytes.ts';
import { EntryWriter } from './entries.ts';
import { inOrder } from './in-order.ts';
import { writePostings, type Postings } from './postings.ts';
import { storedTerm } from './stored-term.ts';
import { joinedUsualSlots, usualSlotsFor, type UsualSlots } from './usual-slots.ts';

/** Terms in order of their names (`stored-term.ts`) with their postings, as blocks of entries that can be read one after the other. */
export type Run = {
  /** Of its articles, whose numbers in the run begin with 0. */
  readonly usual: UsualSlots;
  /** Bytes of all blocks. */
  readonly length: number;
  blocks(): Iterable<Uint8Array>;
};

/** What a run is made of: distinct terms in any order, and by the place of each there, its postings, which may be none. */
export type RunTerms = {
  readonly terms: readonly string[];
  readonly postings: (place: number) => Postings;
};

/** Article numbers by slot, as FlexSearch has them: empty slots are left out or `undefined`. */
export type BySlot = readonly (readonly number[] | undefined)[];

export function termsBySlot(all: readonly (readonly [term: string, slots: BySlot])[]): RunTerms {
  return {
    terms: all.map(([term]) => term),
    postings: (place) => {
      const [, slots] = all[place] as readonly [string, BySlot];
      const held = Array.from(slots, (docs = [], slot) => docs.map((doc) => ({ doc, slot }))).flat();
      return {
        df: held.length,
        docs: Uint32Array.from(held, ({ doc }) => doc),
        slots: Uint8Array.from(held, ({ slot }) => slot),
      };
    },
  };
}

/** Of many runs, one block each is in memory at a time. */
const BLOCK_BYTES = 64 * 1024;

/** The blocks of a run. `usual`: of its articles. */
export function* writeRun({ terms, postings }: RunTerms, usual: UsualSlots): Generator<Uint8Array> {
  const block = new EntryWriter(2 * BLOCK_BYTES);
  const list = new ByteWriter();
  const names = terms.map(storedTerm);
  for (const place of inOrder(names)) {
    const held = postings(place);
    if (held.df === 0) continue;
    list.clear();
    writePostings(list, held, usualSlotsFor(terms[place] as string, usual));
    block.add(names[place] as string, list);
    if (block.bytes >= BLOCK_BYTES) yield block.take();
  }
  if (block.bytes > 0) yield block.take();
}

/** A run whose blocks are in memory. */
export function runOf(blocks: readonly Uint8Array[], usual: UsualSlots): Run {
  return { usual, length: blocks.reduce((sum, block) => sum + block.length, 0), blocks: () => blocks };
}

/** The usual slots of all articles of the runs, in their order: what `mergeRuns` writes postings with. */
export const usualSlotsOfRuns = (runs: readonly Run[]): UsualSlots => joinedUsualSlots(runs.map(({ usual }) => usual));
