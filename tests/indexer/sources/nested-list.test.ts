/** Lists within JSON objects, read as they come in. */
import * as fc from 'fast-check';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { MAX_ARTICLE_BYTES } from '../../../indexer/sources/bytes.ts';
import { splitNestedLists, type NestedItem } from '../../../indexer/sources/nested-list.ts';
import { readSources } from '../../../indexer/sources/read.ts';
import { inOwnFolder, put } from './own-folder.ts';

inOwnFolder();

async function split(text: string, paths: readonly string[], chunkBytes = 1_000): Promise<NestedItem[]> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const items: NestedItem[] = [];
  for await (const item of splitNestedLists(Readable.from(chunks), paths)) items.push(item);
  return items;
}

const shown = (items: readonly NestedItem[]): string[] =>
  items.map((item) => (item.is === 'item' ? `${item.list} ${item.number} ${item.bytes?.toString()}` : item.is));

test.each([
  {
    why: 'a list',
    text: '{"items": [{"a": 1}, {"a": 2}]}',
    paths: ['items'],
    found: ['items 1 {"a": 1}', 'items 2 {"a": 2}'],
  },
  {
    why: 'within',
    text: '{"n": 2, "data": {"x": [{}], "items": [{"a": [{}]}]}}',
    paths: ['data.items'],
    found: ['data.items 1 {"a": [{}]}'],
  },
  {
    why: 'in a list',
    text: '{"db": [{"data": {"posts": [{"a": 1}]}}, {"data": {"posts": [{"a": 2}]}}]}',
    paths: ['db.1.data.posts'],
    found: ['db.1.data.posts 1 {"a": 2}'],
  },
  {
    why: 'in any of a list',
    text: '{"db": [{"data": {"posts": [{"a": 1}], "tags": [{"b": 1}]}}]}',
    paths: ['db.*.data.posts', 'db.*.data.tags'],
    found: ['db.*.data.posts 1 {"a": 1}', 'db.*.data.tags 1 {"b": 1}'],
  },
  {
    why: 'signs in texts',
    text: '{"i\\"t": ["]"], "items": [{"a": "}],{\\\\"}]}',
    paths: ['items'],
    found: ['items 1 {"a": "}],{\\\\"}'],
  },
  {
    why: 'the same key elsewhere',
    text: '{"x": {"items": [{"a": 1}]}, "y": "items", "items": [{"a": 2}]}',
    paths: ['items'],
    found: ['items 1 {"a": 2}'],
  },
  {
    why: 'what is no object',
    text: '{"items": [1, "a", null, [3], {"a": 1}]}',
    paths: ['items'],
    found: ['items 1 [3]', 'items 2 {"a": 1}'],
  },
  { why: 'cut off', text: '{"items": [{"a": 1}, {"a"', paths: ['items'], found: ['items 1 {"a": 1}', 'unclosed'] },
  { why: 'none', text: '{"muc": []}', paths: ['items'], found: [] },
])('$why, in chunks of any size', async ({ text, paths, found }) => {
  for (const size of [1, 2, 3, 7, 1_000]) expect(shown(await split(text, paths, size))).toEqual(found);
});

test('of any object the items are those that JSON.parse finds', async () => {
  const key = fc.constantFrom('a', 'b', 'items', 'é"\\');
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ maxLength: 3 }),
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const some = fc.record({
    a: fc.record({ items: fc.array(fc.dictionary(key, value), { maxLength: 3 }), b: value }),
    b: value,
  });
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 9 }), async (object, size) => {
      const items = await split(JSON.stringify(object, null, 1), ['a.items'], size);
      expect(items.map((item) => (item.is === 'item' ? (JSON.parse(String(item.bytes)) as unknown) : item.is))).toEqual(
        JSON.parse(JSON.stringify(object.a.items)),
      );
    }),
  );
});

test('an item without end, and a depth without end, are not held', async () => {
  const part = Buffer.from('x'.repeat(1024 * 1024));
  async function* chunks() {
    yield Buffer.from('{"items": [{"a": "');
    for (let at = 0; at <= MAX_ARTICLE_BYTES / part.length; at += 1) yield part;
    yield Buffer.from('"}, {"b": 1}], "sau": ');
    for (let at = 0; at < 64; at += 1) yield Buffer.from('['.repeat(64 * 1024));
  }
  const items: NestedItem[] = [];
  for await (const item of splitNestedLists(chunks(), ['items'])) items.push(item);
  expect(items.map((item) => (item.is === 'item' ? item.bytes?.toString() : item.is))).toEqual([
    undefined,
    '{"b": 1}',
    'unclosed',
  ]);
});

test('a rule says where the list is and where the fields are', async () => {
  await put(
    'xuat.json',
    JSON.stringify({
      meta: { n: 2 },
      data: [
        {
          id: 7,
          attributes: {
            title: 'Bão số 3',
            body: '<p>Mất điện</p>',
            tags: { data: [{ name: 'bão' }] },
            createdAt: 1558341000,
          },
        },
        { id: 8, attributes: { title: 'Giá xăng', slug: 'gia-xang' } },
      ],
    }),
  );
  const rules = {
    files: [
      {
        match: '*.json',
        list: 'data',
        url: 'https://bao.vn/{attributes.slug}',
        fields: {
          title: ['attributes.title'],
          body: ['attributes.body'],
          tags: ['attributes.tags.data.name'],
          publishedAt: ['attributes.createdAt'],
        },
        htmlFields: ['body' as const],
        dateFormats: ['unix'],
      },
    ],
  };
  const found = [];
  for await (const each of readSources(['xuat.json'], { rules }))
    found.push('article' in each ? each.article : each.problem.what);
  expect(found).toEqual([
    'no address was made of "https://bao.vn/{attributes.slug}": there is no {attributes.slug}',
    { id: '7', title: 'Bão số 3', body: 'Mất điện', tags: ['bão'], publishedAt: '2019-05-20T08:30:00.000Z' },
    { id: '8', title: 'Giá xăng', body: '', url: 'https://bao.vn/gia-xang' },
  ]);
});
