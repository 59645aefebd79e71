/** Given a store, keeps the version that is live there open, and notices the next one beside the requests that use it.
 *  A request runs on one version from start to end, and a version that turns out bad never replaces a good one. */
import { SaolaError } from '../errors.ts';
import { readCurrent, readCurrentIfChanged } from '../index/published.ts';
import { patient } from '../store/patient.ts';
import { orAborted, shared } from '../share.ts';
import { BlockCache } from '../index/block-cache.ts';
import { DEFAULT_CACHE_BYTES, openVersion } from './open.ts';
import type { Manifest } from '../index/manifest.ts';
import type { Current } from '../index/published.ts';
import type { Patience } from '../store/patient.ts';
import type { CallOptions, Store, Tag } from '../store/store.ts';
import type { SearchAnswer, SearchRequest, SuggestAnswer, SuggestRequest } from './answer.ts';
import type { SearchIndex } from './open.ts';

export type LiveOptions = {
  /** Milliseconds after which a publish is seen at the latest: no answer comes from a version that was replaced longer
   *  ago, as long as the store answers. The look for a new version is due at half of it. @default 30 000 */
  readonly refreshMs?: number;
  /** Milliseconds that an answer waits, once its own work is done, for the look for a new version that ran beside it;
   *  after that the look is aborted and left to a later request. @default 500 */
  readonly checkWithinMs?: number;
  /** Bytes of index kept in memory. @default 64 MiB */
  readonly cacheBytes?: number;
  /** How reads that fail in passing are tried again; a request's signal bounds all of it. @default as in `patient.ts` */
  readonly patience?: Patience;
  /** Milliseconds of the wall clock: in a function that was frozen between requests, timers and the clock of the
   *  process do not tell how long ago the last look was. @default Date.now */
  readonly now?: () => number;
};

export interface LiveIndex {
  /** Throws what opening or searching threw where no version that is open can answer. */
  search(request: SearchRequest, options?: CallOptions): Promise<LiveAnswer>;
  /** What may be meant by what has been typed up to now; throws as `search` does. */
  suggest(request: SuggestRequest, options?: CallOptions): Promise<LiveSuggestAnswer>;
  /** Opens what is live where nothing is open yet, looks for a new version where that is due, and says how things stand. */
  health(options?: CallOptions): Promise<LiveHealth>;
}

export type LiveAnswer = Used & { readonly answer: SearchAnswer };
export type LiveSuggestAnswer = Used & { readonly answer: SuggestAnswer };
export type LiveHealth = Used & { readonly manifest: Manifest };

export type Used = {
  /** This request opened the index. */
  readonly cold: boolean;
  /** Milliseconds that this request waited for the opening; 0 where it was open. */
  readonly openMs: number;
  /** Why the version that answered may not be the newest: what the last look for a new one ran into. */
  readonly trouble?: Error;
};

/** The little of a store that keeping its live version open takes. */
export interface LiveSource {
  read(options: CallOptions): Promise<Current | null>;
  readIfChanged(known: Tag, options: CallOptions): Promise<Current | 'same' | null>;
  open(manifest: Manifest): SearchIndex;
}

const DEFAULTS = { refreshMs: 30_000, checkWithinMs: 500, now: () => Date.now() } satisfies LiveOptions;

export function liveIndex(store: Store, options: LiveOptions = {}): LiveIndex {
  const { cacheBytes = DEFAULT_CACHE_BYTES, patience, ...rest } = options;
  const reads = patient(store, patience);
  const cache = new BlockCache(reads, cacheBytes); // for every version: most of its parts are those of the one before
  const source: LiveSource = {
    read: (call) => readCurrent(reads, call),
    readIfChanged: (known, call) => readCurrentIfChanged(reads, known, call),
    open: (manifest) => openVersion(reads, manifest, { cache }),
  };
  return keepLive(source, rest);
}

/** A version that is open. `before` is the good one it took over from, kept until this one has answered once. */
type Open = { readonly index: SearchIndex; before?: Open };

type Tried<T> =
  /** `instead`: what the newer version ran into, where the one before it did the work. */
  | { readonly done: true; readonly value: T; readonly instead?: Error }
  | { readonly done: false; readonly error: unknown };

