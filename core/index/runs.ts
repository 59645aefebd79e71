/** Sorted runs of terms: what one flush of a build leaves behind, and how runs become the terms of one segment. */
import { ByteWriter } from './bytes.ts';
import { EntryWriter, readEntries, type Entry } from './entries.ts';
import { readPostings, writePostings, type Postings } from './postings.ts';
import { usualSlotsFor, type UsualSlots } from './usual-slots.ts';

/** Terms in order with their postings, as bytes: a tenth of what the same costs as objects. */
export type Run = Uint8Array;

/** One term of a run that is being made: article numbers by slot, with empty slots left out or `undefined`. */
export type RunTerm = {
  readonly term: string;
  readonly slots: readonly (readonly number[] | undefined)[];
};

/** `usual`: of all articles that the runs will have together, right for those of this one. */
export function writeRun(terms: readonly RunTerm[], usual: UsualSlots): Run {
  const run = new EntryWriter(1 << 20);
  const list = new ByteWriter();
  for (const { term, slots } of terms.toSorted(byTerm)) {
    const postings = toPostings(slots);
    if (postings.df === 0) continue;
    list.clear();
    writePostings(list, postings, usualSlotsFor(term, usual));
    run.add(term, list.take());
  }
  return run.take();
}

/** Every term of the runs in order, the postings of each put together. `usual`: as the runs were written with.
 *  `keep` says by its df whether a term is worth its place; `onTerm` sees those that are. */
export function* mergeRuns(
  runs: readonly Run[],
  usual: UsualSlots,
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
    const usualOfTerm = usualSlotsFor(term, usual);
    const lists: Postings[] = [];
    for (const head of heads) {
      if (head.entry?.term !== term) continue;
      lists.push(readPostings(head.entry.postings, usualOfTerm));
      head.entry = head.entries.next().value as Entry | undefined;
    }
    const merged = mergePostings(lists);
    if (!keep(term, merged.df)) continue;
    onTerm?.(term, merged);
    list.clear();
    writePostings(list, merged, usualOfTerm);
    yield { term, postings: list.take() };
  }
}

function mergePostings(lists: readonly Postings[]): Postings {
  if (lists.length === 1) return lists[0] as Postings;
  const df = lists.reduce((sum, list) => sum + list.df, 0);
  const merged = { df, docs: new Uint32Array(df), slots: new Uint8Array(df) };
  let at = 0;
  for (const { docs, slots } of lists) {
    merged.docs.set(docs, at);
    merged.slots.set(slots, at);
    at += docs.length;
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

const byTerm = (a: RunTerm, b: RunTerm): number => (a.term < b.term ? -1 : a.term > b.term ? 1 : 0);
