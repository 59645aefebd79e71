import { beforeAll, describe, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import { BlockCache } from '../../core/index/block-cache.ts';
import { fieldsOf } from '../../core/index/fields.ts';
import { PART_KINDS } from '../../core/index/manifest.ts';
import { openSegments } from '../../core/index/segment.ts';
import { openVersion } from '../../core/search/open.ts';
import { buildSegment } from '../../indexer/build.ts';
import type { BuiltSegment } from '../../indexer/finish-segment.ts';
import { digestOf } from '../../indexer/spool.ts';
import { exampleArticles, madeArticles, seededRandom } from '../support/articles.ts';
import { publishGroups } from '../support/published.ts';
import { statisticsOf } from '../support/statistics.ts';

const articles = exampleArticles();
const statistics = statisticsOf(articles);
const bytesOf = (built: BuiltSegment): string[] =>
  PART_KINDS.flatMap((kind) =>
    [built[kind].bytes.take(), built[kind].top].map((bytes) => Buffer.from(bytes).toString('base64')),
  );

function shuffled(list: readonly Article[], seed: number): Article[] {
  const random = seededRandom(seed);
  return list
    .map((article) => ({ article, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ article }) => article);
}

describe('the same articles, the same bytes', () => {
  let wanted: string[];
  beforeAll(async () => {
    wanted = bytesOf(await buildSegment(articles, { statistics }));
  });

  test.each([1, 2])('in any order (%i)', async (seed) => {
    expect(bytesOf(await buildSegment(shuffled(articles, seed), { statistics }))).toEqual(wanted);
  });

  test('also where some have no time, one time in two zones, no zone, or a day alone', async () => {
    const dates = [undefined, '2019-06-28T00:00:00+07:00', '2019-06-27T17:00:00Z', '2019-06-28', '2019-06-28T00:00'];
    const dated = articles.map((article, i): Article => {
      const { publishedAt, ...undated } = { ...article, publishedAt: dates[i % dates.length] };
      return publishedAt === undefined ? undated : { ...undated, publishedAt };
    });
    const first = bytesOf(await buildSegment(dated, { statistics }));
    expect(bytesOf(await buildSegment(shuffled(dated, 3), { statistics }))).toEqual(first);
  });

  test('whatever the order of their fields', async () => {
    const turned = articles.map((article) => Object.fromEntries(Object.entries(article).toReversed()) as Article);
    const built = await buildSegment(turned, { statistics });
    // Records show the fields in the order they came; what is searched and compared does not.
    expect(bytesOf(built).slice(0, 4)).toEqual(wanted.slice(0, 4));
  });

  test('and others for others', async () => {
    const [first, ...rest] = articles as [Article, ...Article[]];
    const changed = bytesOf(
      await buildSegment([{ ...first, body: `${first.body} Thêm một câu.` }, ...rest], { statistics }),
    );
    // each part's bytes, then its table
    expect([0, 2, 4].filter((part) => changed[part] === wanted[part])).toEqual([]);
  });
});

const kurilAt = (id: string, publishedAt?: string): Article => ({
  id,
  title: 'Quần đảo Nam Kuril',
  body: 'Nga và Nhật bàn ở Osaka.',
  section: 'Thế giới',
  ...(publishedAt !== undefined && { publishedAt }),
});

test('articles stand in the order of the moments of their publication, those without one first', async () => {
  const inOrder = [
    kurilAt('khong ngay'),
    kurilAt('toi 27', '2019-06-27T16:59:59Z'),
    kurilAt('ngay 28', '2019-06-28'), // midnight in Vietnam
    kurilAt('rang sang', '2019-06-28T00:30'),
    kurilAt('mot gio sang', '2019-06-27T18:00:00Z'),
    kurilAt('trua', '2019-06-28T12:00:00+07:00'),
  ];
  const { store, manifest } = await publishGroups([inOrder.toReversed()]);
  const [segment] = openSegments(manifest, new BlockCache(store, 0));
  expect(await segment?.columns.ids()).toEqual(inOrder.map(({ id }) => id));
  expect(await segment?.columns.fields()).toEqual(fieldsOf(inOrder));
});

test('the articles handed over stay as they were', async () => {
  const given = shuffled(articles, 7);
  const before = structuredClone(given);
  await buildSegment(given, { statistics });
  expect(given).toEqual(before);
});

test('more articles than FlexSearch is given at once are one segment all the same', async () => {
  const many = [...madeArticles(2_100, 11)];
  const { store, manifest } = await publishGroups([many]);
  const index = openVersion(store, manifest);
  for (const at of [0, 1_999, 2_000, 2_099]) {
    const { id, title } = many[at] as Article;
    const { hits } = await index.search({ query: title, limit: 50 });
    expect(hits.map((hit) => hit.id)).toContain(id);
  }
  const everywhere = await index.search({ query: 'và', limit: 1 });
  expect(everywhere.total).toBe(2_100);
});

test('nothing to index is a segment of nothing', async () => {
  const built = await buildSegment([], { statistics });
  expect(built.articles).toBe(0);
  const { store, manifest } = await publishGroups([[]]);
  expect(await openVersion(store, manifest).search({ query: 'kuril' })).toMatchObject({ total: 0, hits: [] });
});

test.each([
  { why: 'without a body', article: { id: 'a', title: 'Kuril', body: '' } },
  { why: 'without a title', article: { id: 'a', title: '', body: 'Kuril' } },
  { why: 'an id that looks like a number', article: { id: '0', title: 'Kuril', body: '' } },
  {
    why: 'names of JavaScript objects',
    article: { id: '__proto__', title: 'Kuril constructor', body: 'toString __proto__' },
  },
  { why: 'a letter that folds to nothing', article: { id: 'a', title: 'Kuril \u037A', body: '\u0640' } },
  { why: 'lone surrogates', article: { id: 'a', title: 'Kuril', body: 'nửa \uD83D biểu tượng' } },
])('found: an article $why', async ({ article }) => {
  const { store, manifest } = await publishGroups([[article]]);
  const { hits } = await openVersion(store, manifest).search({ query: 'kuril' });
  expect(hits.map(({ id }) => id)).toEqual([article.id]);
});

test('progress goes up to all of them', async () => {
  const seen: number[] = [];
  await buildSegment([...madeArticles(250, 3)], { statistics, onProgress: (done) => seen.push(done) });
  expect(seen).toEqual([100, 200, 250]);
});

test('an abort ends it with its reason', async () => {
  const stop = new AbortController();
  let reached = 0;
  const building = buildSegment([...madeArticles(250, 3)], {
    statistics,
    onProgress: (done) => {
      reached = done;
      stop.abort(new Error('thôi'));
    },
    signal: stop.signal,
  });
  await expect(building).rejects.toThrow('thôi');
  expect(reached).toBe(100);
});

const hex = (article: Article): string => Buffer.from(digestOf(article)).toString('hex');

describe('the digest of an article', () => {
  const article: Article = { id: 'a', title: 'Kuril', body: 'Nga', tags: ['Nga', 'Nhật'], section: 'Thế giới' };
  test('is the same for the same article, whatever the order of its fields', () => {
    expect(hex({ section: 'Thế giới', tags: ['Nga', 'Nhật'], body: 'Nga', title: 'Kuril', id: 'a' })).toBe(
      hex(article),
    );
    expect(digestOf(article)).toHaveLength(16);
  });

  test.each<{ why: string; other: Article }>([
    { why: 'the text', other: { ...article, body: 'Nga.' } },
    { why: 'accents', other: { ...article, title: 'Kuríl' } },
    { why: 'the order of tags', other: { ...article, tags: ['Nhật', 'Nga'] } },
    { why: 'a new field', other: { ...article, image: '/a.jpg' } },
    { why: 'text moved from one field to another', other: { ...article, title: '', body: 'KurilNga' } },
    { why: 'decomposed text, which is shown as it is', other: { ...article, section: 'Thế giới'.normalize('NFD') } },
  ])('changes with $why', ({ other }) => expect(hex(other)).not.toBe(hex(article)));
});
