/** A second run asks for what has changed alone, and the index holds what it would hold had everything been read. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../../../core/store/memory.ts';
import type { Store } from '../../../../core/store/store.ts';
import { indexArticles, type IndexOptions, type IndexReport } from '../../../../indexer/index-articles.ts';
import { LiveArticles } from '../../../../indexer/sources/live-articles.ts';
import { readSources } from '../../../../indexer/sources/read.ts';
import { articlePage } from '../../../support/site.ts';
import { ownSite } from './from-site.ts';

const site = ownSite();
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-lần-sau-'));
  store = memoryStore();
});
afterEach(async () => await rm(folder, { recursive: true }));

const state = (): string => join(folder, 'kho', 'visits.jsonl');

async function index(
  source: string,
  { now = Date.now(), ...options }: IndexOptions & { readonly now?: number } = {},
): Promise<Pick<IndexReport, 'articles' | 'added' | 'changed' | 'removed' | 'skipped'>> {
  site().forget();
  const live = new LiveArticles();
  const net = { allowPrivate: true, delayMs: 0, state: state() };
  const found = readSources([`${site().origin}${source}`], { live, net, now });
  const { articles, added, changed, removed, skipped } = await indexArticles(store, found, { live, ...options });
  return { articles, added, changed, removed, skipped };
}

/** As most servers do: what has the same tag is not sent again. */
function put(path: string, tag: string, body: string): void {
  site().pages[path] = ({ headers }, response) => {
    response.writeHead(headers['if-none-match'] === tag ? 304 : 200, { etag: tag });
    response.end(headers['if-none-match'] === tag ? undefined : body);
  };
}
const TITLES = {
  '/bao': 'Bão số 3 đổ bộ Quảng Ninh',
  '/lu': 'Lũ lên nhanh trên sông Cầu',
  '/han': 'Hạn hán kéo dài ở Ninh Thuận',
};
const sitemap = (lastmods: Readonly<Record<string, string>>): string =>
  `<urlset>${Object.entries(lastmods)
    .map(
      ([path, lastmod]) => `<url><loc>${site().origin}${path}</loc>${lastmod && `<lastmod>${lastmod}</lastmod>`}</url>`,
    )
    .join('')}</urlset>`;
const conditional = (): string[] =>
  site()
    .requests.filter(({ headers }) => 'if-none-match' in headers)
    .map(({ url = '' }) => url);

beforeEach(() => {
  for (const [path, title] of Object.entries(TITLES))
    put(path, `"${path}1"`, articlePage(title, { body: `${title}. `.repeat(20) }));
});

const item = (title: string): string =>
  `<item><title>${title}</title><link>https://bao.vn/${title.length}</link><description>${title}</description>` +
  `<content:encoded>${`${title}, theo tin từ các địa phương trong sáng nay. `.repeat(20)}</content:encoded></item>`;

