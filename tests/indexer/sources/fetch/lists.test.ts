/** Feeds and sitemaps, by address and as files: which articles they lead to, and what is said of what is wrong in them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { articlePage } from '../../../support/site.ts';
import { ownSite, readFrom } from './from-site.ts';

const site = ownSite();
const LONG = `Sáng 20/5, bão số 3 đổ bộ vào Quảng Ninh. ${'Hàng nghìn hộ dân ở ven biển đã được đưa đến nơi an toàn trước giờ bão vào. '.repeat(12)}`;

/** Three that are not alike. */
const TEXTS = {
  bao: 'Bão số 3 đã vào đất liền lúc chín giờ sáng với sức gió mạnh cấp mười, giật cấp mười hai.\nNhiều tuyến phố ở Hạ Long mất điện vì cây đổ, lực lượng cứu hộ làm việc suốt đêm.',
  lu: 'Nước sông Cầu lên nhanh trong đêm và vượt báo động ba ở trạm Đáp Cầu.\nBắc Ninh huy động thanh niên gia cố hơn ba cây số đê, chuẩn bị sẵn bao cát và thuyền.',
  han: 'Hồ chứa ở Ninh Thuận chỉ còn một phần mười dung tích sau bảy tháng không mưa.\nNgười chăn cừu phải mua nước từ xe bồn, giá mỗi khối gấp năm lần năm ngoái.',
};

