/** A store whose objects are as old as a clock says that the test sets, and that tells before each call. */
import { CLEANING } from '../../core/index/manifest.ts';
import type { CallOptions, Key, Listed, Past, Store } from '../../core/store/store.ts';

export type Clock = { ms: number; readonly now: () => Date };

export function makeClock(): Clock {
  const clock = { ms: Date.UTC(2026, 0, 1), now: () => new Date(clock.ms) };
  return clock;
}

export const HOUR_MS = 60 * 60 * 1000;

/** The store, but what is written or touched has the time of the clock. Writes past it have none, and are as new as can be. */
export function clockedStore(store: Store, clock: Clock): Store {
  const times = new Map<Key, number>();
  const timed = (listed: Listed): Listed => ({ ...listed, modified: new Date(times.get(listed.key) ?? clock.ms) });
  return {
    uri: store.uri,
    get: (key, options) => store.get(key, options),
    getIfChanged: (key, known, options) => store.getIfChanged(key, known, options),
    async put(key, bytes, options) {
      const put = await store.put(key, bytes, options);
      if (put.done) times.set(key, clock.ms);
      return put;
    },
    async putStream(key, chunks, options) {
      await store.putStream(key, chunks, options);
      times.set(key, clock.ms);
    },
    async touch(key, options) {
      const done = await store.touch(key, options);
      if (done) times.set(key, clock.ms);
      return done;
    },
    async head(key, options) {
      const listed = await store.head(key, options);
      return listed && timed(listed);
    },
    async *list(prefix, options) {
      for await (const listed of store.list(prefix, options)) yield timed(listed);
    },
    delete: (key, options) => store.delete(key, options),
  };
}

export type Step = { readonly call: keyof Store; readonly key: Key };

/** The store as one process sees it that can be held up, or killed by what `before` throws, before each of its calls. */
export function steppedStore(store: Store, before: (step: Step) => Promise<void>): Store {
  const { past } = store;
  return {
    uri: store.uri,
    async get(key, options) {
      await before({ call: 'get', key });
      return await store.get(key, options);
    },
    async getIfChanged(key, known, options) {
      await before({ call: 'getIfChanged', key });
      return await store.getIfChanged(key, known, options);
    },
    async put(key, bytes, options) {
      await before({ call: 'put', key });
      return await store.put(key, bytes, options);
    },
    async putStream(key, chunks, options) {
      await before({ call: 'putStream', key });
      await store.putStream(key, chunks, options);
    },
    async touch(key, options) {
      await before({ call: 'touch', key });
      return await store.touch(key, options);
    },
    async head(key, options) {
      await before({ call: 'head', key });
      return await store.head(key, options);
    },
    async *list(prefix, options) {
      await before({ call: 'list', key: prefix });
      yield* store.list(prefix, options);
    },
    async delete(key, options) {
      await before({ call: 'delete', key });
      await store.delete(key, options);
    },
    ...(past && {
      past: {
        async *list(prefix: Key, options?: CallOptions) {
          await before({ call: 'past', key: prefix });
          yield* past.list(prefix, options);
        },
        async erase(each: Past, options?: CallOptions) {
          await before({ call: 'past', key: each.key });
          await past.erase(each, options);
        },
      },
    }),
  };
}

/** A publisher looks whether a clean-up is under way. */
export const looksForCleaning = ({ call, key }: Step): boolean => call === 'head' && key === CLEANING;
