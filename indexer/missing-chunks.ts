/** Given the chunks that are wanted and those that are kept, makes those that are missing, each kept as soon as it is made. */
import type { Statistics } from '../core/index/manifest.ts';
import type { PlannedChunk } from './chunk-plan.ts';
import type { Chunk, ChunkTask } from './chunk.ts';
import { onThreads, threadsWithin } from './on-threads.ts';
import { inParallel } from './in-parallel.ts';
import type { KeptChunks } from './kept-chunks.ts';
import type { Spool } from './spool.ts';

export const MEMORY_BYTES = 1024 ** 3;

export type MakeOptions = {
  /** What is wanted was planned with. */
  readonly statistics: Statistics;
  /** As `IndexOptions` has it. @default 1 GiB */
  readonly memoryBytes?: number;
  /** With the articles that are through, those of kept chunks among them. */
  readonly onProgress?: (articles: number) => void;
  /** With the articles of kept chunks, where there are any. */
  readonly onKept?: ((articles: number) => void) | undefined;
  readonly signal?: AbortSignal;
};

/** Chunks that are looked at together; each is read whole. */
const LOOKS_AT_ONCE = 8;

/** How many of them had to be made. */
export async function makeMissing(
  spool: Spool,
  wanted: readonly PlannedChunk[],
  kept: KeptChunks,
  { onProgress, onKept, ...options }: MakeOptions,
): Promise<number> {
  const calls = { ...(options.signal && { signal: options.signal }) };
  const isThere = await inParallel(wanted, LOOKS_AT_ONCE, ({ name }) => kept.holds(name, calls));
  const missing = wanted.filter((_, at) => !isThere[at]);
  const there = articlesIn(wanted) - articlesIn(missing);
  if (there > 0) {
    onKept?.(there);
    onProgress?.(there);
  }
  let made = 0;
  for await (const chunk of madeChunks(spool, missing, {
    ...options,
    onProgress: (done) => onProgress?.(there + done),
  })) {
    const { name, numbers } = missing[made] as PlannedChunk; // they come in the order in which they were asked for
    await kept.write(name, chunk, [...spool.facts(numbers)], calls);
    made += 1;
  }
  return made;
}

/** All of them in their order, made anew. */
export function madeChunks(
  spool: Spool,
  wanted: readonly PlannedChunk[],
  { statistics, memoryBytes = MEMORY_BYTES, onProgress, signal }: Omit<MakeOptions, 'onKept'>,
): AsyncIterable<Chunk> {
  return onThreads('chunk', tasksOf(spool, wanted, statistics), wanted.length, {
    threads: threadsWithin(memoryBytes),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

const articlesIn = (chunks: readonly PlannedChunk[]): number =>
  chunks.reduce((sum, { numbers }) => sum + numbers.length, 0);

function* tasksOf(spool: Spool, chunks: readonly PlannedChunk[], statistics: Statistics): Generator<ChunkTask> {
  for (const { numbers } of chunks) {
    yield { lines: Array.from(numbers, (number) => spool.line(number)), statistics };
  }
}
