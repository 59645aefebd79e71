/** The store in a folder: the contract, several processes, and processes that end in the middle. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fileError } from '../../../core/store/file-errors.ts';
import { withLock } from '../../../core/store/file-lock.ts';
import { ownName } from '../../../core/store/file-owner.ts';
import { fileStore } from '../../../core/store/file.ts';
import { bytesOf, describeStore, textOf } from '../../contracts/store.ts';
import { startChild } from '../../support/child.ts';

const root = await mkdtemp(join(tmpdir(), 'saola-store-'));
afterAll(async () => await rm(root, { recursive: true }));

let folders = 0;
const nextFolder = () => join(root, String(++folders), 'chỉ mục');

describeStore('a folder', () => fileStore(nextFolder()));

/** The name of a process that ran on this machine and is gone. */
async function deadName(): Promise<string> {
  const child = startChild('support/counting-writer.ts', join(root, 'chết'), '0');
  await child.ended();
  return ownName().replace(/^\d+/, String(child.pid));
}

async function age(path: string, ms: number): Promise<void> {
  const then = new Date(Date.now() - ms);
  await utimes(path, then, then);
}

describe('what writers leave behind', () => {
  let folder: string;
  let workshop: string;
  beforeEach(async () => {
    folder = nextFolder();
    workshop = join(folder, '.writing');
    await mkdir(workshop, { recursive: true });
  });

  test('is nothing, where they end as they should', async () => {
    const store = fileStore(folder);
    await store.put('segments/ab.terms', bytesOf('một'));
    await store.put('segments/ab.terms', bytesOf('hai'), { condition: { absent: true } });
    await store.delete('segments/ab.terms');
    expect(await readdir(workshop)).toEqual([]);
  });

  test('is not listed, and is taken away by the next writer where its owner is dead, and only then', async () => {
    const [dead, alive] = [await deadName(), ownName()];
    const foreign = dead.replace(/\.[^.]*(\.[^.]*)$/, '.may-khac$1');
    const old = foreign.replace(/^\d+/, '4711');
    for (const owner of [dead, alive, foreign, old]) await writeFile(join(workshop, `new-${owner}`), 'dở dang');
    for (const owner of [dead, alive]) {
      await mkdir(join(workshop, `lock-${owner}`));
      await writeFile(join(workshop, `lock-${owner}`, owner), '');
    }
    await age(join(workshop, `new-${old}`), 25 * 60 * 60 * 1000);
    const store = fileStore(folder);
    await store.put('current.json', bytesOf('một'));
    const kept = (await readdir(workshop)).toSorted();
    expect(kept).toEqual([`lock-${alive}`, `new-${alive}`, `new-${foreign}`].toSorted());
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    expect(keys).toEqual(['current.json']);
  });

  test('what others put into the folder is not listed', async () => {
    const store = fileStore(folder);
    await store.put('versions/1.json', bytesOf('một'));
    await writeFile(join(folder, '.DS_Store'), '');
    await writeFile(join(folder, 'Đọc tôi.txt'), '');
    await writeFile(join(folder, 'versions', 'Thumbs.db'), '');
    await mkdir(join(folder, 'segments'));
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    expect(keys).toEqual(['versions/1.json']);
  });
});

