/** What gets in as an article, what of it is dropped, and what is refused. */
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { parseArticle } from '../../core/article.ts';

const FALLBACK = { id: 'tin/kuril.jsonl#7' };
const TITLE = 'Nga, Nhật Bản bàn về quần đảo Nam Kuril';

function accepted(json: unknown) {
  const parsed = parseArticle(json, FALLBACK);
  if (!parsed.ok) throw new Error(`refused: ${parsed.problem}`);
  return parsed;
}

function refused(json: unknown): string {
  const parsed = parseArticle(json, FALLBACK);
  if (parsed.ok) throw new Error(`accepted as ${JSON.stringify(parsed.article)}`);
  return parsed.problem;
}

test('a complete article comes through as it is, without keys nobody asked for', () => {
  const article = {
    id: 'kuril-2019',
    url: 'https://baoviet.example/the-gioi/kuril-2019.html?trang=1#dau',
    title: TITLE,
    summary: 'Hai bên chưa vượt qua bất đồng về lịch sử và an ninh.',
    body: 'Theo tờ Asahi, hai bên đã thất bại.\nCuộc gặp diễn ra bên lề G20.',
    captions: ['Tổng thống Putin và Thủ tướng Abe tại Osaka. (Ảnh: Reuters)'],
    section: 'Thế giới',
    tags: ['Nga', 'Nhật Bản', 'G20'],
    authors: ['Nguyễn Thị Hoa'],
    publishedAt: '2019-06-28T08:30:00+07:00',
    updatedAt: '2019-06-29',
    image: '/anh/kuril.jpg',
  };
  expect(accepted({ ...article, luotXem: 12_000 })).toEqual({ ok: true, article, warnings: [] });
});

describe('an id', () => {
  test.each([
    { why: 'a number from a database', json: { id: 4521 }, id: '4521' },
    { why: 'zero is a number too', json: { id: 0 }, id: '0' },
    { why: 'outer space is a slip', json: { id: ' kuril-2019\n' }, id: 'kuril-2019' },
    { why: 'missing, the url names it', json: { url: '/tin/kuril.html' }, id: '/tin/kuril.html' },
    { why: 'empty is missing', json: { id: '  ', url: '/tin/kuril.html' }, id: '/tin/kuril.html' },
    { why: 'a url that was dropped names nothing', json: { url: 'javascript:alert(1)' }, id: FALLBACK.id },
    { why: 'neither, so the place names it', json: {}, id: FALLBACK.id },
    { why: 'null is missing', json: { id: null }, id: FALLBACK.id },
  ])('$id — $why', ({ json, id }) => expect(accepted({ title: TITLE, ...json }).article.id).toBe(id));

  test('a number too large to be exact would make two articles one', () => {
    expect(refused(JSON.parse(`{"id": 9007199254740993, "title": "${TITLE}"}`))).toContain(
      'JavaScript can hold exactly',
    );
  });

  test('a list is none', () =>
    expect(refused({ id: ['kuril'], title: TITLE })).toBe('"id" must be text; found a list'));
});

