/** A bucket of articles in memory: what stands there, and when it was put, is as the test says. */
import { createHash } from 'node:crypto';
import { SaolaError } from '../../core/errors.ts';
import type { S3Object, S3Objects } from '../../core/store/s3-objects.ts';
import type { Tag } from '../../core/store/store.ts';

export type MemoryObjects = S3Objects & {
  /** `key`: whole. Each is put a second after the one before. */
  put(key: string, text: string | Uint8Array): void;
  delete(key: string): void;
  /** Keys of objects whose bytes were asked for since the last `forget`. */
  readonly reads: readonly string[];
  forget(): void;
  /** Asked before each read; what it throws is thrown. */
  fault: ((key: string) => void) | null;
};

export function memoryObjects(bucket: string, keyPrefix: string): MemoryObjects {
  const all = new Map<string, { readonly object: S3Object; readonly bytes: Uint8Array }>();
  let reads: string[] = [];
  let now = Date.UTC(2026, 0, 1);
  const objects: MemoryObjects = {
    place: { bucket, keyPrefix },
    async *list() {
      for (const key of [...all.keys()].toSorted()) yield (all.get(key) as { object: S3Object }).object;
    },
    find: async (key) => all.get(key)?.object ?? null,
    async *read({ key, tag }) {
      reads.push(key);
      objects.fault?.(key);
      const found = all.get(key);
      if (found?.object.tag !== tag) throw new SaolaError('store-unavailable', `${key} was replaced. Run again.`);
      yield found.bytes;
    },
    put(key, text) {
      const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
      const tag = `"${createHash('md5').update(bytes).digest('hex')}"` as Tag;
      all.set(key, { object: { key, bytes: bytes.length, tag, modified: new Date((now += 1_000)) }, bytes });
    },
    delete: (key) => void all.delete(key),
    get reads() {
      return reads;
    },
    forget: () => void (reads = []),
    fault: null,
  };
  return objects;
}
