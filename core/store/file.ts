/** A store in a folder: each key is the file of that name, so the folder can be looked at, copied and synced.
 *
 *  A write goes into a file of its own below `.writing/`, is forced to the disk and then renamed onto its name, under a
 *  lock that lasts for that rename only. Killed at any moment, a writer leaves the old bytes or the new ones, and at most
 *  a file below `.writing/` that no reader sees and a later writer removes. Several processes may write at once. */
import { mkdir, open, readdir, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { errnoOf, fileError } from './file-errors.ts';
import { withLock } from './file-lock.ts';
import type { Held } from './file-lock.ts';
import { ownerState, ownName } from './file-owner.ts';
import { checkKey, checkKeyStart, checkRange, isKey } from './key.ts';
import type { ByteRange, CallOptions, Condition, Key, Listed, Put, PutOptions, Store, Stored, Tag } from './store.ts';

/** No key starts with a dot, so nothing of a store can stand in here. */
const WORKSHOP = '.writing';

/** What is left below `.writing/` by a process that cannot be looked at is removed after a day. */
const LEFTOVER_MS = 24 * 60 * 60 * 1000;

export function fileStore(folder: string): Store {
  return new FileStore(folder);
}

class FileStore implements Store {
  readonly uri: string;
  readonly #root: string;
  readonly #workshop: string;
  #ready: Promise<void> | undefined;

  constructor(folder: string) {
    this.uri = folder;
    this.#root = resolve(folder);
    this.#workshop = join(this.#root, WORKSHOP);
  }

  async get(key: Key, { signal, range }: CallOptions & { readonly range?: ByteRange } = {}): Promise<Stored | null> {
    checkKey(key);
    if (range) checkRange(range);
    signal?.throwIfAborted();
    return await this.#try(`read ${key}`, async () => await read(this.#path(key), range));
  }

  async getIfChanged(key: Key, known: Tag, { signal }: CallOptions = {}): Promise<Stored | 'same' | null> {
    checkKey(key);
    signal?.throwIfAborted();
    return await this.#try(`read ${key}`, async () =>
      (await tagOf(this.#path(key))) === known ? 'same' : await read(this.#path(key)),
    );
  }

  async put(
    key: Key,
    bytes: Uint8Array,
    { signal, condition }: PutOptions & { readonly condition?: Condition } = {},
  ): Promise<Put> {
    return await this.#write(key, bytes, condition, signal);
  }

  async putStream(key: Key, chunks: AsyncIterable<Uint8Array>, { signal }: PutOptions = {}): Promise<void> {
    await this.#write(key, chunks, undefined, signal);
  }

  async touch(key: Key, { signal }: CallOptions = {}): Promise<boolean> {
    checkKey(key);
    signal?.throwIfAborted();
    return await this.#try(`touch ${key}`, async () => {
      try {
        if ((await tagOf(this.#path(key))) === null) return false;
        const now = new Date();
        await utimes(this.#path(key), now, now);
        return true;
      } catch (error) {
        if (isAbsence(error)) return false;
        throw error;
      }
    });
  }

  async head(key: Key, { signal }: CallOptions = {}): Promise<Listed | null> {
    checkKey(key);
    signal?.throwIfAborted();
    return await this.#try(`read ${key}`, async () => await listed(this.#path(key), key));
  }

  async *list(prefix: Key, { signal }: CallOptions = {}): AsyncIterable<Listed> {
    checkKeyStart(prefix);
    signal?.throwIfAborted();
    for await (const key of this.#walk(prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix)) {
      signal?.throwIfAborted();
      const item = await this.#try(`read ${key}`, async () => await listed(this.#path(key), key));
      if (item) yield item;
    }
  }

  async delete(key: Key, { signal }: CallOptions = {}): Promise<void> {
    checkKey(key);
    signal?.throwIfAborted();
    await this.#try(`delete ${key}`, async () => {
      if ((await tagOf(this.#path(key))) === null) return;
      await this.#prepare();
      await withLock(
        this.#workshop,
        async ({ stillOurs }) => {
          await stillOurs();
          await unlink(this.#path(key)).catch((error: unknown) => {
            if (!isAbsence(error)) throw error;
          });
        },
        { signal },
      );
    });
  }

  #path(key: Key): string {
    return join(this.#root, key);
  }

  async #write(
    key: Key,
    content: Uint8Array | AsyncIterable<Uint8Array>,
    condition: Condition | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Put> {
    checkKey(key);
    signal?.throwIfAborted();
    return await this.#try(`write ${key}`, async () => {
      await this.#prepare();
      const temporary = join(this.#workshop, `new-${ownName()}`);
      try {
        await writeThrough(temporary, content, signal);
        return await withLock(
          this.#workshop,
          async (held) => {
            signal?.throwIfAborted();
            return await this.#install(temporary, key, condition, held);
          },
          { signal },
        );
      } finally {
        // Not there any more where it was installed.
        await rm(temporary, { force: true });
      }
    });
  }

  /** Puts a finished file in place if `condition` holds. */
  async #install(temporary: string, key: Key, condition: Condition | undefined, { stillOurs }: Held): Promise<Put> {
    const path = this.#path(key);
    const before = await stamp(path);
    if (condition && !holds(condition, before && toTag(before))) return { done: false };
    const tag = await makeYounger(temporary, before);
    await makeFolder(dirname(path));
    await stillOurs();
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return { done: true, tag };
  }

  /** Makes the folder, and removes what dead writers left in it; once for this store, unless it fails. */
  async #prepare(): Promise<void> {
    this.#ready ??= (async () => {
      await makeFolder(this.#workshop);
      await removeLeftovers(this.#workshop);
    })().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    await this.#ready;
    // Somebody may have emptied the folder since.
    await makeFolder(this.#workshop);
  }

  async *#walk(folder: string, prefix: string): AsyncGenerator<string> {
    const entries = await this.#try(`list ${folder}`, async () => {
      try {
        return await readdir(join(this.#root, folder), { withFileTypes: true });
      } catch (error) {
        if (isAbsence(error)) return [];
        throw error;
      }
    });
    // `a/b` comes after `a-b` and before `a0`, so a folder is sorted by its name with the slash.
    const names = entries
      .filter(({ name }) => !name.startsWith('.'))
      .map((entry) => (entry.isDirectory() ? `${folder}${entry.name}/` : `${folder}${entry.name}`))
      .filter((name) => name.startsWith(prefix) || (name.endsWith('/') && prefix.startsWith(name)))
      .toSorted((a, b) => (a < b ? -1 : 1));
    for (const name of names) {
      if (name.endsWith('/')) yield* this.#walk(name, prefix);
      else if (isKey(name)) yield name; // the folder may hold what others put there
    }
  }

  async #try<T>(doing: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fileError(error, doing, this.uri);
    }
  }
}

