import { beforeEach, describe, expect, test } from 'vitest';
import { BlockCache } from '../../../core/index/block-cache.ts';
import { encodeText, sealed } from '../../../core/index/bytes.ts';
import { SaolaError } from '../../../core/errors.ts';
import type { BlockPlace, BlockSource } from '../../../core/index/part.ts';
import { bytesOf, watchedStore, type WatchedStore } from '../../support/watched-store.ts';

const KEY = 'segments/phan.terms';
const BODIES = ['Quần đảo', 'Nam Kuril', 'hội nghị G20', 'ở Osaka', 'trong hai ngày 28-29/6'];
/** Blocks further apart than this are not worth one request (core/index/block-cache.ts says why). */
const TOO_FAR = 100_000;
/** Nor is any part that is no longer than this read in pieces. */
const SMALL_PART = 512 * 1024;

let store: WatchedStore;
let places: BlockPlace[];

/** A long part that ends in these blocks with `gap` bytes between them; a short one with nothing before them. */
async function write(gap: number, before = SMALL_PART): Promise<number> {
  const pieces: Uint8Array[] = [new Uint8Array(before)];
  places = [];
  let offset = before;
  for (const body of BODIES) {
    const block = sealed(encodeText(body));
    places.push({ offset, length: block.length });
    pieces.push(block, new Uint8Array(gap));
    offset += block.length + gap;
  }
  await store.put(KEY, Buffer.concat(pieces));
  return offset;
}

const textsOf = async (source: BlockSource, numbers: readonly number[]): Promise<string[]> => {
  const bodies = await source.blocks(numbers.map((number) => places[number] as BlockPlace));
  return bodies.map((body) => new TextDecoder().decode(body));
};
const rangesRead = (): string[] => store.reads.map(({ range }) => `${range?.offset}+${range?.length}`);

beforeEach(() => {
  store = watchedStore();
});

describe('requests', () => {
  test('neighbours are one, and come in the order asked for', async () => {
    const bytes = await write(10);
    const source = new BlockCache(store, 1e6).part(KEY, bytes);
    expect(await textsOf(source, [3, 1, 2])).toEqual([BODIES[3], BODIES[1], BODIES[2]]);
    const [first, last] = [places[1] as BlockPlace, places[3] as BlockPlace];
    expect(rangesRead()).toEqual([`${first.offset}+${last.offset + last.length - first.offset}`]);
  });

  test('blocks far apart are several, at once', async () => {
    const bytes = await write(TOO_FAR);
    const source = new BlockCache(store, 1e6).part(KEY, bytes);
    expect(await textsOf(source, [0, 2, 4])).toEqual([BODIES[0], BODIES[2], BODIES[4]]);
    expect(store.reads.map(({ step }) => step)).toEqual([1, 1, 1]);
    expect(bytesOf(store.reads)).toBe(
      [0, 2, 4].reduce((sum, number) => sum + (places[number] as BlockPlace).length, 0),
    );
  });

  test('of a small part are one, however far apart its blocks are', async () => {
    const source = new BlockCache(store, 1e6).part(KEY, await write(TOO_FAR, 0));
    expect(await textsOf(source, [4, 0])).toEqual([BODIES[4], BODIES[0]]);
    expect(store.reads).toHaveLength(1);
  });

  test.each([
    { megabytes: 3, requests: 1 },
    { megabytes: 5, requests: 2 },
    { megabytes: 20, requests: 4 },
  ])('a block of $megabytes MB is $requests at once, and is answered without a budget too', async (long) => {
    const body = Uint8Array.from({ length: long.megabytes * 1e6 + 7 }, (_, i) => (i * 31) >> 8);
    const block = sealed(body);
    await store.put(KEY, block);
    const source = new BlockCache(store, 0).part(KEY, block.length);
    const read = () => source.blocks([{ offset: 0, length: block.length }]);
    const [one, two] = await Promise.all([read(), read()]);
    expect(Buffer.compare(one[0] as Uint8Array, body)).toBe(0);
    expect(two[0]).toBe(one[0]);
    expect(store.reads.map(({ step }) => step)).toEqual(Array.from({ length: long.requests }, () => 1));
    expect(bytesOf(store.reads)).toBe(block.length);
  });

  test.each([
    { megabytes: 1, gap: 70_000, requests: 2 },
    { megabytes: 15, gap: 70_000, requests: 1 },
    { megabytes: 15, gap: 180_000, requests: 2 },
    { megabytes: 40, gap: 180_000, requests: 1 },
    { megabytes: 40, gap: 200_000, requests: 2 },
  ])('$gap bytes between two blocks in $megabytes MB: $requests', async ({ megabytes, gap, requests }) => {
    await write(gap);
    await textsOf(new BlockCache(store, 1e6).part(KEY, megabytes * 1e6), [0, 1]);
    expect(store.reads).toHaveLength(requests);
  });

  test('what is kept is not asked for again, nor joined to what is', async () => {
    const bytes = await write(10);
    const source = new BlockCache(store, 1e6).part(KEY, bytes);
    await textsOf(source, [0, 1]);
    store.forget();
    expect(await textsOf(source, [0, 1])).toEqual([BODIES[0], BODIES[1]]);
    expect(store.reads).toEqual([]);
    await textsOf(source, [0, 1, 2]);
    expect(rangesRead()).toEqual([`${places[2]?.offset}+${places[2]?.length}`]);
  });

  test('none for no blocks', async () => {
    const source = new BlockCache(store, 1e6).part(KEY, await write(0));
    expect(await source.blocks([])).toEqual([]);
    expect(store.reads).toEqual([]);
  });

  test('who asks while it is under way waits for the same one', async () => {
    const bytes = await write(TOO_FAR);
    const cache = new BlockCache(store, 1e6);
    const [one, two] = [cache.part(KEY, bytes), cache.part(KEY, bytes)];
    const answers = await Promise.all([textsOf(one, [0, 1]), textsOf(two, [1, 2]), textsOf(one, [1])]);
    expect(answers).toEqual([[BODIES[0], BODIES[1]], [BODIES[1], BODIES[2]], [BODIES[1]]]);
    expect(store.reads).toHaveLength(3);
  });

  test('a block asked for twice in one breath is one', async () => {
    const source = new BlockCache(store, 1e6).part(KEY, await write(TOO_FAR));
    expect(await textsOf(source, [1, 1])).toEqual([BODIES[1], BODIES[1]]);
    expect(store.reads).toHaveLength(1);
  });

  test('two parts with blocks at the same place are two', async () => {
    const bytes = await write(0);
    const block = sealed(encodeText('Trường Sa'));
    await store.put('segments/khac.terms', block);
    const cache = new BlockCache(store, 1e6);
    await textsOf(cache.part(KEY, bytes), [0]);
    const other = await cache.part('segments/khac.terms', block.length).blocks([{ offset: 0, length: block.length }]);
    expect(other.map((body) => new TextDecoder().decode(body))).toEqual(['Trường Sa']);
  });
});

