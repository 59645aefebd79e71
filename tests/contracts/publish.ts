/** What publishing promises on every kind of store, as tests. */
import { beforeEach, describe, expect, test } from 'vitest';
import { contentHash } from '../../core/index/hash.ts';
import { CURRENT, partKey, versionKey } from '../../core/index/manifest.ts';
import { readCurrent, readCurrentIfChanged, readVersion } from '../../core/index/published.ts';
import { publish, writePart } from '../../indexer/publish.ts';
import { rollback } from '../../indexer/rollback.ts';
import { listVersions } from '../../indexer/versions.ts';
import { bytesOfPart, checkWhole, versionOf, writeVersion } from '../support/some-version.ts';
import type { Manifest } from '../../core/index/manifest.ts';
import type { Current } from '../../core/index/published.ts';
import type { Store } from '../../core/store/store.ts';

export function describePublishing(name: string, makeStore: () => Store | Promise<Store>): void {
  describe(`publishing to ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
    });

    const live = async (): Promise<Current> => (await readCurrent(store)) ?? failed();
    const publishText = async (...texts: string[]): Promise<Manifest> =>
      (await publish(store, await readCurrent(store), await writeVersion(store, ...texts))).manifest;
    const versions = async (): Promise<string[]> =>
      (await listVersions(store)).map((kept) =>
        'version' in kept ? `${kept.version}${kept.current ? ' *' : ''}` : kept.key,
      );

    test('nothing is live before the first', async () => {
      expect(await readCurrent(store)).toBeNull();
      expect(await listVersions(store)).toEqual([]);
    });

    test('one version after the other goes live, whole, and is kept', async () => {
      const published: Manifest[] = [];
      for (const text of ['Hà Nội', 'Huế', 'Sài Gòn']) {
        const manifest = await publishText(text);
        published.push(manifest);
        expect((await live()).manifest).toEqual(manifest);
        expect(manifest).toMatchObject({ ...versionOf(text), sequence: published.length });
        expect(await readVersion(store, manifest.version)).toEqual(manifest);
        await checkWhole(store, manifest);
      }
      const [first, second, third] = published.map(({ version }) => version);
      expect(await versions()).toEqual([`${third} *`, second, first]);
    });

    test('a reader asks for news without reading again', async () => {
      await publishText('một');
      const { tag } = await live();
      expect(await readCurrentIfChanged(store, tag)).toBe('same');
      const manifest = await publishText('hai');
      expect(await readCurrentIfChanged(store, tag)).toMatchObject({ manifest });
    });

    test('of publishers at once exactly one wins, even with the same content, and the others are told', async () => {
      for (let round = 1; round <= 5; round++) {
        const expected = await readCurrent(store);
        const content = await writeVersion(store, `vòng ${round}`);
        const outcomes = await Promise.allSettled(
          Array.from({ length: 6 }, async () => (await publish(store, expected, content)).manifest),
        );
        const won = outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
        const lost = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }): unknown => reason);
        expect(won).toEqual([(await live()).manifest]);
        expect(won[0]?.sequence).toBe(round);
        expect(lost).toHaveLength(5);
        for (const error of lost) {
          expect(error).toMatchObject({
            code: 'publish-conflict',
            message: expect.stringMatching(new RegExp(`Version ${won[0]?.version} was published at .*Run it again`)),
          });
        }
      }
      expect(await versions()).toHaveLength(5);
    });

    test('whoever read before another published is told, though it comes much later', async () => {
      await publishText('một');
      const old = await live();
      await publishText('hai');
      await publishText('ba');
      await expect(publish(store, old, await writeVersion(store, 'muộn'))).rejects.toMatchObject({
        code: 'publish-conflict',
      });
      await expect(publish(store, null, await writeVersion(store, 'muộn'))).rejects.toMatchObject({
        code: 'publish-conflict',
      });
      expect((await live()).manifest).toMatchObject(versionOf('ba'));
    });

    test('a version that was live, and that its publisher could not keep any more, is kept by the next one', async () => {
      const first = await publishText('một');
      await store.delete(versionKey(first.version));
      expect(await versions()).toEqual([`${first.version} *`]);
      const second = await publishText('hai');
      expect(await versions()).toEqual([`${second.version} *`, first.version]);
      expect(await readVersion(store, first.version)).toEqual(first);
    });

    test('numbers only grow, even where what was live has been taken away', async () => {
      await publishText('một');
      await publishText('hai');
      await store.delete(CURRENT);
      expect((await publishText('ba')).sequence).toBe(3);
    });

    describe('parts', () => {
      test('are written once', async () => {
        const first = await writePart(store, 'terms', bytesOfPart('terms', 'một'));
        expect(first).toMatchObject({ written: true, sha256: contentHash(bytesOfPart('terms', 'một')) });
        expect(await writePart(store, 'terms', bytesOfPart('terms', 'một'))).toEqual({ ...first, written: false });
        expect(await writePart(store, 'columns', bytesOfPart('terms', 'một'))).toMatchObject({ written: true });
      });

      test('of wrong length are written again', async () => {
        const bytes = bytesOfPart('terms', 'một');
        const key = partKey('terms', await writePart(store, 'terms', bytes));
        await store.put(key, bytes.subarray(1));
        expect(await writePart(store, 'terms', bytes)).toMatchObject({ written: true });
        expect((await store.get(key))?.bytes.length).toBe(bytes.length);
      });

      test('of the right length with other bytes are written again', async () => {
        const bytes = new Uint8Array(5_000_000);
        const key = partKey('terms', await writePart(store, 'terms', bytes));
        await store.put(key, bytes.slice().fill(1, 4_999_999));
        expect(await writePart(store, 'terms', bytes)).toMatchObject({ written: true });
        expect(contentHash((await store.get(key))?.bytes ?? failed())).toBe(contentHash(bytes));
      });

      test('that are gone or cut stop a version before it is live, and are named', async () => {
        await publishText('một');
        const before = await live();
        const content = await writeVersion(store, 'một', 'hai');
        const [one, two] = content.segments;
        const gone = partKey('columns', one?.columns ?? failed());
        const cut = partKey('records', two?.records ?? failed());
        await store.delete(gone);
        await store.put(cut, new Uint8Array(7));
        await expect(publish(store, before, content)).rejects.toMatchObject({
          code: 'index-malformed',
          message: expect.stringMatching(
            new RegExp(
              `(?=.*${gone} \\(not there\\))(?=.*${cut} \\(7 bytes, \\d+ wanted\\)).*Nothing was published.*--full`,
            ),
          ),
        });
        expect(await live()).toEqual(before);
      });

      test('that are gone are written again where their bytes are at hand, if they are the right ones', async () => {
        const content = versionOf('một');
        const wrong = async () => await Promise.resolve(new Uint8Array(content.segments[0]?.terms.bytes ?? 0));
        await expect(publish(store, null, content, { lost: wrong })).rejects.toMatchObject({ code: 'index-malformed' });
        const { manifest } = await publish(store, null, content, {
          lost: async (kind) => await Promise.resolve(bytesOfPart(kind, 'một')),
        });
        await checkWhole(store, manifest);
      });

      test('that are old, and that nothing live names, are made young before a version names them', async () => {
        const content = await writeVersion(store, 'một');
        const terms = partKey('terms', content.segments[0]?.terms ?? failed());
        const before = (await store.head(terms))?.modified ?? failed();
        const touched: string[] = [];
        const watched: Store = {
          ...bound(store),
          touch: async (key, options) => {
            touched.push(key);
            return await store.touch(key, options);
          },
        };
        const now = () => new Date(before.getTime() + 2 * 60 * 60 * 1000);
        expect(await writePart(watched, 'terms', bytesOfPart('terms', 'một'), { now })).toMatchObject({
          written: true,
        });
        await publish(watched, null, content, { now });
        expect(touched).toContain(partKey('records', content.segments[0]?.records ?? failed()));
        touched.length = 0;
        await publish(watched, await live(), content, { now });
        expect(touched).toEqual([]);
      });
    });

    describe('rollback', () => {
      test('puts old content live again under a new number, and says whose it is', async () => {
        const first = await publishText('một');
        const second = await publishText('hai');
        const { manifest } = await rollback(store, first.version);
        expect(manifest).toMatchObject({ ...versionOf('một'), sequence: 3, restores: first.version });
        expect((await live()).manifest).toEqual(manifest);
        expect(await versions()).toEqual([`${manifest.version} *`, second.version, first.version]);
        expect((await listVersions(store))[0]).toMatchObject({ restores: first.version, articles: 3 });
      });

      test('takes a number for a name', async () => {
        await publishText('một');
        await publishText('hai');
        expect((await rollback(store, '1')).manifest).toMatchObject(versionOf('một'));
        expect((await rollback(store, '00000002')).manifest).toMatchObject(versionOf('hai'));
      });

      test.each(['7', '00000001-0123456789ab', 'mới nhất', '../current', ''])(
        'to %j, which is not kept, is refused',
        async (wanted) => {
          await publishText('một');
          await publishText('hai');
          const before = await live();
          await expect(rollback(store, wanted)).rejects.toMatchObject({
            code: 'bad-request',
            message: expect.stringContaining('saola versions'),
          });
          expect(await live()).toEqual(before);
        },
      );

      test('to what is live is refused', async () => {
        const { version } = await publishText('một');
        await expect(rollback(store, version)).rejects.toMatchObject({
          code: 'bad-request',
          message: expect.stringContaining('live already'),
        });
        await expect(rollback(store, '1')).rejects.toMatchObject({ code: 'bad-request' });
      });

      test('to a version whose parts are gone is refused, and changes nothing', async () => {
        const first = await publishText('một');
        await publishText('hai');
        const before = await live();
        await store.delete(partKey('records', first.segments[0]?.records ?? failed()));
        await expect(rollback(store, first.version)).rejects.toMatchObject({
          code: 'index-malformed',
          message: expect.stringContaining('not there'),
        });
        expect(await live()).toEqual(before);
      });

      test('to a version whose file is broken is refused', async () => {
        const first = await publishText('một');
        await publishText('hai');
        await store.put(versionKey(first.version), new Uint8Array(10));
        await expect(rollback(store, first.version)).rejects.toMatchObject({ code: 'index-malformed' });
      });

      test('helps where what is live cannot be read, and gives it a number above all others', async () => {
        const first = await publishText('một');
        const second = await publishText('hai');
        await store.delete(versionKey(second.version));
        await store.put(CURRENT, new TextEncoder().encode('{"format":2'));
        await expect(readCurrent(store)).rejects.toMatchObject({ code: 'index-malformed' });
        const { manifest } = await rollback(store, first.version);
        expect((await live()).manifest).toEqual(manifest);
        expect(manifest.sequence).toBeGreaterThan(second.sequence);
      });
    });

    describe('the list of versions', () => {
      test('names what it cannot read, and hides nothing for it', async () => {
        const first = await publishText('một');
        const second = await publishText('hai');
        const third = await publishText('ba');
        await store.put(versionKey(second.version), new TextEncoder().encode('<html>'));
        await store.put('versions/ghi-chu.json', new Uint8Array());
        await store.put(
          versionKey(first.version).replace('1-', '0-'),
          new TextEncoder().encode(JSON.stringify({ format: 99 })),
        );
        const list = await listVersions(store);
        expect(list.map((item) => ('version' in item ? item.version : `${item.key}: ${item.problem.code}`))).toEqual([
          third.version,
          `${versionKey(second.version)}: index-malformed`,
          first.version,
          `${versionKey(first.version).replace('1-', '0-')}: index-format`,
          'versions/ghi-chu.json: index-malformed',
        ]);
      });

      test('has what is live first where that cannot be read', async () => {
        const first = await publishText('một');
        await store.put(CURRENT, new TextEncoder().encode('{}'));
        expect(await listVersions(store)).toMatchObject([
          { key: CURRENT, current: true, problem: { code: 'index-format' } },
          { version: first.version, current: false },
        ]);
      });
    });
  });
}

/** A store whose methods can be spread into another object. */
function bound(store: Store): Store {
  return {
    uri: store.uri,
    get: async (...args) => await store.get(...args),
    getIfChanged: async (...args) => await store.getIfChanged(...args),
    put: async (...args) => await store.put(...args),
    putStream: async (...args) => await store.putStream(...args),
    touch: async (...args) => await store.touch(...args),
    head: async (...args) => await store.head(...args),
    list: (...args) => store.list(...args),
    delete: async (...args) => await store.delete(...args),
  };
}

function failed(): never {
  throw new Error('nothing there');
}
