/** Each fault at each read of each kind of request, cold and warm: the answer is whole, or there is none; never another. */
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { CURRENT, PART_KINDS } from '../../../core/index/manifest.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import { faultyStore, READ_FAULTS, type FaultyStore, type ReadFault } from '../../support/faulty-store.ts';
import { publishGroups } from '../../support/published.ts';
import { bodyOf, GROUPS, handlerOn, NEWS, outcomeOf, TARGETS, type Ask } from './faults.ts';
import type { Key, Store } from '../../../core/store/store.ts';

type Version = 'old' | 'new';
/** What is live, and whether the parts that only the old version names have been cleaned away. */
type State = { live: Version; collected: boolean };

/** A store in which the pointer moves at a word: parts of both versions are there. */
function moving(stores: Readonly<Record<Version, Store>>, state: State): Store {
  const of = (key: Key): Store => (key === CURRENT || state.collected ? stores[state.live] : both);
  const both: Store = {
    ...stores.old,
    get: async (key, options) => (await stores.old.get(key, options)) ?? (await stores.new.get(key, options)),
  };
  return {
    ...stores.old,
    get: (key, options) => of(key).get(key, options),
    getIfChanged: (key, known, options) => of(key).getIfChanged(key, known, options),
  };
}

let stores: Readonly<Record<Version, Store>>;
const bodies = new Map<string, Readonly<Record<Version, string>>>();
beforeAll(async () => {
  const [old, next] = [memoryStore(), memoryStore()];
  await publishGroups(GROUPS, { store: old });
  await next.put(CURRENT, (await old.get(CURRENT))?.bytes ?? new Uint8Array());
  const [first = [], ...others] = GROUPS;
  await publishGroups([[...first, NEWS], ...others], { store: next });
  stores = { old, new: next };
  for (const target of TARGETS) {
    const [before, after] = [await handlerOn(old)(target), await handlerOn(next)(target)];
    bodies.set(target, { old: bodyOf(before), new: bodyOf(after) });
  }
});

const bodyIn = (version: Version, target: string): string => bodies.get(target)?.[version] ?? '';
const eitherOf = (target: string): string[] => [bodyIn('old', target), bodyIn('new', target)];

type Scene = { readonly store: FaultyStore; readonly state: State; readonly ask: Ask };

/** A function that has just started, or has answered before. */
async function scene(start: 'cold' | 'warm', target: string): Promise<Scene> {
  const state: State = { live: 'old', collected: false };
  const store = faultyStore(moving(stores, state));
  const ask = handlerOn(store);
  if (start === 'warm') await ask(target);
  store.forget();
  return { store, state, ask };
}

/** How many reads the request makes where all goes well. */
async function readsOf(start: 'cold' | 'warm', target: string): Promise<number> {
  const { store, ask } = await scene(start, target);
  expect(outcomeOf(await ask(target), [bodyIn('old', target)], target)).toBe('whole');
  return store.reads.length;
}

const STARTS = ['cold', 'warm'] as const;
const requests = STARTS.flatMap((start) => TARGETS.map((target) => ({ start, target })));
/** Enough for any read that ends; a test with reads that do not waits for no more. */
const SHORT_MS = 50;
/** What a machine may be held up by others; half of what a request has where nothing is said. */
const SLACK_MS = 4_000;

/** At once: most of them wait. */
async function atEach(count: number, work: (at: number) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, i) => work(i + 1)));
}

test('what is gone through below is every read of requests that read something', async () => {
  const counts = await Promise.all(requests.map(({ start, target }) => readsOf(start, target)));
  expect(counts.filter((count) => count >= 5).length).toBeGreaterThanOrEqual(8);
  expect(Math.min(...counts)).toBe(1); // `/health`
  for (const target of TARGETS) expect(bodyIn('old', target)).not.toBe(bodyIn('new', target));
  // and a clean-up takes away some of each kind
  for (const kind of PART_KINDS) {
    const keys: Key[] = [];
    for await (const { key } of stores.old.list('segments/')) if (key.endsWith(kind)) keys.push(key);
    const left = await Promise.all(keys.map((key) => stores.new.head(key)));
    expect(left.filter((found) => found === null)).not.toEqual([]);
  }
});

