/** A store that tells how it is read: which ranges, how many bytes, and in how many steps that wait for one another. */
import { memoryStore } from '../../core/store/memory.ts';
import type { ByteRange, Key, Store, Stored } from '../../core/store/store.ts';

export type Read = {
  readonly key: Key;
  readonly range: ByteRange | null;
  readonly bytes: number;
  /** 1 for what is asked first. What is asked while that is under way is 1 too; what is asked only after it came back, 2. */
  readonly step: number;
};

export type WatchedStore = Store & {
  readonly reads: readonly Read[];
  /** Forgets the reads until now and begins to count steps anew. */
  forget(): void;
  /** Called before each read; what it throws is what the read ends with. */
  onRead: ((key: Key) => void) | null;
};

/** Answers come all together once nothing more is asked: on a macrotask, after all microtasks that could ask. */
export function watchedStore(store: Store = memoryStore()): WatchedStore {
  let reads: Read[] = [];
  let step = 1;
  let round: Promise<void> | null = null;
  const answered = (): Promise<void> =>
    (round ??= new Promise((resolve) => {
      setImmediate(() => {
        round = null;
        step += 1;
        resolve();
      });
    }));
  const watched: WatchedStore = {
    ...store,
    onRead: null,
    get reads() {
      return reads;
    },
    forget() {
      reads = [];
      step = 1;
    },
    async get(key, options = {}): Promise<Stored | null> {
      const asked = step;
      watched.onRead?.(key);
      const stored = await store.get(key, options);
      reads.push({ key, range: options.range ?? null, bytes: stored?.bytes.length ?? 0, step: asked });
      await answered();
      return stored;
    },
  };
  return watched;
}

export const bytesOf = (reads: readonly Read[]): number => reads.reduce((sum, { bytes }) => sum + bytes, 0);
export const stepsOf = (reads: readonly Read[]): number => Math.max(0, ...reads.map(({ step }) => step));
