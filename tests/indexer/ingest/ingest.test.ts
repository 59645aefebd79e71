/** What ingesting makes of an index: what stands in the bucket, whatever was told of it, and nothing of what came otherwise. */
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { SaolaError } from '../../../core/errors.ts';
import { CURRENT } from '../../../core/index/manifest.ts';
import { readCurrent } from '../../../core/index/published.ts';
import { openIndex } from '../../../core/search/open.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Store } from '../../../core/store/store.ts';
import { indexArticles, readLive, removeArticles } from '../../../indexer/index-articles.ts';
import { ingest } from '../../../indexer/ingest/ingest.ts';
import { INGESTED } from '../../../indexer/ingest/holdings.ts';
import { digestText } from '../../../indexer/read-articles.ts';
import { readSources } from '../../../indexer/sources/read.ts';
import type { Found, Problem } from '../../../indexer/sources/source.ts';
import { digestOf } from '../../../indexer/spool.ts';
import { verify } from '../../../indexer/verify.ts';
import { exampleArticles } from '../../support/articles.ts';
import { memoryObjects, type MemoryObjects } from '../../support/memory-objects.ts';
import { articlePage } from '../../support/site.ts';

/** As they come out of files: some signs in them are written otherwise there. */
const ALL = await (async () => {
  const examples = memoryObjects('bao-moi', 'mau/');
  examples.put('mau/tat-ca.json', JSON.stringify(exampleArticles()));
  const articles: Article[] = [];
  for await (const found of readSources(['s3://bao-moi/mau'], { net: { objects: () => examples } })) {
    if ('article' in found) articles.push(found.article);
  }
  return articles;
})();
const [BAO, LU, HAN, XANG, TAU] = ALL as [Article, Article, Article, Article, Article];
const lines = (...articles: readonly Article[]): string => articles.map((each) => `${JSON.stringify(each)}\n`).join('');
const changed = (article: Article, title: string): Article => ({ ...article, title });

let store: Store;
let objects: MemoryObjects;
let problems: Problem[] = [];
beforeEach(() => {
  [store, objects, problems] = [memoryStore(), memoryObjects('bao-moi', 'tin/'), []];
});

const run = (...keys: readonly string[]) =>
  ingest(store, objects, keys, { onProblem: (problem) => problems.push(problem) });
const live = async (): Promise<ReadonlyMap<string, string>> =>
  new Map(Array.from((await readLive(store, 'update')).known, ([id, { digest }]) => [id, digest]));
const markOf = (article: Article): string => digestText(digestOf(article));
const expectLive = async (...articles: readonly Article[]): Promise<void> =>
  expect(await live()).toEqual(new Map(articles.map((article) => [article.id, markOf(article)])));
const versions = async (): Promise<number> => (await readCurrent(store))?.manifest.sequence ?? 0;
const indexed = async (...articles: readonly Article[]): Promise<void> => {
  async function* found(): AsyncGenerator<Found> {
    for (const article of articles) yield { article, origin: { file: 'cu.json' } };
  }
  await indexArticles(store, found());
};

/** The flip fails, once. */
const failing = (code: 'before' | 'lost'): Store => {
  let isFirst = true;
  return {
    ...store,
    put: async (key, bytes, options) => {
      if (key !== CURRENT || !isFirst) return store.put(key, bytes, options);
      isFirst = false;
      if (code === 'lost') return { done: false };
      throw new Error('killed');
    },
  };
};

const edited = (at: number, edition: number): Article =>
  changed(ALL[at] as Article, `${(ALL[at] as Article).title} (bản ${edition})`);
const answer = async (of: Store, query: string) => {
  const { total, hits } = await (await openIndex(of)).search({ query, sort: 'newest', limit: 50 });
  return { total, ids: hits.map(({ id }) => id) };
};

