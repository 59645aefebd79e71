/** `purgeArticles`: the same on every store, killed at each of its steps, and beside publishers at each of theirs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLEANING } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openIndex } from '../../core/search/open.ts';
import { fileStore } from '../../core/store/file.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { s3Store } from '../../core/store/s3.ts';
import { purgeArticles } from '../../indexer/purge.ts';
import { rollback } from '../../indexer/rollback.ts';
import { verify } from '../../indexer/verify.ts';
import {
  CORRECTED,
  describePurging,
  indexAnew,
  OTHERS,
  publishArticles,
  SUED,
  whereNamed,
} from '../contracts/purge.ts';
import { steppedStore, type Step } from '../support/clocked-store.ts';
import { everyText } from '../support/every-text.ts';
import { startSmallS3, type SmallS3 } from '../support/small-s3.ts';
import { writeVersion } from '../support/some-version.ts';
import type { Store } from '../../core/store/store.ts';

const root = await mkdtemp(join(tmpdir(), 'saola-purge-'));
let server: SmallS3;
let places = 0;
beforeAll(async () => {
  server = await startSmallS3({ buckets: ['saola', 'kho-cu'], pageSize: 50, versioned: true });
  Object.assign(process.env, server.env);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

describePurging('memory', memoryStore);
describePurging('a folder', () => fileStore(join(root, String(++places))));
describePurging('S3 (the small one)', () => s3Store(`s3://saola/${++places}`));

/** An article that is live, was another before, and stands in three of four versions; and what a killed publisher left. */
const original = memoryStore();
beforeAll(async () => {
  await publishArticles(original, ...OTHERS.slice(0, 3));
  await publishArticles(original, SUED);
  await publishArticles(original, CORRECTED);
  await publishArticles(original, ...OTHERS.slice(3, 5));
  await writeVersion(original, 'bỏ dở');
});

/** The same, but the article is live no more: nothing has to be written anew. */
const cleared = memoryStore();
beforeAll(async () => {
  await publishArticles(cleared, SUED, ...OTHERS.slice(0, 2));
  await indexAnew(cleared, OTHERS.slice(0, 3));
  await indexAnew(cleared, OTHERS.slice(0, 4));
});

async function copyOf(store: Store, copy: Store = memoryStore()): Promise<Store> {
  for await (const { key } of store.list('')) await copy.put(key, (await store.get(key))?.bytes ?? new Uint8Array());
  return copy;
}

const later = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);

async function checkWhole(store: Store): Promise<void> {
  expect((await verify(store, { all: true })).faults).toEqual([]);
  expect((await (await openIndex(store)).search({ query: 'người' })).hits.length).toBeGreaterThan(0);
}

/** As another process sees it that is killed before the step for which `dies` is true: that call fails, and all behind it. */
function killedAt(store: Store, dies: (step: Step) => boolean): Store {
  let isDead = false;
  return steppedStore(store, async (step) => {
    isDead ||= dies(step);
    if (isDead) throw new Error('killed');
  });
}

const isAnything = (): boolean => true;
const isChange = ({ call }: Step): boolean => call === 'put' || call === 'delete' || call === 'past';

test.each([
  { name: 'memory', makeStore: memoryStore, counts: isAnything, every: 1, most: 1_000 },
  { name: 'a folder', makeStore: () => fileStore(join(root, String(++places))), counts: isChange, every: 4, most: 50 },
  {
    name: 'S3 (the small one)',
    makeStore: () => s3Store(`s3://kho-cu/${++places}`),
    counts: isChange,
    every: 6,
    most: 200,
  },
])(
  'killed at any moment it leaves whole versions, and the second run ends what it began: $name',
  async ({ makeStore, counts, every, most }) => {
    let halfDone = 0;
    let ended = false;
    for (let at = 1; !ended; at += every) {
      expect(at).toBeLessThan(most);
      const store = await copyOf(original, makeStore());
      let left = at;
      const dying = killedAt(store, (step) => counts(step) && --left === 0);
      const killed = await purgeArticles(dying, [SUED.id]).catch((error: unknown) => error);
      ended = left > 0;
      const when = `killed before ${at}: ${String(killed)}`;
      await checkWhole(store);
      if ((await readCurrent(store))?.manifest.sequence === 5) halfDone += 1;
      const report = await purgeArticles(store, [SUED.id], { now: later(11) });
      expect({ when, named: whereNamed(await everyText(store)) }).toEqual({ when, named: [] });
      await checkWhole(store);
      expect(report.articles).toBe(5);
      const past: string[] = [];
      for await (const { key } of store.past?.list('') ?? []) if (key !== CLEANING) past.push(key);
      expect({ when, past }).toEqual({ when, past: [] });
    }
    expect(halfDone).toBeGreaterThan(2);
  },
  120_000,
);

