/** A run that was stopped, at whichever moment: the next one makes only what is missing, and writes the bytes of one that was not. */
import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { PART_KINDS } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { fileStore } from '../../core/store/file.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { indexArticles, type IndexOptions } from '../../indexer/index-articles.ts';
import type { Found } from '../../indexer/sources/source.ts';
import { madeArticles } from '../support/articles.ts';

const articles = [...madeArticles(2_050, 11)]; // three chunks
let folder = '';
let wanted: string[] = [];
let store: Store;
let unfinishedIn = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-resume-'));
  const whole = memoryStore();
  await run(whole);
  wanted = await partsIn(whole);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

let places = 0;
beforeEach(async () => {
  places += 1;
  store = fileStore(join(folder, `kho-${places}`));
  unfinishedIn = join(folder, `tam-${places}`);
  await mkdir(unfinishedIn);
});

async function* foundOf(list: readonly Article[]): AsyncGenerator<Found> {
  for (const article of list) yield { article, origin: { file: 'tin.json' } };
}

async function run(into: Store, options: IndexOptions = {}, list = articles) {
  return indexArticles(into, foundOf(list), { memoryBytes: 0, ...(unfinishedIn && { unfinishedIn }), ...options });
}

async function partsIn(some: Store): Promise<string[]> {
  const manifest = (await readCurrent(some))?.manifest;
  return (manifest?.segments ?? []).flatMap((segment) => PART_KINDS.map((kind) => segment[kind].sha256));
}

/** A run that is stopped once it has come so far. */
async function stopped(step: string, after: number, options: IndexOptions = {}): Promise<void> {
  const stop = new AbortController();
  const running = run(store, {
    ...options,
    signal: stop.signal,
    onProgress: (now) => now.step === step && now.done >= after && stop.abort(new Error('thôi')),
  });
  await expect(running).rejects.toThrow('thôi');
  expect(await readCurrent(store)).toBeNull();
}

/** How many articles the next run finds taken apart. */
async function resumed(options: IndexOptions = {}, list = articles): Promise<number> {
  let found = 0;
  await run(store, { ...options, onResumed: (count) => (found = count) }, list);
  return found;
}

const leftIn = async (): Promise<string[]> =>
  (await readdir(unfinishedIn, { recursive: true })).filter((name) => name.endsWith('.chunk'));

test('a run that nobody stops publishes one segment', () => expect(wanted).toHaveLength(PART_KINDS.length));

test.each([
  { why: 'while sources are read', step: 'reading', after: 2_000, left: 0 },
  { why: 'in the first chunk', step: 'indexing', after: 100, left: 0 },
  { why: 'in the second', step: 'indexing', after: 1_500, left: 1_000 },
  { why: 'in the last', step: 'indexing', after: 2_010, left: 2_000 },
  { why: 'while parts are written', step: 'writing', after: 2, left: 2_050 },
])('stopped $why', { timeout: 120_000 }, async ({ step, after, left }) => {
  await stopped(step, after);
  expect(await leftIn()).toHaveLength(Math.ceil(left / 1_000));
  expect(await resumed()).toBe(left);
  expect(await partsIn(store)).toEqual(wanted);
  expect(await leftIn()).toEqual([]);
});

test('stopped again and again, each run goes on from where the one before was', { timeout: 120_000 }, async () => {
  for (const after of [1_050, 2_010]) await stopped('indexing', after);
  expect(await resumed()).toBe(2_000);
  expect(await partsIn(store)).toEqual(wanted);
});

test('what is not as it was written is made again', { timeout: 120_000 }, async () => {
  await stopped('writing', 1);
  const [first = '', second = ''] = await leftIn();
  await writeFile(join(unfinishedIn, first), 'hỏng');
  await rm(join(unfinishedIn, second));
  expect(await resumed()).toBeLessThanOrEqual(1_000);
  expect(await partsIn(store)).toEqual(wanted);
});

test(
  'an article more in front of all moves every chunk, and nothing old is taken for new',
  { timeout: 120_000 },
  async () => {
    await stopped('indexing', 2_010);
    const more: Article[] = [
      { id: 'truoc-het', title: 'Bão số 3', body: 'Bão vào bờ.', publishedAt: '1999-01-01' },
      ...articles,
    ];
    expect(await resumed({}, more)).toBe(0);
    const whole = memoryStore();
    await run(whole, {}, more);
    expect(await partsIn(store)).toEqual(await partsIn(whole));
  },
);

test(
  'runs into other indexes do not mix, and what nobody went on with for a week goes',
  { timeout: 120_000 },
  async () => {
    await stopped('indexing', 1_500);
    const other = fileStore(join(folder, `kho-khac-${places}`));
    await run(other, { onResumed: () => expect.unreachable() });
    expect(await leftIn()).toHaveLength(1);
    const [root = ''] = await readdir(unfinishedIn);
    const [own = ''] = await readdir(join(unfinishedIn, root));
    const old = new Date(Date.now() - 8 * 24 * 60 * 60 * 1000);
    await utimes(join(unfinishedIn, root, own), old, old);
    await run(other, { mode: 'full' });
    expect(await leftIn()).toEqual([]);
  },
);

test.skipIf(process.getuid === undefined)(
  'nobody else may look into it (Windows has no such rights)',
  { timeout: 120_000 },
  async () => {
    const root = join(unfinishedIn, `saola-unfinished-${process.getuid?.()}`);
    await mkdir(root);
    await chmod(root, 0o777);
    await stopped('indexing', 1_500);
    expect((await stat(root)).mode & 0o777).toBe(0o700);
  },
);

test('a place that is none is named, and what to do', async () => {
  await writeFile(join(unfinishedIn, `saola-unfinished-${process.getuid?.() ?? 'own'}`), '');
  await expect(run(store)).rejects.toMatchObject({
    code: 'store-refused',
    message: expect.stringContaining('set TMPDIR'),
  });
});