describe('an object', () => {
  test('that is put is indexed; changed, its articles change; deleted, they go', async () => {
    objects.put('tin/bao.json', JSON.stringify([BAO, LU]));
    expect(await run('tin/bao.json')).toMatchObject({ added: 2, articles: 2, read: 1 });
    await expectLive(BAO, LU);
    const worse = changed(LU, 'Lũ lên nhanh trong đêm');
    objects.put('tin/bao.json', JSON.stringify([BAO, worse, HAN]));
    expect(await run('tin/bao.json')).toMatchObject({ added: 1, changed: 1, removed: 0 });
    await expectLive(BAO, worse, HAN);
    objects.delete('tin/bao.json');
    expect(await run('tin/bao.json')).toMatchObject({ removed: 3, absent: 1 });
    await expectLive();
    expect((await verify(store)).faults).toEqual([]);
  });

  test('that held five articles and holds four loses one', async () => {
    objects.put('tin/nam.jsonl', lines(BAO, LU, HAN, XANG, TAU));
    await run('tin/nam.jsonl');
    objects.put('tin/nam.jsonl', lines(BAO, LU, XANG, TAU));
    expect(await run('tin/nam.jsonl')).toMatchObject({ removed: 1, unchanged: 4 });
    await expectLive(BAO, LU, XANG, TAU);
  });

  test('of any kind is read as `saola index` of the bucket reads it', async () => {
    objects.put('tin/a.json', JSON.stringify(BAO));
    objects.put('tin/Nguồn cũ/b.csv', 'id,title,body\nlu,Lũ lên nhanh,Nước sông dâng cao\n');
    objects.put('tin/c.html', articlePage('Giá xăng lên 22.500 đồng'));
    objects.put('tin/d.md', '---\ntitle: Tin mới\n---\nSáng nay trời quang.');
    objects.put('tin/e.txt', 'Hạn hán kéo dài\n\nRuộng nứt nẻ khắp nơi.');
    objects.put('tin/f.jsonl.gz', gzipSync(lines(XANG, TAU)));
    const keys = ['tin/a.json', 'tin/Nguồn cũ/b.csv', 'tin/c.html', 'tin/d.md', 'tin/e.txt', 'tin/f.jsonl.gz'];
    for (const key of keys) await run(key);
    const whole = memoryStore();
    await indexArticles(whole, readSources(['s3://bao-moi/tin'], { net: { objects: () => objects } }));
    const wanted = Array.from((await readLive(whole, 'update')).known, ([id, { digest }]) => [id, digest] as const);
    expect(wanted).toHaveLength(7);
    expect(await live()).toEqual(new Map(wanted));
  });

  test.each(['tin/anh.jpg', 'tin/.an/c.jsonl', 'tin/node_modules/d.json', 'khac/e.json'])(
    'that holds no articles by its name is not asked for: %s',
    async (key) => {
      objects.put(key, lines(BAO));
      expect(await run(key)).toMatchObject({ version: null, absent: 1 });
      expect(objects.reads).toEqual([]);
      expect(await store.get(INGESTED)).toBeNull();
    },
  );

  test('with many articles is one publish', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => ({ ...(ALL[i % ALL.length] as Article), id: `so-${i}` }));
    objects.put('tin/xuat.jsonl', lines(...many));
    expect(await run('tin/xuat.jsonl')).toMatchObject({ added: 2_500 });
    expect(await versions()).toBe(1);
    objects.put('tin/xuat.jsonl', lines(...many.slice(0, 2_490)));
    expect(await run('tin/xuat.jsonl')).toMatchObject({ removed: 10, articles: 2_490 });
  });

  test('dated tomorrow comes in when it is put again, the same as it was', async () => {
    const tomorrow: Article = { ...BAO, publishedAt: '2026-03-02T06:00:00+07:00' };
    const page = `---\ntitle: Bão vào\ndate: ${tomorrow.publishedAt}\n---\nBão số 3 đổ bộ.`;
    objects.put('tin/bao.md', page);
    const at = (now: string) => ingest(store, objects, ['tin/bao.md'], { now: Date.parse(now) });
    expect(await at('2026-03-01T00:00:00Z')).toMatchObject({ version: null, articles: 0 });
    objects.put('tin/bao.md', page);
    expect(await at('2026-03-02T00:00:00Z')).toMatchObject({ added: 1 });
  });
});

describe('what is told', () => {
  test('twice changes nothing, and is not read again', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    await run('tin/bao.json', 'tin/bao.json');
    objects.forget();
    expect(await run('tin/bao.json')).toMatchObject({ version: null, unchanged: 1, read: 0 });
    expect(objects.reads).toEqual([]);
    expect(await versions()).toBe(1);
  });

  test('too late is of no account: what stands there counts', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    objects.delete('tin/bao.json');
    expect(await run('tin/bao.json')).toMatchObject({ version: null });
    objects.put('tin/bao.json', JSON.stringify(LU));
    await run('tin/bao.json');
    await expectLive(LU);
  });

  test('of twenty objects at once is one publish', async () => {
    const keys = ALL.slice(0, 20).map((article, i) => {
      objects.put(`tin/${i}.json`, JSON.stringify(article));
      return `tin/${i}.json`;
    });
    expect(await run(...keys)).toMatchObject({ added: 20, read: 20 });
    expect(await versions()).toBe(1);
  });
});

