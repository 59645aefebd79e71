/** Given articles in their order, says which of them are made into a chunk together, and what each chunk is called.
 *  A name says all that a chunk is made of, so that one of the same name need not be made again, on whichever machine. */
import { FORMAT, type Statistics } from '../core/index/manifest.ts';
import { contentHash, type ContentHash } from '../core/index/hash.ts';
import { encodeText } from '../core/index/bytes.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { CHUNK } from './chunk.ts';
import type { Spooled } from './spool.ts';

/** Grows whenever the same articles, under the same format and analyzer, would give another chunk than before. */
export const MAKING = 1;

export type PlannedChunk = { readonly name: ContentHash; readonly entries: readonly Spooled[] };

/** `entries`: of the whole segment, in order. Where a chunk ends depends on what stands before it and on nothing else. */
export function planChunks(entries: readonly Spooled[], statistics: Statistics): PlannedChunk[] {
  const starts = startsOf(entries);
  return starts.map((first, at) => {
    const own = entries.slice(first, starts[at + 1]);
    return { name: nameOf(own, statistics), entries: own };
  });
}

/** The number of the first article of each chunk. */
function startsOf(entries: readonly Spooled[]): number[] {
  const starts: number[] = [];
  let bytes = 0;
  for (const [number, { length }] of entries.entries()) {
    bytes += length;
    const first = starts.at(-1);
    if (first !== undefined && number - first < CHUNK.articles && bytes <= CHUNK.bytes) continue;
    starts.push(number);
    bytes = length;
  }
  return starts;
}

/** The digest of what is left of an article says all that is in it, its id too. */
function nameOf(entries: readonly Spooled[], { averageTitle, averageBody }: Statistics): ContentHash {
  const { brotli } = process.versions; // another one may pack records otherwise, and bytes would depend on who made them
  const made = `${MAKING} ${FORMAT} ${ANALYZER} ${averageTitle} ${averageBody} ${brotli}\n`;
  return contentHash([encodeText(made), ...entries.map(({ digest, left = digest }) => left)]);
}