const sitemap = (...urls: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>`;
const loc = (path: string, more = ''): string => `<url><loc>${site().origin}${path}</loc>${more}</url>`;
const rss = (...items: readonly string[]): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Báo</title>\n${items.join('\n')}\n</channel></rss>`;

const short = (path: string, title: string): string =>
  `<item><title>${title}</title><link>${path}</link><description>Tóm tắt: ${title}</description><pubDate>20 May 2019 08:30 +0700</pubDate></item>`;

describe('a sitemap', () => {
  test('leads to its pages, in its order, each asked for once', async () => {
    site().pages['/sitemap.xml'] = sitemap(loc('/bao'), loc('/lu'), loc('/bao'), loc('/han'));
    for (const [name, body] of Object.entries(TEXTS))
      site().pages[`/${name}`] = articlePage(`Tin về ${name} ở Quảng Ninh`, { body });
    const { articles, said } = await readFrom(site(), ['/sitemap.xml']);
    expect(articles.map(({ id, title }) => `${id} ${title}`)).toEqual([
      '/bao Tin về bao ở Quảng Ninh',
      '/lu Tin về lu ở Quảng Ninh',
      '/han Tin về han ở Quảng Ninh',
    ]);
    expect(said).toEqual([]);
    expect(site().asked.toSorted()).toEqual(['/bao', '/han', '/lu', '/robots.txt', '/sitemap.xml']);
  });

  test('of sitemaps, packed ones and one that is missing among them', async () => {
    const { origin, pages } = site();
    pages['/sitemap.xml'] = `<sitemapindex>${['/a.xml.gz', '/mat.xml', '/b.xml', '/sitemap.xml']
      .map((path) => `<sitemap><loc>${origin}${path}</loc></sitemap>`)
      .join('')}</sitemapindex>`;
    pages['/a.xml.gz'] = gzipSync(sitemap(loc('/bao')));
    pages['/b.xml'] = sitemap(loc('/lu'));
    pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    pages['/lu'] = articlePage('Lũ lên nhanh trên sông Cầu', { body: TEXTS.lu });
    const { articles, said } = await readFrom(site(), ['/sitemap.xml']);
    expect(articles.map(({ id }) => id)).toEqual(['/bao', '/lu']);
    expect(said).toEqual(['/mat.xml skipped: the server has no such thing (404 or 410)']);
  });

  test('of news says what the page does not: when, and about what', async () => {
    const news =
      '<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:publication><n:name>Báo</n:name></n:publication>' +
      '<n:publication_date>2019-05-20T08:30:00+07:00</n:publication_date><n:title>Bão số 3</n:title><n:keywords>bão, Quảng Ninh</n:keywords></n:news>';
    site().pages['/news.xml'] = sitemap(loc('/bao', news));
    site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    const { articles } = await readFrom(site(), ['/news.xml']);
    expect(articles).toMatchObject([{ publishedAt: '2019-05-20T08:30:00+07:00', tags: ['bão', 'Quảng Ninh'] }]);
  });

  test('with pages that are none: they are counted, named or left aside, and the rest goes on', async () => {
    const { pages } = site();
    pages['/robots.txt'] = 'User-agent: *\nDisallow: /an';
    pages['/sitemap.xml'] = sitemap(
      loc('/mat'),
      loc('/an/1'),
      loc('/loi'),
      loc('/luat.pdf'),
      loc('/kin'),
      '<url><loc>http://[</loc></url>',
      loc('/bao'),
    );
    pages['/loi'] = { status: 403 };
    pages['/luat.pdf'] = { headers: { 'content-type': 'application/pdf' }, body: '%PDF' };
    pages['/kin'] = { headers: { 'x-robots-tag': 'noindex' }, body: articlePage('Thư nội bộ của tòa soạn') };
    pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    const { articles, said, asides } = await readFrom(site(), ['/sitemap.xml']);
    expect(articles.map(({ id }) => id)).toEqual(['/bao']);
    expect(said).toEqual([
      '/loi skipped: the server answered 403',
      '/sitemap.xml:8 skipped: names "http://[", which is no address',
    ]);
    expect(asides.toSorted()).toEqual([
      '1 asks not to be indexed (noindex) (/kin)',
      '1 is closed to robots (robots.txt) (/an/1)',
      '1 is no longer there (404 or 410) (/mat)',
      '1 is no page but a picture, a PDF or the like (/luat.pdf)',
    ]);
    expect(site().asked).not.toContain('/an/1');
  });

  test.each([
    {
      why: 'is cut off',
      xml: () => sitemap(loc('/bao')).slice(0, -12),
      what: 'skipped: the sitemap ends before it is closed; it may be cut off',
    },
    { why: 'names nothing', xml: () => sitemap(), what: 'warning: is a sitemap that names nothing' },
    {
      why: 'defines entities that grow (billion laughs)',
      xml: () =>
        `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${sitemap(loc('/&b;')).slice(38)}`,
      what: 'skipped: it defines entities of its own, which are never expanded; take them out',
    },
    {
      why: 'is nested without end',
      xml: () => `<urlset>${'<url>'.repeat(1000)}`,
      what: 'skipped: elements are nested over 256 deep; is it damaged?',
    },
    {
      why: 'has a tag without end',
      xml: () => `<urlset><url a="${'x'.repeat(300_000)}`,
      what: 'skipped: a tag or comment is longer than 64 KiB; is it damaged?',
    },
  ])('that $why is named', async ({ xml, what }) => {
    site().pages['/sitemap.xml'] = xml();
    site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    const { said } = await readFrom(site(), ['/sitemap.xml']);
    expect(said.map((each) => each.replace(/:\d+ /, ' '))).toEqual([`/sitemap.xml ${what}`]);
  });
});

describe('a feed', () => {
  test('gives the articles whose text it has, without asking for their pages', async () => {
    site().pages['/rss'] = rss(
      `<item><title>B&#227;o &amp;amp; lũ</title><link>https://bao.vn/bao?utm_source=rss</link><guid isPermaLink="false">77</guid><dc:creator><![CDATA[Lê Minh]]></dc:creator>
       <category>Thời sự</category><category><![CDATA[Bão]]></category><pubDate>Mon, 20 May 2019 08:30:00 +0700</pubDate>
       <description><![CDATA[<img src="a.jpg">Bão vào <b>Quảng Ninh</b>.]]></description><content:encoded><![CDATA[<p>${LONG}</p><p>The post Bão appeared first on Báo.</p>]]></content:encoded>
       <enclosure url="https://bao.vn/bao.jpg" type="image/jpeg" length="1"/></item>`,
    );
    const { articles, said } = await readFrom(site(), ['/rss']);
    expect(said).toEqual([]);
    expect(articles).toEqual([
      {
        id: 'https://bao.vn/bao',
        url: 'https://bao.vn/bao',
        title: 'Bão & lũ',
        summary: 'Bão vào Quảng Ninh.',
        body: LONG.trim(),
        tags: ['Thời sự', 'Bão'],
        authors: ['Lê Minh'],
        publishedAt: '2019-05-20T08:30:00+07:00',
        image: 'https://bao.vn/bao.jpg',
      },
    ]);
    expect(site().asked).toEqual(['/robots.txt', '/rss']);
  });

  test('leads to the pages of the others, and stands in for those that cannot be had', async () => {
    site().pages['/rss'] = rss(short('/bao', 'Bão'), short('/loi', 'Lũ trên sông Cầu'), short('/mat', 'Hạn'));
    site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    site().pages['/loi'] = { status: 403 };
    const { articles, said, asides } = await readFrom(site(), ['/rss']);
    expect(articles).toMatchObject([
      { id: '/bao', title: 'Bão số 3 đổ bộ Quảng Ninh', publishedAt: '2019-05-20T08:30+07:00' },
      { title: 'Lũ trên sông Cầu', body: 'Tóm tắt: Lũ trên sông Cầu' },
    ]);
    expect(said).toEqual(['/loi warning: only what the feed has of it was taken: the server answered 403']);
    expect(asides).toEqual(['1 is no longer there (404 or 410) (/mat)']);
  });

  test('of Atom, with XHTML and plain text, under any prefix', async () => {
    const entry = (p: string): string =>
      `<${p}entry><${p}title>Giá xăng &lt; 20.000 đồng</${p}title><${p}id>tag:bao.vn,2019:1</${p}id><${p}link rel="self" href="/x"/><${p}link href="https://bao.vn/xang"/>` +
      `<${p}updated>2019-05-21T00:00:00Z</${p}updated><${p}published>2019-05-20T01:30:00Z</${p}published><${p}author><${p}name>Thu Hà</${p}name></${p}author><${p}category term="kinh-te" label="Kinh tế"/>` +
      `<${p}content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Từ 15h: a &lt; b.</p><p>${LONG}</p></div></${p}content></${p}entry>`;
    site().pages['/atom'] = `<feed xmlns="http://www.w3.org/2005/Atom">${entry('')}</feed>`;
    site().pages['/tien-to'] = `<x:feed xmlns:x="http://www.w3.org/2005/Atom">${entry('x:')}</x:feed>`;
    const article = {
      id: 'https://bao.vn/xang',
      url: 'https://bao.vn/xang',
      title: 'Giá xăng < 20.000 đồng',
      body: `Từ 15h: a < b.\n${LONG.trim()}`,
      tags: ['Kinh tế'],
      authors: ['Thu Hà'],
      publishedAt: '2019-05-20T01:30:00Z',
      updatedAt: '2019-05-21T00:00:00Z',
    };
    expect((await readFrom(site(), ['/atom'])).articles).toEqual([article]);
    expect((await readFrom(site(), ['/tien-to'])).articles).toEqual([article]);
  });

  test('of RDF', async () => {
    site().pages['/rdf'] =
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/">` +
      `<channel><title>Báo</title></channel><item rdf:about="x"><title>Bão</title><link>https://bao.vn/bao</link><d:date>2019-05-20</d:date><c:encoded>${LONG}</c:encoded></item></rdf:RDF>`;
    expect((await readFrom(site(), ['/rdf'])).articles).toMatchObject([
      { id: 'https://bao.vn/bao', title: 'Bão', publishedAt: '2019-05-20' },
    ]);
  });

  const text = `<item><title>Thủ tướng Nhật Bản thăm Hà Nội</title><link>https://bao.vn/1</link><content:encoded>${LONG}</content:encoded></item>`;
  test.each([
    { why: 'UTF-8 that says windows-1252', bytes: () => Buffer.from(rss(text).replace('utf-8', 'windows-1252')) },
    {
      why: 'UTF-16',
      bytes: () =>
        Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rss(text).replace('utf-8', 'utf-16'), 'utf16le')]),
    },
    { why: 'UTF-8 with a mark and an empty line before', bytes: () => Buffer.from(`\uFEFF\n${rss(text)}`) },
  ])('in $why', async ({ bytes }) => {
    site().pages['/rss'] = bytes();
    expect((await readFrom(site(), ['/rss'])).articles).toMatchObject([
      { title: 'Thủ tướng Nhật Bản thăm Hà Nội', body: LONG.trim() },
    ]);
  });

  test('in TCVN3 that says UTF-8', async () => {
    const line = 'Thñ t­íng NhËt B¶n ®· ®Õn Hµ Néi s¸ng nay ®Ó b¾t ®Çu chuyÕn th¨m chÝnh thøc ViÖt Nam trong ba ngµy. ';
    const feed = rss(
      `<item><title>Thñ t­íng NhËt B¶n</title><link>https://bao.vn/1</link><content:encoded>${line.repeat(12)}</content:encoded></item>`,
    );
    site().pages['/rss'] = Buffer.from(feed.replace('Báo', ''), 'latin1');
    const { articles, said } = await readFrom(site(), ['/rss']);
    expect(articles).toMatchObject([
      { title: 'Thủ tướng Nhật Bản', body: expect.stringContaining('đã đến Hà Nội sáng nay') },
    ]);
    expect(said.join()).toContain('read as TCVN3 (ABC)');
  });
});

describe('by a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola-sơ-đồ-'));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  test('a sitemap leads to its pages', async () => {
    const file = join(folder, 'sitemap.xml');
    await writeFile(file, sitemap(loc('/bao')));
    site().pages['/bao'] = articlePage('Bão số 3 đổ bộ Quảng Ninh');
    expect((await readFrom(site(), [`file:${file}`])).articles).toMatchObject([{ id: '/bao' }]);
  });

  test('within a folder it is left aside: what it names stands beside it', async () => {
    await writeFile(join(folder, 'sitemap.xml'), sitemap(loc('/bao')));
    await writeFile(join(folder, 'bao.html'), articlePage('Bão số 3 đổ bộ Quảng Ninh'));
    const { articles, asides } = await readFrom(site(), [`file:${folder}`]);
    expect(articles.map(({ id }) => id)).toEqual(['/bao.html']);
    expect(asides).toEqual([
      expect.stringContaining('1 is a feed or a sitemap, which is read where it is given by itself'),
    ]);
    expect(site().asked).toEqual([]);
  });
});
