import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { SaolaError } from '../../core/errors.ts';
import { CURRENT, sealManifest, type VersionId } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openIndex } from '../../core/search/open.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { indexArticles, removeArticles, type IndexOptions, type Progress } from '../../indexer/index-articles.ts';
import type { Found, Problem } from '../../indexer/sources/source.ts';
import { exampleArticles } from '../support/articles.ts';

const EXAMPLES = exampleArticles().slice(0, 12);
const KURIL: Article = { id: 'kuril', title: 'Quần đảo Nam Kuril', body: 'Nga và Nhật Bản bàn ở Osaka.' };
const XANG: Article = { id: 'xang', title: 'Giá xăng 22.500 đồng', body: 'Xăng giảm, dầu tăng.' };
const BAO: Article = { id: 'bao', title: 'Bão số 6 đổ bộ', body: 'Quảng Nam có mưa to.' };

let store: Store;
beforeEach(() => {
  store = memoryStore();
});

async function* foundOf(...items: readonly (Article | Problem)[]): AsyncGenerator<Found> {
  for (const item of items) {
    yield 'what' in item ? { problem: item } : { article: item, origin: { file: 'tin.json' } };
  }
}
async function* brokenOff(article: Article): AsyncGenerator<Found> {
  yield* foundOf(article);
  throw new Error('đĩa hỏng');
}
const problem = (kind: Problem['kind']): Problem => ({
  kind,
  origin: { file: 'tin.json', line: 3 },
  what: 'không có chữ',
});
const index = (articles: readonly (Article | Problem)[], options?: IndexOptions, on = store) =>
  indexArticles(on, foundOf(...articles), options);

async function idsFor(query: string): Promise<string[]> {
  return (await (await openIndex(store)).rank({ query, limit: 1_000 })).map(({ id }) => id);
}
/** Everything in the store, by key. */
async function contents(): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const { key } of store.list(''))
    all.set(key, Buffer.from((await store.get(key))?.bytes ?? []).toString('base64'));
  return all;
}
const liveVersion = async (): Promise<VersionId | null> => (await readCurrent(store))?.manifest.version ?? null;
const codeOf = (running: Promise<unknown>): Promise<string> =>
  running.then(
    () => 'done',
    (error: unknown) => (error instanceof SaolaError ? error.code : String(error)),
  );

describe('update', () => {
  test('into an empty store: all are new', async () => {
    const report = await index([KURIL, XANG]);
    expect(report).toEqual({
      version: await liveVersion(),
      articles: 2,
      added: 2,
      changed: 0,
      removed: 0,
      unchanged: 0,
      skipped: 0,
      bytesWritten: expect.any(Number) as number,
    });
    expect(report.bytesWritten).toBeGreaterThan(0);
    expect(await idsFor('osaka')).toEqual(['kuril']);
  });

  test('adds what is new, changes what changed, keeps what the sources do not name', async () => {
    await index([KURIL, XANG]);
    const report = await index([{ ...XANG, body: 'Dầu giảm.' }, BAO]);
    expect(report).toMatchObject({ articles: 3, added: 1, changed: 1, removed: 0, unchanged: 1 });
    expect(await idsFor('osaka')).toEqual(['kuril']);
    expect(await idsFor('quảng nam')).toContain('bao');
    expect((await (await openIndex(store)).search({ query: 'dầu' })).hits[0]?.snippet).toBe('Dầu giảm.');
  });

  test('every field of an article comes back as it was', async () => {
    await index(EXAMPLES);
    await index([KURIL]);
    const report = await index(EXAMPLES);
    expect(report).toMatchObject({ version: null, unchanged: EXAMPLES.length + 1, changed: 0, added: 0 });
  });

  test('publishes nothing where nothing changed', async () => {
    await index([KURIL, XANG]);
    const before = await contents();
    expect(await index([XANG])).toMatchObject({ version: null, articles: 2, unchanged: 2, bytesWritten: 0 });
    expect(await contents()).toEqual(before);
  });

  test('ranks as an index that was built of it all at once', async () => {
    await index(EXAMPLES.slice(0, 5));
    await index(EXAMPLES.slice(3));
    const grown = await (await openIndex(store)).rank({ query: 'người', limit: 100 });
    const other = memoryStore();
    await index(EXAMPLES, {}, other);
    expect(grown).toEqual(await (await openIndex(other)).rank({ query: 'người', limit: 100 }));
  });

  test('of one id twice the last is taken', async () => {
    expect(await index([KURIL, { ...KURIL, body: 'Sửa lại.' }])).toMatchObject({ articles: 1, added: 1 });
    expect(await idsFor('osaka')).toEqual([]);
    expect(await idsFor('sửa')).toEqual(['kuril']);
  });
});

