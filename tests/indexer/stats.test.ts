/** `stats`: the numbers are those that counting the articles gives, in one segment and in several. */
import { describe, expect, test } from 'vitest';
import { articleTerms } from '../../core/index/article-terms.ts';
import { BlockCache } from '../../core/index/block-cache.ts';
import { ByteWriter } from '../../core/index/bytes.ts';
import { CURRENT, PART_KINDS } from '../../core/index/manifest.ts';
import { writePostings } from '../../core/index/postings.ts';
import { readCurrent } from '../../core/index/published.ts';
import { openSegments } from '../../core/index/segment.ts';
import { usualSlotsFor } from '../../core/index/usual-slots.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { kindOf } from '../../core/text/analyze.ts';
import { publish } from '../../indexer/publish.ts';
import { stats, type TermSize } from '../../indexer/stats.ts';
import { madeArticles } from '../support/articles.ts';
import { publishGroups, withTombstones } from '../support/published.ts';
import type { Article } from '../../core/article.ts';
import type { Manifest } from '../../core/index/manifest.ts';
import type { Store } from '../../core/store/store.ts';

const ARTICLES = [...madeArticles(300, 7)];

/** Each term with its numbers, from the articles themselves, and its bytes as they are written. */
async function counted(articles: readonly Article[], manifest: Manifest, store: Store): Promise<TermSize[]> {
  const sizes = new Map<string, { term: string; df: number; bytes: number }>();
  for (const article of articles) {
    for (const term of articleTerms(article, manifest.statistics).terms) {
      const size = sizes.get(term) ?? { term, df: 0, bytes: 0 };
      size.df += 1;
      sizes.set(term, size);
    }
  }
  const all = [...sizes.values()];
  for (const segment of openSegments(manifest, new BlockCache(store, 1e9))) {
    const lists = await segment.terms.postings(all.map(({ term }) => term));
    for (const [i, size] of all.entries()) {
      const out = new ByteWriter();
      const list = lists[i];
      if (list) writePostings(out, list, usualSlotsFor(size.term, segment.terms.usual));
      size.bytes += out.length;
    }
  }
  return all.toSorted((a, b) => b.bytes - a.bytes || (a.term < b.term ? -1 : 1));
}

describe.each([
  { name: 'one segment', groups: [ARTICLES] },
  { name: 'three segments', groups: [ARTICLES.slice(0, 200), ARTICLES.slice(200, 201), ARTICLES.slice(201)] },
])('of $name', ({ groups }) => {
  test('terms, postings and the largest terms are what counting gives', async () => {
    const { store, manifest } = await publishGroups(groups);
    const all = await counted(ARTICLES, manifest, store);
    const report = await stats(store);
    for (const kind of ['exact', 'folded', 'pair'] as const) {
      const ofKind = all.filter(({ term }) => kindOf(term) === kind);
      expect(report.terms[kind]).toBe(ofKind.length);
      expect(report.postings[kind]).toBe(ofKind.reduce((sum, { df }) => sum + df, 0));
    }
    expect(report.largest).toEqual(all.slice(0, 20));
  });

  test('bytes are those of the objects', async () => {
    const { store, manifest } = await publishGroups(groups);
    const report = await stats(store);
    expect(report).toMatchObject({ version: manifest.version, articles: 300, keptVersions: 1 });
    expect(report.manifestBytes).toBe((await store.head(CURRENT))?.bytes);
    expect(report.segments).toHaveLength(groups.length);
    for (const kind of PART_KINDS) {
      expect(report.bytes[kind]).toBe(manifest.segments.reduce((sum, segment) => sum + segment[kind].bytes, 0));
    }
  });
});

test('what is stored counts what no version names, but not what is not Saola’s', async () => {
  const { store } = await publishGroups([ARTICLES.slice(0, 2)]);
  const { stored } = await stats(store);
  expect(stored.objects).toBe(6);
  await store.put(`segments/${'a'.repeat(64)}.terms`, new Uint8Array(1_000));
  await store.put('anh/bia.png', new Uint8Array(1_000));
  await publishGroups([ARTICLES.slice(2, 3)], { store });
  const after = await stats(store);
  expect(after).toMatchObject({ keptVersions: 2, articles: 1, stored: { objects: 12 } });
  expect(after.stored.bytes).toBeGreaterThan(stored.bytes + 1_000);
});

test('tombstones are counted apart', async () => {
  const { store, manifest } = await publishGroups([ARTICLES]);
  const { articles, segments } = withTombstones(manifest, [ARTICLES], ['bai-1', 'bai-2']);
  await publish(store, await readCurrent(store), { ...manifest, articles, segments });
  expect(await stats(store)).toMatchObject({ articles: 298, segments: [{ articles: 300, removed: 2 }] });
});

test('an index of nothing has nothing; a store with none says so; a damaged one is refused', async () => {
  const { store } = await publishGroups([]);
  expect(await stats(store)).toMatchObject({ articles: 0, segments: [], largest: [], terms: { exact: 0 } });
  await expect(stats(memoryStore())).rejects.toMatchObject({ code: 'index-missing' });
  const { store: damaged, manifest } = await publishGroups([ARTICLES.slice(0, 2)]);
  const key = `segments/${manifest.segments[0]?.terms.sha256}.terms`;
  const bytes = (await damaged.get(key))?.bytes ?? new Uint8Array();
  (bytes[20] as number) ^= 1;
  await damaged.put(key, bytes);
  await expect(stats(damaged)).rejects.toMatchObject({ code: 'index-malformed' });
});
