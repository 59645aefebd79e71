/** Given a store, the same one with patience: a read that fails in passing is tried again, with backoff.
 *  The caller's signal bounds all of it. What is gone, refused or wrong is said at once, and writes are not repeated here. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SaolaError } from '../errors.ts';
import { orAborted } from '../share.ts';
import type { CallOptions, Store } from './store.ts';

export type Patience = {
  /** Tries of each read in all, 1 or more. @default 5 */
  readonly tries?: number;
  /** Milliseconds that the first try may take; each further one may take twice as long as the one before it, and the last
   *  as long as the caller has. @default 2 000 */
  readonly tryMs?: number;
  /** Before the second try a pause is drawn from 0 to so many milliseconds, before each further one up to twice as many, and
   *  never more than a second. @default 50 */
  readonly pauseMs?: number;
};

/** Single errors and resets are gone by the second try; all pauses together are 750 ms at most, so that a store that is down
 *  is soon said to be. A first byte takes S3 100 to 200 ms, and it advises to try slow requests again (Amazon S3 User Guide,
 *  "Performance design patterns"): what has taken two seconds stands still. */
const DEFAULTS = { tries: 5, tryMs: 2_000, pauseMs: 50 } satisfies Required<Patience>;
const LONGEST_PAUSE_MS = 1_000;

/** Give it a store that does not try again itself (`s3Store(…, { maxAttempts: 1 })`): else the tries multiply. */
export function patient(store: Store, patience: Patience = {}): Store {
  const often = <T>(what: string, work: (options: CallOptions) => Promise<T>, signal: AbortSignal | undefined) =>
    tried(what, work, signal, { ...DEFAULTS, ...patience });
  return {
    uri: store.uri,
    get: (key, { signal, ...options } = {}) =>
      often(`${key} in ${store.uri}`, (call) => store.get(key, { ...options, ...call }), signal),
    getIfChanged: (key, known, { signal } = {}) =>
      often(`${key} in ${store.uri}`, (call) => store.getIfChanged(key, known, call), signal),
    head: (key, { signal } = {}) => often(`${key} in ${store.uri}`, (call) => store.head(key, call), signal),
    put: (key, bytes, options) => store.put(key, bytes, options),
    putStream: (key, chunks, options) => store.putStream(key, chunks, options),
    touch: (key, options) => store.touch(key, options),
    list: (prefix, options) => store.list(prefix, options),
    delete: (key, options) => store.delete(key, options),
  };
}

async function tried<T>(
  what: string,
  work: (options: CallOptions) => Promise<T>,
  signal: AbortSignal | undefined,
  { tries, tryMs, pauseMs }: Required<Patience>,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    const isLast = number >= tries;
    try {
      return await within(isLast ? null : tryMs * 2 ** (number - 1), what, work, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (isLast || !isPassing(error)) throw error;
      await pause(pauseMs * 2 ** (number - 1), signal);
    }
  }
}

/** `work`, or its abortion after so many milliseconds; `null`: as long as the caller has. */
async function within<T>(
  ms: number | null,
  what: string,
  work: (options: CallOptions) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (ms === null) return await orAborted(work(signal ? { signal } : {}), signal);
  signal?.throwIfAborted();
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(tooSlow(what, ms)), ms);
  const follow = (): void => stop.abort(signal?.reason);
  signal?.addEventListener('abort', follow, { once: true });
  try {
    return await orAborted(work({ signal: stop.signal }), stop.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', follow);
  }
}

/** Drawn from the whole span ("full jitter", Amazon Builders' Library, "Timeouts, retries, and backoff with jitter"): readers
 *  that failed together do not come back together. */
async function pause(mostMs: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = Math.random() * Math.min(mostMs, LONGEST_PAUSE_MS);
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted(); // with the caller's own reason
    throw error;
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof SaolaError && error.code === 'store-unavailable';
}

function tooSlow(what: string, ms: number): SaolaError {
  return new SaolaError('store-unavailable', `${what} was not read within ${Math.round(ms)} ms. Try again.`);
}
