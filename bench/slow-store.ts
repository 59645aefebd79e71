/** A store as S3 is from a function: every read waits for its first byte. Time is counted, not waited for: it stands still
 *  while the reader works and jumps to the next answer once nothing more is asked, so the same reads take the same on any
 *  machine. The reader's own work comes on top. */
import { CURRENT, PART_KINDS, type PartKind } from '../core/index/manifest.ts';
import type { Key, Store, Stored } from '../core/store/store.ts';

/** What a read takes: milliseconds to the first byte, and bytes a millisecond from then on, of one read and of all that are
 *  under way together. */
export type Network = {
  readonly firstByteMs: number;
  readonly bytesPerMs: number;
  readonly sharedBytesPerMs: number;
};

/** S3 in the region of the function: 30 ms, and 90 MB/s a connection however many there are. */
export const S3: Network = { firstByteMs: 30, bytesPerMs: 90_000, sharedBytesPerMs: Infinity };
/** The same where all connections of the function have those 90 MB/s together, as small functions do. */
export const S3_ONE_LINK: Network = { ...S3, sharedBytesPerMs: 90_000 };
/** Every read takes 1: what has passed is how many reads had to wait for one another, whatever else was under way. */
export const STEPS: Network = { firstByteMs: 1, bytesPerMs: Infinity, sharedBytesPerMs: Infinity };

export const READ_KINDS = ['manifest', ...PART_KINDS] as const;
export type ReadKind = 'manifest' | PartKind;

export type SlowRead = {
  readonly kind: ReadKind;
  readonly bytes: number;
  /** Milliseconds since `start` at which it was asked for, and at which its last byte was there. */
  readonly from: number;
  readonly to: number;
};

export type SlowStore = Store & {
  /** What has been read since `start`, and the time that has passed with it: to the end of the last read. */
  readonly reads: readonly SlowRead[];
  readonly passedMs: number;
  /** Forgets the reads until now; nothing may be under way. */
  start(): void;
};

type Coming = { readonly to: number; readonly done: () => void };

/** Reads go to `store`, which should answer from memory; writes are not slowed. */
export function slowStore(store: Store, network: Network = S3): SlowStore {
  let reads: SlowRead[] = [];
  let now = 0;
  let linkFree = 0;
  let asking = 0;
  let coming: Coming[] = [];
  let waiting = false;

  /** On a macrotask, after all microtasks that could ask for more. */
  function awaitQuiet(): void {
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      if (asking > 0 || coming.length === 0) return; // whoever is answered next comes here again
      now = Math.min(...coming.map(({ to }) => to));
      const due = coming.filter(({ to }) => to === now);
      coming = coming.filter(({ to }) => to !== now);
      for (const { done } of due) done();
      if (coming.length > 0) awaitQuiet();
    });
  }

  async function slowed<Answer>(key: Key, ask: () => Promise<Answer>, bytesOf: (answer: Answer) => number) {
    const from = now;
    asking += 1;
    let answer: Answer;
    try {
      answer = await ask();
    } finally {
      asking -= 1;
    }
    const bytes = bytesOf(answer);
    linkFree = Math.max(linkFree, from + network.firstByteMs) + bytes / network.sharedBytesPerMs;
    const to = Math.max(linkFree, from + network.firstByteMs + bytes / network.bytesPerMs);
    reads.push({ kind: kindOf(key), bytes, from, to });
    await new Promise<void>((done) => {
      coming.push({ to, done });
      awaitQuiet();
    });
    return answer;
  }

  return {
    ...store,
    get reads() {
      return reads;
    },
    get passedMs() {
      return now;
    },
    start() {
      if (asking + coming.length > 0) throw new Error('a read is still under way');
      [reads, now, linkFree] = [[], 0, 0];
    },
    get: (key, options) =>
      slowed(
        key,
        () => store.get(key, options),
        (stored) => stored?.bytes.length ?? 0,
      ),
    getIfChanged: (key, known, options) =>
      slowed(
        key,
        () => store.getIfChanged(key, known, options),
        (stored: Stored | 'same' | null) => (stored === 'same' ? 0 : (stored?.bytes.length ?? 0)),
      ),
  };
}

function kindOf(key: Key): ReadKind {
  if (key === CURRENT) return 'manifest';
  const kind = PART_KINDS.find((each) => key.endsWith(`.${each}`));
  if (!kind) throw new Error(`${key} is not what a search reads`);
  return kind;
}

/** How many reads had to wait for one another, of what a store of `STEPS` was asked for. */
export const stepsOf = (reads: readonly SlowRead[]): number => Math.max(0, ...reads.map(({ to }) => to));

/** Bytes by the kind of part. */
export function bytesByKind(reads: readonly SlowRead[]): Record<ReadKind, number> {
  const bytes = { manifest: 0, terms: 0, columns: 0, records: 0, suggestions: 0 };
  for (const read of reads) bytes[read.kind] += read.bytes;
  return bytes;
}