describe('of several objects', () => {
  test('an article that moves from one to another within a batch stays', async () => {
    objects.put('tin/cu.jsonl', lines(BAO, LU));
    await run('tin/cu.jsonl');
    objects.put('tin/cu.jsonl', lines(LU));
    objects.put('tin/moi.jsonl', lines(BAO));
    expect(await run('tin/cu.jsonl', 'tin/moi.jsonl')).toMatchObject({ version: null, unchanged: 2 });
    objects.delete('tin/cu.jsonl');
    expect(await run('tin/cu.jsonl')).toMatchObject({ removed: 1 });
    await expectLive(BAO);
  });

  test('the one put last has an article right, in whichever order they are told of', async () => {
    const later = changed(BAO, 'Bão số 3 đã suy yếu');
    objects.put('tin/z-thu-hai.json', JSON.stringify(BAO));
    objects.put('tin/a-thu-ba.json', JSON.stringify(later));
    await run('tin/a-thu-ba.json');
    await run('tin/z-thu-hai.json');
    await expectLive(later);
    expect(problems).toEqual([
      {
        kind: 'warning',
        origin: { file: 's3://bao-moi/tin/z-thu-hai.json' },
        what: `holds ${BAO.id}, as does tin/a-thu-ba.json, which was put last and counts`,
      },
    ]);
  });

  test('one that is deleted leaves what another holds, as the other has it', async () => {
    const later = changed(BAO, 'Bão số 3 đã suy yếu');
    objects.put('tin/mot.jsonl', lines(BAO, LU));
    objects.put('tin/hai.jsonl', lines(later, LU));
    await run('tin/mot.jsonl', 'tin/hai.jsonl');
    await expectLive(later, LU);
    objects.delete('tin/hai.jsonl');
    objects.forget();
    expect(await run('tin/hai.jsonl')).toMatchObject({ changed: 1, removed: 0 });
    expect(objects.reads).toEqual(['tin/mot.jsonl']);
    await expectLive(BAO, LU);
  });
});

describe('what came otherwise', () => {
  test('is left as it is', async () => {
    await indexed(XANG, TAU);
    objects.put('tin/bao.json', JSON.stringify(BAO));
    await run('tin/bao.json');
    objects.delete('tin/bao.json');
    expect(await run('tin/bao.json')).toMatchObject({ removed: 1 });
    await expectLive(XANG, TAU);
  });

  test('stays where it took an article’s place', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    await run('tin/bao.json');
    const corrected = changed(BAO, 'Đính chính: bão số 4');
    await indexed(corrected);
    objects.delete('tin/bao.json');
    expect(await run('tin/bao.json')).toMatchObject({ version: null });
    await expectLive(corrected);
  });

  test('is what a deleted article is, where the object was never told of', async () => {
    await indexed(BAO);
    expect(await run('tin/bao.json')).toMatchObject({ version: null });
    await expectLive(BAO);
  });
});

