/** `gc`: the same on every store, and beside publishers at each of their steps and its own. */
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLEANING } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { fileStore } from '../../core/store/file.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { s3Store } from '../../core/store/s3.ts';
import { gc } from '../../indexer/gc.ts';
import { publish } from '../../indexer/publish.ts';
import { rollback } from '../../indexer/rollback.ts';
import { describeCleaning } from '../contracts/gc.ts';
import { seededRandom } from '../support/articles.ts';
import {
  clockedStore,
  HOUR_MS,
  looksForCleaning,
  makeClock,
  steppedStore,
  type Clock,
  type Step,
} from '../support/clocked-store.ts';
import { startSmallS3, type SmallS3 } from '../support/small-s3.ts';
import { checkWhole, versionOf, writeVersion } from '../support/some-version.ts';
import { wholeVersionsIn } from '../support/whole-versions.ts';
import type { Store } from '../../core/store/store.ts';

const root = await mkdtemp(join(tmpdir(), 'saola-gc-'));
let server: SmallS3;
let places = 0;
beforeAll(async () => {
  server = await startSmallS3({ pageSize: 3 });
  Object.assign(process.env, server.env);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

describeCleaning('memory', memoryStore);
describeCleaning('a folder', () => fileStore(join(root, String(++places))));
describeCleaning('S3 (the small one)', () => s3Store(`s3://saola/${++places}`));

test.each([
  { options: { graceMs: 2.9 * HOUR_MS }, says: /2\.9 hours; 3 or more are wanted/ },
  { options: { graceMs: NaN }, says: /3 or more/ },
  { options: { keep: 0 }, says: /one version or more; found 0/ },
  { options: { keep: 1.5 }, says: /found 1\.5/ },
])('$options is refused', async ({ options, says }) => {
  await expect(gc(memoryStore(), options)).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringMatching(says),
  });
});

test('an object whose age the server does not say is not taken for old', async () => {
  const store = memoryStore();
  await writeVersion(store, 'bỏ dở');
  const ageless: Store = {
    ...store,
    async *list(prefix, options) {
      for await (const each of store.list(prefix, options)) yield { ...each, modified: new Date(0) };
    },
  };
  expect(await gc(ageless)).toMatchObject({ parts: { count: 0 }, youngParts: { count: 4 } });
});

test('a store that takes the deleted mark for one that is there is called so, and nothing is deleted', async () => {
  const { clock, store } = await oldStore();
  const writesNoMark: Store = {
    ...store,
    put: async (key, ...rest) => (key === CLEANING ? { done: false } : store.put(key, ...rest)),
  };
  const before = await wholeVersionsIn(store);
  await expect(clean(writesNoMark, clock)).rejects.toMatchObject({
    code: 'store-refused',
    message: expect.stringMatching(/takes what was deleted for something that is there.*Erase the markers of deletion/),
  });
  expect(await wholeVersionsIn(store)).toEqual(before);
});

test('a clean-up that ends while another is about to begin is not taken for one under way', async () => {
  const { clock, store } = await oldStore();
  let refused = 0;
  const justEnded: Store = {
    ...store,
    put: async (key, ...rest) => (key === CLEANING && ++refused === 1 ? { done: false } : store.put(key, ...rest)),
  };
  expect((await clean(justEnded, clock)).versions).toHaveLength(2);
  expect(refused).toBe(2);
});

/** Four versions; of the oldest, and of what a killed publisher left, all parts are old, and go with the next clean-up. */
async function oldStore(): Promise<{ clock: Clock; store: Store }> {
  const clock = makeClock();
  const store = clockedStore(memoryStore(), clock);
  for (const text of ['một', 'hai', 'ba']) {
    await publish(store, await readCurrent(store), await writeVersion(store, text), { now: clock.now });
    clock.ms += HOUR_MS;
  }
  await writeVersion(store, 'bỏ dở');
  clock.ms += 48 * HOUR_MS;
  return { clock, store };
}

const clean = (store: Store, { now }: Clock) => gc(store, { keep: 1, now });

