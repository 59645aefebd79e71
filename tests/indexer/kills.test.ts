/** Whoever publishes is killed at each of its steps, reads and writes, every one: what is live is the version before or the
 *  one after, whole, and whoever comes next does the rest as if nothing had happened. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIndex } from '../../core/search/open.ts';
import { fileStore } from '../../core/store/file.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { readCurrent } from '../../core/index/published.ts';
import { gc } from '../../indexer/gc.ts';
import { indexArticles, removeArticles } from '../../indexer/index-articles.ts';
import { rollback } from '../../indexer/rollback.ts';
import { exampleArticles } from '../support/articles.ts';
import { HOUR_MS, steppedStore } from '../support/clocked-store.ts';
import { wholeVersionsIn } from '../support/whole-versions.ts';
import type { Article } from '../../core/article.ts';
import type { Store } from '../../core/store/store.ts';
import type { IndexOptions } from '../../indexer/index-articles.ts';

/** Their beginnings: each run indexes some of them. */
const begun = (article: Article): Article => ({ ...article, body: article.body.slice(0, 300) });
const ALL = exampleArticles().map(begun);
const BASE = ALL.slice(0, 30);
const [FIRST, SECOND] = BASE as [Article, Article];
const changed = (article: Article): Article => ({ ...article, body: `${article.body} Sửa lại ở Đà Lạt.` });
const QUERIES = ['Nhật Bản', '"Đà Lạt"', FIRST.title, SECOND.title, 'người'];

async function index(store: Store, articles: readonly Article[], options?: IndexOptions): Promise<void> {
  const found = (async function* () {
    for (const article of articles) yield { article, origin: { file: 'tin.json' } };
  })();
  await indexArticles(store, found, options);
}

/** What a store holds before, and its history until then. */
const HISTORIES = {
  nothing: async () => undefined,
  'one segment': (store: Store) => index(store, BASE),
  async 'a small segment beside a large one, with an article of that buried'(store: Store) {
    await index(store, BASE);
    await index(store, [changed(FIRST), ...ALL.slice(30, 32)]);
  },
} satisfies Readonly<Record<string, (store: Store) => Promise<void>>>;
type History = keyof typeof HISTORIES;
const TWO: History = 'a small segment beside a large one, with an article of that buried';

type Job = {
  readonly what: string;
  readonly on: History;
  readonly run: (store: Store) => Promise<unknown>;
  /** Articles in each segment of what it publishes, and those of them that are buried: it is the publish that is meant. */
  readonly makes: readonly string[];
};
const JOBS: readonly Job[] = [
  { what: 'the first publish', on: 'nothing', run: (store) => index(store, BASE.slice(0, 6)), makes: ['6'] },
  {
    what: 'an update: a new segment, and an article buried',
    on: 'one segment',
    run: (store) => index(store, [changed(SECOND), ...ALL.slice(30, 32)]),
    makes: ['30-1', '3'],
  },
  {
    what: 'an update that merges the small segment into the new one',
    on: TWO,
    run: (store) => index(store, [changed(SECOND), ...ALL.slice(32, 33)]),
    makes: ['30-2', '5'],
  },
  {
    what: 'a removal, of tombstones alone',
    on: TWO,
    run: (store) => removeArticles(store, [SECOND.id]),
    makes: ['30-2', '3'],
  },
  {
    what: 'a rebuild of everything, which mirrors',
    on: TWO,
    run: (store) => index(store, BASE.slice(2, 10), { mode: 'full', allowShrink: true }),
    makes: ['8'],
  },
  { what: 'a rollback', on: TWO, run: (store) => rollback(store, '1'), makes: ['30'] },
];

/** What readers see: every query's answer, but for the name of the version. */
async function answersFrom(store: Store): Promise<string> {
  if ((await readCurrent(store)) === null) return 'nothing is published';
  const opened = await openIndex(store);
  const answers: unknown[] = [];
  for (const query of QUERIES) answers.push({ ...(await opened.search({ query })), version: '' });
  answers.push({ ...(await opened.suggest({ query: 'nhat' })), version: '' });
  return JSON.stringify(answers);
}

