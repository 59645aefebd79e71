/** In a thread of its own: does one task after the other, and says how far each is. */
import { parentPort } from 'node:worker_threads';
import { buffersOf, WORKS, type WorkKind, type Works } from './work.ts';

export type ToWorker = {
  readonly [Kind in WorkKind]: { readonly kind: Kind; readonly task: Works[Kind]['task'] };
}[WorkKind];
export type FromWorker =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly result: Works[WorkKind]['done'] };

if (!parentPort) throw new Error('This file is started as a worker thread, by the indexer.');
const port = parentPort;
let before: Promise<void> = Promise.resolve();
port.on('message', (message: ToWorker) => {
  // a failure is an unhandled rejection, which ends the thread with its error: whoever started it hears of it
  before = before.then(() =>
    message.kind === 'chunk' ? doIt('chunk', message.task) : doIt('signatures', message.task),
  );
});

async function doIt<Kind extends WorkKind>(kind: Kind, task: Works[Kind]['task']): Promise<void> {
  const { work, made } = WORKS[kind];
  const result = await work(task, {
    onProgress: (done) => port.postMessage({ kind: 'progress', done } satisfies FromWorker),
  });
  port.postMessage({ kind: 'done', result } satisfies FromWorker, buffersOf(made(result)));
}
