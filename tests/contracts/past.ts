/** What every place that keeps replaced and deleted bytes promises about them, as tests. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SaolaError } from '../../core/errors.ts';
import type { Past, PastKeeper, Store } from '../../core/store/store.ts';
import { bytesOf, textOf } from './store.ts';

/** `makeStore` gives a store with nothing in it each time, and with nothing in its past. */
export function describePast(name: string, makeStore: () => Store | Promise<Store>): void {
  describe(`${name} keeps what was replaced and deleted until it is erased`, () => {
    let store: Store;
    let past: PastKeeper;
    beforeEach(async () => {
      store = await makeStore();
      past = store.past ?? failed();
    });

    const listed = async (prefix = ''): Promise<Past[]> => {
      const found: Past[] = [];
      for await (const each of past.list(prefix)) found.push(each);
      return found;
    };
    const kinds = async (prefix?: string): Promise<string[]> =>
      (await listed(prefix)).map(({ key, kind, bytes }) => `${key} ${kind} ${bytes}`).toSorted();
    const read = async (key: string): Promise<string | null> => {
      const stored = await store.get(key);
      return stored && textOf(stored.bytes);
    };

    test('what stands there, and was written once, is no past', async () => {
      await store.put('current.json', bytesOf('một'));
      expect(await listed()).toEqual([]);
      expect(await listed('versions/')).toEqual([]);
    });

    test('all that was replaced or deleted is listed, over many pages, by the start of its key', async () => {
      for (const text of ['a', 'bb', 'ccc', 'dddd']) await store.put('current.json', bytesOf(text));
      await store.put('segments/ab.terms', bytesOf('Huế'));
      await store.delete('segments/ab.terms');
      const replaced = ['current.json bytes 1', 'current.json bytes 2', 'current.json bytes 3'];
      const deleted = ['segments/ab.terms bytes 5', 'segments/ab.terms deletion 0'];
      expect(await kinds()).toEqual([...replaced, ...deleted]);
      expect(await kinds('segments/')).toEqual(deleted);
      for (const { modified } of await listed()) expect(Math.abs(modified.getTime() - Date.now())).toBeLessThan(60_000);
    });

    test('erasing what was replaced leaves what stands there', async () => {
      await store.put('current.json', bytesOf('cũ'));
      await store.put('current.json', bytesOf('mới'));
      for (const each of await listed()) await past.erase(each);
      expect(await listed()).toEqual([]);
      expect(await read('current.json')).toBe('mới');
    });

    test('what was deleted is gone for good once its bytes, and then its mark, are erased', async () => {
      await store.put('segments/ab.terms', bytesOf('một'));
      await store.put('segments/ab.terms', bytesOf('hai'));
      await store.delete('segments/ab.terms');
      const all = await listed();
      for (const each of all.filter(({ kind }) => kind === 'bytes')) await past.erase(each);
      expect(await read('segments/ab.terms')).toBeNull();
      for (const each of all.filter(({ kind }) => kind === 'deletion')) await past.erase(each);
      expect(await listed()).toEqual([]);
      expect(await read('segments/ab.terms')).toBeNull();
    });

    test('erasing the mark first brings back what was deleted', async () => {
      await store.put('segments/ab.terms', bytesOf('một'));
      await store.delete('segments/ab.terms');
      const mark = (await listed()).find(({ kind }) => kind === 'deletion');
      await past.erase(mark ?? failed());
      expect(await read('segments/ab.terms')).toBe('một');
    });

    test('erasing twice is a no-op', async () => {
      await store.put('segments/ab.terms', bytesOf('một'));
      await store.delete('segments/ab.terms');
      const all = await listed();
      for (const each of [...all, ...all].toSorted((a, b) => (a.kind < b.kind ? -1 : 1))) await past.erase(each);
      expect(await listed()).toEqual([]);
    });

    test('a write that has not ended is listed, and is no more once erased', async () => {
      const chunks = (async function* () {
        yield new Uint8Array(6_000_000);
        // the next piece is asked for while the first request of the upload is on its way
        const begun = await vi.waitFor(
          async () => {
            const found = await listed();
            expect(found.map(({ key, kind }) => `${key} ${kind}`)).toEqual(['segments/ab.records upload']);
            return found;
          },
          { timeout: 20_000, interval: 20 },
        );
        for (const each of [...begun, ...begun]) await past.erase(each);
        expect(await listed()).toEqual([]);
        yield new Uint8Array(6_000_000);
      })();
      // servers say in their own ways that there is no such upload, some that they failed
      await expect(store.putStream('segments/ab.records', chunks)).rejects.toThrow(SaolaError);
      expect(await read('segments/ab.records')).toBeNull();
    });
  });
}

function failed(): never {
  throw new Error('nothing there');
}
