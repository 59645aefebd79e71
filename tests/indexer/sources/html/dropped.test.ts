/** Which boxes of a page are no part of its text. */
import { expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

const page = (inner: string): string => `<html><body><h1>Xã Khánh Hội bàn chuyện làm đường</h1>${inner}</body></html>`;

test.each([
  { name: 'entry-content popup-gallery', why: 'its pictures open in a window' },
  { name: 'article-body modal-images', why: 'so they do here' },
  { name: 'entry-content has-toc', why: 'it has a table of contents, and is none' },
])('the text of an article stays, in $name: $why', async ({ name }) =>
  expect((await articleOfPage(page(`<div class="${name}">${PARAGRAPHS}</div>`))).body).toContain('nông thôn mới'),
);

test.each(['login-popup', 'modal-dialog'])('a small window in it goes: %s', async (name) => {
  const window = `<div class="${name}"><p>Đăng nhập để gửi ý kiến của bạn</p></div>`;
  const { body } = await articleOfPage(page(`<div class="entry-content">${PARAGRAPHS}${window}</div>`));
  expect(body).not.toContain('Đăng nhập');
});

const COMMENT = `<div itemscope itemtype="https://schema.org/Comment"><p>${'Bạn đọc góp ý rất dài về con đường. '.repeat(90)}</p></div>`;

test('a comment that is longer than the article is a comment', async () => {
  const { body } = await articleOfPage(page(`<div class="entry-content">${PARAGRAPHS}</div>${COMMENT}`));
  expect(body).toContain('nông thôn mới');
  expect(body).not.toContain('góp ý');
});

test('where nothing else is called the text, the first of what is marked as comments may be it, as in forums', async () => {
  expect((await articleOfPage(page(`<p>Chủ đề mới của diễn đàn.</p>${COMMENT}`))).body).toContain('góp ý');
});
