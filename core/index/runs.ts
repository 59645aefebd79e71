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

/** One term of a run that is being made: article numbers by slot, with empty slots left out or `undefined`. */
export type RunTerm = {
  readonly term: string;
  readonly slots: readonly (readonly number[] | undefined)[];
};

/** Of many runs, one block each is in memory at a time. */
const BLOCK_BYTES = 64 * 1024;

/** The blocks of a run. `usual`: of its articles. `first`: the number that the first of them has in `slots`. @default 0 */
export function* writeRun(terms: Iterable<RunTerm>, usual: UsualSlots, first = 0): Generator<Uint8Array> {
  const block = new EntryWriter(2 * BLOCK_BYTES);
  const list = new ByteWriter();
  const most = usual.syllables.length;
  const postings = { df: 0, docs: new Uint32Array(most), slots: new Uint8Array(most) };
  for (const [name, { term, slots }] of inOrderOfNames(terms)) {
    postings.df = collect(slots, first, postings);
    if (postings.df === 0) continue;
    list.clear();
    writePostings(list, postings, usualSlotsFor(term, usual));
    block.add(name, list);
    if (block.bytes >= BLOCK_BYTES) yield block.take();
  }
  if (block.bytes > 0) yield block.take();
}

function inOrderOfNames(terms: Iterable<RunTerm>): readonly (readonly [name: string, term: RunTerm])[] {
  const names: string[] = [];
  const byName = new Map<string, RunTerm>();
  for (const term of terms) {
    const name = storedTerm(term.term);
    names.push(name);
    byName.set(name, term);
  }
  return inOrder(names).map((name) => [name, byName.get(name) as RunTerm]);
}

/** A run whose blocks are in memory. */
export function runOf(blocks: readonly Uint8Array[], usual: UsualSlots): Run {
  return { usual, length: blocks.reduce((sum, block) => sum + block.length, 0), blocks: () => blocks };
}

/** The usual slots of all articles of the runs, in their order: what `mergeRuns` writes postings with. */
export const usualSlotsOfRuns = (runs: readonly Run[]): UsualSlots => joinedUsualSlots(runs.map(({ usual }) => usual));

/** Puts the articles of all slots one behind the other, and returns how many they are. */
function collect(bySlot: RunTerm['slots'], first: number, { docs, slots }: Pick<Postings, 'docs' | 'slots'>): number {
  let df = 0;
  for (let slot = 0; slot < bySlot.length; slot += 1) {
    const held = bySlot[slot];
    if (!held) continue;
    for (let i = 0; i < held.length; i += 1) {
      docs[df] = (held[i] as number) - first;
      slots[df] = slot;
      df += 1;
    }
  }
  return df;
}
