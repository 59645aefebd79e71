/** A site that publishes by hand, for the tests of the live version. */
import { SaolaError } from '../../../core/errors.ts';
import { keepLive } from '../../../core/search/live.ts';
import type { Manifest } from '../../../core/index/manifest.ts';
import type { Current } from '../../../core/index/published.ts';
import type { LiveOptions, LiveSource } from '../../../core/search/live.ts';
import type { SearchIndex } from '../../../core/search/open.ts';
import type { CallOptions, Tag } from '../../../core/store/store.ts';

export const MINUTE = 60_000;
export const asked = { query: 'quần đảo nam Kuril' };
export const down = () => new SaolaError('store-unavailable', 'no answer from the store');
export const damaged = () => new SaolaError('index-malformed', 'a block does not match its checksum');

/** A site that publishes by hand: what stands in its store, how its reads go, and what was asked of it. */
export function site(options: Omit<LiveOptions, 'cacheBytes' | 'now'> = {}) {
  const state = {
    clock: 0,
    live: null as Current | null,
    reads: [] as string[],
    searches: [] as string[],
    /** Replace the reads of the pointer where set. */
    read: null as ((call: CallOptions) => Promise<Current | null>) | null,
    look: null as ((call: CallOptions) => Promise<Current | 'same' | null>) | null,
    /** Called by each search, with the version it runs on. */
    onSearch: (_version: string): Promise<void> | void => undefined,
    onOpen: (_version: string): void => undefined,
  };
  const source: LiveSource = {
    read(call) {
      state.reads.push('read');
      return state.read ? state.read(call) : Promise.resolve(state.live);
    },
    readIfChanged(known, call) {
      state.reads.push('look');
      if (state.look) return state.look(call);
      return Promise.resolve(state.live?.tag === known ? 'same' : state.live);
    },
    open(manifest) {
      state.onOpen(manifest.version);
      return indexOf(manifest, async (version) => {
        state.searches.push(version);
        await state.onSearch(version);
      });
    },
  };
  const live = keepLive(source, { refreshMs: MINUTE, checkWithinMs: 500, ...options, now: () => state.clock });
  const publish = (version: string) => (state.live = current(version));
  const versionOf = async () => (await live.search(asked)).answer.version;
  return { state, live, publish, versionOf };
}

export function current(version: string): Current {
  const manifest = { version, articles: 3, publishedAt: '2026-05-04T03:02:01Z' } as unknown as Manifest;
  return { manifest, tag: `tag of ${version}` as Tag };
}

function indexOf(manifest: Manifest, onSearch: (version: string) => Promise<void>): SearchIndex {
  return {
    version: manifest.version,
    articles: manifest.articles,
    manifest,
    async search({ query }) {
      await onSearch(manifest.version);
      return { query, total: 0, totalRelation: 'eq', hits: [], version: manifest.version };
    },
    rank: () => Promise.resolve([]),
    async suggest({ query }) {
      await onSearch(manifest.version);
      return { query, suggestions: [], version: manifest.version };
    },
  };
}

/** A site that is open on `1-aa`, and has not been looked at for two minutes. */
export async function openSite() {
  const made = site();
  made.publish('1-aa');
  await made.versionOf();
  made.state.clock = 2 * MINUTE;
  return made;
}

/** A promise to be settled by hand. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
