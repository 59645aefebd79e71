/** What every store promises, as tests: each kind of store runs this suite. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Condition, Listed, Store, Tag } from '../../core/store/store.ts';

export type SuiteOptions = {
  /** Generated histories to try, of up to twelve steps each. @default 60 */
  readonly histories?: number;
  /** Rounds of each race. @default 10 */
  readonly rounds?: number;
};

/** `makeStore` gives a store with nothing in it each time. */
export function describeStore(
  name: string,
  makeStore: () => Store | Promise<Store>,
  { histories = 60, rounds = 10 }: SuiteOptions = {},
): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
    });

    const read = async (key: string): Promise<string | null> => {
      const stored = await store.get(key);
      return stored && textOf(stored.bytes);
    };
    const tagOf = async (key: string): Promise<Tag> => {
      const stored = await store.get(key);
      if (!stored) throw new Error(`${key} is not there`);
      return stored.tag;
    };
    const keys = async (prefix: string): Promise<string[]> => (await listed(store, prefix)).map(({ key }) => key);

    describe('what is not there', () => {
      test('is null, none, or a no-op, and never an error', async () => {
        await store.put('segments/ab.terms', bytesOf('Hà Nội'));
        expect(await store.get('segments/ab.columns')).toBeNull();
        expect(await store.get('segments/ab.columns', { range: { offset: 5, length: 5 } })).toBeNull();
        expect(await store.get('segments/ab.columns', { range: { offset: 0, length: 0 } })).toBeNull();
        expect(await store.getIfChanged('segments/ab.columns', await tagOf('segments/ab.terms'))).toBeNull();
        expect(await store.head('segments/ab.columns')).toBeNull();
        expect(await store.touch('segments/ab.columns')).toBe(false);
        await expect(store.delete('segments/ab.columns')).resolves.toBeUndefined();
        expect(await keys('versions/')).toEqual([]);
        expect(await read('segments/ab.terms')).toBe('Hà Nội');
      });

      test('a key below another key, and the start of one, name nothing', async () => {
        await store.put('segments/ab.terms', bytesOf('Huế'));
        expect(await store.get('segments')).toBeNull();
        expect(await store.head('segments')).toBeNull();
        expect(await store.touch('segments')).toBe(false);
        expect(await store.get('segments/ab.terms/cd')).toBeNull();
        expect(await store.head('segments/ab.terms/cd')).toBeNull();
      });
    });

    describe('bytes', () => {
      test.each([
        { why: 'text', bytes: bytesOf('Thủ tướng Nhật Bản đến quần đảo Nam Kuril') },
        { why: 'nothing', bytes: new Uint8Array() },
        { why: 'every byte', bytes: Uint8Array.from({ length: 256 }, (_, at) => at) },
        { why: 'more than one read or packet holds', bytes: pattern(3_000_001) },
        { why: 'a view into a larger buffer', bytes: pattern(100).subarray(10, 30) },
      ])('come back as they went in: $why', async ({ bytes }) => {
        const put = await store.put('segments/ab.records', bytes);
        const stored = await store.get('segments/ab.records');
        expect(put).toEqual({ done: true, tag: stored?.tag });
        expect(sameBytes(stored?.bytes, bytes)).toBe(true);
      });

      test('belong to whoever gave them and whoever got them, not to the store', async () => {
        const given = bytesOf('Đà Nẵng');
        await store.put('segments/ab.records', given);
        given.fill(0);
        const got = await store.get('segments/ab.records');
        got?.bytes.fill(0);
        expect(await read('segments/ab.records')).toBe('Đà Nẵng');
      });

      test('a put replaces what stands there', async () => {
        await store.put('current.json', bytesOf('một bản dài hơn'));
        await store.put('current.json', bytesOf('hai'));
        expect(await read('current.json')).toBe('hai');
      });

      test('are gone after delete, and may come back', async () => {
        await store.put('current.json', bytesOf('một'));
        await store.delete('current.json');
        expect(await read('current.json')).toBeNull();
        expect(await keys('')).toEqual([]);
        await store.put('current.json', bytesOf('hai'));
        expect(await read('current.json')).toBe('hai');
      });
    });

    describe('ranges', () => {
      const TEXT = '0123456789';
      test.each([
        { range: { offset: 0, length: 10 }, gives: TEXT, why: 'all of it' },
        { range: { offset: 3, length: 4 }, gives: '3456', why: 'the middle' },
        { range: { offset: 9, length: 1 }, gives: '9', why: 'the last byte' },
        { range: { offset: 7, length: 100 }, gives: '789', why: 'ends beyond the end' },
        { range: { offset: 10, length: 1 }, gives: '', why: 'starts at the end' },
        { range: { offset: 1000, length: 5 }, gives: '', why: 'starts beyond the end' },
        { range: { offset: 4, length: 0 }, gives: '', why: 'no bytes' },
      ])('$why', async ({ range, gives }) => {
        await store.put('segments/ab.terms', bytesOf(TEXT));
        const stored = await store.get('segments/ab.terms', { range });
        expect(stored && textOf(stored.bytes)).toBe(gives);
        expect(stored?.tag).toBe(await tagOf('segments/ab.terms'));
      });

      test('of an empty object give no bytes', async () => {
        await store.put('segments/ab.terms', new Uint8Array());
        expect((await store.get('segments/ab.terms', { range: { offset: 0, length: 5 } }))?.bytes).toHaveLength(0);
      });

      test.each([
        { offset: -1, length: 5 },
        { offset: 0, length: -5 },
        { offset: 0.5, length: 5 },
        { offset: 0, length: Number.NaN },
        { offset: 2 ** 60, length: 1 },
      ])('$offset + $length is refused', async (range) => {
        await expect(store.get('segments/ab.terms', { range })).rejects.toMatchObject({ code: 'bad-request' });
      });
    });

    describe('tags', () => {
      test('change with every change of the bytes, be they as long as before', async () => {
        const tags = new Set<Tag>();
        for (let round = 0; round < 20; round++) {
          await store.put('current.json', bytesOf(`bản ${String(round).padStart(4, '0')}`));
          tags.add(await tagOf('current.json'));
        }
        expect(tags.size).toBe(20);
      });

      test('are not those of other bytes after a delete', async () => {
        await store.put('current.json', bytesOf('bản một'));
        const before = await tagOf('current.json');
        await store.delete('current.json');
        await store.put('current.json', bytesOf('bản hai'));
        expect(await tagOf('current.json')).not.toBe(before);
      });

      test('tell whether to read again', async () => {
        await store.put('current.json', bytesOf('một'));
        const tag = await tagOf('current.json');
        expect(await store.getIfChanged('current.json', tag)).toBe('same');
        await store.put('current.json', bytesOf('hai'));
        const changed = await store.getIfChanged('current.json', tag);
        if (changed === 'same' || changed === null) throw new Error(`got ${String(changed)}`);
        expect(textOf(changed.bytes)).toBe('hai');
        expect(await store.getIfChanged('current.json', changed.tag)).toBe('same');
      });
    });

    describe('conditions', () => {
      test('absent: the first writer wins, and the second leaves all as it was, even with the same bytes', async () => {
        expect(await store.put('current.json', bytesOf('một'), { condition: { absent: true } })).toMatchObject({
          done: true,
        });
        for (const text of ['hai', 'một']) {
          expect(await store.put('current.json', bytesOf(text), { condition: { absent: true } })).toEqual({
            done: false,
          });
        }
        expect(await read('current.json')).toBe('một');
      });

      test('absent holds again after a delete', async () => {
        await store.put('current.json', bytesOf('một'));
        await store.delete('current.json');
        expect(await store.put('current.json', bytesOf('hai'), { condition: { absent: true } })).toMatchObject({
          done: true,
        });
      });

      test('a tag: only while that stands there', async () => {
        await store.put('current.json', bytesOf('một'));
        const first = await tagOf('current.json');
        const put = await store.put('current.json', bytesOf('hai'), { condition: { tag: first } });
        expect(put).toEqual({ done: true, tag: await tagOf('current.json') });
        expect(await store.put('current.json', bytesOf('ba'), { condition: { tag: first } })).toEqual({ done: false });
        expect(await read('current.json')).toBe('hai');
      });

      test('a tag never holds where nothing stands', async () => {
        await store.put('current.json', bytesOf('một'));
        const tag = await tagOf('current.json');
        await store.delete('current.json');
        expect(await store.put('current.json', bytesOf('hai'), { condition: { tag } })).toEqual({ done: false });
        expect(await store.put('versions/none.json', bytesOf('hai'), { condition: { tag } })).toEqual({ done: false });
        expect(await keys('')).toEqual([]);
      });

      test('of writers at once exactly one wins, and its bytes stand there', async () => {
        for (let round = 0; round < rounds; round++) {
          const key = `versions/${round}.json`;
          // Each race has bytes of its own: S3 makes tags of bytes, so that those of the last race would hold its condition.
          const race = async (kind: string, condition: Condition) => {
            const puts = await Promise.all(
              Array.from({ length: 8 }, async (_, writer) => ({
                writer,
                put: await store.put(key, bytesOf(`${kind}: người viết ${writer}`), { condition }),
              })),
            );
            const winners = puts.filter(({ put }) => put.done).map(({ writer }) => writer);
            expect(winners).toHaveLength(1);
            expect(await read(key)).toBe(`${kind}: người viết ${winners[0]}`);
          };
          await race('chưa có', { absent: true });
          await race('đã có', { tag: await tagOf(key) });
        }
      });

      test('no write is lost between writers that each add to what they read', async () => {
        const [writers, additions] = [4, 5];
        await store.put('current.json', bytesOf('0'));
        await Promise.all(
          Array.from({ length: writers }, async () => {
            for (let added = 0; added < additions;) {
              const stored = await store.get('current.json');
              if (!stored) throw new Error('gone');
              const next = bytesOf(String(Number(textOf(stored.bytes)) + 1));
              if ((await store.put('current.json', next, { condition: { tag: stored.tag } })).done) added++;
              else await sleep(Math.random() * 10);
            }
          }),
        );
        expect(await read('current.json')).toBe(String(writers * additions));
      });
    });

    test('a reader sees the old bytes or the new ones, whole, however often they are replaced', async () => {
      const [short, long] = [new Uint8Array(1000).fill(1), new Uint8Array(400_000).fill(2)];
      await store.put('current.json', short);
      const writing = new AbortController();
      const writer = (async () => {
        for (let turn = 0; turn < 20; turn++) await store.put('current.json', turn % 2 === 0 ? long : short);
        writing.abort();
      })();
      do {
        const bytes = (await store.get('current.json'))?.bytes ?? new Uint8Array();
        expect(sameBytes(bytes, bytes[0] === 1 ? short : long)).toBe(true);
      } while (!writing.signal.aborted);
      await writer;
    });

    describe('streams', () => {
      test.each([
        { why: 'a few chunks', chunks: ['Quần đảo ', '', 'Nam ', 'Kuril'].map(bytesOf) },
        { why: 'none', chunks: [] },
        {
          why: 'more than a part of an upload, in chunks that do not fit it',
          chunks: Array.from({ length: 12 }, () => pattern(999_983)),
        },
      ])('are written whole: $why', async ({ chunks }) => {
        await store.put('segments/ab.records', bytesOf('cũ'));
        await store.putStream('segments/ab.records', from(chunks));
        const stored = await store.get('segments/ab.records');
        expect(sameBytes(stored?.bytes, Buffer.concat(chunks))).toBe(true);
      });

      test('that break leave what stood there, and pass their trouble on', async () => {
        await store.put('segments/ab.records', bytesOf('cũ'));
        const trouble = new Error('nguồn hỏng');
        async function* broken() {
          yield pattern(6_000_000);
          yield pattern(6_000_000);
          throw trouble;
        }
        await expect(store.putStream('segments/ab.records', broken())).rejects.toBe(trouble);
        expect(await read('segments/ab.records')).toBe('cũ');
        expect(await keys('')).toEqual(['segments/ab.records']);
      });
    });

    describe('lengths and ages', () => {
      test('head says the length, and an age of about nothing', async () => {
        const text = 'Đường Trần Hưng Đạo';
        await store.put('segments/ab.records', bytesOf(text), { immutable: true });
        const found = await store.head('segments/ab.records');
        expect(found).toMatchObject({ key: 'segments/ab.records', bytes: Buffer.byteLength(text) });
        expect(Math.abs(Date.now() - (found?.modified.getTime() ?? 0))).toBeLessThan(10 * 60_000);
      });

      test('touch makes it young again, and changes nothing else', async () => {
        await store.put('segments/ab.records', bytesOf('Hội An'), { immutable: true });
        const before = await store.head('segments/ab.records');
        await vi.waitFor(
          async () => {
            expect(await store.touch('segments/ab.records')).toBe(true);
            const after = await store.head('segments/ab.records');
            expect(after?.modified.getTime()).toBeGreaterThan(before?.modified.getTime() ?? 0);
          },
          { timeout: 20_000, interval: 100 }, // S3 tells seconds
        );
        expect(await read('segments/ab.records')).toBe('Hội An');
      });
    });

    describe('lists', () => {
      test('have every key that starts with the prefix, in byte order, and no other', async () => {
        const all = ['a-b', 'a.b', 'a/b', 'a/c/d', 'a/c0', 'a0', 'ab', 'b', 'segments/1.terms', 'segments/2.terms'];
        // Not in order: neither writing order nor a folder's own may show.
        await Promise.all([...all].toReversed().map(async (key) => await store.put(key, bytesOf(key))));
        expect(await keys('')).toEqual(all);
        expect(await keys('a')).toEqual(['a-b', 'a.b', 'a/b', 'a/c/d', 'a/c0', 'a0', 'ab']);
        expect(await keys('a/')).toEqual(['a/b', 'a/c/d', 'a/c0']);
        expect(await keys('a/c')).toEqual(['a/c/d', 'a/c0']);
        expect(await keys('segments/2.terms')).toEqual(['segments/2.terms']);
        expect(await keys('segments/2.terms/')).toEqual([]);
        expect(await keys('nothing/here')).toEqual([]);
      });

      test('say lengths and ages', async () => {
        await store.put('segments/ab.terms', bytesOf('Cần Thơ'));
        const [item] = await listed(store, 'segments/');
        expect(item).toMatchObject({ key: 'segments/ab.terms', bytes: Buffer.byteLength('Cần Thơ') });
        expect(Math.abs(Date.now() - (item?.modified.getTime() ?? 0))).toBeLessThan(10 * 60_000);
      });
    });

    describe('keys', () => {
      test.each([
        '',
        '/a',
        'a/',
        'a//b',
        '.',
        '..',
        '../a',
        'a/../b',
        'a/./b',
        '.writing/a',
        'a/.b',
        'A',
        'đ',
        'a b',
        'a\\b',
        'a\0',
        'a\n',
        'x'.repeat(513),
      ])('that some store could not hold are refused: %j', async (key) => {
        const refusal = { code: 'bad-request' };
        const condition = { absent: true } as const;
        await expect(store.get(key)).rejects.toMatchObject(refusal);
        await expect(store.getIfChanged(key, 'x' as Tag)).rejects.toMatchObject(refusal);
        await expect(store.put(key, new Uint8Array())).rejects.toMatchObject(refusal);
        await expect(store.put(key, new Uint8Array(), { condition })).rejects.toMatchObject(refusal);
        await expect(store.putStream(key, from([]))).rejects.toMatchObject(refusal);
        await expect(store.touch(key)).rejects.toMatchObject(refusal);
        await expect(store.head(key)).rejects.toMatchObject(refusal);
        await expect(store.delete(key)).rejects.toMatchObject(refusal);
      });

      test.each(['/a', 'a//', '..', 'a/../b', '.writing/', 'A', 'a b'])('as do starts of keys: %j', async (prefix) => {
        await expect(keys(prefix)).rejects.toMatchObject({ code: 'bad-request' });
      });
    });

    test('a call whose signal is aborted ends with the reason, and writes nothing', async () => {
      await store.put('current.json', bytesOf('cũ'));
      const tag = await tagOf('current.json');
      const reason = new Error('người đọc đã đi');
      const signal = AbortSignal.abort(reason);
      await expect(store.get('current.json', { signal })).rejects.toBe(reason);
      await expect(store.getIfChanged('current.json', tag, { signal })).rejects.toBe(reason);
      await expect(store.put('current.json', bytesOf('mới'), { signal })).rejects.toBe(reason);
      await expect(store.put('current.json', bytesOf('mới'), { signal, condition: { tag } })).rejects.toBe(reason);
      await expect(store.putStream('current.json', from([bytesOf('mới')]), { signal })).rejects.toBe(reason);
      await expect(store.touch('current.json', { signal })).rejects.toBe(reason);
      await expect(store.head('current.json', { signal })).rejects.toBe(reason);
      await expect(listed(store, '', signal)).rejects.toBe(reason);
      await expect(store.delete('current.json', { signal })).rejects.toBe(reason);
      expect(await read('current.json')).toBe('cũ');
    });

    test('a stream that is aborted on its way is not written', async () => {
      await store.put('current.json', bytesOf('cũ'));
      const abort = new AbortController();
      const reason = new Error('đã bấm Ctrl-C');
      async function* endless() {
        for (let at = 0; ; at++) {
          if (at === 10) abort.abort(reason);
          yield pattern(1_000_000);
        }
      }
      await expect(store.putStream('current.json', endless(), { signal: abort.signal })).rejects.toBe(reason);
      expect(await read('current.json')).toBe('cũ');
    });

    test('any history of writes does what it would do to a map', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(aStep(), { maxLength: 12 }), async (history) => {
          const { happened, wanted } = await play(history, await makeStore());
          expect(happened).toEqual(wanted);
        }),
        { numRuns: histories },
      );
    });
  });
}