async function shapeOf(store: Store): Promise<string[]> {
  const { manifest } = (await readCurrent(store)) ?? {};
  return (manifest?.segments ?? []).map(({ articles, removed }) =>
    removed ? `${articles}-${removed.docs.length}` : `${articles}`,
  );
}

const root = await mkdtemp(join(tmpdir(), 'saola-kills-'));
afterAll(async () => await rm(root, { recursive: true }));
let copies = 0;

/** Stores that begin as a given one. */
const KINDS = {
  async memory(of: Store): Promise<Store> {
    const copy = memoryStore();
    for await (const { key } of of.list('')) await copy.put(key, (await of.get(key))?.bytes ?? new Uint8Array());
    return copy;
  },
  async 'a folder'(of: Store): Promise<Store> {
    const folder = join(root, String((copies += 1)));
    const base = join(root, `base-${[...prepared.values()].indexOf(of)}`);
    await copied(of, fileStore(base));
    await cp(base, folder, { recursive: true });
    return fileStore(folder);
  },
} satisfies Readonly<Record<string, (of: Store) => Promise<Store>>>;

const filled = new Set<string>();
async function copied(from: Store, to: Store): Promise<void> {
  if (filled.has(to.uri)) return;
  filled.add(to.uri);
  await to.put('ghi-chu.txt', new Uint8Array(1)); // so that there is a folder, whatever is in it
  for await (const { key } of from.list('')) await to.put(key, (await from.get(key))?.bytes ?? new Uint8Array());
}

const prepared = new Map<History, Store>();
beforeAll(async () => {
  for (const [name, make] of Object.entries(HISTORIES)) {
    const store = memoryStore();
    await make(store);
    prepared.set(name as History, store);
  }
});
const before = (on: History): Store => {
  const store = prepared.get(on);
  if (!store) throw new Error(`no store with ${on}`);
  return store;
};

const KILLED = new Error('bị giết');
/** The store as a process sees it that is killed before step number `at`: from there on it does nothing any more. */
function mortal(store: Store, at: number): { readonly view: Store; steps(): number } {
  let step = 0;
  const view = steppedStore(store, async () => {
    step += 1;
    if (step >= at) throw KILLED;
  });
  return { view, steps: () => step };
}

const later = (): Date => new Date(Date.now() + 25 * HOUR_MS);
const lastly = (numbers: readonly number[]): number[] => numbers.map((_, i) => numbers.length - i);

describe.each(Object.entries(KINDS))('in %s', (_kind, copyOf) => {
  test.each(JOBS)('$what', async ({ on, run, makes }) => {
    const done = await copyOf(before(on));
    const counted = mortal(done, Infinity);
    await run(counted.view);
    expect(await shapeOf(done)).toEqual(makes);
    const [old, wanted] = [await answersFrom(before(on)), await answersFrom(done)];
    expect(wanted).not.toBe(old);
    expect(counted.steps()).toBeGreaterThan(15);

    const seen = new Set<string>();
    for (let at = 1; at <= counted.steps(); at += 1) {
      const store = await copyOf(before(on));
      const error: unknown = await run(mortal(store, at).view).then(
        () => null,
        (reason: unknown) => reason,
      );
      const left = await answersFrom(store);
      expect([old, wanted], `killed at step ${at}`).toContain(left);
      seen.add(left === old ? 'old' : 'new');
      // The copy that is kept comes last: a publisher that cannot write it has published all the same.
      expect(error === KILLED || (left === wanted && error === null), `killed at step ${at}: ${String(error)}`).toBe(
        true,
      );
      if (left === old) await run(store);
      await gc(store, { now: later });
      const numbers = await wholeVersionsIn(store);
      expect(numbers, `versions after step ${at}`).toEqual(lastly(numbers));
      expect(await answersFrom(store), `after step ${at}`).toBe(wanted);
    }
    expect([...seen]).toEqual(['old', 'new']);
  });
});
