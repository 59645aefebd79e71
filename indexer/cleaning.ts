/** The mark that a clean-up leaves in a store while it deletes parts, so that publishers keep out of its way: they wait for
 *  it between making their parts young and looking at them for the last time (`publish.ts`). */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SaolaError } from '../core/errors.ts';
import { CLEANING } from '../core/index/manifest.ts';
import type { CallOptions, Key, Store, Tag } from '../core/store/store.ts';

/** A mark that is older belongs to a clean-up that was killed. */
const STALE_MS = 10 * 60 * 1000;
/** A clean-up makes its mark young again after this … */
const RENEW_MS = 60 * 1000;
/** … and deletes nothing more once it is older than this: it was held up, and others may take it for killed soon. */
const LAST_MS = 4 * 60 * 1000;
/** Between two looks of a publisher that waits, or of a clean-up that is about to begin, which looks so often. */
const LOOK_MS = 250;
const TRIES = 3;

type Clock = { readonly now: () => Date };

/** Resolves when no clean-up is under way. */
export async function untilCleaned(store: Store, { now, ...options }: Clock & CallOptions): Promise<void> {
  for (;;) {
    const mark = await store.head(CLEANING, options);
    if (!mark || isStale(mark.modified, now())) return;
    await sleep(LOOK_MS, undefined, options).catch(() => options.signal?.throwIfAborted());
  }
}

export type Mark = {
  /** To be called often: makes the mark young again where it is time. */
  readonly hold: () => Promise<void>;
  /** Deletes what stands under a key. */
  readonly remove: (key: Key) => Promise<void>;
};

/** Runs `work` with the mark in the store. Throws `store-unavailable` where another clean-up is under way, or where this one
 *  was held up too long to go on; `store-refused` where the store cannot keep a mark. */
export async function whileCleaning<T>(
  store: Store,
  { now, ...options }: Clock & CallOptions,
  work: (mark: Mark) => Promise<T>,
): Promise<T> {
  let since = now().getTime();
  let tag = await begin(store, now, options);
  let renewing: Promise<void> | null = null;
  let inDoubt = false;
  const age = (): number => now().getTime() - since;
  const renew = async (): Promise<void> => {
    const at = now().getTime();
    const put = await store.put(CLEANING, newMark(), { condition: { tag } });
    if (!put.done) throw heldUp(store);
    [tag, since] = [put.tag, at];
  };
  const hold = async (): Promise<void> => {
    options.signal?.throwIfAborted();
    if (age() > RENEW_MS && age() <= LAST_MS) await (renewing ??= renew().finally(() => (renewing = null)));
    if (age() > LAST_MS) throw heldUp(store);
  };
  const remove = async (key: Key): Promise<void> => {
    await hold();
    try {
      await store.delete(key); // not to be aborted: what is under way may arrive behind the end
    } catch (error) {
      inDoubt = true;
      throw error;
    }
  };
  try {
    return await work({ hold, remove });
  } finally {
    // A deletion that failed may still arrive, and a mark that has grown old may be somebody else's: it goes stale by itself.
    if (!inDoubt && age() <= LAST_MS) await store.delete(CLEANING);
  }
}

async function begin(store: Store, now: () => Date, options: CallOptions): Promise<Tag> {
  for (let tries = 1; ; tries += 1) {
    const put = await store.put(CLEANING, newMark(), { ...options, condition: { absent: true } });
    if (put.done) return put.tag;
    const [found, stored] = [await store.head(CLEANING, options), await store.get(CLEANING, options)];
    if (found && stored && isStale(found.modified, now())) {
      const taken = await store.put(CLEANING, newMark(), { ...options, condition: { tag: stored.tag } });
      if (taken.done) return taken.tag;
    }
    if (found || stored) throw underWay(store);
    if (tries === TRIES) throw takesDeletedForPresent(store);
    await sleep(LOOK_MS, undefined, options).catch(() => options.signal?.throwIfAborted()); // another has just ended
  }
}

const underWay = (store: Store): SaolaError =>
  new SaolaError(
    'store-unavailable',
    `Another clean-up of ${store.uri} is under way, or was killed less than ten minutes ago. Run it again later.`,
  );

/** Found with versitygw 1.8, where a bucket keeps versions. AWS writes over a marker of deletion (S3, "Conditional writes"). */
const takesDeletedForPresent = (store: Store): SaolaError =>
  new SaolaError(
    'store-refused',
    `${store.uri} takes what was deleted for something that is there: it has no ${CLEANING}, and refuses to write one. No clean-up can keep others out of its way so. ` +
      `Erase the markers of deletion of ${CLEANING} in this bucket, or use a server that writes over them, or a bucket that keeps no versions.`,
  );

/** Different each time, so that a tag stands for one writing of it. */
const newMark = (): Uint8Array => new TextEncoder().encode(JSON.stringify({ cleaning: randomUUID() }));

const isStale = (modified: Date, now: Date): boolean => now.getTime() - modified.getTime() > STALE_MS;

function heldUp(store: Store): SaolaError {
  return new SaolaError(
    'store-unavailable',
    `The clean-up of ${store.uri} was held up for minutes, and stopped to be safe. Run it again.`,
  );
}
