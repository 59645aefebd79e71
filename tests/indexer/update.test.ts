/** An update writes what has changed and little more, and ranks as an index that was built at once. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../core/article.ts';
import type { SearchAnswer } from '../../core/search/answer.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openIndex, type SearchIndex } from '../../core/search/open.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import { indexArticles, removeArticles, type IndexOptions } from '../../indexer/index-articles.ts';
import type { Found } from '../../indexer/sources/source.ts';
import { exampleArticles } from '../support/articles.ts';
import { publishGroups } from '../support/published.ts';

const ALL = exampleArticles();
const BASE = ALL.slice(0, 72);
const NEW = ALL.slice(72, 76);
const KURIL = BASE.find(({ id }) => id === 'nga-nhat-nam-kuril-g20-osaka') as Article;
const CHANGED: Article = { ...KURIL, body: KURIL.body.replaceAll('Habomai', 'Shikotan') };

async function* foundOf(articles: readonly Article[]): AsyncGenerator<Found> {
  for (const article of articles) yield { article, origin: { file: 'tin.json' } };
}
const index = (store: Store, articles: readonly Article[], options?: IndexOptions) =>
  indexArticles(store, foundOf(articles), options);
const versionOf = async (store: Store) => {
  const current = await readCurrent(store);
  if (!current) throw new Error('nothing is live');
  return current.manifest;
};
const idsFor = async (searched: SearchIndex, query: string): Promise<string[]> =>
  (await searched.rank({ query, limit: 1_000 })).map(({ id }) => id);

/** What the words alone give each article. */
const ownScores = ({ explain }: SearchAnswer): Record<string, string> =>
  Object.fromEntries((explain?.hits ?? []).map(({ id, own }) => [id, own.toFixed(6)]));

const QUERIES = [
  'Kuril',
  'quan dao nam kuril',
  'thủ tướng Nhật Bản',
  'G20',
  'giá xăng',
  'người',
  'u23 việt nam',
  'cà phê đắk lắk',
  'má',
  'thur tuwowngs nhaatj banr',
  'xxxxyyyy',
  ...ALL.slice(60).map(({ title }) => title),
];

describe('an index that has been updated', () => {
  let updated: Store;
  let rebuilt: Store;
  beforeAll(async () => {
    updated = memoryStore();
    await index(updated, BASE);
    await index(updated, [CHANGED, ...NEW]);
    const { statistics } = await versionOf(updated);
    const articles = [...BASE.filter((article) => article !== KURIL), CHANGED, ...NEW];
    rebuilt = (await publishGroups([articles], { statistics })).store;
  });

  test('has the old segment with a tombstone, and a new one beside it', async () => {
    const { segments, articles } = await versionOf(updated);
    expect(segments.map((segment) => [segment.articles, segment.removed?.docs.length ?? 0])).toEqual([
      [72, 1],
      [5, 0],
    ]);
    expect(articles).toBe(76);
    expect(await versionOf(rebuilt)).toMatchObject({ words: (await versionOf(updated)).words });
  });

  test.each(QUERIES)('answers as one that was built at once of the same averages: %s', async (query) => {
    const [one, other] = await Promise.all([openIndex(updated), openIndex(rebuilt)]);
    const asked = { query, limit: 100, explain: true } as const;
    const [found, wanted] = await Promise.all([one.search(asked), other.search(asked)]);
    expect(found.total).toBe(wanted.total);
    expect(found.didYouMean).toBe(wanted.didYouMean);
    // likeness is told by signatures that were made when there were other articles
    expect(ownScores(found)).toEqual(ownScores(wanted));
  });

  test('finds what is new in an article, and no longer what was old', async () => {
    const searched = await openIndex(updated);
    expect(await idsFor(searched, 'Shikotan')).toContain(KURIL.id);
    expect(await idsFor(searched, 'Habomai')).not.toContain(KURIL.id);
    const { hits } = await searched.search({ query: 'Nga Nhật quần đảo Nam Kuril', limit: 50 });
    expect(hits.filter(({ id }) => id === KURIL.id)).toHaveLength(1);
  });
});

describe('what is written', () => {
  let store: Store;
  beforeEach(async () => {
    store = memoryStore();
    await index(store, BASE);
  });

  test('is the new segment alone: a small part of the whole', async () => {
    const whole = (await versionOf(store)).segments[0];
    const { bytesWritten } = await index(store, NEW.slice(0, 1));
    const { segments } = await versionOf(store);
    expect(segments[0]).toEqual(whole);
    expect(bytesWritten).toBeLessThan((whole?.terms.bytes ?? 0) / 5);
  });

  test('is nothing but the version where articles are only taken out', async () => {
    const report = await removeArticles(store, [KURIL.id]);
    expect(report).toMatchObject({ removed: 1, articles: 71, bytesWritten: 0 });
    expect(await idsFor(await openIndex(store), 'Habomai')).not.toContain(KURIL.id);
  });

  test('a word that only removed articles held is unknown again, and read as a slip or as keys', async () => {
    await index(store, [{ id: 'la', title: 'Kurilo', body: 'Kurilo là một từ lạ.' }]);
    expect((await (await openIndex(store)).search({ query: 'kurilo' })).hits.map(({ id }) => id)).toEqual(['la']);
    await removeArticles(store, ['la']);
    const answer = await (await openIndex(store)).search({ query: 'kurilo' });
    expect(answer).toMatchObject({ didYouMean: 'Kuril' });
  });

  test('an article that comes back is live again', async () => {
    await removeArticles(store, [KURIL.id]);
    expect(await index(store, [KURIL])).toMatchObject({ added: 1, articles: 72 });
    expect(await idsFor(await openIndex(store), 'Habomai')).toContain(KURIL.id);
    expect(await index(store, [KURIL])).toMatchObject({ version: null, unchanged: 72 });
  });

  test('where more than a quarter is gone, what is left of it is written anew', async () => {
    await removeArticles(
      store,
      BASE.slice(0, 30).map(({ id }) => id),
    );
    const { segments, articles } = await versionOf(store);
    expect(articles).toBe(42);
    expect(segments.map(({ articles: all, removed }) => [all, removed])).toEqual([[42, undefined]]);
  });

  test('where the articles have become much longer, all is written anew', async () => {
    const long = NEW.map((article): Article => ({ ...article, body: article.body.repeat(20) }));
    const before = (await versionOf(store)).statistics;
    await index(store, long);
    const { segments, statistics } = await versionOf(store);
    expect(segments).toHaveLength(1);
    expect(statistics.averageBody).toBeGreaterThan(before.averageBody * 1.1);
  });

  test('many updates keep few segments, each article live once', async () => {
    for (let day = 0; day < 12; day += 1) {
      await index(store, [
        { ...(NEW[day % NEW.length] as Article), id: `ngay-${day % 7}`, body: `Ngày thứ ${day} có mưa.` },
      ]);
    }
    const { segments, articles } = await versionOf(store);
    expect(articles).toBe(72 + 7);
    expect(segments.length).toBeLessThanOrEqual(4);
    const days = (await idsFor(await openIndex(store), 'ngày thứ có mưa')).filter((id) => id.startsWith('ngay-'));
    expect(days).toHaveLength(7);
    expect(new Set(days).size).toBe(7);
  });
});
