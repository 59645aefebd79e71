/** What a purge promises on every kind of store, as tests. */
import { beforeEach, describe, expect, test } from 'vitest';
import { partKey, versionKey, type Manifest } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openIndex } from '../../core/search/open.ts';
import { buildPart } from '../../indexer/build-part.ts';
import { indexArticles, removeArticles } from '../../indexer/index-articles.ts';
import { purgeArticles } from '../../indexer/purge.ts';
import { rollback } from '../../indexer/rollback.ts';
import { digestOf } from '../../indexer/spool.ts';
import { verify } from '../../indexer/verify.ts';
import { listVersions } from '../../indexer/versions.ts';
import { exampleArticles } from '../support/articles.ts';
import { everyText, type Texts } from '../support/every-text.ts';
import { publishGroups } from '../support/published.ts';
import { writeVersion } from '../support/some-version.ts';
import type { Article } from '../../core/article.ts';
import type { Store } from '../../core/store/store.ts';
import type { Found } from '../../indexer/sources/source.ts';

/** An article that a court wants gone; its names stand in no other. */
export const SUED: Article = {
  id: 'don-kien-kvaratskhelia',
  title: 'Bà Kvaratskhelia kiện Liên đoàn Batumi',
  body: 'Bà Kvaratskhelia kiện Liên đoàn Cờ vua Batumi (LĐCVB) ra tòa. Luật sư Ásgeirsdóttir cho biết phiên tòa mở ngày mai.',
  publishedAt: '2019-06-30',
};
/** The same, as it was corrected. */
export const CORRECTED: Article = { ...SUED, body: SUED.body.replace('ngày mai', 'ở Zugdidi') };

/** As they may stand anywhere, without accents. */
const NAMES = ['kvaratskhelia', 'batumi', 'asgeirsdottir', 'zugdidi', 'ldcvb'];

const QUERIES = ['phiên tòa', 'giá xăng', 'người', 'Kvaratskhelia', SUED.title];

/** What the words of each article of an answer count. */
async function scoresIn(store: Store, query: string): Promise<Readonly<Record<string, string>>> {
  const { explain } = await (await openIndex(store)).search({ query, limit: 50, explain: true });
  return Object.fromEntries((explain?.hits ?? []).map(({ id, own }) => [id, own.toFixed(6)]));
}

export const OTHERS = exampleArticles().slice(0, 24);

export async function publishArticles(store: Store, ...articles: readonly Article[]): Promise<Manifest> {
  async function* found(): AsyncGenerator<Found> {
    for (const article of articles) yield { article, origin: { file: 'tin.json' } };
  }
  await indexArticles(store, found());
  return (await readCurrent(store))?.manifest ?? failed();
}

/** Which kinds of things name the article. */
export function whereNamed(texts: Texts): string[] {
  const digests = [SUED, CORRECTED].map((article) => Buffer.from(digestOf(article)).toString('latin1'));
  const named = Object.entries(texts).filter(([, text]) => [...NAMES, ...digests].some((name) => text.includes(name)));
  return named.map(([kind]) => kind);
}