describe('mirror and full', () => {
  test('mirror takes away what the sources no longer hold', async () => {
    await index(EXAMPLES);
    const report = await index(EXAMPLES.slice(1), { mode: 'mirror' });
    expect(report).toMatchObject({
      articles: EXAMPLES.length - 1,
      added: 0,
      changed: 0,
      removed: 1,
      unchanged: EXAMPLES.length - 1,
    });
    expect(await idsFor(EXAMPLES[0]?.title ?? '')).not.toContain(EXAMPLES[0]?.id);
  });

  test('mirror of what is there publishes nothing', async () => {
    await index(EXAMPLES);
    expect(await index(EXAMPLES, { mode: 'mirror' })).toMatchObject({ version: null, unchanged: EXAMPLES.length });
  });

  test('full publishes even where nothing changed, of the same parts', async () => {
    const first = await index(EXAMPLES);
    const again = await index(EXAMPLES, { mode: 'full' });
    expect(again).toMatchObject({ unchanged: EXAMPLES.length, bytesWritten: 0 });
    expect(again.version).not.toBeNull();
    expect(again.version).not.toBe(first.version);
  });

  test.each(['mirror', 'full'] as const)(
    '%s takes nothing away while a part of the sources cannot be read',
    async (mode) => {
      await index(EXAMPLES);
      const before = await liveVersion();
      const sources = [...EXAMPLES.slice(1), problem('skipped')]; // the first may be what could not be read
      expect(await codeOf(index(sources, { mode }))).toBe('bad-source');
      expect(await liveVersion()).toBe(before);
      expect(await index(sources, { mode, allowShrink: true })).toMatchObject({ removed: 1, skipped: 1 });
    },
  );

  test.each(['mirror', 'full'] as const)('%s does not take away more than a fifth', async (mode) => {
    await index(EXAMPLES.slice(0, 10));
    const before = await contents();
    const running = index(EXAMPLES.slice(3, 10), { mode });
    await expect(running).rejects.toMatchObject({ code: 'bad-source' });
    await expect(running).rejects.toThrow(/remove 3 of 10 articles, more than a fifth.*--allow-shrink/);
    expect(await contents()).toEqual(before);
    expect(await index(EXAMPLES.slice(2, 10), { mode })).toMatchObject({ removed: 2, articles: 8 });
    expect(await index(EXAMPLES.slice(9, 10), { mode, allowShrink: true })).toMatchObject({ removed: 7, articles: 1 });
  });

  test('another set of as many articles loses all the old ones', async () => {
    await index(EXAMPLES.slice(0, 6));
    expect(await codeOf(index(EXAMPLES.slice(6, 12), { mode: 'full' }))).toBe('bad-source');
  });
});

describe('problems in the sources', () => {
  test('are handed on as they are met, counted, and cost nothing else', async () => {
    const seen: Problem[] = [];
    const report = await index([problem('skipped'), KURIL, problem('warning'), XANG, problem('skipped')], {
      onProblem: (each) => seen.push(each),
    });
    expect(report).toMatchObject({ articles: 2, skipped: 2 });
    expect(seen.map(({ kind }) => kind)).toEqual(['skipped', 'warning', 'skipped']);
  });

  test.each(['skipped', 'warning'] as const)(
    'under strict one that is %s is an error, and nothing is published',
    async (kind) => {
      const running = index([KURIL, problem(kind)], { strict: true });
      await expect(running).rejects.toMatchObject({ code: 'bad-source' });
      await expect(running).rejects.toThrow(/1 problems? in the sources.*--strict/);
      expect(await contents()).toEqual(new Map());
      expect(await index([KURIL], { strict: true })).toMatchObject({ articles: 1 });
    },
  );

  test.each(['update', 'mirror', 'full'] as const)(
    'nothing to index is an error (%s), however empty the index is',
    async (mode) => {
      expect(await codeOf(index([], { mode, allowShrink: true }))).toBe('bad-source');
      await expect(index([problem('skipped')], { mode })).rejects.toThrow(/no article.*1 were skipped/);
      expect(await contents()).toEqual(new Map());
    },
  );

  test('sources that break off publish nothing', async () => {
    await expect(indexArticles(store, brokenOff(KURIL))).rejects.toThrow('đĩa hỏng');
    expect(await contents()).toEqual(new Map());
  });
});

