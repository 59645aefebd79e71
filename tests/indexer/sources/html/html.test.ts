/** Pages among the sources: what they are known by, which are left aside, which are copies of others. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { workClock } from '../../../../bench/work-clock.ts';
import type { Article } from '../../../../core/article.ts';
import { readSources, type LeftAside } from '../../../../indexer/sources/read.ts';
import { toMisread, toTcvn3, toWindows1258 } from '../encoding/encoders.ts';
import { inOwnFolder, only, put, read } from '../own-folder.ts';

inOwnFolder();

const TEXT =
  'Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số, từ cầu Chà Và đến cầu Lò Gốm. Hơn bốn mươi công nhân được huy động cho đợt đầu, dự kiến kéo dài bảy tuần.';
const OTHER =
  'Thư viện làng mở cửa lại sau bốn tháng sửa mái, tủ sách thiếu nhi được chuyển xuống tầng trệt để các em đọc bằng ánh sáng trời. Ai muốn tặng sách xin gửi ở quán nước đầu ngõ.';

const page = (title: string, text = TEXT, head = ''): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><nav><a href="/">Trang chủ</a></nav><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
const toTcvn3InUtf8 = (text: string): Buffer => Buffer.from(toTcvn3(text).toString('latin1'));
const canonical = (address: string): string => `<link rel="canonical" href="${address}">`;

async function all(...paths: string[]): Promise<{ articles: Article[]; asides: LeftAside[]; problems: string[] }> {
  const found: { articles: Article[]; asides: LeftAside[]; problems: string[] } = {
    articles: [],
    asides: [],
    problems: [],
  };
  for await (const each of readSources(paths, { onAside: (aside) => found.asides.push(aside) })) {
    if ('article' in each) found.articles.push(each.article);
    else found.problems.push(`${each.problem.origin.file} ${each.problem.kind}: ${each.problem.what}`);
  }
  return found;
}

describe('the address', () => {
  test.each([
    { why: 'a folder is served by its index', file: 'site/tin/kenh/index.html', id: '/tin/kenh/' },
    { why: 'the front page', file: 'site/index.html', id: '/' },
    { why: 'any other file by its name', file: 'site/tin/kenh.html', id: '/tin/kenh.html' },
    {
      why: 'letters are encoded as servers want them',
      file: 'site/tin/kênh tàu.htm',
      id: '/tin/k%C3%AAnh%20t%C3%A0u.htm',
    },
    { why: 'fetched with a campaign in its name', file: 'site/kenh.html?utm_source=zalo', id: '/kenh.html' },
  ])('$file is $id: $why', async ({ file, id }) => {
    await put(file, page('Nạo vét kênh Tàu Hủ'));
    expect((await all('site')).articles.map((each) => [each.id, each.url])).toEqual([[id, id]]);
  });

  test('a file given by itself has none but its own', async () => {
    await put('kenh.html', page('Nạo vét kênh Tàu Hủ'));
    expect(await only('kenh.html')).toMatchObject({ id: 'kenh.html' });
    expect(await only('kenh.html')).not.toHaveProperty('url');
  });

  test.each([
    { why: 'absolute, as it is', given: 'https://bao.example/kenh.html', url: 'https://bao.example/kenh.html' },
    {
      why: 'without a campaign',
      given: 'https://bao.example/a?id=3&utm_source=x&fbclid=y#z',
      url: 'https://bao.example/a?id=3',
    },
    { why: 'relative to where the file is', given: 'kenh-2.html', url: '/tin/kenh-2.html' },
    { why: 'made on one’s own machine', given: 'http://localhost:1313/tin/kenh/', url: '/tin/kenh/' },
    {
      why: 'the front page on every page: a theme set up wrongly',
      given: 'https://bao.example/',
      url: '/tin/kenh.html',
    },
    { why: 'no address at all', given: 'javascript:alert(1)', url: '/tin/kenh.html' },
  ])('canonical $given gives $url: $why', async ({ given, url }) => {
    await put('site/tin/kenh.html', page('Nạo vét kênh Tàu Hủ', TEXT, canonical(given)));
    expect((await all('site')).articles.map((each) => each.url)).toEqual([url]);
  });
});

describe('copies', () => {
  test('of a page for phones and the page itself the page counts, whichever comes first', async () => {
    await put(
      'site/amp/kenh.html',
      page('Nạo vét kênh', TEXT, canonical('https://bao.example/kenh.html')).replace('<html', '<html amp'),
    );
    await put('site/kenh.html', page('Nạo vét kênh Tàu Hủ', TEXT, canonical('https://bao.example/kenh.html')));
    expect(await read('site')).toEqual([
      'site/kenh.html https://bao.example/kenh.html',
      'site/amp/kenh.html warning: is the same article as site/kenh.html, which counts: both are https://bao.example/kenh.html',
    ]);
  });

  test('a page for phones whose page is not there is an article', async () => {
    await put('site/amp/kenh.html', page('Nạo vét kênh', TEXT, canonical('https://bao.example/kenh.html')));
    expect(await read('site')).toEqual(['site/amp/kenh.html https://bao.example/kenh.html']);
  });

  test('one page at two addresses is one article', async () => {
    await put(
      'site/a.html',
      page('Nạo vét kênh Tàu Hủ', TEXT, canonical('https://bao.example/kenh.html?utm_medium=rss')),
    );
    await put('site/b.html', page('Nạo vét kênh Tàu Hủ', TEXT, canonical('https://bao.example/kenh.html')));
    expect(await read('site')).toEqual([
      'site/a.html https://bao.example/kenh.html',
      'site/b.html warning: is the same article as site/a.html, which counts: both are https://bao.example/kenh.html',
    ]);
  });

  test('two articles under one address are two: the site names it wrongly', async () => {
    await put('site/a.html', page('Nạo vét kênh Tàu Hủ', TEXT, canonical('https://bao.example/bai.html')));
    await put('site/b.html', page('Thư viện làng mở cửa', OTHER, canonical('https://bao.example/bai.html')));
    expect(await read('site')).toEqual([
      'site/a.html https://bao.example/bai.html',
      'site/b.html warning: names https://bao.example/bai.html as its address, as site/a.html does, which is another article; it was taken as /b.html',
      'site/b.html /b.html',
    ]);
  });
});

describe('left aside, counted and no problem', () => {
  const links = Array.from(
    { length: 12 },
    (_, n) => `<li><a href="/${n}.html">Tin thứ ${n} về con kênh chảy qua thành phố</a></li>`,
  );
  const teasers = Array.from(
    { length: 8 },
    (_, n) =>
      `<article><h2><a href="/${n}.html">Tin thứ ${n} về con kênh của chúng ta</a></h2><p>${TEXT}</p></article>`,
  );
  test.each([
    {
      why: 'asks not to be indexed (noindex)',
      html: page('Nháp', TEXT, '<meta name="robots" content="noindex, follow">'),
    },
    { why: 'asks not to be indexed (noindex)', html: page('Nháp', TEXT, '<META NAME=ROBOTS CONTENT=NONE>') },
    {
      why: 'leads to another page (refresh)',
      html: page('Đã chuyển', '', '<meta http-equiv="refresh" content="0; url=/moi.html">'),
    },
    {
      why: 'is an error page',
      html: page(
        'Lỗi 404',
        'Trang bạn tìm không có ở đây, có thể đã bị xóa hoặc đổi tên, xin quay về trang chủ để xem những tin mới nhất.',
      ),
    },
    {
      why: 'is an error page',
      html: page('Không tìm thấy trang', 'Xin quay về trang chủ để xem những tin mới nhất trong ngày.'),
    },
    {
      why: 'is an error page',
      html: '<title>Báo Cà Mau</title><nav><a href="/">Trang chủ</a></nav><h1>Rất tiếc!</h1><p>Trang bạn yêu cầu không tồn tại hoặc đã bị xóa. Vui lòng quay lại trang chủ hoặc tìm kiếm nội dung khác.</p>',
    },
    {
      why: 'is an error page',
      html: '<title>Báo Cà Mau</title><h1>Có lỗi xảy ra</h1><p>Xin lỗi, bài viết quý vị đang tìm hiện không còn tồn tại trên hệ thống, mời trở lại trang chủ.</p>',
    },
    { why: 'is a list of links', html: `<title>Thời sự</title><h1>Thời sự</h1><ul>${links.join('')}</ul>` },
    {
      why: 'is a list of links',
      html: `<title>Thẻ: kênh</title><body class="archive tag"><h1>Thẻ: kênh</h1>${teasers.join('')}`,
    },
    {
      why: 'has no text',
      html: '<!doctype html><html><body><div id="root"></div><script>start()</script></body></html>',
    },
  ])('a page that $why', async ({ why, html }) => {
    await put('site/x.html', html);
    await put('site/y.html', page('Nạo vét kênh Tàu Hủ'));
    const { articles, asides, problems } = await all('site');
    expect(articles.map(({ id }) => id)).toEqual(['/y.html']);
    expect(asides).toEqual([{ source: 'site', why, pages: 1, example: 'site/x.html' }]);
    expect(problems).toEqual([]);
  });

  test('newspapers let a page load itself anew every half an hour, and it is an article all the same', async () => {
    await put('site/y.html', page('Nạo vét kênh Tàu Hủ', TEXT, '<meta http-equiv="refresh" content="1800">'));
    expect((await all('site')).articles).toHaveLength(1);
  });

  test('an article whose text speaks of pages that are gone is one', async () => {
    const text = 'Trang bạn yêu cầu không tồn tại là câu mà người đọc báo mạng gặp mỗi ngày. '.concat(TEXT, ' ', OTHER);
    await put('site/y.html', page('Vì sao báo mạng mất bài', text));
    await put(
      'site/z.html',
      page('Mất bài', 'Nhiều bạn đọc hỏi vì sao trang bạn yêu cầu không tồn tại, tòa soạn trả lời rằng bài cũ đã gỡ.'),
    );
    expect((await all('site')).articles).toHaveLength(2);
  });

  test('an article about what cannot be found is one', async () => {
    await put('site/y.html', page('Không tìm thấy dấu vết máy bay sau mười ngày', TEXT));
    expect((await all('site')).articles).toHaveLength(1);
  });
});

describe('what is wrong with a page costs that page only', () => {
  test.each([
    {
      why: 'nested without end',
      html: `<body>${'<div>'.repeat(5000)}Sâu`,
      problem: /elements are nested 5000 deep, and no browser nests more than 512/,
    },
    {
      why: 'a charset that nobody knows',
      html: Buffer.from('<meta charset="x-vntime"><p>Ch\xf7 vi\xd6t, b\xb8o', 'latin1'),
      problem: /its charset "x-vntime" is none that can be read; save the page as UTF-8/,
    },
    {
      why: 'a page that never ends',
      html: `<p>${'chữ '.repeat(4_500_000)}`,
      problem: /longer than 16 MiB, which is no article/,
    },
    {
      why: 'a date of its own that is none',
      html: page('Lọ hoa', TEXT, '<meta data-saola-published content="hôm kia">'),
      problem: /"publishedAt" must be a date/,
    },
  ])('$why', async ({ html, problem }) => {
    await put('site/x.html', html);
    await put('site/y.html', page('Nạo vét kênh Tàu Hủ'));
    const { articles, problems } = await all('site');
    expect(articles.map(({ id }) => id)).toEqual(['/y.html']);
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  test.each([
    {
      why: 'tags that never end',
      html: `<p>${TEXT}</p>${'<script '.repeat(20_000)}${'<!--'.repeat(20_000)}${'<b '.repeat(20_000)}`,
    },
    { why: 'a long text, as deep as browsers nest', html: `${'<div>'.repeat(500)}${`<p>${TEXT}</p>`.repeat(2_000)}` },
    {
      why: 'thousands of boxes with links',
      html: `<ul>${`<li><div><a href="/x">${TEXT}</a></div></li>`.repeat(10_000)}</ul>`,
    },
    {
      why: 'boxes of one look with thousands of links in their sentences',
      html: `<h1>Kênh</h1>${`<div class="r"><p>${'Chuyện xưa nay vẫn kể <a href="/x">bài báo cũ</a>. '.repeat(2_500)}</p></div>`.repeat(4)}`,
    },
    {
      why: 'thousands of links side by side',
      html: `<h1>Kênh</h1><p>${TEXT}</p><p>${'<a href="/x">kênh</a><a href="/y">đê</a>'.repeat(15_000)}</p>`,
    },
    {
      why: 'thousands of elements that are called author',
      html: `<h1>Kênh</h1><p>${TEXT}</p>${'<span class="author">đã về </span>'.repeat(40_000)}`,
    },
    {
      why: 'the same, one in the other and labelled',
      html: `${'<div class="author" id="ai">'.repeat(500)}<p>${TEXT.repeat(3000)}</p>${'<i aria-labelledby="ai">kênh</i>'.repeat(20_000)}`,
    },
  ])(
    'is done with soon: $why',
    async ({ html }) => {
      await put('site/x.html', html);
      const passed = workClock();
      await all('site');
      // Each takes a second or less; where work grows with the square of the page it is minutes.
      expect(passed()).toBeLessThan(15_000);
    },
    60_000,
  );
});

test('pages are read packed, in old spellings of their name, and under a name that says nothing', async () => {
  await put('a.html.gz', gzipSync(page('Nạo vét kênh Tàu Hủ')));
  await put('b.HTM', page('Thư viện làng mở cửa', OTHER));
  await put('c', page('Kênh khác', `${OTHER} ${TEXT} ${OTHER.toUpperCase()}`));
  expect(await read('a.html.gz', 'b.HTM', 'c')).toEqual(['a.html.gz a.html.gz', 'b.HTM b.HTM', 'c c']);
});

test('what a browser saves beside a page is not read', async () => {
  await put('luu/Bài một.html', page('Nạo vét kênh Tàu Hủ'));
  await put('luu/Bài một_files/khung.html', page('Quảng cáo trong khung', OTHER));
  expect((await all('luu')).articles.map(({ title }) => title)).toEqual(['Nạo vét kênh Tàu Hủ']);
});

describe('the encoding', () => {
  const vietnamese = page('Nạo vét kênh Tàu Hủ', `${TEXT} ${OTHER}`);

  test.each([
    { how: 'windows-1258, which it does not declare', encode: toWindows1258, said: 'read as windows-1258' },
    { how: 'TCVN3, as pages of the nineties have it', encode: toTcvn3, said: 'read as TCVN3' },
    { how: 'TCVN3 inside UTF-8, as they were converted', encode: toTcvn3InUtf8, said: 'the text was TCVN3' },
    {
      how: 'UTF-8, misread before the page was saved',
      encode: (text: string) => toMisread(text, 1),
      said: 'the text was UTF-8',
    },
  ])('is told from the letters: $how', async ({ encode, said }) => {
    await put('cu.html', encode(vietnamese));
    const { articles, problems } = await all('cu.html');
    const [article] = articles;
    expect([article?.title, article?.body]).toEqual(['Nạo vét kênh Tàu Hủ', `${TEXT} ${OTHER}`]);
    expect(problems).toEqual([expect.stringContaining(`cu.html warning: ${said}`)]);
  });

  test('that a page declares is believed where its letters do not tell', async () => {
    const french = page('Le canal', "Voilà l'été, dit-elle en français. ".repeat(9)).replace('utf-8', 'iso-8859-1');
    await put('phap.html', Buffer.from(french, 'latin1'));
    expect((await only('phap.html')).body).toContain("Voilà l'été, dit-elle en français.");
  });

  test('is UTF-8 where half a letter is missing', async () => {
    const bytes = Buffer.from(vietnamese);
    bytes[bytes.indexOf('vét kênh') + 1] = 0xff;
    await put('hong.html', bytes);
    expect((await only('hong.html')).body).toContain('Lò Gốm');
  });
});
