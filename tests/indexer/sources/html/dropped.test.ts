/** Which boxes of a page are no part of its text. */
import { expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

const page = (inner: string): string => `<html><body><h1>Xã Khánh Hội bàn chuyện làm đường</h1>${inner}</body></html>`;

test.each([
  { name: 'entry-content popup-gallery', why: 'its pictures open in a window' },
  { name: 'article-body modal-images', why: 'so they do here' },
])('the text of an article stays, in $name: $why', async ({ name }) =>
  expect((await articleOfPage(page(`<div class="${name}">${PARAGRAPHS}</div>`))).body).toContain('nông thôn mới'),
);

test.each(['login-popup', 'modal-dialog'])('a small window in it goes: %s', async (name) => {
  const window = `<div class="${name}"><p>Đăng nhập để gửi ý kiến của bạn</p></div>`;
  const { body } = await articleOfPage(page(`<div class="entry-content">${PARAGRAPHS}${window}</div>`));
  expect(body).not.toContain('Đăng nhập');
});
