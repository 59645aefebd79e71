/** Markdown files as articles: what is read of the front matter, what is left aside, what is broken. */
import { expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { readSources, type LeftAside } from '../../../indexer/sources/read.ts';
import type { Rules } from '../../../indexer/sources/rule.ts';
import { inOwnFolder, only, put, read } from './own-folder.ts';

inOwnFolder();

const NOW = Date.parse('2019-07-01T00:00:00+07:00');

async function asides(folder: string, rules: Rules = {}) {
  const articles: Article[] = [];
  const left: LeftAside[] = [];
  for await (const found of readSources([folder], { rules, now: NOW, onAside: (aside) => left.push(aside) })) {
    if ('article' in found) articles.push(found.article);
  }
  return {
    ids: articles.map(({ id }) => id),
    left: left.map(({ why, pages, example }) => `${pages} ${why} (${example})`),
  };
}

const page = (fields: string, text = 'Hàng nghìn hộ mất điện.'): string => `---\n${fields}\n---\n\n${text}\n`;

test('a post of Jekyll, with all that an article has', async () => {
  await put(
    '_posts/2019-06-28-nam-kuril.md',
    page(
      `title: "Nga, Nhật Bản bàn về quần đảo Nam Kuril"
description: Cuộc gặp bên lề hội nghị G20
date: 2019-06-28 21:40:00 +0700
last_modified_at: 2019-06-29
categories: [Thế-giới]
tags: [Nga, Nhật Bản]
author:
  name: Minh Anh
image:
  path: /anh/kuril.jpg`,
      'Lãnh đạo hai nước gặp nhau ở **Osaka**.',
    ),
  );
  expect(await only('_posts/2019-06-28-nam-kuril.md')).toEqual({
    id: '/thế-giới/2019/06/28/nam-kuril.html',
    url: '/thế-giới/2019/06/28/nam-kuril.html',
    title: 'Nga, Nhật Bản bàn về quần đảo Nam Kuril',
    summary: 'Cuộc gặp bên lề hội nghị G20',
    body: 'Lãnh đạo hai nước gặp nhau ở Osaka.',
    section: 'Thế-giới',
    tags: ['Nga', 'Nhật Bản'],
    authors: ['Minh Anh'],
    publishedAt: '2019-06-28T21:40:00+07:00',
    updatedAt: '2019-06-29',
    image: '/anh/kuril.jpg',
  });
});

test('a page of Hugo with TOML', async () => {
  await put(
    'content/tin/bao-so-3/index.md',
    '+++\ntitle = "Bão số 3 đổ bộ Quảng Ninh"\ndate = 2019-06-30T08:30:00+07:00\ntags = ["bão", "Quảng Ninh"]\n+++\nHàng nghìn hộ mất điện.\n',
  );
  expect(await only('content/tin/bao-so-3/index.md')).toMatchObject({
    url: '/tin/bao-so-3/',
    title: 'Bão số 3 đổ bộ Quảng Ninh',
    tags: ['bão', 'Quảng Ninh'],
    publishedAt: expect.stringMatching(/^2019-06-30T08:30:00(\.000)?\+07:00$/),
  });
});

test.each([
  {
    why: 'a date of the day as people write it',
    fields: 'title: Giá xăng\ndate: Thứ Hai, 20/05/2019 | 08:30 GMT+7',
    article: { publishedAt: '2019-05-20T08:30+07:00' },
  },
  {
    why: 'one text is a list with commas',
    fields: 'title: Giá xăng\ntags: giá xăng, RON 95',
    article: { tags: ['giá xăng', 'RON 95'] },
  },
  {
    why: 'authors with more about them',
    fields: 'title: Giá xăng\nauthors:\n  - name: Minh Anh\n    url: https://bao.vn/ma\n  - name: Thu Hà',
    article: { authors: ['Minh Anh', 'Thu Hà'] },
  },
  {
    why: 'the id of Docusaurus is one of a folder only',
    fields: 'title: Giá xăng\nid: gia-xang',
    article: { id: '/bai/' },
  },
  {
    why: 'of several sections the first',
    fields: 'title: Giá xăng\ncategories: [Kinh tế, Đời sống]',
    article: { section: 'Kinh tế' },
  },
  {
    why: 'no title: the first heading',
    fields: 'description: Tăng từ 15h',
    text: '# Giá xăng RON 95\n\nTăng.',
    article: { title: 'Giá xăng RON 95', body: 'Tăng.' },
  },
  {
    why: 'the title stands once',
    fields: 'title: Giá xăng RON 95',
    text: '# Giá xăng RON 95\n\nTăng.',
    article: { body: 'Tăng.' },
  },
  {
    why: 'another heading is text',
    fields: 'title: Giá xăng RON 95',
    text: '# Tin trong nước\n\nTăng.',
    article: { body: 'Tin trong nước\nTăng.' },
  },
])('$why', async ({ fields, text, article }) => {
  await put('site/bai.md', page(fields, text));
  for await (const found of readSources(['site'])) expect(found).toMatchObject({ article });
  expect.assertions(1);
});

test.each([
  { why: 'Jekyll takes it for a list', file: '_posts/2019-06-28-mua.md', categories: 'tin xa-hoi', section: 'tin' },
  { why: 'a name was meant', file: '_posts/2019-06-28-mua.md', categories: 'Thời sự', section: 'Thời sự' },
  {
    why: 'other generators have no such list',
    file: 'tin/mua.md',
    categories: 'tin trong nuoc',
    section: 'tin trong nuoc',
  },
])('categories: $categories, $why', async ({ file, categories, section }) => {
  await put(file, page(`title: Mưa lớn\ncategories: ${categories}\ntags: bao lu-quet`));
  const tags = file.startsWith('_posts') ? ['bao', 'lu-quet'] : ['bao lu-quet'];
  expect(await only(file)).toMatchObject({ section, tags });
});

test.each(['Last Modified', 'Created', 'git Last Modified', 'git Created'])(
  'a date that Eleventy finds when it builds (%s) is none, and the article stays',
  async (date) => {
    await put('tin/bai.md', page(`title: Bão số 3\ndate: ${date}`));
    await put('tin/2019-06-30-mua.md', page(`title: Mưa lớn\ndate: ${date}`));
    const found = [];
    for await (const each of readSources(['tin'])) found.push('article' in each ? each.article : each);
    expect(found).toEqual([
      expect.objectContaining({ title: 'Mưa lớn', publishedAt: '2019-06-30' }),
      expect.not.objectContaining({ publishedAt: expect.anything() }),
    ]);
  },
);

test('what is no page, or not yet, is left aside with its reason', async () => {
  await put('tin/nhap.md', page('title: Nháp\ndraft: true'));
  await put('tin/nhap-2.mdx', page('title: Nháp\ndraft: true'));
  await put('_drafts/y-tuong.md', page('title: Ý tưởng'));
  await put('tin/an.md', page('title: Ẩn\npublished: false'));
  await put('tin/mai.md', page('title: Mai mới ra\ndate: 2019-07-02'));
  await put('tin/het.md', page('title: Khuyến mãi tháng 5\nexpiryDate: 2019-06-01'));
  await put('tin/khong-trang.md', page('title: Dữ liệu\npermalink: false'));
  await put('tin/_index.md', page('title: Tin tức'));
  await put('tin/trong.md', '---\nlayout: post\n---\n');
  await put('tin/bai.md', page('title: Bão số 3\ndraft: false\ndate: 2019-06-30'));
  expect(await asides('.')).toEqual({
    ids: ['/tin/bai/'],
    left: [
      '3 is a draft (_drafts/y-tuong.md)',
      '1 is a part or a list of other pages (its name begins with _) (tin/_index.md)',
      '1 is not published (tin/an.md)',
      '1 has expired (tin/het.md)',
      '1 is written to no page (permalink: false) (tin/khong-trang.md)',
      '1 is dated in the future (tin/mai.md)',
      '1 has no text (tin/trong.md)',
    ],
  });
});

test.each([
  {
    why: 'YAML',
    text: '---\ntitle: "Bão số 3\ntags: [a\n---\nMất điện.\n',
    what: /^tin\.md:\d+ skipped: its front matter is not YAML: /,
  },
  {
    why: 'TOML',
    text: '+++\ntitle = Bão\n+++\nMất điện.\n',
    what: /^tin\.md:2 skipped: its front matter is not TOML: /,
  },
  {
    why: 'JSON',
    text: '---json\n{"title": }\n---\nMất điện.\n',
    what: /^tin\.md:\d+ skipped: its front matter is not JSON: /,
  },
  {
    why: 'aliases that multiply',
    text: `---\na: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefgh')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join()}]`)
      .join('\n')}\n---\nx\n`,
    what: /^tin\.md:\d+ skipped: its front matter is not YAML: .*alias/i,
  },
  {
    why: 'a depth that no stack holds',
    text: `${'> '.repeat(60_000)}Bão`,
    what: /^tin\.md skipped: the Markdown cannot be taken apart/,
  },
  {
    why: 'front matter as deep',
    text: `---\na: ${'['.repeat(60_000)}\n---\nBão`,
    what: /^tin\.md:\d+ skipped: its front matter is not YAML/,
  },
])('broken, and the rest goes on: $why', async ({ text, what }) => {
  await put('tin.md', text);
  await put('bao.md', '# Bão số 3\n\nMất điện.');
  expect(await read('tin.md', 'bao.md')).toEqual([expect.stringMatching(what), 'bao.md /bao/']);
});

test('a rule gives other fields and addresses', async () => {
  await put('bai/mot.md', page('tieu_de: Bão số 3\nmuc: Thời sự\nma: 42'));
  const rules: Rules = {
    fields: { title: ['tieu_de'], section: ['muc'] },
    url: 'https://bao.vn/{section}/{path}-{ma}.html',
  };
  for await (const found of readSources(['bai'], { rules })) {
    expect(found).toMatchObject({
      article: { title: 'Bão số 3', section: 'Thời sự', url: 'https://bao.vn/thoi-su/mot-42.html' },
    });
  }
  expect.assertions(1);
});
