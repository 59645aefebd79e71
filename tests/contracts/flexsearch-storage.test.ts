/** Our storage against FlexSearch's own interface: the same index in memory and mounted on us gives the same answers.
 *  A FlexSearch user mounts it alone, without anything else of Saola. */
import { Document, Index } from 'flexsearch';
import { beforeEach, describe, expect, test } from 'vitest';
import { BlockCache } from '../../core/index/block-cache.ts';
import { noFields } from '../../core/index/fields.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openSegments } from '../../core/index/segment.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { FlexSearchStorage } from '../../indexer/flexsearch-storage.ts';

const ARTICLES = new Map<number | string, string>([
  [1, 'Hội nghị thượng đỉnh G20 khai mạc tại Osaka'],
  [2, 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril'],
  [3, 'Giá xăng giảm, giá vàng tăng trong phiên sáng nay'],
  ['bai-4', 'Nhật Bản đăng cai hội nghị G20, Nga dự họp'],
  [5, 'Tàu cá Quảng Ngãi về bờ an toàn sau bão'],
]);
const encoder = {
  encode: (text: string) =>
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean),
};
const OPTIONS = { encoder, commit: false, tokenize: 'strict' } as const;

type Mounted = {
  add(id: number | string, text: string): unknown;
  append(id: number | string, text: string): unknown;
  update(id: number | string, text: string): unknown;
  remove(id: number | string): unknown;
  search(query: string, options?: object): Promise<unknown>;
  contain(id: number | string): Promise<boolean>;
  commit(): Promise<void>;
  clear(): Promise<void>;
  destroy(): Promise<void>;
  readonly map: Map<string, unknown>;
  readonly db: FlexSearchStorage;
};

let store: Store;
beforeEach(() => {
  store = memoryStore();
});

async function mounted(options: object = {}, on = store): Promise<Mounted> {
  const index = new Index({ ...OPTIONS, ...options } as never);
  await index.mount(new FlexSearchStorage('bao', { db: on }) as never);
  return index as never;
}

async function filled(options: object = {}): Promise<Mounted> {
  const index = await mounted(options);
  for (const [id, text] of ARTICLES) index.add(id, text);
  await index.commit();
  return index;
}

describe('answers as the index in memory does', () => {
  const QUERIES = ['nhật bản', 'g20', 'hội nghị g20', 'giá', 'nga nhật', 'kuril osaka', 'sao hoả', 'nhật sao hoả', ''];
  test.each([
    { why: 'all words', options: {}, asked: {} },
    { why: 'as many words as can be', options: {}, asked: { suggest: true } },
    { why: 'context, both directions', options: { context: { depth: 1, bidirectional: true } }, asked: {} },
    { why: 'context, one direction', options: { context: { depth: 1, bidirectional: false } }, asked: {} },
    { why: 'prefixes', options: { tokenize: 'forward' }, asked: {} },
    { why: 'one slot only', options: { resolution: 1 }, asked: {} },
  ])('$why', async ({ options, asked }) => {
    const memory = new Index({ ...OPTIONS, ...options } as never);
    for (const [id, text] of ARTICLES) memory.add(id, text);
    const index = await filled(options);
    for (const query of QUERIES) {
      const wanted = memory.search(query, { ...asked }) as unknown[];
      const found = (await index.search(query, { ...asked })) as unknown[];
      expect({ query, found: new Set(found) }).toEqual({ query, found: new Set(wanted) });
    }
  });
});

test('nothing is kept in memory after a commit, and another process finds all of it in the store', async () => {
  const index = await filled();
  expect(index.map.size).toBe(0);
  const reader = await mounted();
  expect(await reader.search('kuril')).toEqual([2]);
  expect(await reader.search('g20')).toEqual(expect.arrayContaining([1, 'bai-4']));
});

test('its articles have no time and no names to filter by', async () => {
  await filled();
  const segments = (await readCurrent(store))?.manifest.segments ?? [];
  expect(segments).toHaveLength(1);
  for (const { articles, columns } of openSegments({ segments }, new BlockCache(store, 0))) {
    expect(await columns.fields()).toEqual(noFields(articles));
  }
});

test('numbers stay numbers and strings stay strings', async () => {
  const index = await filled();
  expect(await index.contain('bai-4')).toBe(true);
  expect(await index.contain(4)).toBe(false);
  expect(await index.contain(1)).toBe(true);
  expect(await index.contain('1')).toBe(false);
});

test('an absent term, an absent context and an empty index are empty answers', async () => {
  const index = await mounted();
  expect(await index.db.get('kuril')).toEqual([]);
  expect(await index.search('kuril osaka')).toEqual([]);
  await index.commit();
  const full = await filled();
  expect(await full.db.get('hoả')).toEqual([]);
  expect(await full.db.get('kuril', 'nam')).toEqual([]);
  expect(await full.db.get('kuril', '', 0, 0, false)).toEqual([[2]]);
  expect(await full.db.has(99)).toBe(false);
  expect(await full.db.enrich(99)).toEqual([{ id: 99, doc: null }]);
});

