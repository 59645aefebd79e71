/** What an address is, is told by what stands there; a front page leads to the lists that its site names. */
import { describe, expect, test } from 'vitest';
import { articlePage } from '../../../support/site.ts';
import { ownSite, readFrom } from './from-site.ts';

const site = ownSite();
const link = (rel: string, type: string, href: string): string => `<link href="${href}" type="${type}" rel="${rel}">`;
const front = (head = ''): string =>
  `<!doctype html><html><head><title>Báo</title>${head}</head><body>${'<p><a href="/bao">Bão số 3 đổ bộ Quảng Ninh</a></p>'.repeat(20)}</body></html>`;
const sitemap = (path: string): string => `<urlset><url><loc>${site().origin}${path}</loc></url></urlset>`;
const rss = (path: string): string =>
  `<rss><channel><item><title>Bão</title><link>${path}</link></item></channel></rss>`;

describe('an address', () => {
  test('of a page is its article', async () => {
    site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    const { articles, said, notices } = await readFrom(site(), ['/bao']);
    expect(articles).toMatchObject([{ id: '/bao', url: '/bao', title: 'Bão số 3 đổ bộ Quảng Ninh' }]);
    expect([...said, ...notices]).toEqual([]);
  });

  test('that leads to a page: it is called as it stands there', async () => {
    site().pages['/b/77'] = { status: 302, headers: { location: '/bao?utm_source=b' } };
    site().pages['/bao?utm_source=b'] = articlePage('Bão số 3', {
      head: '<link rel="canonical" href="https://bao.vn/bao-so-3">',
    });
    expect((await readFrom(site(), ['/b/77'])).articles).toMatchObject([{ id: 'https://bao.vn/bao-so-3' }]);
  });

  test('of a file of articles is these', async () => {
    site().pages['/tin.jsonl'] = '{"id":"bao","title":"Bão số 3"}\n{"id":"lu","title":"Lũ lên nhanh"}\n';
    expect((await readFrom(site(), ['/tin.jsonl'])).articles.map(({ id }) => id)).toEqual(['bao', 'lu']);
  });

  test.each([
    { why: 'that is not there', page: undefined, what: 'skipped: the server has no such thing (404 or 410)' },
    { why: 'that refuses', page: { status: 401 }, what: 'skipped: the server answered 401' },
    { why: 'of nothing', page: '', what: 'warning: is empty' },
    {
      why: 'of a page that leads nowhere',
      page: front(),
      what: 'skipped: is no article, and names no feed or sitemap; give the address of one',
    },
  ])('$why is named', async ({ page, what }) => {
    if (page !== undefined) site().pages['/tin'] = page;
    expect((await readFrom(site(), ['/tin'])).said).toEqual([`/tin ${what}`]);
  });

  test('of this machine is refused unless that is allowed', async () => {
    const { said } = await readFrom(site(), ['/tin'], { net: { allowPrivate: false } });
    expect(said).toEqual([expect.stringContaining('--allow-private lets Saola ask it')]);
    expect(site().asked).toEqual([]);
  });

  test.each(['ftp://bao.vn/tin', 'gopher://bao.vn'])(
    'that is none of the web stops everything: %s',
    async (source) => await expect(readFrom(site(), [source])).rejects.toThrow(`"${source}" is no source`),
  );
});

describe('a front page leads', () => {
  test.each([
    {
      why: 'to the sitemaps of robots.txt, first of all',
      robots: () => `Sitemap: ${site().origin}/a.xml`,
      head: link('alternate', 'application/rss+xml', '/rss'),
      to: '/a.xml',
    },
    {
      why: 'to the sitemap in its head',
      robots: () => '',
      head: link('sitemap', 'application/xml', 'a.xml') + link('alternate', 'application/rss+xml', '/rss'),
      to: '/a.xml',
    },
    {
      why: 'to its feed',
      robots: () => '',
      head: link('alternate', 'application/rss+xml', '/rss?a=1&amp;b=2'),
      to: '/rss?a=1&b=2',
    },
  ])('$why', async ({ robots, head, to }) => {
    const { pages } = site();
    pages['/'] = front(head);
    pages['/robots.txt'] = robots();
    pages['/a.xml'] = sitemap('/bao');
    pages['/rss?a=1&b=2'] = rss('/bao');
    pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    const { articles, said, notices } = await readFrom(site(), ['/']);
    expect(articles.map(({ id }) => id)).toEqual(['/bao']);
    expect(said).toEqual([]);
    expect(notices).toEqual([`/ is no article; read instead what its site names: ${to}.`]);
  });

  test('in no circle, and to nothing that is no list', async () => {
    const { pages } = site();
    pages['/'] = front(
      link('alternate', 'application/rss+xml', '/') + link('alternate', 'application/atom+xml', '/tin'),
    );
    pages['/tin'] = front(link('alternate', 'application/rss+xml', '/rss'));
    const { said } = await readFrom(site(), ['/']);
    expect(said).toEqual(['/tin skipped: is neither a feed nor a sitemap']);
    expect(site().asked).toEqual(['/', '/tin'].flatMap((path, at) => (at === 0 ? ['/robots.txt', path] : [path])));
  });
});
