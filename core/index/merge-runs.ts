/** Given sorted runs, here is every term of them in order, once, with the postings of all put together. */
import { ByteWriter } from './bytes.ts';
import type { Entry } from './entries.ts';
import { appendPostings, dfOf, writePostings } from './postings.ts';
import { RunCursor } from './run-cursor.ts';
import type { Run } from './runs.ts';
import { termOf } from './stored-term.ts';
import { usualSlotsFor, type UsualSlots } from './usual-slots.ts';

/** A term of the runs. */
export type MergedTerm = {
  readonly term: string;
  /** Articles of all runs that hold it. */
  readonly df: number;
  /** Those runs that do, by their numbers. */
  readonly runs: readonly number[];
};

/** The entries of a terms part: every term of the runs by its name, in order. The articles of a run come before those of the next.
 *  `usual`: `usualSlotsOfRuns`. `keep` sees each term, and says whether it is worth its place. */
export function* mergeRuns(
  runs: readonly Run[],
  usual: UsualSlots,
  keep: (merged: MergedTerm) => boolean,
): Generator<Entry> {
  const list = new ByteWriter();
  const firsts = firstsOf(runs);
  const articles = usual.syllables.length;
  const all = { df: 0, docs: new Uint32Array(articles), slots: new Uint8Array(articles) };
  for (const { name, term, lists } of termsOfRuns(runs)) {
    const df = lists.reduce((sum, { postings }) => sum + dfOf(postings), 0);
    if (!keep({ term, df, runs: lists.map(({ run }) => run) })) continue;
    all.df = 0;
    for (const { run, postings } of lists) {
      appendPostings(all, postings, usualSlotsFor(term, (runs[run] as Run).usual), firsts[run] as number);
    }
    list.clear();
    writePostings(list, all, usualSlotsFor(term, usual));
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
  runs.forEach((run, number) => heads.push(new RunCursor(run), number));
  for (let first = heads.first; first !== undefined; first = heads.first) {
    const { name } = first.cursor;
    const lists: ListInRun[] = [];
    for (let head = heads.first; head?.cursor.name === name; head = heads.first) {
      lists.push({ run: head.run, postings: head.cursor.postings });
      heads.advance();
    }
    yield { name, term: termOf(name), lists };
  }
}

type Head = { readonly cursor: RunCursor; readonly run: number };

/** The next entry of each run in a binary heap: the first in order of term, of equals that of the first run. */
class Heads {
  readonly #heap: Head[] = [];

  get first(): Head | undefined {
    return this.#heap[0];
  }

  push(cursor: RunCursor, run: number): void {
    if (!cursor.next()) return;
    let at = this.#heap.push({ cursor, run }) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(this.#heap[at] as Head, this.#heap[parent] as Head)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Goes on to the next entry of the run whose entry is first. */
  advance(): void {
    if (!(this.#heap[0] as Head).cursor.next()) {
      const last = this.#heap.pop() as Head;
      if (this.#heap.length === 0) return;
      this.#heap[0] = last;
    }
    this.#sink();
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Head, heap[left] as Head) ? right : left;
      if (!isBefore(heap[child] as Head, heap[at] as Head)) return;
      this.#swap(at, child);
      at = child;
    }
  }

  #swap(a: number, b: number): void {
    const head = this.#heap[a] as Head;
    this.#heap[a] = this.#heap[b] as Head;
    this.#heap[b] = head;
  }
}

const isBefore = (a: Head, b: Head): boolean =>
  a.cursor.name === b.cursor.name ? a.run < b.run : a.cursor.name < b.cursor.name;