describe('a dry run', () => {
  test('says what would be done, and writes nothing', async () => {
    await index([KURIL, XANG]);
    const before = await contents();
    const report = await index([{ ...KURIL, body: 'Khác.' }, BAO], { dryRun: true });
    expect(report).toMatchObject({ version: null, articles: 3, added: 1, changed: 1, bytesWritten: 0 });
    expect(await removeArticles(store, ['kuril'], { dryRun: true })).toMatchObject({
      version: null,
      removed: 1,
      articles: 1,
    });
    expect(await contents()).toEqual(before);
  });

  test('refuses what would be refused', async () => {
    await index(EXAMPLES);
    expect(await codeOf(index(EXAMPLES.slice(0, 1), { mode: 'mirror', dryRun: true }))).toBe('bad-source');
  });
});

/** The store, where before its first part is written somebody else publishes. */
function overtaken(by: () => Promise<unknown>): Store {
  let happened = false;
  return {
    ...store,
    async put(key, bytes, options) {
      if (!happened) {
        happened = true;
        await by();
      }
      return store.put(key, bytes, options);
    },
  };
}

describe('somebody else', () => {
  test('who publishes meanwhile wins, and nothing of theirs is lost', async () => {
    await index([KURIL]);
    const racing = index(
      [XANG],
      {},
      overtaken(() => index([BAO])),
    );
    await expect(racing).rejects.toMatchObject({ code: 'publish-conflict' });
    await expect(racing).rejects.toThrow(/Run it again/);
    expect(await idsFor('mưa')).toEqual(['bao']);
    expect(await idsFor('xăng')).toEqual([]);
    expect(await index([XANG])).toMatchObject({ articles: 3, added: 1 });
  });

  test('who publishes into an empty store first wins too', async () => {
    expect(
      await codeOf(
        index(
          [XANG],
          {},
          overtaken(() => index([BAO])),
        ),
      ),
    ).toBe('publish-conflict');
    expect(await idsFor('mưa')).toEqual(['bao']);
  });

  test('two at once on one store: one wins, the other is told', async () => {
    await index([KURIL]);
    const ends = await Promise.all([codeOf(index([XANG])), codeOf(index([BAO]))]);
    expect(ends.toSorted()).toEqual(['done', 'publish-conflict']);
  });
});

describe('an abort', () => {
  test.each(['reading', 'indexing', 'writing'] as const)('while %s leaves what was live', async (step) => {
    await index(EXAMPLES.slice(0, 2));
    const before = await liveVersion();
    const stop = new AbortController();
    const onProgress = (progress: Progress): void => {
      if (progress.step === step) stop.abort(new Error('thôi'));
    };
    await expect(index(EXAMPLES, { onProgress, signal: stop.signal })).rejects.toThrow('thôi');
    expect(await liveVersion()).toBe(before);
    expect((await openIndex(store)).articles).toBe(2);
  });

  test('before it begins reads nothing', async () => {
    let read = false;
    async function* watched(): AsyncGenerator<Found> {
      read = true;
      yield* foundOf(KURIL);
    }
    await expect(indexArticles(store, watched(), { signal: AbortSignal.abort(new Error('thôi')) })).rejects.toThrow(
      'thôi',
    );
    expect(read).toBe(false);
  });
});