type Step = {
  readonly does: 'put' | 'stream' | 'put if absent' | 'put if as seen' | 'look' | 'delete';
  readonly key: string;
  readonly text: string;
};

function aStep(): fc.Arbitrary<Step> {
  return fc.record({
    does: fc.constantFrom('put', 'stream', 'put if absent', 'put if as seen', 'look', 'delete'),
    key: fc.constantFrom('current.json', 'a/b', 'a/c', 'a-b'),
    text: fc.constantFrom('một', 'hai', 'ba'),
  });
}

type Written = { readonly text: string; /** Tells writes of the same text apart. */ readonly write: number };

/** Does the steps to the store and to a map; returns what each step gave, and what stands there in the end. */
async function play(history: readonly Step[], store: Store): Promise<{ happened: unknown[]; wanted: unknown[] }> {
  const [happened, wanted]: [unknown[], unknown[]] = [[], []];
  const model = new Map<string, Written>();
  const seen = new Map<string, Written & { readonly tag: Tag }>();
  for (const [write, { does, key, text }] of history.entries()) {
    const there = model.get(key);
    const known = seen.get(key);
    if (does === 'look') {
      const stored = await store.get(key);
      happened.push(stored && textOf(stored.bytes));
      wanted.push(there?.text ?? null);
      if (stored && there) seen.set(key, { ...there, tag: stored.tag });
    } else if (does === 'delete') {
      await store.delete(key);
      model.delete(key);
    } else if (does === 'stream') {
      await store.putStream(key, from([bytesOf(text)]));
      model.set(key, { text, write });
    } else {
      // A tag may belong to the bytes (on S3) or to their writing: both are right where equal bytes were written again.
      const isOpen = there?.text === known?.text && there?.write !== known?.write;
      if (does === 'put if as seen' && (!known || isOpen)) continue;
      const holds = { put: true, 'put if absent': !there, 'put if as seen': there?.write === known?.write }[does];
      const put = await store.put(key, bytesOf(text), {
        ...(does === 'put if absent' && { condition: { absent: true } }),
        ...(does === 'put if as seen' && known && { condition: { tag: known.tag } }),
      });
      happened.push(put.done);
      wanted.push(holds);
      if (holds) model.set(key, { text, write });
    }
  }
  for (const { key } of await listed(store, '')) {
    const stored = await store.get(key);
    happened.push([key, stored && textOf(stored.bytes)]);
  }
  for (const key of [...model.keys()].toSorted()) wanted.push([key, model.get(key)?.text]);
  return { happened, wanted };
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

async function listed(store: Store, prefix: string, signal?: AbortSignal): Promise<Listed[]> {
  const found: Listed[] = [];
  for await (const item of store.list(prefix, signal ? { signal } : {})) found.push(item);
  return found;
}

/** Bytes that repeat nowhere near: a piece out of place shows. */
function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = length;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

/** Not `toEqual`: it takes seconds for megabytes. */
function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}

// oxlint-disable-next-line typescript/require-await -- the contract wants an async iterable
async function* from(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
