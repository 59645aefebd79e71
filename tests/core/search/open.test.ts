import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SearchAnswer } from '../../../core/search/answer.ts';
import { openIndex, openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Store } from '../../../core/store/store.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';
import { watchedStore } from '../../support/watched-store.ts';
import { anything, vietnamese } from '../text/spellings.ts';
import { wrongMarks } from './check-marks.ts';

let store: Store;
let index: SearchIndex;
const articles = exampleArticles();
beforeAll(async () => {
  ({ store } = await publishGroups([articles]));
  index = await openIndex(store);
});

describe('opening', () => {
  test('says which version, and how much is in it', async () => {
    expect(index.articles).toBe(articles.length);
    expect((await index.search({ query: 'kuril' })).version).toBe(index.version);
  });

  test('a place where nothing is published: says so, and what to do', async () => {
    const opening = openIndex(memoryStore());
    await expect(opening).rejects.toMatchObject({ code: 'index-missing' });
    await expect(opening).rejects.toThrow(/Nothing is published at memory:.*saola index/);
  });

  test('an index of another analyzer is refused with advice', () => {
    const other = { ...index.manifest, analyzer: 'vi-0' };
    expect(() => openVersion(store, other)).toThrow(expect.objectContaining({ code: 'index-analyzer' }));
    expect(() => openVersion(store, other)).toThrow(/analyzer vi-0;.*--full/);
  });

  test('reads the manifest and nothing else', async () => {
    const watched = watchedStore(store);
    await openIndex(watched);
    expect(watched.reads.map(({ key }) => key)).toEqual(['current.json']);
  });
});

/** All hits, page by page. */
const paged = async (query: string, size: number): Promise<SearchAnswer['hits'][number][]> => {
  const hits: SearchAnswer['hits'][number][] = [];
  for (let offset = 0; ; offset += size) {
    const page = await index.search({ query, limit: size, offset });
    hits.push(...page.hits);
    if (page.hits.length < size) return hits;
  }
};

describe('pages', () => {
  test.each(['người', 'một năm', 'Nhật Bản', 'giá xăng dầu trong nước', 'kuril', 'xxxxyyyy'])(
    'of “%s” are one long list',
    async (query) => {
      const { hits, total } = await index.search({ query, limit: 1_000 });
      expect(hits).toHaveLength(total);
      expect(await paged(query, 7)).toEqual(hits);
      expect(await paged(query, 1)).toEqual(hits);
      expect(new Set(hits.map(({ id }) => id)).size).toBe(total);
      const scores = hits.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(Math.min(1, ...scores)).toBeGreaterThan(0);
    },
  );

  test('every page has the same total, also one beyond the end', async () => {
    const { total } = await index.search({ query: 'Nhật Bản' });
    for (const offset of [1, total - 1, total, 1_000]) {
      const page = await index.search({ query: 'Nhật Bản', offset, limit: 1_000 });
      expect([page.total, page.hits.length]).toEqual([total, Math.max(0, total - offset)]);
    }
  });

  test.each([{ limit: 0 }, { limit: -1 }, { limit: 1.5 }, { limit: NaN }, { offset: -1 }, { offset: 0.5 }])(
    'that cannot be are refused: %o',
    async (page) => {
      await expect(index.search({ query: 'người', ...page })).rejects.toMatchObject({ code: 'bad-request' });
      await expect(index.rank({ query: 'người', ...page })).rejects.toThrow(/"(limit|offset)" is .* is wanted/);
    },
  );

  test('ten hits where nothing is said', async () =>
    expect((await index.search({ query: 'người' })).hits).toHaveLength(10));

  test('ranking alone is the same hits in the same order', async () => {
    for (const query of ['người', 'Nhật Bản', 'giá xăng', '']) {
      const { hits } = await index.search({ query, limit: 20, offset: 3 });
      const ranked = await index.rank({ query, limit: 20, offset: 3 });
      expect(ranked.map(({ id }) => id)).toEqual(hits.map(({ id }) => id));
      expect(ranked.map(({ score }) => Math.round(score * 1e4) / 1e4)).toEqual(hits.map(({ score }) => score));
    }
  });
});

