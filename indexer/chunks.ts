/** Given chunks that are to be made, makes them on several threads and hands them on in their order. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromWorker } from './chunk-worker.ts';
import { indexChunk, type Chunk, type ChunkTask } from './chunk.ts';

export type ChunksOptions = {
  /** Threads that make chunks; 1: this one. */
  readonly threads: number;
  /** Called often, with the articles that are through. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/** What all but the threads takes, and what a thread does, as measured on news. */
const BASE_BYTES = 256 * 1024 ** 2;
const THREAD_BYTES = 192 * 1024 ** 2;

/** A thread for each processor, as far as they fit into so much memory; at least one. */
export function threadsWithin(memoryBytes: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor((memoryBytes - BASE_BYTES) / THREAD_BYTES)));
}

/** Beside the built module; where Saola runs from its sources there is none, and this thread does the work. */
const WORKER = fileURLToPath(new URL('./chunk-worker.mjs', import.meta.url));

/** `count`: how many tasks there are. At most two for each thread are taken at a time, so that whoever makes them may read
 *  them from a disk. */
export async function* makeChunks(
  tasks: Iterable<ChunkTask>,
  count: number,
  { threads, onProgress, signal }: ChunksOptions,
): AsyncGenerator<Chunk> {
  const progress = new Map<ChunkTask, number>();
  let through = 0;
  const tell = (task: ChunkTask, done: number): void => {
    through += done - (progress.get(task) ?? 0);
    progress.set(task, done);
    onProgress?.(through);
  };
  const wanted = Math.min(threads, count);
  const workers = wanted > 1 && existsSync(WORKER) ? Array.from({ length: wanted }, () => new ChunkThread()) : [];
  const stop = (): void => workers.forEach((worker) => worker.end());
  signal?.addEventListener('abort', stop);
  try {
    const coming: Promise<Chunk>[] = [];
    let number = 0;
    for (const task of tasks) {
      signal?.throwIfAborted();
      const worker = workers[number % workers.length];
      number += 1;
      if (!worker) {
        yield await indexChunk(task, { onProgress: (done) => tell(task, done), breathe: () => breathe(signal) });
        continue;
      }
      const chunk = worker.make(task, (done) => tell(task, done));
      chunk.catch(() => undefined); // it is waited for later, and until then nobody hears of it
      coming.push(chunk);
      if (coming.length >= 2 * workers.length) yield (await coming.shift()) as Chunk;
    }
    for (const chunk of coming) yield await chunk;
  } catch (error) {
    signal?.throwIfAborted(); // a thread that was stopped says only that it ended
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Lets Ctrl-C and the progress line through. */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}

/** Without them a heap grows to a multiple of what is in it before anything is thrown away. A chunk needs about half. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 } as const;

/** One thread, and the chunks that it has been asked for. */
class ChunkThread {
  readonly #worker = new Worker(WORKER, { resourceLimits: LIMITS });
  readonly #asked: { done: (chunk: Chunk) => void; failed: (error: Error) => void; told: (done: number) => void }[] =
    [];

  constructor() {
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') this.#asked[0]?.told(message.done);
      else this.#asked.shift()?.done(message.chunk);
    });
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) => this.#fail(new Error(`A thread of the indexer ended with code ${code}.`)));
  }

  make(task: ChunkTask, told: (done: number) => void): Promise<Chunk> {
    return new Promise((done, failed) => {
      this.#asked.push({ done, failed, told });
      this.#worker.postMessage(task, [...new Set(task.lines.map(({ buffer }) => buffer as ArrayBuffer))]);
    });
  }

  end(): void {
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    for (const { failed } of this.#asked.splice(0)) failed(error);
  }
}
