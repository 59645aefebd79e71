/** Sorted runs of terms: what one flush of a build leaves behind, and how runs become the terms of one segment. */
import { ByteWriter } from './bytes.ts';
import { EntryWriter, readEntries, type Entry } from './entries.ts';
import { readPostings, writePostings, type Postings, type Slot } from './postings.ts';

/** Terms in order with their postings, as bytes: a tenth of what the same costs as objects. */
export type Run = Uint8Array;

/** One term of a run that is being made: article numbers by slot, ascending, with empty slots left out or `undefined`. */
export type RunTerm = {
  readonly term: string;
  readonly slots: readonly (readonly number[] | undefined)[];
  readonly cf: number;
};

export function writeRun(terms: readonly RunTerm[]): Run {
  const run = new EntryWriter(1 << 20);
  const list = new ByteWriter();
  for (const { term, slots, cf } of terms.toSorted(byTerm)) {
    list.clear();
    writePostings(list, toPostings(slots, cf));
    run.add(term, list.take());
  }
  return run.take();
}

/** Every term of the runs in order, the postings of each put together. The articles of a run come before those of the next.
 *  `keep` says by its df whether a term is worth its place; `onTerm` sees those that are. `articles`: how many the runs have
 *  together. */
export function* mergeRuns(
  runs: readonly Run[],
  articles: number,
  keep: (term: string, df: number) => boolean,
  onTerm?: (term: string, postings: Postings) => void,
): Generator<Entry> {
  const heads = runs
    .map((run) => readEntries(run))
    .map((entries) => ({ entries, entry: entries.next().value as Entry | undefined }));
  const list = new ByteWriter();
  for (;;) {
    let term: string | undefined;
    for (const { entry } of heads) if (entry && (term === undefined || entry.term < term)) term = entry.term;
    if (term === undefined) return;
    const lists: Postings[] = [];
    for (const head of heads) {
      if (head.entry?.term !== term) continue;
      lists.push(readPostings(head.entry.postings, articles));
      head.entry = head.entries.next().value as Entry | undefined;
    }
    const merged = mergePostings(lists);
    if (!keep(term, merged.df)) continue;
    onTerm?.(term, merged);
    list.clear();
    writePostings(list, merged);
    yield { term, postings: list.take() };
  }
}

function mergePostings(lists: readonly Postings[]): Postings {
  if (lists.length === 1) return lists[0] as Postings;
  const docs = new Map<number, Uint32Array[]>();
  for (const { slots } of lists) {
    for (const slot of slots) {
      const parts = docs.get(slot.slot);
      if (parts) parts.push(slot.docs);
      else docs.set(slot.slot, [slot.docs]);
    }
  }
  const slots = [...docs.keys()]
    .toSorted((a, b) => a - b)
    .map((slot): Slot => ({ slot, docs: concat(docs.get(slot) as Uint32Array[]) }));
  const sum = (of: 'df' | 'cf'): number => lists.reduce((total, list) => total + list[of], 0);
  return { df: sum('df'), cf: sum('cf'), slots };
}

function toPostings(slots: RunTerm['slots'], cf: number): Postings {
  const filled = slots.flatMap((docs, slot): Slot[] => (docs?.length ? [{ slot, docs: Uint32Array.from(docs) }] : []));
  return { df: filled.reduce((df, { docs }) => df + docs.length, 0), cf, slots: filled };
}

function concat(parts: readonly Uint32Array[]): Uint32Array {
  if (parts.length === 1) return parts[0] as Uint32Array;
  const whole = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const byTerm = (a: RunTerm, b: RunTerm): number => (a.term < b.term ? -1 : a.term > b.term ? 1 : 0);
