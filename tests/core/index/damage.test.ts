/** A part that is not as it was written is refused, wherever it differs; never is an answer wrong. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { articleTerms } from '../../../core/index/article-terms.ts';
import { BlockCache } from '../../../core/index/block-cache.ts';
import {
  partKey,
  PART_KINDS,
  type Manifest,
  type Part,
  type PartKind,
  type Segment,
} from '../../../core/index/manifest.ts';
import { HEADER_BYTES } from '../../../core/index/part.ts';
import { openSegments } from '../../../core/index/segment.ts';
import { openVersion } from '../../../core/search/open.ts';
import type { Store } from '../../../core/store/store.ts';
import { publishGroups } from '../../support/published.ts';
import { outcomeOfAsync } from './refused.ts';

const ARTICLES: Article[] = [
  {
    id: 'kuril',
    title: 'Quần đảo Nam Kuril',
    body: 'Nga và Nhật bàn ở Osaka.',
    publishedAt: '2019-06-28',
    tags: ['G20'],
  },
  { id: 'xang', title: 'Giá xăng 22.500 đồng', body: 'Nga cắt dầu.', publishedAt: '2024-01-02', section: 'Kinh tế' },
  { id: 'bao', title: 'Bão số 6', body: 'Osaka có mưa.' },
];
const QUERIES = ['nam kuril', 'Nga', 'giá xăng 22500', 'osaka'];

let store: Store;
let manifest: Manifest;
let whole: Readonly<Record<PartKind, Uint8Array>>;
let wanted: { readonly everything: string; readonly answers: string };

const partOf = (kind: PartKind): Part => (manifest.segments[0] as Segment)[kind];

/** Everything that a segment holds, read as a reader does. */
async function everythingIn(source: Store): Promise<string> {
  const [segment] = openSegments(manifest, new BlockCache(source, 0));
  if (!segment) throw new Error('no segment');
  const terms = [...new Set(ARTICLES.flatMap((article) => articleTerms(article, manifest.statistics).terms))];
  const records: unknown[] = [];
  for await (const record of segment.records.all()) records.push(record);
  const { columns } = segment;
  const lists = (await segment.terms.postings(terms)).map((list) => list && [[...list.docs], [...list.slots]]);
  return JSON.stringify([
    lists,
    await columns.ids(),
    [...(await columns.digests())],
    [...(await columns.signatures())],
    await columns.fields(),
    records,
    await segment.suggestions.find(['nam', 'quan dao', 'gia xang', 'bao so 6']),
  ]);
}

async function answersFrom(source: Store): Promise<string> {
  const index = openVersion(source, manifest);
  const answers: unknown[] = [];
  for (const query of QUERIES) answers.push(await index.search({ query }));
  return JSON.stringify(answers);
}

/** The store, but with other bytes in one part. */
function withPart(kind: PartKind, bytes: Uint8Array): Store {
  const key = partKey(kind, partOf(kind));
  return {
    ...store,
    async get(asked, options = {}) {
      const stored = await store.get(asked, options);
      if (asked !== key || !stored) return stored;
      const { offset, length } = options.range ?? { offset: 0, length: bytes.length };
      return { ...stored, bytes: bytes.slice(offset, offset + length) };
    },
  };
}

beforeAll(async () => {
  ({ store, manifest } = await publishGroups([ARTICLES]));
  const parts: Partial<Record<PartKind, Uint8Array>> = {};
  for (const kind of PART_KINDS) {
    const stored = await store.get(partKey(kind, partOf(kind)));
    parts[kind] = stored?.bytes ?? new Uint8Array();
  }
  whole = parts as Record<PartKind, Uint8Array>;
  wanted = { everything: await everythingIn(store), answers: await answersFrom(store) };
});

test('what is compared below holds something', () => {
  for (const kind of PART_KINDS) expect(whole[kind].length).toBeGreaterThan(100);
  expect(JSON.parse(wanted.answers)).toMatchObject([{ total: 1 }, { total: 2 }, { total: 1 }, { total: 2 }]);
  expect(wanted.everything).toContain('Quần đảo Nam Kuril');
  expect(wanted.everything).toContain('"names":["Kinh tế"]');
});

describe.each(PART_KINDS)('%s', (kind) => {
  test('any byte that is another is refused where it is read; only the header is not', async () => {
    const unseen: number[] = [];
    const wrong: number[] = [];
    for (let at = 0; at < whole[kind].length; at += 1) {
      const bytes = whole[kind].slice();
      (bytes[at] as number) ^= 1 << (at % 8);
      const source = withPart(kind, bytes);
      const everything = await outcomeOfAsync(() => everythingIn(source));
      const answers = await outcomeOfAsync(() => answersFrom(source));
      if (everything === wanted.everything) unseen.push(at);
      else if (everything !== 'index-malformed') wrong.push(at);
      if (![wanted.answers, 'index-malformed'].includes(answers)) wrong.push(at);
    }
    expect(wrong).toEqual([]);
    expect(unseen).toEqual(Array.from({ length: HEADER_BYTES }, (_, at) => at));
  });

  test('any length that is shorter is refused', async () => {
    const taken: number[] = [];
    for (let length = 0; length < whole[kind].length; length += 1) {
      const source = withPart(kind, whole[kind].slice(0, length));
      const everything = await outcomeOfAsync(() => everythingIn(source));
      const answers = await outcomeOfAsync(() => answersFrom(source));
      if (everything !== 'index-malformed' || ![wanted.answers, everything].includes(answers)) taken.push(length);
    }
    expect(taken).toEqual([]);
  });

  test('bytes behind its end are nobody’s', async () => {
    const longer = Uint8Array.from([...whole[kind], 0, 1, 2]);
    expect(await everythingIn(withPart(kind, longer))).toBe(wanted.everything);
  });

  test('a part of the same length from another index is refused', async () => {
    const other = whole[kind].slice().fill(0x5a, HEADER_BYTES);
    expect(await outcomeOfAsync(() => everythingIn(withPart(kind, other)))).toBe('index-malformed');
  });

  test('a part that is gone is refused', async () => {
    const gone: Store = {
      ...store,
      get: (key, options) => (key.endsWith(kind) ? Promise.resolve(null) : store.get(key, options)),
    };
    await expect(everythingIn(gone)).rejects.toThrow(/is gone from/);
  });
});
