/** Publishing: the same on every store, between processes, through kills, and over a wire that loses answers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sequenceOf } from '../../core/index/manifest.ts';
import { readCurrent, readCurrentIfChanged } from '../../core/index/published.ts';
import { fileStore } from '../../core/store/file.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { s3Store } from '../../core/store/s3.ts';
import { publish } from '../../indexer/publish.ts';
import { listVersions } from '../../indexer/versions.ts';
import { describePublishing } from '../contracts/publish.ts';
import { startChild } from '../support/child.ts';
import { startSmallS3 } from '../support/small-s3.ts';
import { checkWhole, writeVersion } from '../support/some-version.ts';
import type { Manifest } from '../../core/index/manifest.ts';
import type { Current } from '../../core/index/published.ts';
import type { Store } from '../../core/store/store.ts';
import type { Call, Fault, SmallS3 } from '../support/small-s3.ts';

const root = await mkdtemp(join(tmpdir(), 'saola-publish-'));
let server: SmallS3;
let places = 0;
beforeAll(async () => {
  server = await startSmallS3({ pageSize: 2 });
  Object.assign(process.env, server.env);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const nextFolder = () => join(root, String(++places));
const nextPlace = () => `s3://saola/${++places}`;

describePublishing('memory', memoryStore);
describePublishing('a folder', () => fileStore(nextFolder()));
describePublishing('S3 (the small one)', () => s3Store(nextPlace()));

describe('publishers in processes of their own', () => {
  test.each([
    { where: 'a folder', open: () => fileStore(nextFolder()) },
    { where: 'S3 (the small one)', open: () => s3Store(nextPlace()) },
  ])(
    'exactly one of them wins: $where',
    async ({ open }) => {
      const store = open();
      for (const round of [1, 2, 3]) {
        const children = Array.from({ length: 5 }, () => startChild('support/publisher.ts', store.uri, 'race'));
        for (const child of children) expect(await child.line()).toBe('ready');
        for (const child of children) child.say('go');
        const outcomes = await Promise.all(children.map(async (child) => await child.line()));
        expect(outcomes.toSorted()).toEqual(['lost', 'lost', 'lost', 'lost', 'won']);
        expect((await live(store)).manifest.sequence).toBe(round);
      }
    },
    120_000,
  );

  test.each([
    { where: 'a folder', open: () => fileStore(nextFolder()), kills: 12 },
    { where: 'S3 (the small one)', open: () => s3Store(nextPlace()), kills: 5 },
  ])(
    'killed at any moment, they leave whole versions in unbroken order: $where',
    async ({ open, kills }) => {
      const store = open();
      const reading = new AbortController();
      const reader = readOn(store, reading.signal);
      for (let kill = 0; kill < kills; kill++) {
        const child = startChild('support/publisher.ts', store.uri, 'loop');
        const done = await child.line();
        await sleep(Math.random() * 60);
        await child.kill();
        expect((await live(store)).manifest.version >= done).toBe(true);
      }
      reading.abort();
      expect(await reader).toBeGreaterThan(0);

      const { manifest } = await publish(store, await live(store), await writeVersion(store, 'sau tất cả'));
      expect((await live(store)).manifest).toEqual(manifest);
      const kept = (await listVersions(store)).map((version) =>
        'version' in version ? sequenceOf(version.version) : 0,
      );
      expect(kept).toEqual(Array.from({ length: manifest.sequence }, (_, at) => manifest.sequence - at));
    },
    120_000,
  );
});

describe('answers lost on the wire', () => {
  let store: Store;
  let before: Current;
  beforeEach(async () => {
    server.fault = () => undefined;
    store = s3Store(nextPlace());
    await publish(store, null, await writeVersion(store, 'cũ'));
    before = await live(store);
  });

  test.each([
    { why: 'once, after it was done', faults: [{ applied: true, reset: true }] },
    { why: 'once, before it was done', faults: [{ reset: true }] },
    { why: 'as a 500 after it was done', faults: [{ applied: true, status: 500 }] },
    { why: 'every time', faults: Array.from({ length: 9 }, () => ({ applied: true, reset: true })) },
    {
      why: 'after another write was in the way',
      faults: [
        { status: 409, code: 'ConditionalRequestConflict' },
        { applied: true, reset: true },
      ],
    },
  ])('make no false loser: $why', async ({ faults }) => {
    onFlips(...faults);
    const { manifest } = await publish(store, before, await writeVersion(store, 'mới'));
    expect((await live(store)).manifest).toEqual(manifest);
    expect(manifest.sequence).toBe(2);
  });

  test.each([
    { why: 'once', faults: [{ applied: true, reset: true }] },
    { why: 'every time', faults: Array.from({ length: 9 }, () => ({ applied: true, reset: true })) },
  ])('make no false winner of the same content: $why', async ({ faults }) => {
    const content = await writeVersion(store, 'mới');
    const winner = await publish(store, before, content);
    onFlips(...faults);
    await expect(publish(store, before, content)).rejects.toMatchObject({ code: 'publish-conflict' });
    expect((await live(store)).manifest).toEqual(winner.manifest);
  });

  test('make no false loser of one whose version has been replaced before it could look', async () => {
    let replaced: Promise<Manifest> | undefined;
    const replace = async (): Promise<Manifest> => {
      let current = before;
      while (current.tag === before.tag) current = await live(store);
      return (await publish(store, current, await writeVersion(store, 'mới hơn'))).manifest;
    };
    server.fault = (call) => {
      if (!isFlip(call) || replaced) return undefined;
      // Done; and before its answer is lost, somebody publishes on top of it.
      replaced = replace();
      return { applied: true, meanwhile: replaced, reset: true };
    };
    const { manifest } = await publish(store, before, await writeVersion(store, 'mới'));
    const current = await live(store);
    expect([manifest.sequence, current.manifest.sequence]).toEqual([2, 3]);
    expect(current.manifest).toEqual(await replaced);
    const kept = await listVersions(store);
    expect(kept.map((version) => ('version' in version ? version.version : null))).toContain(manifest.version);
  });

  test('of the copy that is kept change nothing about who is live', async () => {
    server.fault = ({ operation, key }) =>
      operation === 'PutObject' && key.includes('/versions/') ? { status: 403, code: 'AccessDenied' } : undefined;
    const { manifest } = await publish(store, before, await writeVersion(store, 'mới'));
    server.fault = () => undefined;
    expect((await live(store)).manifest).toEqual(manifest);
    await publish(store, await live(store), await writeVersion(store, 'mới hơn'));
    expect(await listVersions(store)).toHaveLength(3);
  });

  test('for good are said to be in doubt', async () => {
    const content = await writeVersion(store, 'mới');
    server.fault = (call) => (isFlip(call) ? { reset: true } : undefined);
    await expect(publish(store, before, content)).rejects.toMatchObject({ code: 'store-unavailable' });
    server.fault = () => undefined;
    expect(await live(store)).toEqual(before);
  });
});

test('a publish that is stopped before its flip leaves what is live', async () => {
  const store = memoryStore();
  await publish(store, null, await writeVersion(store, 'cũ'));
  const before = await live(store);
  const reason = new Error('đã bấm Ctrl-C');
  const content = await writeVersion(store, 'mới');
  await expect(publish(store, before, content, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(await live(store)).toEqual(before);
});

/** What befalls the tries of the flip, one after the other; those after the last one go well. */
function onFlips(...faults: readonly Fault[]): void {
  const rest = [...faults];
  server.fault = (call) => (isFlip(call) ? rest.shift() : undefined);
}

function isFlip({ operation, key }: Call): boolean {
  return operation === 'PutObject' && key.endsWith('/current.json');
}

async function live(store: Store): Promise<Current> {
  const current = await readCurrent(store);
  if (!current) throw new Error('nothing is live');
  return current;
}

/** Reads what is live over and over; throws where it is not whole, or older than before. Returns how many it has seen. */
async function readOn(store: Store, until: AbortSignal): Promise<number> {
  let seen: Current | null = null;
  let count = 0;
  while (!until.aborted) {
    const current: Current | 'same' | null = seen
      ? await readCurrentIfChanged(store, seen.tag)
      : await readCurrent(store);
    if (current === 'same' || current === null) continue;
    if (seen && current.manifest.sequence <= seen.manifest.sequence) throw new Error('an older version came back');
    await checkWhole(store, current.manifest);
    seen = current;
    count++;
  }
  return count;
}
