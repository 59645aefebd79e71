/** Sorted runs of terms: what one flush of a build leaves behind, and how runs become the terms of one segment. */
import { ByteWriter } from './bytes.ts';
import { EntryWriter, readEntries, type Entry } from './entries.ts';
import { readPostings, writePostings, type Postings } from './postings.ts';
import { storedTerm, termOf } from './stored-term.ts';
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

/** The blocks of a run. `usual`: of its articles. */
export function* writeRun(terms: readonly RunTerm[], usual: UsualSlots): Generator<Uint8Array> {
  const block = new EntryWriter(2 * BLOCK_BYTES);
  const list = new ByteWriter();
  const named = terms.map(({ term, slots }) => ({ name: storedTerm(term), term, slots }));
  for (const { name, term, slots } of named.toSorted(byName)) {
    const postings = toPostings(slots);
    if (postings.df === 0) continue;
    list.clear();
    writePostings(list, postings, usualSlotsFor(term, usual));
    block.add(name, list.take());
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

/** The entries of a terms part: every term of the runs by its name, in order, the postings of each put together. The articles of a run come before those of the next.
 *  `usual`: `usualSlotsOfRuns`.
 *  `keep` says by its df whether a term is worth its place; `onTerm` sees those that are. */
export function* mergeRuns(
  runs: readonly Run[],
  usual: UsualSlots,
  keep: (term: string, df: number) => boolean,
  onTerm?: (term: string, postings: Postings) => void,
): Generator<Entry> {
  const list = new ByteWriter();
  const firsts = firstsOf(runs);
  for (const { name, term, lists } of termsOfRuns(runs)) {
    const merged = mergePostings(
      lists.map(({ run, postings }) => ({
        first: firsts[run] as number,
        postings: readPostings(postings, usualSlotsFor(term, (runs[run] as Run).usual)),
      })),
    );
    if (!keep(term, merged.df)) continue;
    onTerm?.(term, merged);
    list.clear();
    writePostings(list, merged, usualSlotsFor(term, usual));
    yield { term: name, postings: list.take() };
  }
}

/** The number of the first article of each run. */
function firstsOf(runs: readonly Run[]): number[] {
  let first = 0;
  return runs.map(({ usual }) => {
    const before = first;
    first += usual.syllables.length;
    return before;
  });
}

/** `run`: which of them. */
type ListInRun = { readonly run: number; readonly postings: Uint8Array };

/** Every term of the runs in order, with its list in each run that holds it, in the order of the runs. */
export function* termsOfRuns(runs: readonly Run[]): Generator<{ name: string; term: string; lists: ListInRun[] }> {
  const heads = new Heads();
  runs.forEach((run, number) => heads.push(entriesOf(run), number));
  for (let first = heads.first; first !== undefined; first = heads.first) {
    const { term: name } = first.entry;
    const lists: ListInRun[] = [];
    for (let head = heads.first; head?.entry.term === name; head = heads.first) {
      lists.push({ run: head.run, postings: head.entry.postings });
      heads.advance();
    }
    yield { name, term: termOf(name), lists };
  }
}

function* entriesOf(run: Run): Generator<Entry> {
  for (const block of run.blocks()) yield* readEntries(block);
}

type Head = { entry: Entry; readonly rest: Iterator<Entry>; readonly run: number };

/** The next entry of each run in a binary heap: the first in order of term, of equals that of the first run. */
class Heads {
  readonly #heap: Head[] = [];

  get first(): Head | undefined {
    return this.#heap[0];
  }

  push(entries: Iterator<Entry>, run: number): void {
    const { done, value } = entries.next();
    if (done) return;
    let at = this.#heap.push({ entry: value, rest: entries, run }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.#heap[at] as Head, this.#heap[parent] as Head)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Goes on to the next entry of the run whose entry is first. */
  advance(): void {
    const head = this.#heap[0] as Head;
    const { done, value } = head.rest.next();
    if (done) {
      const last = this.#heap.pop() as Head;
      if (this.#heap.length === 0) return;
      this.#heap[0] = last;
    } else head.entry = value;
    this.#sink();
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isBefore(heap[child] as Head, heap[least] as Head)) least = child;
      }
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b] as Head, this.#heap[a] as Head];
  }
}

const isBefore = (a: Head, b: Head): boolean =>
  a.entry.term < b.entry.term || (a.entry.term === b.entry.term && a.run < b.run);

function mergePostings(lists: readonly { readonly first: number; readonly postings: Postings }[]): Postings {
  const df = lists.reduce((sum, { postings }) => sum + postings.df, 0);
  const merged = { df, docs: new Uint32Array(df), slots: new Uint8Array(df) };
  let at = 0;
  for (const { first, postings } of lists) {
    merged.slots.set(postings.slots, at);
    for (let i = 0; i < postings.df; i += 1) merged.docs[at + i] = (postings.docs[i] as number) + first;
    at += postings.df;
  }
  return merged;
}

function toPostings(bySlot: RunTerm['slots']): Postings {
  const df = bySlot.reduce((sum, docs) => sum + (docs?.length ?? 0), 0);
  const postings = { df, docs: new Uint32Array(df), slots: new Uint8Array(df) };
  let at = 0;
  bySlot.forEach((docs, slot) => {
    if (!docs) return;
    postings.docs.set(docs, at);
    postings.slots.fill(slot, at, at + docs.length);
    at += docs.length;
  });
  return postings;
}

type Named = { readonly name: string };
const byName = (a: Named, b: Named): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
