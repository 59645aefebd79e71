/** What a clean-up promises on every kind of store, as tests. */
import { beforeEach, describe, expect, test } from 'vitest';
import { CLEANING, CURRENT, PART_KINDS, versionKey } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { gc, type GcOptions } from '../../indexer/gc.ts';
import { publish } from '../../indexer/publish.ts';
import { rollback } from '../../indexer/rollback.ts';
import { listVersions } from '../../indexer/versions.ts';
import { clockedStore, HOUR_MS, makeClock, type Clock } from '../support/clocked-store.ts';
import { bytesOfPart, checkWhole, versionOf, writeVersion } from '../support/some-version.ts';
import type { Manifest, VersionContent } from '../../core/index/manifest.ts';
import type { Store } from '../../core/store/store.ts';

export function describeCleaning(name: string, makeStore: () => Store | Promise<Store>): void {
  describe(`cleaning ${name}`, () => {
    let plain: Store;
    let store: Store;
    let clock: Clock;
    beforeEach(async () => {
      clock = makeClock();
      plain = await makeStore();
      store = clockedStore(plain, clock);
    });

    const clean = (options: GcOptions = {}) => gc(store, { now: clock.now, ...options });
    const publishText = async (...texts: string[]): Promise<Manifest> => {
      const content = await writeVersion(store, ...texts);
      return (await publish(store, await readCurrent(store), content, { now: clock.now })).manifest;
    };
    /** One version for each text, an hour apart, the last one two days ago. */
    const publishAll = async (...texts: string[]): Promise<Manifest[]> => {
      const published: Manifest[] = [];
      for (const text of texts) {
        published.push(await publishText(text));
        clock.ms += HOUR_MS;
      }
      clock.ms += 48 * HOUR_MS;
      return published;
    };
    const keysIn = async (): Promise<string[]> => {
      const keys: string[] = [];
      for await (const { key } of store.list('')) keys.push(key);
      return keys;
    };
    const kept = async () => (await listVersions(store)).map((each) => ('version' in each ? each.version : each.key));

    test('an empty store has nothing to clean', async () => {
      expect(await clean()).toMatchObject({ versions: [], parts: { count: 0 }, keptVersions: 0, others: [] });
      expect(await keysIn()).toEqual([]);
    });

    test('the newest versions stay whole, older ones go with the parts that only they name', async () => {
      const [first, second, third, fourth] = await publishAll('một', 'hai', 'ba', 'bốn');
      const bytes = PART_KINDS.reduce((sum, kind) => sum + bytesOfPart(kind, 'một').length, 0);
      expect(await clean({ keep: 2 })).toEqual({
        dryRun: false,
        versions: [second?.version, first?.version],
        versionBytes: expect.any(Number),
        parts: { count: 8, bytes: bytes + PART_KINDS.reduce((sum, kind) => sum + bytesOfPart(kind, 'hai').length, 0) },
        keptVersions: 2,
        keptParts: { count: 8, bytes: expect.any(Number) },
        youngParts: { count: 0, bytes: 0 },
        unfinished: { count: 0, bytes: 0 },
        youngUnfinished: { count: 0, bytes: 0 },
        others: [],
      });
      expect(await kept()).toEqual([fourth?.version, third?.version]);
      for (const manifest of [third, fourth]) if (manifest) await checkWhole(store, manifest);
      expect(await keysIn()).toHaveLength(1 + 2 + 8);
      expect(await clean({ keep: 2 })).toMatchObject({ versions: [], parts: { count: 0 } });
    });

    test('a part that a version which stays names stays, however old both are', async () => {
      await publishAll('chung', 'hai', 'ba');
      const shared = await publishText('chung', 'bốn');
      clock.ms += 48 * HOUR_MS;
      expect(await clean({ keep: 1 })).toMatchObject({ versions: { length: 3 }, parts: { count: 8 } });
      await checkWhole(store, shared);
    });

    test('nobody can go back to what is gone, but to what is kept', async () => {
      const [first, second] = await publishAll('một', 'hai', 'ba');
      await clean({ keep: 2 });
      await expect(rollback(store, '1')).rejects.toMatchObject({ code: 'bad-request' });
      const { manifest } = await rollback(store, '2', { now: clock.now });
      await checkWhole(store, manifest);
      expect(manifest.restores).toBe(second?.version);
      clock.ms += 48 * HOUR_MS;
      expect(await clean({ keep: 1 })).toMatchObject({ versions: { length: 2 }, parts: { count: 4 } });
      await checkWhole(store, manifest); // it holds what the version it restores held, which is gone
      expect(first?.version).toBeDefined();
    });

    test('a version that was live within the grace period stays, however many are newer', async () => {
      await publishAll('cũ');
      for (const text of ['một', 'hai', 'ba']) await publishText(text);
      clock.ms += 23 * HOUR_MS;
      expect(await clean({ keep: 1 })).toMatchObject({ versions: [], parts: { count: 0 } });
      clock.ms += 2 * HOUR_MS;
      expect(await clean({ keep: 1 })).toMatchObject({ versions: { length: 3 }, parts: { count: 12 } });
    });

    test('what is live stays, kept or not, newest or not', async () => {
      const [first, second] = await publishAll('một', 'hai');
      await store.delete(versionKey(second?.version ?? failed()));
      expect(await clean({ keep: 1 })).toMatchObject({ versions: [], keptVersions: 2, parts: { count: 0 } });
      const old = await store.get(versionKey(first?.version ?? failed()));
      await publishAll('ba', 'bốn');
      await store.put(CURRENT, old?.bytes ?? failed()); // by hand
      expect(await clean({ keep: 1 })).toMatchObject({ versions: { length: 2 }, keptVersions: 2 });
      await checkWhole(store, first ?? failed());
    });

    test('what parts of a build left goes once it is older than the grace period, and what was looked at since stays', async () => {
      await publishAll('một');
      const [chunk, description] = ['building/tin/0a1b.chunk', 'building/tin/1-of-2.json'];
      for (const key of [chunk, description]) await store.put(key, new TextEncoder().encode('Bão số 3'));
      clock.ms += 23 * HOUR_MS;
      expect(await clean()).toMatchObject({
        unfinished: { count: 0, bytes: 0 },
        youngUnfinished: { count: 2, bytes: 22 },
        parts: { count: 0 },
      });
      await store.touch(chunk);
      clock.ms += 2 * HOUR_MS;
      const expected = {
        unfinished: { count: 1, bytes: 11 },
        youngUnfinished: { count: 1, bytes: 11 },
        keptParts: { count: 4 },
      };
      expect(await clean({ dryRun: true })).toMatchObject(expected);
      expect(await clean()).toMatchObject(expected);
      expect((await keysIn()).filter((key) => key.startsWith('building/'))).toEqual([chunk]);
    });

    test('what a killed publisher left goes once it is older than the grace period', async () => {
      await publishAll('một');
      await writeVersion(store, 'bỏ dở');
      clock.ms += 23 * HOUR_MS;
      expect(await clean()).toMatchObject({ parts: { count: 0 }, youngParts: { count: 4 }, keptParts: { count: 8 } });
      clock.ms += 2 * HOUR_MS;
      expect(await clean()).toMatchObject({ parts: { count: 4 }, youngParts: { count: 0 }, keptParts: { count: 4 } });
      await expect(publish(store, await readCurrent(store), versionOf('bỏ dở'))).rejects.toMatchObject({
        code: 'index-malformed',
      });
    });

    test('a dry run says the same and deletes nothing', async () => {
      await publishAll('một', 'hai', 'ba');
      await writeVersion(store, 'bỏ dở');
      clock.ms += 25 * HOUR_MS;
      const before = await keysIn();
      const report = await clean({ keep: 1, dryRun: true });
      expect(await keysIn()).toEqual(before);
      expect(report).toMatchObject({ dryRun: true, versions: { length: 2 }, parts: { count: 12 } });
      expect(await clean({ keep: 1 })).toEqual({ ...report, dryRun: false });
    });

    test('what is not named like a part is named, and left alone', async () => {
      await publishAll('một');
      const others = ['segments/ghi-chu.txt', `segments/${'a'.repeat(63)}.terms`, `segments/${'a'.repeat(64)}.zip`];
      for (const key of others) await store.put(key, new Uint8Array(3));
      await store.put('anh/bia.png', new Uint8Array(3));
      clock.ms += 48 * HOUR_MS;
      const report = await clean();
      expect(report).toMatchObject({ parts: { count: 0 }, keptParts: { count: 4 } });
      expect([...report.others].toSorted()).toEqual(others.toSorted());
      expect(await keysIn()).toEqual(expect.arrayContaining([...others, 'anh/bia.png']));
    });

    test.each([
      { why: 'what is live', key: () => CURRENT, text: '{"format":2' },
      { why: 'a kept version', key: (manifest: Manifest) => versionKey(manifest.version), text: '<html>' },
      { why: 'of another format', key: () => 'versions/00000009-0123456789ab.json', text: '{"format":99}' },
      { why: 'no name of a version', key: () => 'versions/ghi-chu.json', text: '{}' },
    ])('beside a version that cannot be read nothing is deleted: $why', async ({ key, text }) => {
      const [first] = await publishAll('một', 'hai', 'ba');
      await writeVersion(store, 'bỏ dở');
      await store.put(key(first ?? failed()), new TextEncoder().encode(text));
      clock.ms += 48 * HOUR_MS;
      const before = await keysIn();
      await expect(clean({ keep: 1 })).rejects.toMatchObject({
        code: expect.stringMatching(/^index-/),
        message: expect.stringContaining('no part was deleted'),
      });
      expect(await keysIn()).toEqual(before);
    });

    test('the ages that the store itself knows are used', async () => {
      const content: VersionContent = await writeVersion(plain, 'một');
      await publish(plain, null, content);
      await writeVersion(plain, 'bỏ dở');
      expect(await gc(plain)).toMatchObject({ parts: { count: 0 }, youngParts: { count: 4 } });
      expect(await gc(plain, { now: tomorrow })).toMatchObject({ parts: { count: 4 }, keptParts: { count: 4 } });
    });

    test('a second one at the same time is refused, one behind a killed one goes on', async () => {
      await publishAll('một');
      await store.put(CLEANING, new TextEncoder().encode('{}'));
      await expect(clean()).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringContaining('Another'),
      });
      clock.ms += HOUR_MS / 2;
      await clean();
      expect(await keysIn()).not.toContain(CLEANING);
    });
  });
}

const tomorrow = (): Date => new Date(Date.now() + 25 * HOUR_MS);

function failed(): never {
  throw new Error('nothing there');
}