describe.each(requests)('$start $target', ({ start, target }) => {
  test.each(READ_FAULTS)('$what: once, at each read', async ({ what, passing, fault }) => {
    const count = await readsOf(start, target);
    await atEach(count, async (at) => {
      const { store, ask } = await scene(start, target);
      store.fault = ({ number }) => (number === at ? fault : undefined);
      const outcome = outcomeOf(await ask(target), [bodyIn('old', target)], `${what}: read ${at}`);
      expect(passing ? ['whole'] : ['whole', 'none'], `${what}: read ${at}`).toContain(outcome);
      store.fault = null;
      expect(outcomeOf(await ask(target), [bodyIn('old', target)], 'afterwards')).toBe('whole');
    });
  });

  test.each(READ_FAULTS)('$what: from each read on', async ({ what, fault }) => {
    const count = await readsOf(start, target);
    await atEach(count, async (at) => {
      const { store, ask } = await scene(start, target);
      store.fault = ({ number }) => (number >= at ? fault : undefined);
      const begun = performance.now();
      const outcome = outcomeOf(await ask(target, SHORT_MS), [bodyIn('old', target)], `${what}: from read ${at} on`);
      expect(performance.now() - begun).toBeLessThan(SHORT_MS + SLACK_MS);
      // Nothing can be read: only what is in memory may be answered, and of that there is `/health` alone.
      expect(target === '/health' ? ['whole', 'none'] : ['none'], `${what}: from read ${at} on`).toContain(outcome);
      store.fault = null;
      expect(outcomeOf(await ask(target), [bodyIn('old', target)], 'afterwards')).toBe('whole');
    });
  });

  test.each([
    { what: 'the pointer moves', collected: false },
    { what: 'the pointer moves, and the parts of before are cleaned away', collected: true },
  ])('$what before each read: one version or the other, whole', async ({ what, collected }) => {
    const count = await readsOf(start, target);
    await atEach(count, async (at) => {
      const { store, state, ask } = await scene(start, target);
      store.fault = ({ number }) => {
        if (number === at) Object.assign(state, { live: 'new', collected });
        return undefined;
      };
      expect(outcomeOf(await ask(target), eitherOf(target), `${what}: read ${at}`)).toBe('whole');
      expect(outcomeOf(await ask(target), eitherOf(target), 'afterwards')).toBe('whole');
      await sleep(2); // what was looked at in this millisecond is not stale yet
      expect(outcomeOf(await ask(target), [bodyIn('new', target)], 'in the end')).toBe('whole');
    });
  });
});

describe.each(TARGETS.filter((target) => target !== '/health'))('a new version that cannot be read: %s', (target) => {
  const onlyNew = (fault: ReadFault): FaultyStore['fault'] => {
    return ({ key }) => (key === CURRENT || oldKeys.has(key) ? undefined : fault);
  };
  const oldKeys = new Set<Key>();
  beforeAll(async () => {
    for await (const { key } of stores.old.list('')) oldKeys.add(key);
  });

  test.each(READ_FAULTS)('$what: the last good one answers', async ({ what, fault, hangs }) => {
    const { store, state, ask } = await scene('warm', target);
    state.live = 'new';
    store.fault = onlyNew(fault);
    await sleep(2);
    for (const time of ['first', 'second']) {
      const outcome = outcomeOf(
        await ask(target, hangs ? SHORT_MS : undefined),
        [bodyIn('old', target)],
        `${what}: ${time}`,
      );
      expect(hangs ? ['whole', 'none'] : ['whole'], `beside: ${what}`).toContain(outcome); // what hangs takes all the time there is
    }
    store.fault = null;
    state.collected = true; // nothing is left but the version that could not be read
    await ask(target);
    expect(outcomeOf(await ask(target), [bodyIn('new', target)], what)).toBe('whole');
  });
});

describe('reads of parts', () => {
  const target = TARGETS[0] as string;
  /** The reads of parts hang; how many still do, and a way to let them end. */
  async function hanging(refusing?: number) {
    const { store, ask } = await scene('warm', target);
    const state = { open: 0, seen: 0, release: [] as (() => void)[] };
    const hang: ReadFault = (read, _key, { signal }) =>
      new Promise((resolve, reject) => {
        state.open += 1;
        const end = (settle: () => void) => (): void => {
          state.open -= 1;
          settle();
        };
        state.release.push(end(() => resolve(read())));
        signal?.addEventListener(
          'abort',
          end(() => reject(signal.reason as Error)),
          { once: true },
        );
      });
    const refuse = READ_FAULTS.find(({ what }) => what === 'the store refuses')?.fault;
    store.fault = ({ key }) => {
      if (key === CURRENT) return undefined;
      state.seen += 1;
      return state.seen === refusing ? refuse : hang;
    };
    return { store, ask, state };
  }

  test('end with the request that is out of time', async () => {
    const { ask, state } = await hanging();
    expect(outcomeOf(await ask(target, 15), [], 'alone')).toBe('none');
    expect(state).toMatchObject({ open: 0, seen: expect.toSatisfy((seen: number) => seen > 1) });
  });

  test('end where one beside them has failed: nothing runs on behind the answer', async () => {
    const { ask, state } = await hanging(2);
    expect(outcomeOf(await ask(target), [], 'beside')).toBe('none');
    expect(state).toMatchObject({ open: 0, seen: expect.toSatisfy((seen: number) => seen > 1) });
  });

  test('that two requests wait for go on where one of them has no time left', async () => {
    const { store, ask, state } = await hanging();
    const [hasty, patient] = [ask(target, 10), ask(target)];
    expect(outcomeOf(await hasty, [], 'hasty')).toBe('none');
    store.fault = null;
    for (const end of state.release) end();
    expect(outcomeOf(await patient, [bodyIn('old', target)], 'patient')).toBe('whole');
  });
});