describe('a title', () => {
  test.each([
    { why: 'line breaks from a template', json: { title: ' Nga,\n  Nhật Bản ' }, title: 'Nga, Nhật Bản' },
    { why: 'a year is a title', json: { title: 1984 }, title: '1984' },
    {
      why: 'missing, the first sentence is it',
      json: { body: 'Bão số 3 đổ bộ Quảng Ninh. Hàng nghìn hộ mất điện.' },
      title: 'Bão số 3 đổ bộ Quảng Ninh.',
    },
    {
      why: 'a point that shortens does not end a sentence',
      json: { body: 'UBND TP. Huế họp với ThS. Lê Văn An về lũ. Cuộc họp kéo dài hai giờ.' },
      title: 'UBND TP. Huế họp với ThS. Lê Văn An về lũ.',
    },
    {
      why: 'nor does one inside a number',
      json: { body: 'Giá xăng lên 22.500 đồng/lít! Người dân lo.' },
      title: 'Giá xăng lên 22.500 đồng/lít!',
    },
    { why: 'signs alone are no title', json: { title: '***', body: 'Bão số 3 tan.' }, title: 'Bão số 3 tan.' },
    {
      why: 'the name of a box is no title, nor are the cells below it',
      json: { body: 'TIN LIÊN QUAN | |\nNhật Bản, Nga hợp tác | |\nTheo tờ Asahi, hai bên thất bại. Trước đó…' },
      title: 'Theo tờ Asahi, hai bên thất bại.',
    },
    {
      why: 'a headline in capitals is longer than the name of a box',
      json: { body: 'THỦ TƯỚNG NHẬT BẢN THĂM NGA\nHôm qua, ông Abe đến Moscow.' },
      title: 'THỦ TƯỚNG NHẬT BẢN THĂM NGA',
    },
    { why: 'where there are only cells, one of them', json: { body: 'ẢNH |\nĐảo Iturup |' }, title: 'Đảo Iturup' },
    { why: 'where there is only a label, that', json: { body: 'TIN NÓNG' }, title: 'TIN NÓNG' },
  ])('$title — $why', ({ json, title }) => expect(accepted(json).article.title).toBe(title));

  test('a first sentence without end is cut at a word', () => {
    const { title, body } = accepted({ body: 'quần đảo Nam Kuril '.repeat(200) }).article;
    expect(title).toMatch(/^(quần đảo Nam Kuril )+[^.]*…$/);
    expect(title.length).toBeLessThanOrEqual(160);
    expect(body.startsWith(title.slice(0, -1))).toBe(true);
    expect(body[title.length - 1]).toBe(' ');
  });
});

describe('a text', () => {
  test.each([
    { why: 'nothing at all', json: {}, says: 'no text in "title" or "body"; found an empty object' },
    { why: 'other names than ours', json: { noiDung: 'Bão' }, says: 'found only "noiDung"' },
    { why: 'a summary is no article', json: { summary: 'Bão số 3' }, says: 'no text' },
    { why: 'white space and signs', json: { title: ' ', body: '| |\n— …' }, says: 'no text' },
    { why: 'an object', json: { title: TITLE, body: { html: '<p>' } }, says: '"body" must be text; found an object' },
    { why: 'a truth', json: { title: true, body: 'Bão số 3' }, says: '"title" must be text; found true' },
    { why: 'a list of other things', json: { body: ['Bão', 3] }, says: '"body" must be text; found a list' },
    { why: 'a text is not an article', json: TITLE, says: `found "${TITLE}"` },
    { why: 'nor is a list', json: [{ title: TITLE }], says: 'found a list' },
    { why: 'nor null', json: null, says: 'found null' },
  ])('refused: $why', ({ json, says }) => expect(refused(json)).toContain(says));

  test('paragraphs as a list are one text', () => {
    expect(accepted({ body: ['Bão số 3 đổ bộ.', 'Điện mất.'] }).article.body).toBe('Bão số 3 đổ bộ.\nĐiện mất.');
  });

  test('line ends of Windows and old Macs are line ends', () => {
    expect(accepted({ body: 'Bão số 3.\r\nĐiện mất.\rHết.' }).article.body).toBe('Bão số 3.\nĐiện mất.\nHết.');
  });

  test('half a character is U+FFFD, as it would be once stored', () => {
    const { id, title } = accepted({ id: 'kuril\uD83D', title: 'Động đất \uDE00 Kuril 😀' }).article;
    expect({ id, title }).toEqual({ id: 'kuril\uFFFD', title: 'Động đất \uFFFD Kuril 😀' });
  });

  test('HTML is left as it is: whoever shows it shows text', () => {
    expect(accepted({ title: TITLE, body: '<b>Kuril</b>' }).article.body).toBe('<b>Kuril</b>');
  });

  test('every reason is given at once', () => {
    expect(refused({ id: {}, title: [], publishedAt: 'hôm qua' })).toMatch(/"id".*"title".*"publishedAt"/);
  });

  test('a value nested without end is refused, not a crash', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(refused(JSON.parse(`{"title": "${TITLE}", "body": ${deep}}`))).toContain('found a list');
  });
});