const addOne = (store: Store) => publishArticles(store, ...OTHERS.slice(5, 6));

/** What it ended with, an error too. */
const ended = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

/** What is live is whole; and when all have ended, one more run leaves nothing of the article, and nothing half. */
async function check(store: Store, when: string, ends: readonly unknown[]): Promise<void> {
  expect(ends.filter((end) => end instanceof Error && !('code' in end))).toEqual([]);
  expect({ when, faults: (await verify(store)).faults }).toEqual({ when, faults: [] });
  await purgeArticles(store, [SUED.id], { now: later(11) });
  expect({ when, named: whereNamed(await everyText(store)) }).toEqual({ when, named: [] });
  await checkWhole(store);
}

describe('beside a publisher', () => {
  type Publisher = {
    readonly name: string;
    readonly start: Store;
    readonly work: (store: Store) => Promise<unknown>;
  };
  const PUBLISHERS: readonly Publisher[] = [
    { name: 'that goes back to a version with it', start: original, work: (store) => rollback(store, '2') },
    { name: 'that goes back to one where it was live last', start: cleared, work: (store) => rollback(store, '1') },
    { name: 'that goes back to one without it', start: original, work: (store) => rollback(store, '1') },
    { name: 'that adds another', start: original, work: addOne },
    { name: 'that puts it back', start: original, work: (store) => publishArticles(store, SUED) },
    {
      name: 'that puts it back where it is live no more',
      start: cleared,
      work: (store) => publishArticles(store, SUED),
    },
  ];

  test.each(PUBLISHERS)(
    '$name: held up at any step while the purge runs, it puts nothing live that is gone',
    async ({ start, work }) => {
      const steps: Step[] = [];
      await ended(work(steppedStore(await copyOf(start), async (step) => void steps.push(step))));
      expect(steps.length).toBeGreaterThan(10);
      for (const [at, step] of steps.entries()) {
        const store = await copyOf(start);
        let calls = 0;
        let purge: unknown;
        const held = steppedStore(store, async () => {
          if (calls++ === at) purge = await ended(purgeArticles(store, [SUED.id]));
        });
        await check(store, `step ${at}: ${step.call} ${step.key}`, [await ended(work(held)), purge]);
      }
    },
    120_000,
  );

  test.each(PUBLISHERS)(
    '$name: begun at any change that the purge makes, it puts nothing live that is gone',
    async ({ start, work }) => {
      const steps: Step[] = [];
      const counted = steppedStore(await copyOf(start), async (step) => void (isChange(step) && steps.push(step)));
      await purgeArticles(counted, [SUED.id]);
      expect(steps.length).toBeGreaterThan(8);
      for (const [at, step] of steps.entries()) {
        const store = await copyOf(start);
        let calls = 0;
        let publisher: Promise<unknown> = Promise.resolve();
        const stepped = steppedStore(store, async (each) => {
          if (!isChange(each) || calls++ !== at) return;
          publisher = ended(work(store));
          // Until it is through, or waits for the mark.
          await Promise.race([publisher, sleep(50)]);
        });
        const purge = await ended(purgeArticles(stepped, [SUED.id]));
        await check(store, `step ${at}: ${step.call} ${step.key}`, [purge, await publisher]);
      }
    },
    120_000,
  );
});