/** What publishers do with parts that a clean-up is about to take. */
const PUBLISHERS: readonly { what: string; run: (store: Store, clock: Clock) => Promise<unknown> }[] = [
  {
    what: 'publishes what a killed one left',
    async run(store, { now }) {
      const current = await readCurrent(store);
      await publish(store, current, versionOf('bỏ dở'), { now }); // its parts are there, and old
    },
  },
  { what: 'goes back to a version that is about to go', run: (store, { now }) => rollback(store, '1', { now }) },
  {
    what: 'publishes something new',
    async run(store, { now }) {
      await publish(store, await readCurrent(store), await writeVersion(store, 'mới', 'một'), { now });
    },
  },
];

/** A refusal is fine, a broken index is not. */
const settled = async (work: Promise<unknown>): Promise<void> => {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome?.status === 'rejected') {
    expect(outcome.reason).toMatchObject({
      code: expect.stringMatching(/^(?:bad-request|index-malformed|publish-conflict)$/),
    });
  }
};

describe.each(PUBLISHERS)('a publisher that $what', ({ run }) => {
  test('at each of its steps a whole clean-up may come', async () => {
    for (let at = 1, steps = 1; at <= steps; at += 1) {
      const { clock, store } = await oldStore();
      let step = 0;
      const view = steppedStore(store, async () => {
        step += 1;
        if (step === at) await clean(store, clock);
      });
      await settled(run(view, clock));
      expect(await wholeVersionsIn(store)).not.toEqual([]);
      steps = step;
    }
  });

  test('may come at each step of a clean-up', async () => {
    for (let at = 1, steps = 1; at <= steps; at += 1) {
      const { clock, store } = await oldStore();
      const waits = new EventEmitter();
      const waiting = once(waits, 'waits');
      const publisher = steppedStore(store, async (each) => {
        if (looksForCleaning(each) && (await store.head(CLEANING))) waits.emit('waits');
      });
      let step = 0;
      let publishing: Promise<void> | undefined;
      const view = steppedStore(store, async () => {
        step += 1;
        if (step !== at) return;
        publishing = settled(run(publisher, clock));
        await Promise.race([publishing, waiting]);
      });
      await clean(view, clock);
      await publishing;
      expect(await wholeVersionsIn(store)).not.toEqual([]);
      steps = step;
    }
  }, 60_000);
});

test('publishers and a clean-up in any order of their steps leave whole versions', async () => {
  const random = seededRandom(20_260_101);
  for (let round = 0; round < 40; round += 1) {
    const { clock, store } = await oldStore();
    const waiting: (() => void)[] = [];
    const view = (): Store => steppedStore(store, () => new Promise((resolve) => waiting.push(resolve)));
    const state = { isRunning: true };
    const all = Promise.all([
      ...PUBLISHERS.map(({ run }) => settled(run(view(), clock))),
      clean(view(), clock),
    ]).finally(() => (state.isRunning = false));
    while (state.isRunning) {
      await sleep(0);
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1);
      next?.();
    }
    await all;
    expect(await wholeVersionsIn(store)).not.toEqual([]);
  }
}, 120_000);

test('whatever the order of their steps, a reader beside them sees whole versions alone, the newest last', async () => {
  let seenBoth = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { clock, store } = await oldStore();
      const view = (who: string): Store =>
        // On a macrotask: a publisher that waits for the clean-up waits for a timer.
        steppedStore(store, ({ call, key }) => scheduler.schedule(new Promise(setImmediate), `${who}: ${call} ${key}`));
      const state = { isRunning: true };
      const seen: number[] = [];
      /** Reads the pointer, and then every part of what it named: a clean-up leaves what was live a moment ago. */
      const reading = async (): Promise<void> => {
        while (state.isRunning) {
          const current = await readCurrent(view('reader'));
          if (!current) throw new Error('nothing is live');
          await checkWhole(view('reader'), current.manifest);
          seen.push(current.manifest.sequence);
        }
      };
      const working = Promise.all([
        ...PUBLISHERS.slice(1).map(({ what, run }) => settled(run(view(what), clock))),
        clean(view('clean-up'), clock),
      ]).finally(() => (state.isRunning = false));
      await scheduler.waitFor(Promise.all([working, reading()]));
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      if (new Set(seen).size > 1) seenBoth += 1;
      expect(await wholeVersionsIn(store)).not.toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(seenBoth).toBeGreaterThan(10); // else nothing was seen to change
}, 120_000);

const isDelete = ({ call, key }: Step): boolean => call === 'delete' && key.startsWith('segments/');

