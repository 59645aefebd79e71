/** Given articles in their order, says which of them are made into a chunk together, and what each chunk is called.
 *  A name says all that a chunk is made of, so that one of the same name need not be made again, on whichever machine. */
import { FORMAT, type Statistics } from '../core/index/manifest.ts';
import { contentHash, type ContentHash } from '../core/index/hash.ts';
import { encodeText } from '../core/index/bytes.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { CHUNK } from './chunk.ts';
import type { Spool } from './spool.ts';

/** Grows whenever the same articles, under the same format and analyzer, would give another chunk than before. */
export const MAKING = 1;

/** `numbers`: of its articles, in order. */
export type PlannedChunk = { readonly name: ContentHash; readonly numbers: Uint32Array };

/** `order`: the numbers of all articles of the segment. Where a chunk ends depends on what stands before it and on nothing else. */
export function planChunks(spool: Spool, order: Uint32Array, statistics: Statistics): PlannedChunk[] {
  const starts = startsOf(spool, order);
  return starts.map((first, at) => {
    const numbers = order.subarray(first, starts[at + 1]);
    return { name: nameOf(spool, numbers, statistics), numbers };
  });
}

/** The place of the first article of each chunk. */
function startsOf(spool: Spool, order: Uint32Array): number[] {
  const starts: number[] = [];
  let bytes = 0;
  for (const [place, number] of order.entries()) {
    const { length } = spool.row(number);
    bytes += length;
    const first = starts.at(-1);
    if (first !== undefined && place - first < CHUNK.articles && bytes <= CHUNK.bytes) continue;
    starts.push(place);
    bytes = length;
  }
  return starts;
}

/** The digest of what is left of an article says all that is in it, its id too. */
function nameOf(spool: Spool, numbers: Uint32Array, { averageTitle, averageBody }: Statistics): ContentHash {
  const { brotli } = process.versions; // another one may pack records otherwise, and bytes would depend on who made them
  const made = `${MAKING} ${FORMAT} ${ANALYZER} ${averageTitle} ${averageBody} ${brotli}\n`;
  return contentHash([encodeText(made), ...Array.from(numbers, (number) => spool.row(number).left)]);
}