describe('what cannot be read', () => {
  test.each([
    { why: 'a line is cut', text: `${lines(LU)}{"id": "ha` },
    { why: 'it is nothing that anybody reads', text: 'bão' },
    { why: 'the archive is cut', text: gzipSync(lines(BAO, LU, HAN)).subarray(0, 60) },
    { why: 'it is empty, as after a failed export', text: '' },
  ])('takes nothing away, is named, and holds up no other: $why', async ({ text }) => {
    objects.put('tin/ba.json', lines(BAO, LU, HAN));
    await run('tin/ba.json');
    objects.put('tin/ba.json', text);
    objects.put('tin/xang.json', JSON.stringify(XANG));
    expect(await run('tin/ba.json', 'tin/xang.json')).toMatchObject({ added: 1, removed: 0, broken: 1 });
    await expectLive(BAO, LU, HAN, XANG);
    expect(problems.map(({ origin: { file } }) => file)).toContain('s3://bao-moi/tin/ba.json');
    objects.put('tin/ba.json', lines(BAO));
    expect(await run('tin/ba.json')).toMatchObject({ removed: 2 });
    await expectLive(BAO, XANG);
  });

  test('for a while is said, and done when it is told of again; the others are done', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    objects.put('tin/lu.json', JSON.stringify(LU));
    objects.fault = (key) => {
      if (key === 'tin/bao.json') throw new Error('ECONNRESET');
    };
    const { failed, added } = await run('tin/bao.json', 'tin/lu.json');
    expect([added, ...failed.keys()]).toEqual([1, 'tin/bao.json']);
    objects.fault = null;
    await run('tin/bao.json');
    await expectLive(BAO, LU);
  });

  test.each([
    { why: 'it is not told of', told: ['tin/b.json', 'tin/c.json'] },
    { why: 'it is told of, too', told: ['tin/a.json', 'tin/b.json', 'tin/c.json'] },
  ])('and has the article of one that is deleted keeps that one waiting alone: $why', async ({ told }) => {
    const later = changed(BAO, 'Bão số 3 đã suy yếu');
    objects.put('tin/a.json', JSON.stringify(BAO));
    objects.put('tin/b.json', lines(later, HAN));
    await run('tin/a.json', 'tin/b.json');
    objects.put('tin/a.json', JSON.stringify(changed(BAO, 'Bão số 3 đổi hướng')));
    objects.put('tin/b.json', lines(later, HAN));
    await run('tin/a.json', 'tin/b.json');
    objects.delete('tin/b.json');
    objects.put('tin/c.json', JSON.stringify(LU));
    objects.fault = (key) => {
      if (key === 'tin/a.json') throw new SaolaError('store-refused', 'AccessDenied');
    };
    if (told.includes('tin/a.json')) objects.put('tin/a.json', JSON.stringify(changed(BAO, 'Bão số 3 tan')));
    const { added, removed, failed } = await run(...told);
    expect({ added, removed, failed: [...failed.keys()].toSorted() }).toEqual({
      added: 1,
      removed: 0,
      failed: ['tin/a.json', 'tin/b.json'],
    });
    await expectLive(later, HAN, LU);
    objects.fault = null;
    expect(await run('tin/a.json', 'tin/b.json')).toMatchObject({ changed: 1, removed: 1 });
  });

  test('as it was replaced meanwhile is read as it is then', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    let isFirst = true;
    objects.fault = () => {
      if (isFirst) objects.put('tin/bao.json', JSON.stringify(LU));
      isFirst = false;
    };
    expect(await run('tin/bao.json')).toMatchObject({ added: 1, skipped: 0 });
    expect(problems).toEqual([]);
    await expectLive(LU);
  });

  test('of what is remembered stops all, and says what to do', async () => {
    await store.put(INGESTED, new TextEncoder().encode('hỏng'));
    await expect(run('tin/bao.json')).rejects.toMatchObject({
      code: 'index-malformed',
      message: expect.stringContaining('Delete it'),
    });
  });
});

describe('whoever is stopped', () => {
  test.each(['before', 'lost'] as const)(
    'behind the note and %s the flip leaves nothing that nobody knows of',
    async (code) => {
      objects.put('tin/ba.jsonl', lines(BAO, LU, HAN));
      await run('tin/ba.jsonl');
      objects.put('tin/ba.jsonl', lines(BAO, XANG));
      await expect(ingest(failing(code), objects, ['tin/ba.jsonl'])).rejects.toThrow(
        code === 'lost' ? 'published' : 'killed',
      );
      await expectLive(BAO, LU, HAN);
      // Before anybody tries again, another batch goes through.
      objects.put('tin/tau.json', JSON.stringify(TAU));
      await run('tin/tau.json');
      expect(await run('tin/ba.jsonl')).toMatchObject({ added: 1, removed: 2 });
      await expectLive(BAO, XANG, TAU);
      objects.delete('tin/ba.jsonl');
      await run('tin/ba.jsonl');
      await expectLive(TAU);
    },
  );

  test('by another, whose note came between its own note and its flip, is known to that other', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    const slow: Store = {
      ...store,
      put: async (key, bytes, options) => {
        if (key === CURRENT) {
          objects.put('tin/bao.json', JSON.stringify(LU));
          await ingest(failing('before'), objects, ['tin/bao.json']).catch(() => undefined);
        }
        return store.put(key, bytes, options);
      },
    };
    await ingest(slow, objects, ['tin/bao.json']);
    await expectLive(BAO);
    expect(await run('tin/bao.json')).toMatchObject({ added: 1, removed: 1 });
    await expectLive(LU);
  });

  test('of two at once one has to try again, and then both are done', async () => {
    objects.put('tin/bao.json', JSON.stringify(BAO));
    objects.put('tin/lu.json', JSON.stringify(LU));
    const both = await Promise.allSettled([run('tin/bao.json'), run('tin/lu.json')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((each) => each.status === 'rejected')?.reason).toMatchObject({ code: 'publish-conflict' });
    await run('tin/bao.json');
    await run('tin/lu.json');
    await expectLive(BAO, LU);
  });
});