describe('what is live cannot be read', () => {
  test.each([
    { why: 'no JSON', bytes: 'hỏng', code: 'index-malformed' },
    { why: 'of a format to come', bytes: '{"format":99}', code: 'index-format' },
    { why: 'of the format before', bytes: '{"format":2}', code: 'index-format' },
  ])('$why: an update is refused, a full rebuild puts it right', async ({ bytes, code }) => {
    await index(EXAMPLES);
    const lost = await liveVersion();
    await store.put(CURRENT, new TextEncoder().encode(bytes));
    expect(await codeOf(index([KURIL]))).toBe(code);
    expect(await codeOf(index([KURIL], { mode: 'mirror' }))).toBe(code);
    expect(await codeOf(removeArticles(store, ['kuril']))).toBe(code);
    const report = await index([KURIL, XANG], { mode: 'full' });
    expect(report).toMatchObject({ articles: 2, added: 2, removed: 0 });
    expect(Number(report.version?.slice(0, 8))).toBeGreaterThan(Number(lost?.slice(0, 8)));
    expect(await idsFor('osaka')).toEqual(['kuril']);
  });

  test('an index of another analyzer is built anew by any of them, though nothing else changed', async () => {
    await index([KURIL, XANG]);
    const current = await readCurrent(store);
    if (!current) throw new Error('nothing is live');
    const old = sealManifest(
      { ...current.manifest, analyzer: 'vi-0' },
      { sequence: 7, publishedAt: current.manifest.publishedAt, nonce: 'cũ' },
    );
    await store.put(CURRENT, old.bytes);
    await expect(openIndex(store)).rejects.toMatchObject({ code: 'index-analyzer' });
    expect(await index([KURIL])).toMatchObject({
      articles: 2,
      unchanged: 2,
      version: expect.stringMatching(/^00000008-/) as string,
    });
    expect(await idsFor('osaka')).toEqual(['kuril']);
  });
});

describe('remove', () => {
  test('takes articles out, names those that were not there', async () => {
    await index([KURIL, XANG, BAO]);
    const report = await removeArticles(store, ['xang', 'không có', 'xang', 'không có']);
    expect(report).toMatchObject({ removed: 1, articles: 2, missing: ['không có'], version: await liveVersion() });
    expect(await idsFor('xăng')).toEqual([]);
    expect(await idsFor('osaka')).toEqual(['kuril']);
  });

  test('publishes nothing where none was there', async () => {
    await index([KURIL]);
    expect(await removeArticles(store, ['không có'])).toMatchObject({
      version: null,
      removed: 0,
      missing: ['không có'],
    });
    expect(await removeArticles(store, [])).toMatchObject({ version: null, missing: [] });
  });

  test('may empty the index: whoever names articles means them', async () => {
    await index([KURIL, XANG]);
    expect(await removeArticles(store, ['kuril', 'xang'])).toMatchObject({ removed: 2, articles: 0 });
    expect(await (await openIndex(store)).search({ query: 'kuril' })).toMatchObject({ total: 0, hits: [] });
    expect(await index([BAO])).toMatchObject({ articles: 1, added: 1 });
    expect(await idsFor('mưa')).toEqual(['bao']);
  });

  test('from a place where nothing is published: says so', async () =>
    expect(await codeOf(removeArticles(store, ['kuril']))).toBe('index-missing'));
});

test('progress goes through the steps in order, each to its end', async () => {
  const seen: Progress[] = [];
  await index(EXAMPLES, { onProgress: (progress) => seen.push(progress) });
  const steps = [...new Set(seen.map(({ step }) => step))];
  expect(steps).toEqual(['reading', 'indexing', 'writing']);
  for (const step of steps) {
    const last = seen.findLast((progress) => progress.step === step);
    expect(last?.done).toBe(last?.total);
    const dones = seen.filter((progress) => progress.step === step).map(({ done }) => done);
    expect(dones).toEqual(dones.toSorted((a, b) => a - b));
  }
});

test('the last article removed leaves an empty index, and writes no parts for it', async () => {
  await index([KURIL]);
  const parts = [...(await contents()).keys()].filter((key) => key.startsWith('segments/'));
  expect(await removeArticles(store, ['kuril'])).toMatchObject({ articles: 0, removed: 1, bytesWritten: 0 });
  expect([...(await contents()).keys()].filter((key) => key.startsWith('segments/'))).toEqual(parts);
  expect(await idsFor('kuril')).toEqual([]);
});
