/** What an index holds where sources repeat themselves: a full run and an update cut the same, nothing changes that did not. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { BlockCache } from '../../../core/index/block-cache.ts';
import { readCurrent } from '../../../core/index/published.ts';
import { openSegments } from '../../../core/index/segment.ts';
import { openIndex } from '../../../core/search/open.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Store } from '../../../core/store/store.ts';
import { buildPart } from '../../../indexer/build-part.ts';
import { indexArticles, removeArticles, type IndexOptions } from '../../../indexer/index-articles.ts';
import { joinParts } from '../../../indexer/join-parts.ts';
import { articlesOf } from '../../../indexer/read-articles.ts';
import { rollback } from '../../../indexer/rollback.ts';
import type { Found } from '../../../indexer/sources/source.ts';

const FOOTER = 'Bản quyền thuộc về Trang tin quận Bình An';
const NAMES = ['Bưởi', 'Cam', 'Dừa', 'Đào', 'Hồng', 'Lê', 'Mận', 'Nho', 'Ổi', 'Quýt', 'Táo', 'Xoài', 'Vải', 'Nhãn'];

const articleOf = (number: number, more: readonly string[] = [FOOTER]): Article => ({
  id: `bai-${number}`,
  title: `Chuyện vườn ${NAMES[number % NAMES.length]} ${number}`,
  body: [
    `Nhà ông Sáu ở ấp ${number} trồng ${NAMES[number % NAMES.length]} đã ba đời, năm nào cũng bán tại vườn.`,
    `Năm nay nước mặn lên tới cây số ${number + 20}, ông đắp đê từ đầu tháng hai.`,
    'Bà con trong ấp học theo ông, người góp công người góp của.',
    `Vụ này vườn nhà ông thu được ${number + 3} tấn, giá bán tại gốc cao hơn mọi năm.`,
    ...more,
  ].join('\n'),
});
const TWENTY = Array.from({ length: 20 }, (_, number) => articleOf(number));

async function* found(articles: readonly Article[]): AsyncGenerator<Found> {
  for (const [at, article] of articles.entries()) yield { article, origin: { file: 'vuon.jsonl', line: at + 1 } };
}

async function held(store: Store): Promise<Map<string, string>> {
  const current = await readCurrent(store);
  const bodies = new Map<string, string>();
  if (!current) return bodies;
  for (const segment of openSegments(current.manifest, new BlockCache(store, 1 << 20)))
    for await (const { article } of articlesOf(segment)) bodies.set(article.id, article.body);
  return bodies;
}

const segmentsOf = async (where: Store) => (await readCurrent(where))?.manifest.segments;
const learnedIn = async (store: Store) => (await readCurrent(store))?.manifest.boilerplate;
const LEARNED = { line: 'bản quyền thuộc về trang tin quận bình an', articles: 20 };

let store: Store;
beforeEach(() => {
  store = memoryStore();
});
const index = (articles: readonly Article[], options: IndexOptions = {}) =>
  indexArticles(store, found(articles), options);
const hits = async (query: string): Promise<number> => (await (await openIndex(store)).search({ query })).total;

test('what all articles repeat is in no body, finds nothing, and is told', async () => {
  expect(await index(TWENTY)).toMatchObject({ added: 20, leftOut: { lines: 20, articles: 20, whole: 0 } });
  expect([...(await held(store)).values()].filter((body) => body.includes(FOOTER))).toEqual([]);
  expect(await learnedIn(store)).toEqual([LEARNED]);
  expect(await hits('"bản quyền"')).toBe(0);
});

test('an update of a few articles cuts what the full run cut', async () => {
  await index(TWENTY);
  expect(await index([articleOf(20), articleOf(21)])).toMatchObject({ added: 2, leftOut: { lines: 2, articles: 2 } });
  const after = await held(store);
  const whole = memoryStore();
  await indexArticles(whole, found([...TWENTY, articleOf(20), articleOf(21)]));
  expect(after).toEqual(await held(whole)); // maps: in any order
});

describe('an article counts as changed only where its source has changed', () => {
  test('the same sources again: nothing to publish', async () => {
    await index(TWENTY);
    expect(await index(TWENTY)).toMatchObject({ version: null, unchanged: 20, changed: 0 });
  });

  test('more was learned since: those that are there stay as they are until all is built anew', async () => {
    await index(TWENTY.slice(0, 3));
    expect(await learnedIn(store)).toBeUndefined();
    expect(await index(TWENTY)).toMatchObject({ added: 17, changed: 0, unchanged: 3, leftOut: { articles: 17 } });
    const withFooter = async () =>
      [...(await held(store))].filter(([, body]) => body.includes(FOOTER)).map(([id]) => id);
    expect((await withFooter()).toSorted()).toEqual(['bai-0', 'bai-1', 'bai-2']);
    expect(await index(TWENTY, { mode: 'full' })).toMatchObject({ changed: 0, leftOut: { articles: 20 } });
    expect(await withFooter()).toEqual([]);
  });

  test('written anew together with others, they keep their digests', async () => {
    await index(TWENTY);
    for (let number = 20; number < 26; number += 1) await index([articleOf(number)]);
    await removeArticles(store, ['bai-25']);
    expect(await learnedIn(store)).toEqual([LEARNED]);
    const all = [...TWENTY, ...Array.from({ length: 5 }, (_, at) => articleOf(20 + at))];
    expect(await index(all)).toMatchObject({ version: null, unchanged: 25 });
    expect(await index([articleOf(3, ['Năm sau ông trồng thêm sầu riêng.', FOOTER])])).toMatchObject({ changed: 1 });
    expect((await held(store)).get('bai-3')).toMatch(/sầu riêng\.$/);
  });
});

describe('switched off', () => {
  test('bodies are whole, and what was learned stays for later', async () => {
    await index(TWENTY);
    const report = await index([articleOf(20)], { boilerplate: false });
    expect(report.leftOut).toBeUndefined();
    expect((await held(store)).get('bai-20')).toContain(FOOTER);
    expect(await learnedIn(store)).toEqual([LEARNED]);
  });

  test('--full without it forgets', async () => {
    await index(TWENTY);
    await index(TWENTY, { mode: 'full', boilerplate: false });
    expect(await learnedIn(store)).toBeUndefined();
    expect(await hits('"bản quyền"')).toBe(20);
  });
});

test('a body that would lose too much stays whole, and is counted', async () => {
  const short = { ...articleOf(20), body: `Một mẩu tin ngắn.\n${FOOTER}` };
  expect(await index([...TWENTY, short])).toMatchObject({ leftOut: { articles: 20, whole: 1 } });
  expect((await held(store)).get('bai-20')).toContain(FOOTER);
});

test('teasers that are titles of other articles go', async () => {
  const title = 'Vườn bưởi da xanh bên bờ sông Tiền';
  const other = { ...articleOf(1, []), id: 'khac', title };
  await index([articleOf(0, [title]), other]);
  expect((await held(store)).get('bai-0')).not.toContain(title);
});

test('built in parts, the index is that of one run; a part of other bodies is not taken for one of it', async () => {
  const parts = memoryStore();
  for (const number of [1, 2]) await buildPart(parts, found(TWENTY), { part: { number, of: 2 } });
  await joinParts(parts);
  await index(TWENTY);
  expect([...(await held(parts))]).toEqual([...(await held(store))]);
  expect(await learnedIn(parts)).toEqual(await learnedIn(store));
  expect(await segmentsOf(parts)).toEqual(await segmentsOf(store));

  const mixed = memoryStore();
  await buildPart(mixed, found(TWENTY), { part: { number: 1, of: 2 } });
  await buildPart(mixed, found(TWENTY), { part: { number: 2, of: 2 }, boilerplate: false });
  await expect(joinParts(mixed)).rejects.toMatchObject({ code: 'bad-source' });
});

test('a rollback brings back what was learned then', async () => {
  const { version } = await index(TWENTY);
  await index(TWENTY, { mode: 'full', boilerplate: false });
  await rollback(store, version as string);
  expect(await learnedIn(store)).toEqual([LEARNED]);
});