describe('the lock', () => {
  let folder: string;
  beforeEach(async () => {
    folder = nextFolder();
    await mkdir(folder, { recursive: true });
  });
  const hold = async (owner: string, heldForMs = 0) => {
    await mkdir(join(folder, 'lock'));
    await writeFile(join(folder, 'lock', owner), '');
    await age(join(folder, 'lock', owner), heldForMs);
  };
  const take = async (patienceMs: number) =>
    await withLock(folder, async () => await Promise.resolve('có'), { patienceMs });

  test('is taken and given back', async () => {
    expect(await take(0)).toBe('có');
    expect(await readdir(folder)).toEqual([]);
  });

  test('is given back by work that fails', async () => {
    const trouble = new Error('hỏng');
    await expect(withLock(folder, async () => await Promise.reject(trouble))).rejects.toBe(trouble);
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    { why: 'a dead process of this machine', owner: deadName, heldForMs: 0 },
    {
      why: 'an earlier process of a number that is in use again',
      owner: async () => ownName().replace(/\.\d+\./, '.1.'),
      heldForMs: 0,
    },
    {
      why: 'another machine that has not been heard of for long',
      owner: async () => ownName().replace(hostname(), 'khac'),
      heldForMs: 60_000,
    },
    { why: 'nobody knows whom, for long', owner: async () => await Promise.resolve('khong-ro'), heldForMs: 60_000 },
  ])('of $why is taken over', async ({ owner, heldForMs }) => {
    await hold(await owner(), heldForMs);
    expect(await take(2000)).toBe('có');
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    { why: 'a live process of this machine, for however long', owner: ownName, heldForMs: 3_600_000 },
    {
      why: 'another machine, a moment ago',
      owner: async () => ownName().replace(hostname(), 'khac'),
      heldForMs: 0,
    },
  ])('of $why is left alone, and its owner named', async ({ owner, heldForMs }) => {
    await hold(await owner(), heldForMs);
    await expect(take(100)).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining(`Process ${process.pid} has kept ${folder} locked for 0.1 s`),
    });
    expect(await readdir(folder)).toEqual(['lock']);
  });

  test('whose taking over is tried by many at once goes to one of them at a time', async () => {
    const dead = await deadName();
    for (let round = 0; round < 20; round++) {
      await hold(`${dead}${round}`);
      let inside = 0;
      let most = 0;
      await Promise.all(
        Array.from({ length: 12 }, async () => {
          await withLock(folder, async () => {
            most = Math.max(most, ++inside);
            await sleep(1);
            inside--;
          });
        }),
      );
      expect(most).toBe(1);
    }
  });

  test('that somebody took away is noticed before anything is done', async () => {
    const work = withLock(folder, async ({ stillOurs }) => {
      await rm(join(folder, 'lock'), { recursive: true });
      await stillOurs();
    });
    await expect(work).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('stood still'),
    });
  });

  test('is not waited for any longer than its caller wants', async () => {
    await hold(ownName());
    const abort = new AbortController();
    const reason = new Error('đã bấm Ctrl-C');
    setTimeout(() => abort.abort(reason), 20);
    await expect(withLock(folder, async () => await Promise.resolve(), { signal: abort.signal })).rejects.toBe(reason);
  });
});

describe('several processes', () => {
  test('lose none of each other’s writes', async () => {
    const folder = nextFolder();
    const children = Array.from({ length: 4 }, () => startChild('support/counting-writer.ts', folder, '25'));
    await Promise.all(children.map(async (child) => await child.ended()));
    expect(await numberIn(folder)).toBe(100);
  }, 120_000);

  test('that are killed at any moment leave whole bytes, nothing that was done undone, and no lock', async () => {
    const folder = nextFolder();
    const reading = new AbortController();
    const reader = (async () => {
      let last = 0;
      while (!reading.signal.aborted) {
        const now = await numberIn(folder);
        if (now < last) throw new Error(`${now} came after ${last}`);
        last = now;
      }
    })();
    for (let kill = 0; kill < 20; kill++) {
      const child = startChild('support/counting-writer.ts', folder);
      const done = Number(await child.line());
      await sleep(Math.random() * 40);
      await child.kill();
      expect(await numberIn(folder)).toBeGreaterThanOrEqual(done);
    }
    reading.abort();
    await reader;
    const store = fileStore(folder);
    const before = await store.get('current.json');
    const put = await store.put('current.json', bytesOf('xong'), { condition: { tag: before?.tag ?? failed() } });
    expect(put.done).toBe(true);
    expect(await readdir(join(folder, '.writing'))).toEqual([]);
  }, 120_000);
});

