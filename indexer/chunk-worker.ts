/** In a thread of its own: makes one chunk after the other, and says how far each is. */
import { parentPort } from 'node:worker_threads';
import { indexChunk, type Chunk, type ChunkTask } from './chunk.ts';

export type FromWorker =
  { readonly kind: 'progress'; readonly done: number } | { readonly kind: 'done'; readonly chunk: Chunk };

if (!parentPort) throw new Error('This file is started as a worker thread, by the indexer.');
const port = parentPort;
let before: Promise<void> = Promise.resolve();
port.on('message', (task: ChunkTask) => {
  // a failure is an unhandled rejection, which ends the thread with its error: whoever started it hears of it
  before = before.then(async () => {
    const chunk = await indexChunk(task, {
      onProgress: (done) => port.postMessage({ kind: 'progress', done } satisfies FromWorker),
    });
    const buffers = [...chunk.run, ...chunk.records.map(({ block }) => block)].map(
      ({ buffer }) => buffer as ArrayBuffer,
    );
    port.postMessage({ kind: 'done', chunk } satisfies FromWorker, [...new Set(buffers)]);
  });
});