describe('a sitemap', () => {
  beforeEach(() => {
    site().pages['/sitemap.xml'] = sitemap({ '/bao': '2019-05-20', '/lu': '', '/han': '2019-05-20' });
  });

  test('whose pages are as they were: those with a date are not asked for, the others by their tag; all stay', async () => {
    expect(await index('/sitemap.xml')).toEqual({ articles: 3, added: 3, changed: 0, removed: 0, skipped: 0 });
    for (const mode of ['mirror', 'update'] as const) {
      expect(await index('/sitemap.xml', { mode })).toEqual({
        articles: 3,
        added: 0,
        changed: 0,
        removed: 0,
        skipped: 0,
      });
      expect(site().asked).toEqual(['/robots.txt', '/sitemap.xml', '/lu']);
      expect(conditional()).toEqual(['/lu']);
    }
  });

  test('with one page changed, one gone and one new', async () => {
    await index('/sitemap.xml');
    put('/bao', '"2"', articlePage('Bão số 3 suy yếu', { body: 'Bão số 3 suy yếu thành áp thấp. '.repeat(20) }));
    put('/xang', '"1"', articlePage('Giá xăng lên', { body: 'Giá xăng lên từ 15 giờ chiều nay. '.repeat(20) }));
    site().pages['/sitemap.xml'] = sitemap({ '/bao': '2019-05-21', '/lu': '', '/xang': '2019-05-21' });
    const report = await index('/sitemap.xml', { mode: 'mirror', allowShrink: true });
    expect(report).toEqual({ articles: 3, added: 1, changed: 1, removed: 1, skipped: 0 });
    expect(site().asked.toSorted()).toEqual(['/bao', '/lu', '/robots.txt', '/sitemap.xml', '/xang']);
  });

  test('a date alone costs a conditional request, once', async () => {
    await index('/sitemap.xml');
    site().pages['/sitemap.xml'] = sitemap({ '/bao': '2019-05-22', '/lu': '', '/han': '2019-05-20' });
    await index('/sitemap.xml');
    expect(conditional().toSorted()).toEqual(['/bao', '/lu']);
    await index('/sitemap.xml');
    expect(conditional()).toEqual(['/lu']);
  });

  test.each<{ why: string; change: () => Promise<unknown> | void; options?: IndexOptions }>([
    { why: 'another index', change: () => void (store = memoryStore()) },
    { why: 'a rebuild', change: () => {}, options: { mode: 'full' } },
    { why: 'nothing remembered', change: async () => await rm(state()) },
    {
      why: 'a damaged memory',
      change: async () => await writeFile(state(), (await readFile(state(), 'utf8')).replaceAll('[', '(')),
    },
    {
      why: 'a memory of other ways to read',
      change: async () => await writeFile(state(), (await readFile(state(), 'utf8')).replace(/\[\d+,/, '[0,')),
    },
  ])('for $why everything is asked for anew', async ({ change, options }) => {
    await index('/sitemap.xml');
    await change();
    expect(await index('/sitemap.xml', options)).toMatchObject({ articles: 3 });
    expect(site().asked.toSorted()).toEqual(['/bao', '/han', '/lu', '/robots.txt', '/sitemap.xml']);
    expect(conditional()).toEqual([]);
  });

  test.each([
    {
      why: 'the day was not over when it was fetched',
      lastmod: '2019-05-20',
      at: '2019-05-20T10:00+07:00',
      asks: true,
    },
    {
      why: 'in Vietnam it was, and elsewhere it was not',
      lastmod: '2019-05-20',
      at: '2019-05-21T02:00+07:00',
      asks: true,
    },
    { why: 'it was over everywhere', lastmod: '2019-05-20', at: '2019-05-21T19:00+07:00', asks: false },
    { why: 'a time that was past', lastmod: '2019-05-20T09:59:00+07:00', at: '2019-05-20T10:00+07:00', asks: false },
    { why: 'a time to come', lastmod: '2019-05-20T10:01:00+07:00', at: '2019-05-20T10:00+07:00', asks: true },
    { why: 'what is no date', lastmod: 'hôm nay', at: '2019-05-22T10:00+07:00', asks: true },
  ])('whose page may have changed since, though the sitemap says the same: $why', async ({ lastmod, at, asks }) => {
    site().pages['/sitemap.xml'] = sitemap({ '/bao': lastmod });
    await index('/sitemap.xml', { now: Date.parse(at) });
    put('/bao', '"2"', articlePage('Bão số 3 suy yếu', { body: 'Bão số 3 suy yếu thành áp thấp. '.repeat(20) }));
    const later = Date.parse(at) + 4 * 3_600_000;
    expect(await index('/sitemap.xml', { now: later })).toMatchObject({ changed: asks ? 1 : 0 });
  });

  test('a run that did not publish does not count', async () => {
    await index('/sitemap.xml');
    put('/lu', '"2"', articlePage('Lũ đã rút', { body: 'Lũ trên sông Cầu đã rút từ sáng nay. '.repeat(20) }));
    expect(await index('/sitemap.xml', { dryRun: true })).toMatchObject({ changed: 1 });
    expect(await index('/sitemap.xml')).toMatchObject({ changed: 1 });
    expect(await index('/sitemap.xml')).toMatchObject({ changed: 0 });
    expect(conditional()).toEqual(['/lu']);
  });

  test('what is no article is remembered as that', async () => {
    put(
      '/lu',
      '"a"',
      '<!doctype html><html><head><meta name="robots" content="noindex"></head><body><p>Nội bộ</p></body></html>',
    );
    await index('/sitemap.xml');
    expect(await index('/sitemap.xml')).toMatchObject({ articles: 2, skipped: 0 });
    expect(conditional()).toEqual(['/lu']);
  });

  test('what failed is asked for again', async () => {
    site().pages['/bao'] = { status: 403 };
    expect(await index('/sitemap.xml')).toMatchObject({ articles: 2, skipped: 1 });
    put('/bao', '"1"', articlePage('Bão số 3 đổ bộ Quảng Ninh'));
    expect(await index('/sitemap.xml')).toMatchObject({ articles: 3, added: 1, skipped: 0 });
  });
});

test('a feed that has its articles whole is asked for by its tag', async () => {
  put('/rss', '"1"', `<rss><channel>${item('Bão số 3 đổ bộ')}${item('Lũ lên')}</channel></rss>`);
  expect(await index('/rss')).toMatchObject({ articles: 2, added: 2 });
  expect(await index('/rss', { mode: 'mirror' })).toMatchObject({ articles: 2, removed: 0 });
  expect(conditional()).toEqual(['/rss']);
});

test('a memory that cannot be written costs a second fetch and a line, no article', async () => {
  const notices: string[] = [];
  await writeFile(join(folder, 'kho'), '');
  site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
  const net = { allowPrivate: true, state: state() };
  const found = readSources([`${site().origin}/bao`], { net, onNotice: (text) => notices.push(text) });
  let articles = 0;
  for await (const each of found) if ('article' in each) articles += 1;
  expect(articles).toBe(1);
  expect(notices).toEqual([expect.stringContaining('Name a file that can be written with --state')]);
});
