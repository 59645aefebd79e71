/** Given tasks, does them on several threads and hands on what they made in the order of the tasks. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './chunk-worker.ts';
import { buffersOf, WORKS, type WorkKind, type Works } from './work.ts';

export type ThreadOptions = {
  /** Threads that do the work; 1: this one. */
  readonly threads: number;
  /** Called often, with the articles that are through, for work that says so. */
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
export async function* onThreads<Kind extends WorkKind>(
  kind: Kind,
  tasks: Iterable<Works[Kind]['task']>,
  count: number,
  { threads, onProgress, signal }: ThreadOptions,
): AsyncGenerator<Works[Kind]['done']> {
  const progress = new Map<Works[Kind]['task'], number>();
  let through = 0;
  const tell = (task: Works[Kind]['task'], done: number): void => {
    through += done - (progress.get(task) ?? 0);
    progress.set(task, done);
    onProgress?.(through);
  };
  const wanted = Math.min(threads, count);
  const workers = wanted > 1 && existsSync(WORKER) ? Array.from({ length: wanted }, () => new Thread(kind)) : [];
  const stop = (): void => workers.forEach((worker) => worker.end());
  signal?.addEventListener('abort', stop);
  try {
    const coming: Promise<Works[Kind]['done']>[] = [];
    let number = 0;
    for (const task of tasks) {
      signal?.throwIfAborted();
      const worker = workers[number % workers.length];
      number += 1;
      const told = (done: number): void => tell(task, done);
      if (!worker) {
        yield await WORKS[kind].work(task, { onProgress: told, breathe: () => breathe(signal) });
        await breathe(signal);
        continue;
      }
      const made = worker.do(task, told);
      made.catch(() => undefined); // it is waited for later, and until then nobody hears of it
      coming.push(made);
      if (coming.length >= 2 * workers.length) yield (await coming.shift()) as Works[Kind]['done'];
    }
    for (const made of coming) yield await made;
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

/** One thread, and the tasks that it has been given. */
class Thread<Kind extends WorkKind> {
  readonly #kind: Kind;
  readonly #worker = new Worker(WORKER, { resourceLimits: LIMITS });
  readonly #asked: {
    done: (result: Works[Kind]['done']) => void;
    failed: (error: Error) => void;
    told: (done: number) => void;
  }[] = [];

  constructor(kind: Kind) {
    this.#kind = kind;
    this.#worker.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') this.#asked[0]?.told(message.done);
      else this.#asked.shift()?.done(message.result);
    });
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on('exit', (code) => this.#fail(new Error(`A thread of the indexer ended with code ${code}.`)));
  }

  do(task: Works[Kind]['task'], told: (done: number) => void): Promise<Works[Kind]['done']> {
    return new Promise((done, failed) => {
      this.#asked.push({ done, failed, told });
      const message = { kind: this.#kind, task } as ToWorker;
      this.#worker.postMessage(message, buffersOf(WORKS[this.#kind].given(task)));
    });
  }

  end(): void {
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    for (const { failed } of this.#asked.splice(0)) failed(error);
  }
}