describe('a clean-up', () => {
  test('that is killed at any step leaves whole versions, and the next one does the rest', async () => {
    let steps = 0;
    for (let isDone = false; !isDone; steps += 1) {
      const { clock, store } = await oldStore();
      let step = 0;
      const view = steppedStore(store, async () => {
        if (step === steps) throw new Error('bị giết');
        step += 1;
      });
      isDone = await clean(view, clock).then(
        () => true,
        () => false,
      );
      clock.ms += HOUR_MS;
      await clean(store, clock);
      expect(await wholeVersionsIn(store)).not.toEqual([]);
      const parts: string[] = [];
      for await (const { key } of store.list('segments/')) parts.push(key);
      expect(parts).toHaveLength(4);
    }
    expect(steps).toBeGreaterThan(30);
  });

  test('that was held up deletes nothing more', async () => {
    const { clock, store } = await oldStore();
    let deleted = 0;
    const view = steppedStore(store, async (step) => {
      if (step.call === 'list' && step.key === 'segments/') clock.ms += 5 * 60_000;
      if (isDelete(step)) deleted += 1;
    });
    await expect(clean(view, clock)).rejects.toMatchObject({ code: 'store-unavailable' });
    expect(deleted).toBe(0);
  });

  test('that takes long makes its mark young again', async () => {
    const { clock, store } = await oldStore();
    let marks = 0;
    const view = steppedStore(store, async ({ call, key }) => {
      if (call === 'head') clock.ms += 20_000;
      if (call === 'put' && key === CLEANING) marks += 1;
    });
    expect(await clean(view, clock)).toMatchObject({ parts: { count: 12 } });
    expect(marks).toBeGreaterThan(1);
    expect(await wholeVersionsIn(store)).not.toEqual([]);
  });

  test('whose deletion may still arrive leaves its mark, which publishers wait for until it is old', async () => {
    const { clock, store } = await oldStore();
    const view = steppedStore(store, async (step) => {
      if (isDelete(step)) throw new Error('mất liên lạc');
    });
    await expect(clean(view, clock)).rejects.toThrow('mất liên lạc');
    expect(await store.head(CLEANING)).not.toBeNull();
    const looks: Step[] = [];
    const publisher = steppedStore(store, async (step) => {
      if (looksForCleaning(step)) looks.push(step);
      if (looks.length === 3) clock.ms += HOUR_MS / 4;
    });
    const content = await writeVersion(publisher, 'mới');
    await publish(publisher, await readCurrent(store), content, { now: clock.now });
    expect(looks.length).toBeGreaterThanOrEqual(3);
  });

  test('can be stopped, and takes its mark along', async () => {
    const { clock, store } = await oldStore();
    const stop = new AbortController();
    const view = steppedStore(store, async (step) => {
      if (isDelete(step)) stop.abort(new Error('đã bấm Ctrl-C'));
    });
    await expect(gc(view, { keep: 1, now: clock.now, signal: stop.signal })).rejects.toThrow('đã bấm Ctrl-C');
    expect(await wholeVersionsIn(store)).not.toEqual([]);
  });
});

test.each([
  { when: 'before it looks for a clean-up', heldUpAt: 1, isStep: looksForCleaning },
  {
    when: 'behind its last look at its parts',
    heldUpAt: 2,
    // one that is live, and so stays; the others have been looked at by then
    isStep: ({ call, key }: Step) => call === 'head' && key.endsWith('.suggestions'),
  },
])('a publisher that is held up $when secures its parts again', async ({ heldUpAt, isStep }) => {
  const { clock, store } = await oldStore();
  const current = await readCurrent(store);
  const [segment] = versionOf('bỏ dở').segments;
  const [live] = current?.manifest.segments ?? [];
  if (!segment || !live) throw new Error('nothing there');
  const content = { ...versionOf('bỏ dở'), segments: [{ ...segment, suggestions: live.suggestions }] };
  let step = 0;
  const view = steppedStore(store, async (each) => {
    if (!isStep(each)) return;
    step += 1;
    if (step !== heldUpAt) return;
    await new Promise(setImmediate);
    clock.ms += 30 * HOUR_MS; // a laptop asleep
    await clean(store, clock);
  });
  await expect(publish(view, current, content, { now: clock.now })).rejects.toMatchObject({ code: 'index-malformed' });
  expect(step).toBeGreaterThanOrEqual(heldUpAt);
  expect(await wholeVersionsIn(store)).not.toEqual([]);
  expect((await readCurrent(store))?.tag).toBe(current?.tag);
});