/** Throws where the bytes are not one whole write. */
async function numberIn(folder: string): Promise<number> {
  const stored = await fileStore(folder).get('current.json');
  if (!stored) return 0;
  if (stored.bytes.length !== 300_000) throw new Error(`half a write: ${stored.bytes.length} bytes`);
  return Number(textOf(stored.bytes));
}

function failed(): never {
  throw new Error('nothing there');
}

describe('a tag', () => {
  test('never comes back, however fast bytes of one length follow each other', async () => {
    const store = fileStore(nextFolder());
    const tags = new Set<string>();
    for (let round = 0; round < 200; round++) {
      if (round % 3 === 0) await store.delete('current.json');
      const put = await store.put('current.json', bytesOf(String(round).padStart(5, '0')));
      if (put.done) tags.add(put.tag);
    }
    expect(tags.size).toBe(200);
  });

  test('of what was written with a clock that is ahead changes all the same', async () => {
    const folder = nextFolder();
    const store = fileStore(folder);
    await store.put('current.json', bytesOf('một'));
    await age(join(folder, 'current.json'), -3_600_000);
    const ahead = await store.get('current.json');
    await store.put('current.json', bytesOf('hai'));
    expect(await store.getIfChanged('current.json', ahead?.tag ?? failed())).not.toBe('same');
    expect((await stat(join(folder, 'current.json'))).mtimeMs).toBeGreaterThan(Date.now());
  });
});

describe('a place that will not do', () => {
  test('a file where the folder should be', async () => {
    const file = join(root, 'tệp');
    await writeFile(file, '');
    const store = fileStore(file);
    await expect(store.put('current.json', bytesOf('một'))).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.stringMatching(
        /^Could not write current\.json in .*tệp: something on that path is a file, .*\. Choose another folder \(E[A-Z]+\)\.$/,
      ),
    });
    expect(await store.get('current.json')).toBeNull();
  });

  test.skipIf(!existsSync('/proc/self'))('a folder that no one can make (Linux: below /proc)', async () => {
    const store = fileStore('/proc/kho/tin');
    await expect(store.put('current.json', bytesOf('một'))).rejects.toMatchObject({ code: 'store-refused' });
  });

  test('a folder where a key should be', async () => {
    const folder = nextFolder();
    const store = fileStore(folder);
    await store.put('segments/ab.terms', bytesOf('một'));
    await expect(store.put('segments', bytesOf('hai'))).rejects.toMatchObject({ code: 'store-refused' });
    await expect(store.put('segments/ab.terms/x', bytesOf('hai'))).rejects.toMatchObject({ code: 'store-refused' });
    expect(textOf((await store.get('segments/ab.terms'))?.bytes ?? bytesOf(''))).toBe('một');
  });

  test.each([
    {
      errno: 'EACCES',
      code: 'store-refused',
      says: /may not do that there\. Choose another folder, or change its owner or mode/,
    },
    { errno: 'EROFS', code: 'store-refused', says: /read-only\. Choose another folder/ },
    { errno: 'ENOSPC', code: 'store-refused', says: /disk is full\. Make room/ },
    { errno: 'EMFILE', code: 'store-unavailable', says: /too many open files.*Try again/ },
    { errno: 'EIO', code: 'store-unavailable', says: /Try again/ },
  ])('$errno is $code', ({ errno, code, says }) => {
    const cause = Object.assign(new Error('EMFILE: too many open files, open'), { code: errno });
    expect(fileError(cause, 'write current.json', 'chỉ mục')).toMatchObject({
      code,
      cause,
      message: expect.stringMatching(says),
    });
  });

  test('what is no trouble of the system’s stays what it is', () => {
    const defect = new TypeError('undefined is not a function');
    expect(fileError(defect, 'write current.json', 'chỉ mục')).toBe(defect);
  });
});
