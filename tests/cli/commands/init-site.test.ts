/** `saola init <address>`: what it writes of a site, how the site is asked, and that `saola index` reads by it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readConfig } from '../../../cli/config/read-config.ts';
import { inOwnFolder } from '../../indexer/sources/own-folder.ts';
import { ownSite } from '../../indexer/sources/fetch/from-site.ts';
import { articlePage } from '../../support/site.ts';
import { runWith } from '../fake-io.ts';

inOwnFolder();
const site = ownSite();

const FILE = 'saola.config.yaml';

/** What is written of the site's own address, called `BAO`. */
async function init(path: string, ...args: string[]) {
  const { origin } = site();
  const asked = await runWith(['init', `${origin}${path}`, '--allow-private', '--delay', '0', ...args], {});
  const text = asked.code === 0 ? await readFile(FILE, 'utf8') : '';
  const short = (each: string): string => each.replaceAll(origin, 'BAO');
  return { code: asked.code, err: short(asked.err), text: short(text) };
}

const urlset = (...paths: string[]): string =>
  `<urlset>${paths.map((path) => `<url><loc>${site().origin}${path}</loc></url>`).join('')}</urlset>`;

test('a front page: the sitemaps of its site, where their pages stand, what was read of one of each place', async () => {
  site().pages['/robots.txt'] =
    `User-agent: *\nCrawl-delay: 0.01\nDisallow: /video/\nSitemap: ${site().origin}/sitemap.xml\n`;
  site().pages['/'] = '<!doctype html><html><head><title>Báo</title></head><body></body></html>';
  site().pages['/sitemap.xml'] =
    `<sitemapindex><sitemap><loc>${site().origin}/bai.xml</loc></sitemap><sitemap><loc>${site().origin}/cu.xml</loc></sitemap></sitemapindex>`;
  site().pages['/bai.xml'] = urlset('/the-gioi/bao', '/the-gioi/lu', '/video/7');
  site().pages['/the-gioi/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
  const { code, err, text } = await init('/', '--at-once', '1');
  expect({ code, err }).toEqual({
    code: 0,
    err: `Looked at 1 list and 1 article, wrote ${FILE}. Look through it, then: saola index BAO/ --store <uri>\n`,
  });
  expect(text).toContain(`# Found at BAO/: no article, whose site names
#   BAO/sitemap.xml: an index of 2 sitemaps, the first one of 3 pages
#
# Where their pages stand:
#   BAO/the-gioi/ 2 pages
#   BAO/video/ 1 page
#
# What was read of some of them (saola inspect shows it whole):
#   Bão số 3 đổ bộ Quảng Ninh
`);
  expect(text).toContain('#   not read: BAO/video/7: it is closed to robots (robots.txt)\n');
  expect(text).toContain('# Its robots.txt wants 0.01 s between requests');
  expect(await readConfig(undefined, '.')).toMatchObject({ fetch: { atOnce: 1, delay: 0, allowPrivate: true } });
  expect(site().asked).toEqual(['/robots.txt', '/', '/sitemap.xml', '/bai.xml', '/the-gioi/bao']);
});

test('a feed: how many items have their text, and no advice to mirror it', async () => {
  const text = 'Sáng nay nước sông Hồng lên nhanh, nhiều bãi ven sông đã ngập. '.repeat(20);
  site().pages['/rss'] =
    `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Lũ</title><link>/lu</link><content:encoded>${text}</content:encoded></item><item><title>Bão</title><link>/bao</link></item></channel></rss>`;
  site().pages['/lu'] = articlePage('Lũ lên nhanh trên sông Hồng');
  const { text: written } = await init('/rss');
  expect(written).toContain('#   BAO/rss: a feed of 2 articles, 1 of them with their whole text\n');
  expect(written).toContain('#   Lũ lên nhanh trên sông Hồng\n');
  expect(written).not.toContain('# mirror');
});

test('a page with an article is shown', async () => {
  site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
  const { text } = await init('/bao');
  expect(text).toContain('# Found at BAO/bao: a page with an article\n');
  expect(text).toContain('#   Bão số 3 đổ bộ Quảng Ninh\n');
});

test('a file of articles is looked at as one in a folder is', async () => {
  site().pages['/tin.jsonl'] = '{"ma_bai": 7, "tieuDe": "Bão số 3", "noi_dung": "Mất điện"}\n';
  expect((await init('/tin.jsonl')).code).toBe(0);
  expect(await readConfig(undefined, '.')).toMatchObject({
    rules: { files: [{ match: 'tin.jsonl', fields: { id: ['ma_bai'], title: ['tieuDe'], body: ['noi_dung'] } }] },
  });
});

test.each([
  { why: 'nothing there', path: '/mat', err: 'BAO/mat: the server has no such thing (404 or 410).\n' },
  {
    why: 'a page that leads nowhere',
    path: '/trong',
    err: 'BAO/trong: is no article, and names no feed or sitemap; give the address of one.\n',
  },
])('$why is told, and nothing is written', async ({ path, err }) => {
  site().pages['/trong'] = '<!doctype html><html><body><p>Đang cập nhật</p></body></html>';
  site().pages['/robots.txt'] = 'User-agent: *\n';
  expect(await init(path)).toEqual({ code: 1, err, text: '' });
  await expect(readFile(FILE)).rejects.toThrow('ENOENT');
});

test('titles cannot get out of their comment', async () => {
  site().pages['/bao'] = articlePage('Bão&#10;mirror: true&#8232;mirror: true');
  await init('/bao');
  expect(await readConfig(undefined, '.')).not.toHaveProperty('mirror');
});
