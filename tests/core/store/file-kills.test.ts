/** Whoever writes into a folder is killed at each of its calls to the file system, every one: readers see the bytes before or
 *  the bytes after, and the next writer is kept from nothing. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readCurrent } from '../../../core/index/published.ts';
import { fileStore } from '../../../core/store/file.ts';
import { publish } from '../../../indexer/publish.ts';
import { bytesOf, textOf } from '../../contracts/store.ts';
import { writeVersion } from '../../support/some-version.ts';
import { wholeVersionsIn } from '../../support/whole-versions.ts';
import type { Store } from '../../../core/store/store.ts';

/** The process whose calls are counted: it is killed before number `at`, and does nothing any more from there on. */
const doomed = vi.hoisted(() => ({ isRunning: false, at: Infinity, calls: 0, killed: new Error('bị giết') }));

vi.mock('node:fs/promises', async (original) => {
  type Call = (...args: unknown[]) => unknown;
  const real = await original<Readonly<Record<string, unknown>>>();
  const counted =
    (call: Call): Call =>
    async (...args) => {
      if (!doomed.isRunning) return await call(...args);
      doomed.calls += 1;
      if (doomed.calls >= doomed.at) throw doomed.killed;
      return await call(...args);
    };
  const open: Call = async (...args) => {
    const handle = (await counted(real['open'] as Call)(...args)) as object;
    return new Proxy(handle, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const call = value.bind(target) as Call;
        // What a killed process has open, the system closes.
        return name === 'close' ? call : counted(call);
      },
    });
  };
  const functions = Object.entries(real).filter(([, value]) => typeof value === 'function') as [string, Call][];
  return { ...real, ...Object.fromEntries(functions.map(([name, call]) => [name, counted(call)])), open };
});

/** It looks at itself as a process that has ended since: those who come later find its number taken by another one. */
vi.mock('node:fs', async (original) => {
  const real = await original<Readonly<Record<string, unknown>> & { readFileSync(...args: unknown[]): unknown }>();
  const readFileSync = (...args: unknown[]): unknown => {
    const result = real.readFileSync(...args);
    const isOwn = doomed.isRunning && String(args[0]).endsWith('/stat') && typeof result === 'string';
    return isOwn ? result.replace(/\d+/g, '7') : result;
  };
  return { ...real, readFileSync };
});

/** Runs `work` until it is killed before call number `at`; how many calls it made, where it was not. */
async function killed(at: number, work: () => Promise<unknown>): Promise<number | null> {
  Object.assign(doomed, { isRunning: true, at, calls: 0 });
  try {
    await work();
    return doomed.calls >= at ? null : doomed.calls;
  } catch (error) {
    if (doomed.calls < at) throw error;
    return null;
  } finally {
    doomed.isRunning = false;
  }
}

const root = await mkdtemp(join(tmpdir(), 'saola-file-kills-'));
afterAll(async () => await rm(root, { recursive: true }));
let folders = 0;
let base: string;
beforeEach(async () => {
  base = join(root, `base-${(folders += 1)}`);
  await fileStore(base).put(KEY, bytesOf('bản cũ'));
});

/** The base as it was, for a process of its own. */
async function copyOf(folder: string): Promise<string> {
  const copy = join(root, String((folders += 1)));
  await cp(folder, copy, { recursive: true });
  return copy;
}

const KEY = 'segments/ab.terms';
const read = async (store: Store): Promise<string | null> => {
  const stored = await store.get(KEY);
  return stored && textOf(stored.bytes);
};

async function* twoChunks() {
  yield bytesOf('bản ');
  yield await Promise.resolve(bytesOf('mới'));
}

describe.each<{ what: string; work: (store: Store) => Promise<unknown>; leaves: string | null }>([
  { what: 'put', work: (store) => store.put(KEY, bytesOf('bản mới')), leaves: 'bản mới' },
  { what: 'putStream', work: (store) => store.putStream(KEY, twoChunks()), leaves: 'bản mới' },
  {
    what: 'put with a condition',
    async work(store) {
      const found = await store.get(KEY);
      if (found) await store.put(KEY, bytesOf('bản mới'), { condition: { tag: found.tag } });
    },
    leaves: 'bản mới',
  },
  { what: 'touch', work: (store) => store.touch(KEY), leaves: 'bản cũ' },
  { what: 'delete', work: (store) => store.delete(KEY), leaves: null },
])('$what', ({ work, leaves }) => {
  test('killed at each call, leaves what was there or what it was to leave, and no lock', async () => {
    const seen = new Set<string | null>();
    for (let at = 1; ; at += 1) {
      const folder = await copyOf(base);
      const calls = await killed(at, () => work(fileStore(folder)));
      const left = await read(fileStore(folder));
      expect(['bản cũ', leaves]).toContain(left);
      seen.add(left);
      const begun = performance.now();
      const next = fileStore(folder);
      await next.put(KEY, bytesOf('của người sau'));
      expect(performance.now() - begun).toBeLessThan(5_000); // it does not wait for a dead one
      expect(await read(next)).toBe('của người sau');
      const keys: string[] = [];
      for await (const { key } of next.list('')) keys.push(key);
      expect(keys).toEqual([KEY]);
      if (calls === null) continue;
      expect(left).toBe(leaves);
      expect(calls).toBeGreaterThan(leaves === 'bản cũ' ? 1 : 8);
      break;
    }
    expect(seen).toEqual(new Set(['bản cũ', leaves]));
  });
});

async function publishNext(store: Store): Promise<void> {
  await publish(store, await readCurrent(store), await writeVersion(store, 'hai'));
}

test('a publish killed at each call to the file system leaves the version before or the one after, whole', async () => {
  const first = fileStore(base);
  await publish(first, null, await writeVersion(first, 'một'));
  const seen: number[] = [];
  for (let at = 1; ; at += 1) {
    const folder = await copyOf(base);
    const calls = await killed(at, () => publishNext(fileStore(folder)));
    const next = fileStore(folder);
    const live = (await readCurrent(next))?.manifest.sequence ?? 0;
    expect(await wholeVersionsIn(next)).toEqual(live === 1 ? [1] : [2, 1]);
    seen.push(live);
    if (live === 1) await publishNext(next);
    expect(await wholeVersionsIn(next)).toEqual([2, 1]);
    await rm(folder, { recursive: true });
    if (calls !== null) break;
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(new Set(seen)).toEqual(new Set([1, 2]));
  expect(seen.length).toBeGreaterThan(100);
}, 120_000);