export function keepLive(source: LiveSource, options: Omit<LiveOptions, 'cacheBytes' | 'patience'> = {}): LiveIndex {
  const { refreshMs, checkWithinMs, now } = { ...DEFAULTS, ...options };
  let serving: Open | undefined;
  let known: Tag;
  let lookedAt = 0;
  /** When `serving` was last known to be what is live. */
  let confirmedAt = 0;
  /** What the last look ran into. */
  let lookTrouble: Error | undefined;
  /** The version that is live, and what it ran into when it was tried: it stays out until another one goes live, or until
   *  nothing else can answer any more. */
  let refused: { readonly open: Open; readonly why: Error } | undefined;

  const opened = shared(async (signal): Promise<Open> => {
    const at = now();
    const current = await source.read({ signal }).catch((error: unknown) => {
      // Read once more: what stands there may be right although what came was not.
      if (signal.aborted || !isDamage(error)) throw error;
      return source.read({ signal });
    });
    if (!current) throw nothingPublished();
    const first: Open = { index: source.open(current.manifest) };
    signal.throwIfAborted();
    serving = first;
    known = current.tag;
    lookedAt = confirmedAt = at;
    return first;
  });

  const looked = shared(async (signal): Promise<Open | undefined> => {
    const at = (lookedAt = now());
    try {
      const current = await source.readIfChanged(known, { signal });
      if (signal.aborted) return undefined;
      if (current === null) throw nothingPublished();
      const next = current === 'same' ? undefined : takeOver(current);
      confirmedAt = at;
      lookTrouble = undefined;
      return next;
    } catch (error) {
      if (!signal.aborted) lookTrouble = asError(error);
      return undefined;
    }
  });

  /** Begins or joins a look for a new version. What it returns waits for the outcome, so many milliseconds at most, or as
   *  long as the request has. */
  function lookBeside(signal: AbortSignal | undefined): (ms: number | null) => Promise<Open | undefined> {
    const patience = new AbortController();
    const newer = looked(signal ? AbortSignal.any([patience.signal, signal]) : patience.signal).catch(
      (late: unknown) => {
        lookTrouble = asError(late);
        return undefined;
      },
    );
    return async (ms) => {
      if (ms === null) return await newer;
      const timer = setTimeout(() => patience.abort(tooSlow(ms)), ms);
      try {
        return await newer;
      } finally {
        clearTimeout(timer); // nothing may be left running: a function is frozen once it has answered
      }
    };
  }

  function takeOver(current: Current): Open {
    const next: Open = { index: source.open(current.manifest) };
    // Of two unproven ones in a row, what both fall back on is still the last that answered.
    const before = serving?.before ?? serving;
    if (before) next.before = before;
    serving = next;
    known = current.tag;
    refused = undefined;
    return next;
  }

  async function attempt<T>(open: Open, work: Work<T>, signal: AbortSignal | undefined): Promise<Tried<T>> {
    const over = new AbortController();
    const until = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    try {
      return { done: true, value: await orAborted(work(open.index, until), until) };
    } catch (error) {
      return { done: false, error };
    } finally {
      // Of several reads at once one has failed: a function is frozen once it has answered, and the next request would join
      // the others where they stopped.
      over.abort(new Error('what this was read for is over'));
    }
  }

  /** Runs `work` on `open`; where that is new and fails, on the one before it. `been`: those that have had their try. */
  async function tryOn<T>(
    open: Open,
    work: Work<T>,
    signal: AbortSignal | undefined,
    been: Set<Open>,
  ): Promise<Tried<T>> {
    been.add(open);
    const tried = await attempt(open, work, signal);
    const { before } = open;
    if (tried.done || !before || signal?.aborted) return tried;
    been.add(before);
    const instead = asError(tried.error);
    if (isAboutIndex(instead) && serving === open) {
      serving = before;
      refused = { open, why: instead };
    }
    const again = await attempt(before, work, signal);
    return again.done ? { ...again, instead } : tried;
  }

  /** For a request whose versions lack parts, or have wrong ones: they may have been replaced long ago, or since it looked, and
   *  cleaned away. Looks at the pointer once more, and runs `work` on whatever version has not had its try. */
  async function elsewhere<T>(
    failed: Tried<T>,
    work: Work<T>,
    signal: AbortSignal | undefined,
    been: Set<Open>,
  ): Promise<Tried<T>> {
    await lookBeside(signal)(null);
    const other = [serving, refused?.open].find((open) => open !== undefined && !been.has(open));
    if (!other || signal?.aborted) return failed;
    const again = await tryOn(other, work, signal, been);
    if (!again.done) return failed;
    if (other === refused?.open && !again.instead) {
      serving = other;
      refused = undefined;
    }
    return again;
  }

  async function use<T>(work: Work<T>, signal: AbortSignal | undefined): Promise<Used & { readonly value: T }> {
    const start = performance.now();
    const cold = serving === undefined;
    const open = serving ?? (await opened(signal));
    const openMs = cold ? performance.now() - start : 0;

    const unlooked = now() - lookedAt;
    const isDue = unlooked >= refreshMs / 2 || unlooked < 0; // < 0: the clock was set back
    const isStale = now() - confirmedAt > refreshMs;
    const beside = isDue || (isStale && looked.isBusy()) ? lookBeside(signal) : undefined;
    const been = new Set<Open>();
    let tried = await tryOn(open, work, signal, been);
    const newer = await beside?.(tried.done ? checkWithinMs : null); // without an answer there is nothing else to do
    if (newer && !signal?.aborted && (isStale || !tried.done)) {
      const again = await tryOn(newer, work, signal, been);
      if (again.done) tried = again;
    }
    if (!tried.done && !signal?.aborted && isAboutIndex(tried.error)) {
      tried = await elsewhere(tried, work, signal, been);
    }
    if (!tried.done) throw tried.error;
    const trouble = tried.instead ?? refused?.why ?? lookTrouble;
    return { value: tried.value, cold, openMs, ...(trouble && { trouble }) };
  }

  return {
    async search(request, { signal } = {}) {
      const { value, ...used } = await use(async (index, stop) => {
        const answer = await index.search(request, { signal: stop });
        if (serving?.index === index) delete serving.before;
        return answer;
      }, signal);
      return { answer: value, ...used };
    },
    async suggest(request, { signal } = {}) {
      const { value, ...used } = await use((index, stop) => index.suggest(request, { signal: stop }), signal);
      return { answer: value, ...used };
    },
    async health({ signal } = {}) {
      const { value, ...used } = await use((index) => Promise.resolve(index.manifest), signal);
      return { manifest: value, ...used };
    },
  };
}

type Work<T> = (index: SearchIndex, signal: AbortSignal) => Promise<T>;

/** Trouble that another version of the index need not have. */
function isAboutIndex(error: unknown): boolean {
  return error instanceof SaolaError && error.code.startsWith('index-');
}

function isDamage(error: unknown): boolean {
  return error instanceof SaolaError && error.code === 'index-malformed';
}

function nothingPublished(): SaolaError {
  return new SaolaError('index-missing', 'Nothing has been published here. Run `saola index <source> --store <uri>`.');
}

function tooSlow(ms: number): SaolaError {
  return new SaolaError(
    'store-unavailable',
    `The look for a new version took more than the ${ms} ms that a finished request waits for it; a later request looks again.`,
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