describe('a date', () => {
  test.each([
    { text: '2019-06-28', is: '2019-06-28', why: 'a day' },
    { text: '2020-02-29', is: '2020-02-29', why: 'a leap day' },
    { text: '2000-02-29', is: '2000-02-29', why: 'every 400 years after all' },
    { text: '2019-06-28T08:30:00+07:00', is: '2019-06-28T08:30:00+07:00', why: 'the full form' },
    { text: '2019-06-28T01:30:00.250Z', is: '2019-06-28T01:30:00.250Z', why: 'as JSON.stringify writes it' },
    { text: ' 2019-06-28 08:30:00 ', is: '2019-06-28T08:30:00', why: 'as databases write it' },
    { text: '2019-06-28t08:30z', is: '2019-06-28T08:30Z', why: 'RFC 3339 allows small letters' },
    { text: '2019-06-28T08:30+0700', is: '2019-06-28T08:30+07:00', why: 'PHP leaves the colon out' },
    { text: '2019-06-28T08:30+07', is: '2019-06-28T08:30+07:00', why: 'PostgreSQL leaves the minutes out' },
    { text: '2019-06-28T08:30:00,5+07:00', is: '2019-06-28T08:30:00.5+07:00', why: 'ISO prefers the comma' },
  ])('$text — $why', ({ text, is }) => {
    expect(accepted({ title: TITLE, publishedAt: text, updatedAt: text }).article).toMatchObject({
      publishedAt: is,
      updatedAt: is,
    });
    expect(Number.isNaN(Date.parse(is))).toBe(false);
  });

  test.each([
    { value: '2019-02-30', why: 'no calendar has it' },
    { value: '2019-02-29', why: 'not a leap year' },
    { value: '1900-02-29', why: 'nor is 1900' },
    { value: '2019-13-01', why: 'no thirteenth month' },
    { value: '2019-00-10', why: 'nor a zeroth' },
    { value: '2019-06-00', why: 'nor a zeroth day' },
    { value: '2019-06-28T24:00:00Z', why: 'the next day has its own name' },
    { value: '2019-06-28T08:60Z', why: 'no sixtieth minute' },
    { value: '2019-06-28T08:30:61Z', why: 'no sixty-first second' },
    { value: '2019-06-28T08:30:00+25:00', why: 'no such place' },
    { value: '28/6/2019', why: 'as people write it, and 6/7 could be two days' },
    { value: '2019-06', why: 'a month is no day' },
    { value: '2019-W26-5', why: 'nobody writes weeks' },
    { value: 'hôm qua', why: 'words' },
    { value: 1561685400, why: 'seconds or milliseconds?' },
    { value: ['2019-06-28'], why: 'a list' },
  ])('refused: $value — $why', ({ value }) => {
    expect(refused({ title: TITLE, publishedAt: value })).toContain('"publishedAt" must be a date as 2019-06-28');
    expect(refused({ title: TITLE, updatedAt: value })).toContain('"updatedAt" must be a date');
  });

  test('empty or null is missing', () => {
    expect(accepted({ title: TITLE, publishedAt: '', updatedAt: null }).article).toEqual({
      id: FALLBACK.id,
      title: TITLE,
      body: '',
    });
  });
});

