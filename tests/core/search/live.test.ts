/** The live version: opened once, renewed beside requests, never exchanged for a bad one, nothing left running. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { keepLive } from '../../../core/search/live.ts';
import type { Manifest } from '../../../core/index/manifest.ts';
import type { Current } from '../../../core/index/published.ts';
import type { LiveOptions, LiveSource } from '../../../core/search/live.ts';
import type { SearchIndex } from '../../../core/search/open.ts';
import type { CallOptions, Tag } from '../../../core/store/store.ts';

const MINUTE = 60_000;
const asked = { query: 'quần đảo nam Kuril' };
const down = () => new SaolaError('store-unavailable', 'no answer from the store');
const damaged = () => new SaolaError('index-malformed', 'a block does not match its checksum');

/** A site that publishes by hand: what stands in its store, how its reads go, and what was asked of it. */
function site(options: Omit<LiveOptions, 'cacheBytes' | 'now'> = {}) {
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

function current(version: string): Current {
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
  };
}

/** A site that is open on `1-aa`, and has not been looked at for two minutes. */
async function openSite() {
  const made = site();
  made.publish('1-aa');
  await made.versionOf();
  made.state.clock = 2 * MINUTE;
  return made;
}

/** A promise to be settled by hand. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  // A function is frozen once it has answered: whatever would still run then would run in the middle of a later request.
  const left = vi.getTimerCount();
  vi.useRealTimers();
  if (left > 0) throw new Error(`${left} timers were left running`);
});

describe('opening', () => {
  test('callers at the same time share one opening, and all of them count as cold', async () => {
    const { state, live, publish } = site();
    publish('1-aa');
    const [one, two] = await Promise.all([live.search(asked), live.search(asked)]);
    expect(state.reads).toEqual(['read']);
    expect([one.cold, two.cold]).toEqual([true, true]);
    expect((await live.search(asked)).cold).toBe(false);
  });

  test('a failure is forgotten: the next request opens', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    state.read = () => Promise.reject(down());
    await expect(versionOf()).rejects.toThrow('no answer from the store');
    state.read = null;
    expect(await versionOf()).toBe('1-aa');
  });

  test('an empty store says that nothing is published, and is asked again by the next request', async () => {
    const { publish, versionOf } = site();
    await expect(versionOf()).rejects.toMatchObject({ code: 'index-missing' });
    publish('1-aa');
    expect(await versionOf()).toBe('1-aa');
  });

  test('a request that gives up leaves the opening to the others; with the last one the read is aborted', async () => {
    const { state, live } = site();
    const gate = deferred<Current | null>();
    let aborted = false;
    state.read = ({ signal }) => {
      signal?.addEventListener('abort', () => (aborted = true));
      return gate.promise;
    };
    const impatient = new AbortController();
    const patient = new AbortController();
    const first = live.search(asked, { signal: impatient.signal });
    const second = live.search(asked, { signal: patient.signal });
    impatient.abort(new Error('the reader went away'));
    await expect(first).rejects.toThrow('the reader went away');
    expect(aborted).toBe(false);
    patient.abort(new Error('so did the other'));
    await expect(second).rejects.toThrow('so did the other');
    expect(aborted).toBe(true);
    gate.resolve(current('1-aa'));
  });

  test('a request that has given up already begins nothing', async () => {
    const { state, live } = site();
    await expect(live.search(asked, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    expect(state.reads).toEqual([]);
  });
});

describe('noticing a new version', () => {
  test('no look is made before half of the refresh time', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = MINUTE / 2 - 1;
    expect(await versionOf()).toBe('1-aa');
    expect(state.reads).toEqual(['read']);
  });

  test('between half and all of it, the request that looks is not slowed: the next one gets the new version', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = MINUTE / 2;
    expect(await versionOf()).toBe('1-aa');
    expect(await versionOf()).toBe('2-bb');
    expect(state.searches).toEqual(['1-aa', '1-aa', '2-bb']);
  });

  test('after an idle time longer than the refresh, not even the first answer is from a version that was replaced', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = 60 * MINUTE;
    expect(await versionOf()).toBe('2-bb');
  });

  test('a look that found nothing new counts: the version is as good as new again', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.clock = 0.6 * MINUTE;
    await versionOf();
    publish('2-bb');
    state.clock = 1.2 * MINUTE;
    expect(await versionOf()).toBe('1-aa');
    expect(await versionOf()).toBe('2-bb');
  });

  test('requests at the same time share one look, and none of them answers from a version replaced long ago', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = 60 * MINUTE;
    expect(await Promise.all([versionOf(), versionOf()])).toEqual(['2-bb', '2-bb']);
    expect(state.reads).toEqual(['read', 'look']);
  });

  test('the look begins beside the search, not after it', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.clock = MINUTE;
    const reading = deferred<void>();
    state.onSearch = () => reading.promise;
    const answer = versionOf();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.reads).toEqual(['read', 'look']);
    reading.resolve();
    await answer;
  });

  test('a look that hangs costs a finished request its bound and no more, and is aborted', async () => {
    const { state, live, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.clock = 2 * MINUTE;
    let aborted = false;
    state.look = ({ signal }) => {
      signal?.addEventListener('abort', () => (aborted = true));
      return new Promise(() => undefined);
    };
    let answered = false;
    const answer = live.search(asked).finally(() => (answered = true));
    await vi.advanceTimersByTimeAsync(499);
    expect(answered).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toMatchObject({ answer: { version: '1-aa' }, trouble: { code: 'store-unavailable' } });
    expect(aborted).toBe(true);
    // and the next request does not pay for it again
    expect(await live.search(asked)).toMatchObject({ answer: { version: '1-aa' } });
    expect(state.reads).toEqual(['read', 'look']);
  });

  test('what an aborted look finds too late changes nothing', async () => {
    const { state, publish, versionOf } = site({ checkWithinMs: 0 });
    publish('1-aa');
    await versionOf();
    state.clock = MINUTE;
    const late = deferred<Current>();
    state.look = () => late.promise;
    const answer = versionOf();
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toBe('1-aa');
    late.resolve(current('2-bb'));
    await vi.advanceTimersByTimeAsync(1);
    expect(await versionOf()).toBe('1-aa');
  });

  test('a clock that was set back does not stop the looking', async () => {
    const { state, publish, versionOf } = site();
    state.clock = 10 * MINUTE;
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.clock = 0;
    await versionOf();
    expect(await versionOf()).toBe('2-bb');
  });

  test('a request under way stays on the version it began with', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    const reading = deferred<void>();
    state.onSearch = () => reading.promise;
    const slow = versionOf();
    state.onSearch = () => undefined;
    publish('2-bb');
    state.clock = MINUTE / 2;
    await versionOf();
    expect(await versionOf()).toBe('2-bb');
    reading.resolve();
    expect(await slow).toBe('1-aa');
  });
});

describe('keeping the last good version', () => {
  test.each([
    { why: 'the store is down', error: down() },
    { why: 'the pointer is not a manifest', error: damaged() },
    { why: 'a newer Saola wrote it', error: new SaolaError('index-format', 'format 2') },
  ])('$why: the answer comes from the open version and says so', async ({ error }) => {
    const { state, live } = await openSite();
    state.look = () => Promise.reject(error);
    expect(await live.search(asked)).toMatchObject({ answer: { version: '1-aa' }, trouble: error });
    expect(await live.health()).toMatchObject({ manifest: { version: '1-aa' }, trouble: error });
  });

  test('the store was emptied', async () => {
    const { state, live } = await openSite();
    state.live = null;
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-missing' },
    });
  });

  test('a version of another analyzer is not opened; the one after it is', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onOpen = (version) => {
      if (version === '2-bb') throw new SaolaError('index-analyzer', 'another analyzer');
    };
    publish('2-bb');
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-analyzer' },
    });
    publish('3-cc');
    state.clock += 2 * MINUTE;
    expect(await versionOf()).toBe('3-cc');
    expect((await live.search(asked)).trouble).toBeUndefined();
  });

  test('a version that turns out damaged when it is first read is left again, and not tried by every request', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version === '2-bb') throw damaged();
    };
    publish('2-bb');
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-malformed' },
    });
    state.searches = [];
    state.clock += 2 * MINUTE;
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-malformed' },
    });
    expect(state.searches).toEqual(['1-aa']);
    publish('3-cc');
    state.clock += 2 * MINUTE;
    expect(await versionOf()).toBe('3-cc');
    expect((await live.search(asked)).trouble).toBeUndefined();
  });

  test('of two bad versions in a row, both fall back on the one that answered last', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version === '2-bb') throw down();
      if (version === '3-cc') throw damaged();
    };
    publish('2-bb');
    expect(await versionOf()).toBe('1-aa');
    publish('3-cc');
    state.clock += 2 * MINUTE;
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'index-malformed' },
    });
  });

  test('a new version whose parts cannot be fetched just now is tried again', async () => {
    const { state, live, publish, versionOf } = await openSite();
    state.onSearch = (version) => {
      if (version === '2-bb') throw down();
    };
    publish('2-bb');
    expect(await live.search(asked)).toMatchObject({
      answer: { version: '1-aa' },
      trouble: { code: 'store-unavailable' },
    });
    state.onSearch = () => undefined;
    expect(await versionOf()).toBe('2-bb');
  });

  test('once the new version has answered, the old one is let go', async () => {
    const { state, publish, versionOf } = await openSite();
    publish('2-bb');
    await versionOf();
    state.onSearch = () => {
      throw damaged();
    };
    await expect(versionOf()).rejects.toThrow('checksum');
    expect(state.searches.at(-1)).toBe('2-bb');
  });

  test('a version whose parts are gone is given up for a newer one at once, however recent the last look', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    publish('2-bb');
    state.onSearch = (version) => {
      if (version === '1-aa') throw damaged();
    };
    expect(await versionOf()).toBe('2-bb');
  });

  test('a store that is down is no reason to look again', async () => {
    const { state, publish, versionOf } = site();
    publish('1-aa');
    await versionOf();
    state.onSearch = () => {
      throw down();
    };
    await expect(versionOf()).rejects.toThrow('no answer');
    expect(state.reads).toEqual(['read']);
  });
});

test('a request out of time ends with the reason of its signal, even where the store never settles', async () => {
  const { state, live, publish, versionOf } = site();
  publish('1-aa');
  await versionOf();
  state.onSearch = () => new Promise(() => undefined);
  const deadline = new AbortController();
  const answer = live.search(asked, { signal: deadline.signal });
  deadline.abort(new Error('no time left'));
  await expect(answer).rejects.toThrow('no time left');
});

test('an answer that is ready is given although the time runs out during the look beside it', async () => {
  const { state, live, publish, versionOf } = site();
  publish('1-aa');
  await versionOf();
  state.clock = 2 * MINUTE;
  state.look = () => new Promise(() => undefined);
  const deadline = new AbortController();
  const answer = live.search(asked, { signal: deadline.signal });
  await vi.advanceTimersByTimeAsync(10);
  deadline.abort(new Error('no time left'));
  expect(await answer).toMatchObject({ answer: { version: '1-aa' } });
});
