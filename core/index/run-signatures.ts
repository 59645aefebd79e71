/** Given a run of articles, and how often each of its terms stands in the whole index, here are their signatures. They need
 *  nothing of any other run, so that runs can be done side by side, and each within few megabytes. */
import { ByteReader, ByteWriter } from './bytes.ts';
import { readPostings } from './postings.ts';
import { RunCursor } from './run-cursor.ts';
import { likens, rarity, SignatureBuilder } from './signature.ts';
import { termOf } from './stored-term.ts';
import { usualSlotsFor, type UsualSlots } from './usual-slots.ts';

/** For each of several runs, in how many articles of the index its terms stand, in the order of the run. */
export class RunFrequencies {
  readonly #lists: readonly ByteWriter[];

  /** `runs`: how many. */
  constructor(runs: number) {
    this.#lists = Array.from({ length: runs }, () => new ByteWriter());
  }

  /** The next term of each of `runs`, by their numbers. `df`: 0 for a term that is left out. */
  note(runs: readonly number[], df: number): void {
    for (const run of runs) (this.#lists[run] as ByteWriter).varint(df);
  }

  of(run: number): Uint8Array {
    return (this.#lists[run] as ByteWriter).take();
  }
}

export type RunToSign = {
  readonly blocks: readonly Uint8Array[];
  /** Of its articles. */
  readonly usual: UsualSlots;
  /** As `RunFrequencies` has them. */
  readonly frequencies: Uint8Array;
  /** Of the whole index. */
  readonly articles: number;
};

/** As `SignatureBuilder.take` has them. */
export function signaturesOf({ blocks, usual, frequencies, articles }: RunToSign): Uint8Array<ArrayBuffer> {
  const cursor = new RunCursor({ blocks: () => blocks });
  const dfs = new ByteReader(frequencies);
  const builder = new SignatureBuilder(usual.syllables.length);
  while (cursor.next()) {
    const idf = rarity(dfs.varint(), articles);
    if (idf === 0) continue;
    const term = termOf(cursor.name);
    if (likens(term)) builder.add(term, idf, readPostings(cursor.postings, usualSlotsFor(term, usual)));
  }
  return builder.take();
}
