import { expect, test } from 'vitest';
import { bytesByKind, S3, S3_ONE_LINK, slowStore, STEPS, stepsOf, type Network } from '../../bench/slow-store.ts';
import { memoryStore } from '../../core/store/memory.ts';

/** Takes 10 ms at 90 MB/s. */
const LARGE = 900_000;

async function storeOf(network: Network) {
  const store = memoryStore();
  await store.put('current.json', new Uint8Array(10));
  for (const key of ['segments/a.terms', 'segments/a.columns', 'segments/a.records'])
    await store.put(key, new Uint8Array(LARGE));
  return slowStore(store, network);
}
const range = { offset: 0, length: 100 };

test('a read waits for its first byte and takes its time for the others, reads beside each other do not add up', async () => {
  const store = await storeOf(S3);
  await Promise.all([store.get('segments/a.terms'), store.get('segments/a.columns')]);
  expect(store.passedMs).toBeCloseTo(40);
  await store.get('segments/a.records', { range });
  expect(store.passedMs).toBeCloseTo(70, 1);
  expect(store.reads.map(({ kind, bytes }) => [kind, bytes])).toEqual([
    ['terms', LARGE],
    ['columns', LARGE],
    ['records', 100],
  ]);
  expect(bytesByKind(store.reads)).toEqual({ manifest: 0, terms: LARGE, columns: LARGE, records: 100, suggestions: 0 });
});

test('where they have one link, they do', async () => {
  const store = await storeOf(S3_ONE_LINK);
  await Promise.all([store.get('segments/a.terms'), store.get('segments/a.columns')]);
  expect(store.passedMs).toBeCloseTo(50);
});

test('steps are reads that wait for one another, not reads that merely end later', async () => {
  const store = await storeOf(STEPS);
  const chain = async () => {
    await store.get('current.json');
    await store.get('segments/a.records', { range });
  };
  const slow = async () => {
    await store.get('segments/a.columns');
    await Promise.resolve();
    await store.get('segments/a.terms', { range });
  };
  await Promise.all([chain(), slow(), store.get('segments/a.terms')]);
  expect(stepsOf(store.reads)).toBe(2);
  await chain();
  expect(stepsOf(store.reads)).toBe(4);
});

test('starts anew, with nothing under way', async () => {
  const store = await storeOf(S3);
  const reading = store.get('current.json');
  expect(() => store.start()).toThrow('under way');
  const stored = await reading;
  expect(await store.getIfChanged('current.json', stored?.tag ?? ('' as never))).toBe('same');
  expect(store.reads.map(({ bytes }) => bytes)).toEqual([10, 0]);
  store.start();
  expect([store.reads, store.passedMs]).toEqual([[], 0]);
  expect(await store.get('segments/b.terms')).toBeNull();
});

test('a read that fails is no longer under way', async () => {
  const broken = { ...memoryStore(), get: () => Promise.reject(new Error('mất mạng')) };
  const store = slowStore(broken, S3);
  await expect(store.get('current.json')).rejects.toThrow('mất mạng');
  store.start();
});