export function describePurging(name: string, makeStore: () => Store | Promise<Store>): void {
  describe(`purging ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
    });

    const keysIn = async (): Promise<string[]> => {
      const keys: string[] = [];
      for await (const { key } of store.list('')) keys.push(key);
      return keys;
    };
    const kept = async () => (await listVersions(store)).map((each) => ('version' in each ? each.version : each.key));
    const checkGone = async (): Promise<void> => {
      expect(whereNamed(await everyText(store))).toEqual([]);
      expect((await verify(store, { all: true })).faults).toEqual([]);
    };

    test('an article that is live, was another before, and lies under a tombstone is gone from everything', async () => {
      const first = await publishArticles(store, ...OTHERS.slice(0, 20));
      const second = await publishArticles(store, SUED, ...OTHERS.slice(20, 23));
      const third = await publishArticles(store, CORRECTED, ...OTHERS.slice(23));
      // So that each name is looked for where it would be found.
      expect(whereNamed(await everyText(store))).toEqual(
        expect.arrayContaining(['ids', 'digests', 'records', 'terms', 'vocabulary', 'abbreviations', 'suggestions']),
      );

      const report = await purgeArticles(store, [SUED.id]);
      expect(report).toMatchObject({
        dryRun: false,
        articles: 24,
        removed: 1,
        missing: [],
        versions: [third.version, second.version],
        unreadable: [],
        others: [],
      });
      expect(report.bytesWritten).toBeGreaterThan(0);
      await checkGone();
      expect(await kept()).toEqual([report.version, first.version]);
      const { statistics } = (await readCurrent(store))?.manifest ?? failed();
      const { store: rebuilt } = await publishGroups([OTHERS], { statistics });
      for (const query of QUERIES) expect(await scoresIn(store, query)).toEqual(await scoresIn(rebuilt, query));
      await expect(rollback(store, '2')).rejects.toMatchObject({ code: 'bad-request' });
      await rollback(store, '1');
      expect((await verify(store)).faults).toEqual([]);
    });

    test('what parts of a build hold goes too, as nobody looks into it', async () => {
      async function* found(): AsyncGenerator<Found> {
        for (const article of [SUED, ...OTHERS]) yield { article, origin: { file: 'tin.json' } };
      }
      await publishArticles(store, ...OTHERS);
      await buildPart(store, found(), { part: { number: 1, of: 2 } });
      await buildPart(store, found(), { part: { number: 2, of: 2 } });
      expect((await keysIn()).filter((key) => key.startsWith('building/'))).toHaveLength(3);
      expect(await purgeArticles(store, [SUED.id])).toMatchObject({ removed: 0, parts: { count: 3 } });
      expect((await keysIn()).filter((key) => key.startsWith('building/'))).toEqual([]);
      await checkGone();
    });

    test('one that was removed long ago is found in what is kept, and its parts go at once', async () => {
      await publishArticles(store, SUED, ...OTHERS);
      const removed = await removeArticles(store, [SUED.id]);
      expect(whereNamed(await everyText(store))).toContain('records');
      const clean = await publishArticles(store, OTHERS[0] ?? failed(), { ...(OTHERS[1] ?? failed()), section: 'Tin' });
      expect(await purgeArticles(store, [SUED.id])).toMatchObject({ removed: 0, missing: [], articles: 24 });
      await checkGone();
      expect(await kept()).not.toContain(removed.version);
      expect(await kept()).not.toContain(clean.version);
    });

    test('where a kept version alone holds it, what is live stays as it is, under a new number', async () => {
      const first = await publishArticles(store, SUED);
      await indexAnew(store, OTHERS);
      const { manifest } = (await readCurrent(store)) ?? failed();
      const report = await purgeArticles(store, [SUED.id]);
      expect(report).toMatchObject({ removed: 0, versions: [first.version], bytesWritten: 0, parts: { count: 4 } });
      expect((await readCurrent(store))?.manifest).toMatchObject({ sequence: 3, segments: manifest.segments });
      await checkGone();
    });

    test('the last article leaves an empty index', async () => {
      await publishArticles(store, SUED);
      expect(await purgeArticles(store, [SUED.id])).toMatchObject({ articles: 0, removed: 1 });
      await checkGone();
      expect(await keysIn()).toHaveLength(2);
    });

    test('what no version names goes, whatever it holds, and so does a version that cannot be read', async () => {
      const first = await publishArticles(store, ...OTHERS.slice(0, 2));
      const second = await publishArticles(store, ...OTHERS.slice(2, 4));
      await writeVersion(store, 'bỏ dở');
      await store.put(versionKey(first.version), new TextEncoder().encode('<html>'));
      const strangers = ['segments/ghi-chu.txt', 'versions/ghi-chu.json'];
      for (const key of strangers) await store.put(key, new Uint8Array(3));
      const report = await purgeArticles(store, ['chua-tung-co']);
      expect(report).toMatchObject({
        missing: ['chua-tung-co'],
        removed: 0,
        versions: [first.version],
        unreadable: [first.version],
      });
      expect([...report.others].toSorted()).toEqual(strangers);
      for (const key of strangers) await store.delete(key);
      expect(await kept()).toEqual([report.version, second.version]);
      expect(await keysIn()).toHaveLength(3 + 4);
      expect((await verify(store, { all: true })).faults).toEqual([]);
    });

    test('a kept version whose ids are lost cannot be looked into, and goes', async () => {
      const first = await publishArticles(store, SUED);
      await indexAnew(store, OTHERS);
      await store.delete(partKey('columns', first.segments[0]?.columns ?? failed()));
      expect(await purgeArticles(store, [SUED.id])).toMatchObject({ unreadable: [first.version] });
      await checkGone();
    });

    test('a dry run says what would go, and touches nothing', async () => {
      await publishArticles(store, ...OTHERS.slice(0, 20));
      await publishArticles(store, SUED);
      const before = await keysIn();
      const dry = await purgeArticles(store, [SUED.id, 'krul'], { dryRun: true });
      expect(dry).toMatchObject({ dryRun: true, version: null, articles: 20, removed: 1, missing: ['krul'] });
      expect(await keysIn()).toEqual(before);
      const { versions, parts, missing } = await purgeArticles(store, [SUED.id, 'krul']);
      expect({ versions, parts, missing }).toEqual({ versions: dry.versions, parts: dry.parts, missing: dry.missing });
    });

    test('the second time there is nothing to do', async () => {
      await publishArticles(store, SUED, ...OTHERS);
      await purgeArticles(store, [SUED.id]);
      const before = await keysIn();
      expect(await purgeArticles(store, [SUED.id])).toMatchObject({ version: null, missing: [SUED.id], versions: [] });
      expect(await keysIn()).toEqual(before);
    });

    test('where nothing is live there is nothing to take out', async () => {
      await expect(purgeArticles(store, [SUED.id])).rejects.toMatchObject({ code: 'index-missing' });
    });
  });
}

/** All that was there before is in no segment any more. */
export async function indexAnew(store: Store, articles: readonly Article[]): Promise<void> {
  async function* found(): AsyncGenerator<Found> {
    for (const article of articles) yield { article, origin: { file: 'tin.json' } };
  }
  await indexArticles(store, found(), { mode: 'full', allowShrink: true });
}

function failed(): never {
  throw new Error('nothing there');
}
