/** What threads of the indexer are given to do, and how: the same function does it where there are no threads. */
import { signaturesOf, type RunToSign } from '../core/index/run-signatures.ts';
import { indexChunk, type Chunk, type ChunkOptions, type ChunkTask } from './chunk.ts';

export type Works = {
  readonly chunk: { readonly task: ChunkTask; readonly done: Chunk };
  readonly signatures: { readonly task: RunToSign; readonly done: Uint8Array<ArrayBuffer> };
};
export type WorkKind = keyof Works;

type Doing<Kind extends WorkKind> = {
  readonly work: (task: Works[Kind]['task'], options: ChunkOptions) => Promise<Works[Kind]['done']>;
  /** What of a task or of its result is handed over to another thread, and not copied. Each has a buffer of its own. */
  readonly given: (task: Works[Kind]['task']) => readonly Uint8Array[];
  readonly made: (done: Works[Kind]['done']) => readonly Uint8Array[];
};

export const WORKS: { readonly [Kind in WorkKind]: Doing<Kind> } = {
  chunk: {
    work: indexChunk,
    given: ({ lines }) => lines,
    made: ({ run, records }) => [...run, ...records.map(({ block }) => block)],
  },
  signatures: {
    work: async (task) => signaturesOf(task),
    given: ({ blocks, frequencies }) => [...blocks, frequencies],
    made: (signatures) => [signatures],
  },
};

/** What `postMessage` is told to hand over. */
export const buffersOf = (pieces: readonly Uint8Array[]): ArrayBuffer[] => [
  ...new Set(pieces.map(({ buffer }) => buffer as ArrayBuffer)),
];
