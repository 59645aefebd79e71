/** Given a folder, lets one process at a time do something in it; a process that died in there blocks nobody.
 *
 *  The lock is the folder `lock` with one file in it, whose name says who holds it. It is taken by renaming a prepared
 *  folder onto that name, which fails while something is in it; it is given back, or taken from a dead owner, by removing
 *  that one file by its name. So whoever is slow removes nothing but what it looked at: a lock that meanwhile has gone to
 *  somebody else holds a file of another name. */
import { lstat, mkdir, readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SaolaError } from '../errors.ts';
import { errnoOf } from './file-errors.ts';
import { ownerPid, ownerState, ownName } from './file-owner.ts';

/** What is done under the lock takes milliseconds. An owner that cannot be looked up (another machine or container on the
 *  same folder) is taken for dead after this long; it looks again itself before it acts (`stillOurs`). */
const ABANDONED_MS = 20_000;
/** Longer than `ABANDONED_MS`, so that only an owner that is known to be alive makes others give up. */
const PATIENCE_MS = 40_000;
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 50;

export type Held = {
  /** Throws where the lock was taken from us because this process stood still for longer than `ABANDONED_MS`. */
  readonly stillOurs: () => Promise<void>;
};

export type LockOptions = {
  readonly signal?: AbortSignal | undefined;
  /** @default 40 seconds */
  readonly patienceMs?: number;
};

/** Runs `work` while no other call, process or machine does so in `folder`, which must exist. */
export async function withLock<T>(folder: string, work: (held: Held) => Promise<T>, options?: LockOptions): Promise<T> {
  const lock = join(folder, 'lock');
  const ours = join(lock, await acquire(folder, lock, options));
  try {
    return await work({
      async stillOurs() {
        if ((await lstat(ours).catch(ignore('ENOENT'))) === undefined) throw lostIt(folder);
      },
    });
  } finally {
    await unlink(ours).catch(ignore('ENOENT'));
    await removeIfEmpty(lock);
  }
}

async function acquire(
  folder: string,
  lock: string,
  { signal, patienceMs = PATIENCE_MS }: LockOptions = {},
): Promise<string> {
  const name = ownName();
  const prepared = join(folder, `lock-${name}`);
  await mkdir(prepared);
  try {
    await writeFile(join(prepared, name), '');
    const started = performance.now();
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      signal?.throwIfAborted();
      if (await renamedOnto(prepared, lock)) return name;
      const owner = await presentOwner(lock, join(prepared, name));
      if (performance.now() - started > patienceMs) throw tooLong(folder, owner, patienceMs);
      if (owner !== null) await sleep(pause * (0.5 + Math.random()));
    }
  } finally {
    // Not there any more where it became the lock.
    await rm(prepared, { recursive: true, force: true });
  }
}

/** What renaming onto a folder with something in it ends with; on Windows that cannot be told from a lack of rights. */
const OCCUPIED: ReadonlySet<string> = new Set([
  'ENOTEMPTY',
  'EEXIST',
  ...(process.platform === 'win32' ? ['EPERM', 'EACCES'] : []),
]);

async function renamedOnto(prepared: string, lock: string): Promise<boolean> {
  // Windows does not rename onto a folder even if it is empty.
  await removeIfEmpty(lock);
  try {
    await rename(prepared, lock);
    return true;
  } catch (error) {
    if (OCCUPIED.has(errnoOf(error))) return false;
    throw error;
  }
}

/** Who holds the lock; `null` where nobody does any more, be it because what a dead owner left has been removed. */
async function presentOwner(lock: string, witness: string): Promise<string | null> {
  const [name] = (await readdir(lock).catch(ignore('ENOENT'))) ?? [];
  if (name === undefined) return null;
  const state = ownerState(name);
  if (state === 'alive' || (state === 'unknown' && !(await isAbandoned(join(lock, name), witness)))) return name;
  await unlink(join(lock, name)).catch(ignore('ENOENT'));
  return null;
}

/** Measured against a file of our own, written now, in the time of the file system: clocks of machines differ. */
async function isAbandoned(path: string, witness: string): Promise<boolean> {
  await writeFile(witness, 'waiting');
  const [ours, theirs] = await Promise.all([lstat(witness), lstat(path).catch(ignore('ENOENT'))]);
  return theirs === undefined || ours.mtimeMs - theirs.mtimeMs > ABANDONED_MS;
}

async function removeIfEmpty(lock: string): Promise<void> {
  await rmdir(lock).catch(ignore('ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY'));
}

function ignore(...codes: string[]): (error: unknown) => undefined {
  return (error) => {
    if (!codes.includes(errnoOf(error))) throw error;
  };
}

function tooLong(folder: string, owner: string | null, patienceMs: number): SaolaError {
  return new SaolaError(
    'store-unavailable',
    `${owner === null ? 'Some process' : `Process ${ownerPid(owner)}`} has kept ${folder} locked for ${patienceMs / 1000} s and does not go on. ` +
      `Let it finish or end it, then try again.`,
  );
}

function lostIt(folder: string): SaolaError {
  return new SaolaError(
    'store-unavailable',
    `This process stood still for so long that another one took the lock of ${folder}. Nothing was written; try again.`,
  );
}