test('an article that was taken out by its id is known no more', async () => {
  objects.put('tin/hai.jsonl', lines(BAO, LU));
  await run('tin/hai.jsonl');
  await removeArticles(store, [BAO.id]);
  objects.delete('tin/hai.jsonl');
  expect(await run('tin/hai.jsonl')).toMatchObject({ removed: 1, articles: 0 });
});

describe('laws', () => {
  const step = fc.record({
    what: fc.constantFrom('put', 'put', 'put', 'delete', 'tell', 'tell', 'again', 'fail', 'fail'),
    key: fc.constantFrom('tin/a.jsonl', 'tin/a.jsonl', 'tin/b.jsonl', 'tin/c.jsonl'),
    held: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 4 }),
    edition: fc.nat({ max: 2 }),
  });

  test('told of late, twice, in any order, stopped in between: in the end the index agrees with the bucket', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
        [store, objects] = [memoryStore(), memoryObjects('bao-moi', 'tin/')];
        await indexed(TAU); // not among those of the objects
        const model = new Map<string, Map<string, Article>>();
        const untold = new Set<string>();
        const tell = async (...keys: readonly string[]): Promise<void> => {
          await run(...keys);
          for (const key of keys) untold.delete(key);
        };
        for (const { what, key, held, edition } of steps) {
          if (what === 'put') {
            const articles = held.filter((at) => ALL[at] !== TAU).map((at) => edited(at, edition));
            objects.put(key, JSON.stringify(articles));
            model.delete(key); // the one put last is last
            model.set(key, new Map(articles.map((article) => [article.id, article])));
            untold.add(key);
          } else if (what === 'delete') {
            objects.delete(key);
            model.delete(key);
            untold.add(key);
          } else if (what === 'tell') await tell(...[...untold].slice(0, 1 + edition).toReversed());
          else if (what === 'again') await run(key);
          else {
            const real = store.put.bind(store);
            const broken: Store = {
              ...store,
              put: async (name, ...rest) => {
                if (name === CURRENT) throw new Error('killed');
                return real(name, ...rest);
              },
            };
            await ingest(broken, objects, [key]).catch(() => undefined);
          }
        }
        await tell(...untold, 'tin/a.jsonl', 'tin/b.jsonl', 'tin/c.jsonl');
        const wanted = new Map([[TAU.id, TAU]]);
        for (const articles of model.values()) for (const [id, article] of articles) wanted.set(id, article);
        expect(await live()).toEqual(new Map(Array.from(wanted, ([id, article]) => [id, markOf(article)])));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('object by object in any order, answers are those of `saola index` of the folder', async () => {
    const some = ALL.slice(0, 24);
    const folder = memoryStore();
    async function* found(): AsyncGenerator<Found> {
      for (const article of some) yield { article, origin: { file: 'tin' } };
    }
    await indexArticles(folder, found());
    const queries = ['bão', 'giá xăng', 'người dân', '"thủ tướng"', 'ha noi', 'nguoi -bão'];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(some, { minLength: some.length }),
        fc.nat({ max: 5 }),
        async (order, size) => {
          [store, objects] = [memoryStore(), memoryObjects('bao-moi', 'tin/')];
          for (let from = 0; from < order.length; from += size + 1) {
            const batch = order.slice(from, from + size + 1);
            for (const article of batch) objects.put(`tin/${article.id}.json`, JSON.stringify(article));
            await run(...batch.map(({ id }) => `tin/${id}.json`));
          }
          for (const query of queries) expect(await answer(store, query)).toEqual(await answer(folder, query));
        },
      ),
      { numRuns: 5 },
    );
  }, 120_000);
});
