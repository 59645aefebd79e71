/** A store in this process's memory, for tests and for indexes that nobody keeps. */
import { checkKey, checkKeyStart, checkRange } from './key.ts';
import type { ByteRange, CallOptions, Condition, Listed, Put, PutOptions, Store, Stored, Tag } from './store.ts';

type Entry = { readonly bytes: Uint8Array; readonly tag: Tag; readonly modified: Date };

/** What each is called. */
export const MEMORY = 'memory:';

export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  let writes = 0;

  const write = (key: string, bytes: Uint8Array): Tag => {
    const tag = `${++writes}` as Tag;
    entries.set(key, { bytes, tag, modified: new Date() });
    return tag;
  };

  return {
    uri: MEMORY,

    async get(key, { signal, range }: CallOptions & { readonly range?: ByteRange } = {}): Promise<Stored | null> {
      checkKey(key);
      if (range) checkRange(range);
      signal?.throwIfAborted();
      const entry = entries.get(key);
      if (!entry) return null;
      // A copy: callers may do with what they get as they like.
      const { offset, length } = range ?? { offset: 0, length: entry.bytes.length };
      return { bytes: entry.bytes.slice(offset, offset + length), tag: entry.tag };
    },

    async getIfChanged(key, known, { signal }: CallOptions = {}): Promise<Stored | 'same' | null> {
      checkKey(key);
      signal?.throwIfAborted();
      const entry = entries.get(key);
      if (!entry) return null;
      return entry.tag === known ? 'same' : { bytes: new Uint8Array(entry.bytes), tag: entry.tag };
    },

    async put(key, bytes, { signal, condition }: PutOptions & { readonly condition?: Condition } = {}): Promise<Put> {
      checkKey(key);
      signal?.throwIfAborted();
      if (!holds(condition, entries.get(key))) return { done: false };
      return { done: true, tag: write(key, new Uint8Array(bytes)) };
    },

    async putStream(key, chunks, { signal }: PutOptions = {}): Promise<void> {
      checkKey(key);
      signal?.throwIfAborted();
      const parts: Uint8Array[] = [];
      for await (const chunk of chunks) {
        signal?.throwIfAborted();
        parts.push(new Uint8Array(chunk));
      }
      write(key, new Uint8Array(Buffer.concat(parts)));
    },

    async touch(key, { signal }: CallOptions = {}): Promise<boolean> {
      checkKey(key);
      signal?.throwIfAborted();
      const entry = entries.get(key);
      if (entry) entries.set(key, { ...entry, modified: new Date() });
      return entry !== undefined;
    },

    async head(key, { signal }: CallOptions = {}): Promise<Listed | null> {
      checkKey(key);
      signal?.throwIfAborted();
      const entry = entries.get(key);
      return entry ? { key, bytes: entry.bytes.length, modified: entry.modified } : null;
    },

    async *list(prefix, { signal }: CallOptions = {}): AsyncIterable<Listed> {
      checkKeyStart(prefix);
      signal?.throwIfAborted();
      // Keys are ASCII, so the order of UTF-16 units is that of bytes.
      for (const key of [...entries.keys()].filter((name) => name.startsWith(prefix)).toSorted()) {
        signal?.throwIfAborted();
        const entry = entries.get(key);
        if (entry) yield { key, bytes: entry.bytes.length, modified: entry.modified };
      }
    },

    async delete(key, { signal }: CallOptions = {}): Promise<void> {
      checkKey(key);
      signal?.throwIfAborted();
      entries.delete(key);
    },
  };
}

function holds(condition: Condition | undefined, entry: Entry | undefined): boolean {
  if (!condition) return true;
  return 'absent' in condition ? !entry : entry?.tag === condition.tag;
}