test('removed, replaced and appended articles', async () => {
  const index = await filled();
  index.remove(2);
  index.update(3, 'Giá gạo xuất khẩu lập đỉnh');
  index.add(1, 'Osaka sau hội nghị'); // an id that is there already
  await index.commit();
  expect(await index.search('kuril')).toEqual([]);
  expect(await index.search('xăng')).toEqual([]);
  expect(await index.search('gạo')).toEqual([3]);
  expect(await index.search('g20')).toEqual(['bai-4']);
  expect(await index.search('osaka')).toEqual([1]);
  expect(await index.db.info()).toMatchObject({ articles: 4 });
});

test('the storage itself removes one id, several, unknown ones and none', async () => {
  const index = await filled();
  await index.db.remove(5);
  await index.db.remove(['bai-4', 'không có']);
  await index.db.remove([]);
  await index.db.remove(undefined);
  expect(await index.search('tàu')).toEqual([]);
  expect(await index.search('g20')).toEqual([1]);
});

test('clear empties it for good, destroy too, and it can be filled again', async () => {
  const index = await filled();
  await index.clear();
  expect(await index.search('g20')).toEqual([]);
  index.add(7, 'G20 lần nữa');
  await index.commit();
  expect(await (await mounted()).search('g20')).toEqual([7]);
  await index.destroy();
  expect(await (await mounted()).search('g20')).toEqual([]);
});

test('close forgets what is open, so that the next question sees what others have published', async () => {
  const index = await filled();
  expect(await index.search('kuril')).toEqual([2]);
  const other = await mounted();
  other.add(8, 'Kuril có tuyết');
  await other.commit();
  expect(await index.search('tuyết')).toEqual([]); // one version until then
  await index.db.close();
  expect(await index.search('tuyết')).toEqual([8]);
});

test('a commit that fails loses nothing: the same commit later takes everything', async () => {
  let failing = true;
  const flaky: Store = {
    ...store,
    put: (...args) => (failing ? Promise.reject(new Error('mất mạng')) : store.put(...args)),
  };
  const index = await mounted({}, flaky);
  for (const [id, text] of ARTICLES) index.add(id, text);
  await expect(index.commit()).rejects.toThrow('mất mạng');
  failing = false;
  await index.commit();
  expect(await index.search('kuril')).toEqual([2]);
});

/** Its types know promises only where the storage is given to the constructor. */
const search = (document: Document, query: string, options: object): Promise<unknown> =>
  (document as unknown as Mounted).search(query, options);

test('more slots than can be kept are refused before anything is lost', async () => {
  const index = new Index({ ...OPTIONS, resolution: 100 } as never);
  await expect(index.mount(new FlexSearchStorage('bao', { db: store }) as never)).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('resolution of 100'),
  });
});

test.each(['noiDung', 'tiêu đề'])('a Document may call its field %s', async (field) => {
  const document = new Document({ document: { id: 'id', index: [field] }, ...OPTIONS } as never);
  await document.mount(new FlexSearchStorage('bao', { db: store }) as never);
  document.add({ id: 1, [field]: 'Nam Kuril' } as never);
  await (document as unknown as Mounted).commit();
  expect(await search(document, 'kuril', {})).toEqual([{ field, result: [1] }]);
});

test('a page of the best, and the one after it', async () => {
  const index = await filled();
  const all = (await index.search('g20')) as unknown[];
  expect(await index.search('g20', { limit: 1 })).toEqual(all.slice(0, 1));
  expect(await index.search('g20', { limit: 1, offset: 1 })).toEqual(all.slice(1));
  expect(await index.search('hội nghị g20', { limit: 1, offset: 2 })).toEqual([]);
});

test('a Document: fields apart, stored texts and tags', async () => {
  const document = new Document({
    document: { id: 'id', index: ['title', 'body'], store: ['title'], tag: 'section' },
    ...OPTIONS,
  } as never);
  await document.mount(new FlexSearchStorage('bao', { db: store }) as never);
  document.add({ id: 1, title: 'Kuril', body: 'Nga và Nhật Bản', section: 'Thế giới' } as never);
  document.add({ id: 2, title: 'Giá vàng', body: 'Vàng ở Nga', section: 'Kinh tế' } as never);
  await (document as unknown as Mounted).commit();
  const found: unknown = await search(document, 'nga', { enrich: true });
  expect(found).toEqual([
    {
      field: 'body',
      result: [
        { id: 1, doc: { title: 'Kuril' } },
        { id: 2, doc: { title: 'Giá vàng' } },
      ],
    },
  ]);
  const tagged: unknown = await search(document, 'nga', { tag: { section: 'Kinh tế' } });
  expect(tagged).toEqual([{ field: 'body', result: [2] }]);
});