/** What tells one file's bytes from another's without reading them. Files are never changed in place, only replaced, and
 *  `makeYounger` sees to it that a replacement has another time even where it is given the same inode. */
type Stamp = { readonly inode: bigint; readonly bytes: bigint; readonly modifiedNs: bigint };

function toTag({ inode, bytes, modifiedNs }: Stamp): Tag {
  return `${inode}-${bytes}-${modifiedNs}` as Tag;
}

async function stamp(path: string): Promise<Stamp | null> {
  try {
    const found = await stat(path, { bigint: true });
    return found.isFile() ? { inode: found.ino, bytes: found.size, modifiedNs: found.mtimeNs } : null;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

async function tagOf(path: string): Promise<Tag | null> {
  const found = await stamp(path);
  return found && toTag(found);
}

/** Sets the time of a new file to now, or to after what it replaces; the fraction of the millisecond is drawn, so that the
 *  tag of a file that was deleted and written again within one tick of the system's clock does not come back either. */
async function makeYounger(temporary: string, before: Stamp | null): Promise<Tag> {
  const earliest = before ? Number(before.modifiedNs / 1_000_000n) + 1 : 0;
  const time = (Math.max(Date.now(), earliest) + Math.random()) / 1000;
  await utimes(temporary, time, time);
  const after = await stamp(temporary);
  if (!after) throw Object.assign(new Error(`${temporary} has disappeared`), { code: 'ENOENT' });
  return toTag(after);
}

async function read(path: string, range?: ByteRange): Promise<Stored | null> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
  try {
    // Of the open file, so that bytes and tag belong together whatever is renamed over its name meanwhile.
    const found = await file.stat({ bigint: true });
    if (!found.isFile()) return null;
    const size = Number(found.size);
    const start = Math.min(range?.offset ?? 0, size);
    const bytes = new Uint8Array(Math.min(range?.length ?? size, size - start));
    for (let filled = 0; filled < bytes.length;) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) throw Object.assign(new Error(`${path} ended early`), { code: 'EIO' });
      filled += bytesRead;
    }
    return { bytes, tag: toTag({ inode: found.ino, bytes: found.size, modifiedNs: found.mtimeNs }) };
  } finally {
    await file.close();
  }
}

async function listed(path: string, key: Key): Promise<Listed | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? { key, bytes: found.size, modified: found.mtime } : null;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

function holds(condition: Condition, tag: Tag | null): boolean {
  return 'absent' in condition ? tag === null : tag === condition.tag;
}

/** With the folders above it, each tried once: Node's own `recursive` never returns where a system answers that a folder in
 *  an existing one does not exist, as Linux does below /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await makeOne(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOne(path);
  }
}

async function makeOne(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (!['EEXIST', 'EISDIR'].includes(errnoOf(error)) || !(await stat(path)).isDirectory()) throw error;
  }
}

/** `ENOTDIR`: a step of the key is a file, so nothing stands below it. */
function isAbsence(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errnoOf(error));
}

/** The bytes are on the disk, not in a cache, when this returns. */
async function writeThrough(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      signal?.throwIfAborted();
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes a rename outlast a power cut. Windows cannot open folders, and some network file systems refuse to sync them. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function removeLeftovers(workshop: string): Promise<void> {
  for (const entry of await readdir(workshop)) {
    const [, owner] = /^(?:new|lock)-(.*)$/.exec(entry) ?? [];
    if (owner === undefined) continue;
    const path = join(workshop, entry);
    const state = ownerState(owner);
    if (state === 'dead' || (state === 'unknown' && (await isOld(path))))
      await rm(path, { recursive: true, force: true });
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > LEFTOVER_MS;
}
