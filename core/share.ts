/** Given something slow to make, makes it once for all who ask for it at the same time.
 *  A failure is forgotten, so the next to ask tries again; work that nobody waits for any more is aborted. */

export interface Shared<T> {
  /** A caller whose own `signal` aborts leaves with that signal's reason; the others go on waiting. */
  (signal?: AbortSignal): Promise<T>;
  /** Whether somebody is waiting for it now. */
  isBusy(): boolean;
}

export function shared<T>(make: (signal: AbortSignal) => Promise<T>): Shared<T> {
  type Work = { readonly result: Promise<T>; readonly stop: AbortController; waiting: number };
  let work: Work | undefined;

  const begin = (): Work => {
    const stop = new AbortController();
    return { result: make(stop.signal), stop, waiting: 0 };
  };

  const join = async (signal?: AbortSignal): Promise<T> => {
    signal?.throwIfAborted();
    const mine = (work ??= begin());
    mine.waiting += 1;
    try {
      return await orAborted(mine.result, signal);
    } finally {
      mine.waiting -= 1;
      if (mine.waiting === 0) {
        work = undefined;
        mine.stop.abort(); // nothing to do where it is done
      }
    }
  };
  return Object.assign(join, { isBusy: () => work !== undefined });
}

/** `promise`, or a rejection with the signal's reason as soon as it aborts: even where `promise` never settles. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(reasonOf(signal));
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true, signal: settled.signal });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    settled.abort();
  }
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error(String(reason));
}