describe('a link', () => {
  test.each([
    { link: 'https://baoviet.example/tin/1', why: 'https' },
    { link: 'HTTP://BAOVIET.EXAMPLE/', why: 'schemes have no case' },
    { link: '/tin/kuril.html', why: 'relative to the site' },
    { link: 'kuril.html?x=javascript:1', why: 'relative to the page; a colon later is no scheme' },
    { link: './đảo-kuril.html', why: 'with Vietnamese letters' },
    { link: '?trang=2', why: 'only a query' },
    {
      link: '//anh.baoviet.example/kuril.jpg',
      why: 'another host by the scheme of the page, as image servers are named',
    },
  ])('kept: $link — $why', ({ link }) => {
    const { article, warnings } = accepted({ title: TITLE, url: link, image: link });
    expect({ url: article.url, image: article.image, warnings }).toEqual({ url: link, image: link, warnings: [] });
  });

  test.each([
    { link: 'javascript:alert(1)', why: 'runs' },
    { link: 'JavaScript:alert(1)', why: 'in any case' },
    { link: '  javascript:alert(1)', why: 'after spaces' },
    { link: '\u0001javascript:alert(1)', why: 'after a control sign, which browsers skip' },
    { link: 'java\nscript:alert(1)', why: 'with a line break, which browsers skip' },
    { link: 'java\tscript\r\n:alert(1)', why: 'or a tab' },
    { link: 'vbscript:msgbox(1)', why: 'runs elsewhere' },
    { link: 'data:text/html,<script>alert(1)</script>', why: 'is a page of its own' },
    { link: 'blob:https://baoviet.example/1', why: 'means nothing to others' },
    { link: 'file:///etc/passwd', why: 'is on the disk of the reader' },
    { link: 'C:\\tin\\kuril.html', why: 'so is this' },
    { link: 'mailto:toasoan@baoviet.example', why: 'is no page' },
    { link: 'https://', why: 'has no host' },
    { link: 'https://bao viet.example/', why: 'hosts have no spaces' },
    { link: '   ', why: 'is nothing' },
    { link: 42, why: 'is no text' },
    { link: { href: '/tin' }, why: 'is an object' },
  ])('dropped with a warning: $link — $why', ({ link }) => {
    const { article, warnings } = accepted({ id: 'kuril', title: TITLE, url: link, image: link });
    expect(article).toEqual({ id: 'kuril', title: TITLE, body: '' });
    expect(warnings).toEqual([
      expect.stringMatching(/^"url" was dropped: it must be an http\(s\) or a relative address; found /),
      expect.stringMatching(/^"image" was dropped: /),
    ]);
  });

  test('what is kept is what browsers would follow', () => {
    expect(accepted({ title: TITLE, url: ' https://baoviet.example/\ntin/1 ' }).article.url).toBe(
      'https://baoviet.example/tin/1',
    );
  });

  test('whatever is kept leads to http or https from any page, on generated disguises', () => {
    const piece = fc.constantFrom(
      'java',
      'script',
      ':',
      '\t',
      '\n',
      ' ',
      '\0',
      '/',
      '\\',
      'http',
      's',
      'data',
      'đ',
      '%0A',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const { url } = accepted({ id: 'kuril', title: TITLE, url: pieces.join('') }).article;
        expect(new URL(url ?? '', 'https://baoviet.example/tin/').protocol).toMatch(/^https?:$/);
      }),
    );
  });
});

describe('tags and authors', () => {
  test.each([
    { why: 'one without its list', value: 'Nhật Bản', list: ['Nhật Bản'] },
    { why: 'numbers', value: [2019, 'G20'], list: ['2019', 'G20'] },
    { why: 'told twice', value: ['G20', ' G20 ', 'Nga'], list: ['G20', 'Nga'] },
    { why: 'with empty ones', value: ['', ' ', 'Nga'], list: ['Nga'] },
    { why: 'only empty ones', value: [''], list: undefined },
    { why: 'none', value: [], list: undefined },
    { why: 'null', value: null, list: undefined },
  ])('$why', ({ value, list }) => {
    const { article, warnings } = accepted({ title: TITLE, tags: value, authors: value });
    expect({ tags: article.tags, authors: article.authors, warnings }).toEqual({
      tags: list,
      authors: list,
      warnings: [],
    });
  });

  test('of other things are dropped with a warning, and so is a section', () => {
    const { article, warnings } = accepted({
      title: TITLE,
      tags: [{ ten: 'Nga' }],
      authors: [null],
      section: ['Thế giới'],
    });
    expect(article).toEqual({ id: FALLBACK.id, title: TITLE, body: '' });
    expect(warnings).toEqual([
      '"section" was dropped: it must be text; found a list',
      '"tags" was dropped: it must be a list of texts; found an object',
      '"authors" was dropped: it must be a list of texts; found null',
    ]);
  });
});

test('any JSON at all is accepted or refused, never thrown at', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record({
          id: fc.jsonValue(),
          url: fc.jsonValue(),
          title: fc.jsonValue(),
          body: fc.string({ unit: 'binary' }),
          publishedAt: fc.oneof(fc.jsonValue(), fc.constant('2019-06-28')),
          tags: fc.jsonValue(),
        }),
      ),
      (json) => {
        const parsed = parseArticle(json, FALLBACK);
        expect(parsed.ok ? parsed.article.id : parsed.problem).not.toBe('');
        expect(parsed.ok ? parsed.article.title : parsed.problem).toMatch(/[\p{L}\p{N}]/u);
      },
    ),
  );
});