describe('which articles an answer holds', () => {
  test('all words, where enough articles hold them all: nothing is loosened', async () => {
    const answer = await index.search({ query: 'một năm', limit: 1_000 });
    expect(answer.total).toBeGreaterThan(10);
    expect(answer).not.toHaveProperty('loosened');
  });

  test('else the ones with most of the weight too, and the words that the best of them lack are named', async () => {
    const answer = await index.search({ query: 'Kuril xxxxyyyy Vladivostokk' });
    expect(answer.total).toBeGreaterThan(0);
    expect(answer.loosened).toEqual(['xxxxyyyy', 'Vladivostokk']);
  });

  test('whole texts as a query find what they were taken from', async () => {
    for (const count of [1, 2, 5]) {
      // no article holds what is quoted in five
      const texts = articles.slice(0, count).map(({ title, body }) => `${title}. ${body}`.replace(/["“”]/g, ''));
      const { hits } = await index.search({ query: texts.join('\n') });
      expect(hits.map(({ id }) => id)).toContain(articles[0]?.id);
    }
  });

  test('nothing is not loosened', async () =>
    expect(await index.search({ query: 'xxxxyyyy' })).toEqual({
      query: 'xxxxyyyy',
      total: 0,
      totalRelation: 'eq',
      hits: [],
      version: index.version,
    }));
});

describe('a search that is not wanted any more', () => {
  test('does not begin', async () => {
    const watched = watchedStore(store);
    const cold = await openIndex(watched);
    watched.forget();
    await expect(cold.search({ query: 'kuril' }, { signal: AbortSignal.abort(new Error('thôi')) })).rejects.toThrow(
      'thôi',
    );
    expect(watched.reads).toEqual([]);
  });

  test('ends with the reason where it is under way', async () => {
    const watched = watchedStore(store);
    const cold = await openIndex(watched);
    const stop = new AbortController();
    watched.onRead = () => stop.abort(new Error('thôi'));
    await expect(cold.search({ query: 'kuril' }, { signal: stop.signal })).rejects.toThrow('thôi');
    watched.onRead = null;
    expect((await cold.search({ query: 'kuril' })).total).toBeGreaterThan(0);
  });
});

/** What is wrong with an answer, whatever was asked. */
function wrongWith(answer: SearchAnswer): string[] {
  const { hits, total, query } = answer;
  const wrong = hits.flatMap(({ title, snippet, marks }) => [
    ...wrongMarks(title, marks.title),
    ...wrongMarks(snippet, marks.snippet),
  ]);
  if (hits.length !== Math.min(10, total)) wrong.push(`${hits.length} hits of ${total}`);
  if (query !== query.trim() || query.normalize('NFC') !== query) wrong.push(`query ${query}`);
  if (JSON.stringify(JSON.parse(JSON.stringify(answer))) !== JSON.stringify(answer)) wrong.push('no JSON');
  return wrong;
}

describe('any query is answered', () => {
  test('any Unicode', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(anything(), vietnamese()), async (query) => {
        expect(wrongWith(await index.search({ query }))).toEqual([]);
      }),
      { numRuns: 200 },
    ));

  test.each([
    { why: 'nothing', query: '' },
    { why: 'brackets', query: '"(((('.repeat(2_000) },
    { why: 'right to left', query: '\u202Eשלום عليكم quần đảo' },
    { why: 'lone surrogates', query: '\uD800kuril\uDC00 \uD83D' },
    { why: '256 accents', query: `ku${'\u0301\u0323'.repeat(128)}ril` },
    { why: 'emoji', query: '👨‍👩‍👧 🇻🇳 1️⃣' },
    { why: '10 kB of one letter', query: 'a'.repeat(10_000) },
    { why: '10 kB of words', query: 'quần đảo nam kuril '.repeat(530) },
    { why: '10 kB of different words', query: Array.from({ length: 2_000 }, (_, i) => `${i}x`).join(' ') },
    { why: 'a word of every article, a thousand times', query: 'và '.repeat(1_000) },
    { why: 'words of JavaScript objects', query: 'constructor __proto__ toString hasOwnProperty' },
    { why: 'what other engines read as syntax', query: 'kuril AND (osaka OR -g20) title:^2~ *' },
    { why: 'control characters', query: 'ku\u0000ril\u0007 \u001B[31m' },
  ])('$why', async ({ query }) => expect(wrongWith(await index.search({ query }))).toEqual([]));
});