describe('the budget', () => {
  test('without one, nothing is kept, and all is answered', async () => {
    const source = new BlockCache(store, 0).part(KEY, await write(0));
    for (let time = 0; time < 2; time += 1) expect(await textsOf(source, [0, 1, 2])).toEqual(BODIES.slice(0, 3));
    expect(store.reads).toHaveLength(2);
  });

  test('what was used last stays, what was not goes', async () => {
    const source = new BlockCache(store, 700).part(KEY, await write(TOO_FAR)); // with its bookkeeping, three blocks
    for (const number of [0, 1, 2, 0, 3]) await textsOf(source, [number]);
    store.forget();
    await textsOf(source, [0]);
    await textsOf(source, [3]);
    expect(store.reads).toEqual([]);
    await textsOf(source, [1]);
    expect(store.reads).toHaveLength(1);
  });

  test('many blocks at once are all answered even if they cannot all stay', async () => {
    const source = new BlockCache(store, 300).part(KEY, await write(TOO_FAR));
    expect(await textsOf(source, [0, 1, 2, 3, 4])).toEqual(BODIES);
  });

  test('a kept block does not hold on to the bytes that were read around it', async () => {
    const source = new BlockCache(store, 1e6).part(KEY, await write(1000));
    const bodies = await source.blocks(places);
    expect(bodies.map((body) => body.buffer.byteLength)).toEqual(places.map(({ length }) => length));
  });
});

describe('failures', () => {
  test('are told to all who wait, and not kept', async () => {
    const source = new BlockCache(store, 1e6).part(KEY, await write(10));
    store.onRead = () => {
      throw new SaolaError('store-unavailable', 'mất mạng');
    };
    const waiting = await Promise.allSettled([textsOf(source, [0, 1]), textsOf(source, [1]), textsOf(source, [1, 1])]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    store.onRead = null;
    expect(await textsOf(source, [0, 1])).toEqual([BODIES[0], BODIES[1]]);
  });

  test('of a block asked for twice in one breath are told once, and to nobody else', async () => {
    const source = new BlockCache(store, 1e6).part(KEY, await write(10));
    store.onRead = () => {
      throw new Error('mất mạng');
    };
    await expect(textsOf(source, [1, 1])).rejects.toThrow('mất mạng'); // an unhandled rejection would end the tests
    await new Promise(setImmediate);
  });

  test('of one part leave the blocks of another as they are', async () => {
    const bytes = await write(TOO_FAR);
    const source = new BlockCache(store, 1e6).part(KEY, bytes);
    await textsOf(source, [0]);
    store.onRead = () => {
      throw new Error('mất mạng');
    };
    await expect(textsOf(source, [0, 1])).rejects.toThrow('mất mạng');
    expect(await textsOf(source, [0])).toEqual([BODIES[0]]);
  });

  test.each([
    { why: 'the part is gone', change: () => store.delete(KEY), message: /segments\/phan\.terms is gone from memory:/ },
    {
      why: 'it ends too early',
      change: () => store.put(KEY, new Uint8Array(SMALL_PART + 30)),
      message: /ends before byte \d+; it should have \d+ bytes/,
    },
    { why: 'it ends before the block', change: () => store.put(KEY, new Uint8Array()), message: /ends before byte/ },
    {
      why: 'other bytes',
      change: () => store.put(KEY, new Uint8Array(SMALL_PART + 999)),
      message: /segments\/phan\.terms, block at \d+ has checksum/,
    },
  ])('refused, and not kept: $why', async ({ change, message }) => {
    const bytes = await write(10);
    const source = new BlockCache(store, 1e6).part(KEY, bytes);
    const whole = await store.get(KEY);
    await change();
    const refused = textsOf(source, [1, 2]);
    await expect(refused).rejects.toMatchObject({ code: 'index-malformed' });
    await expect(refused).rejects.toThrow(message);
    await store.put(KEY, whole?.bytes ?? new Uint8Array());
    expect(await textsOf(source, [1, 2])).toEqual([BODIES[1], BODIES[2]]);
  });
});
