/** Blocks of a part that is longer than what is read at once: each comes whole, and each byte is read once. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { memoryStore } from '../../core/store/memory.ts';
import { readBlocks } from '../../indexer/part-blocks.ts';
import { bytesOf, watchedStore } from '../support/watched-store.ts';

const BYTES = 10_000_000;
const part = Uint8Array.from({ length: BYTES }, (_, at) => (at * 31 + (at >> 8)) % 251);
const key = 'segments/a.terms';

async function read(lengths: readonly number[], bytes = BYTES) {
  const store = watchedStore(memoryStore());
  await store.put(key, part);
  const places: { offset: number; length: number }[] = [];
  let offset = 8;
  for (const length of lengths) {
    places.push({ offset, length });
    offset += length;
  }
  const hash = createHash('sha256');
  let right = 0;
  const onPiece = (piece: Uint8Array): void => void hash.update(piece);
  for await (const { place, block } of readBlocks(store, { key, bytes }, places, { onPiece })) {
    expect(block.buffer.byteLength).toBe(place.length);
    if (Buffer.compare(block, part.subarray(place.offset, place.offset + place.length)) === 0) right += 1;
  }
  return { right, hash: hash.digest('hex'), reads: store.reads };
}

const HASH = createHash('sha256').update(part).digest('hex');

test.each([
  { why: 'none', lengths: [], right: 0 },
  { why: 'many small ones', lengths: Array.from({ length: 600 }, () => 16_000), right: 600 },
  { why: 'one over several pieces, between others', lengths: [10, 9_000_000, 500_000], right: 3 },
  { why: 'ends where a piece ends', lengths: [4 * 1024 * 1024 - 8, 4 * 1024 * 1024, 100], right: 3 },
  { why: 'one that ends behind the part', lengths: [1_000, 20_000_000], right: 1 },
  { why: 'an empty one', lengths: [0, 5], right: 2 },
])('blocks: $why', async ({ lengths, right }) => {
  const found = await read(lengths);
  expect({ ...found, reads: found.reads.length }).toEqual({ right, hash: HASH, reads: 3 });
  expect(bytesOf(found.reads)).toBe(BYTES);
  expect(Math.max(...found.reads.map(({ bytes }) => bytes))).toBeLessThanOrEqual(8 * 1024 * 1024);
});

test('a part that ends too early, or is gone, is refused', async () => {
  await expect(read([5], BYTES + 1)).rejects.toMatchObject({ code: 'index-malformed' });
  const gone = readBlocks(memoryStore(), { key, bytes: 5 }, [{ offset: 0, length: 5 }]);
  await expect(gone.next()).rejects.toMatchObject({ code: 'index-malformed' });
});
