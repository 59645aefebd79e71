/** Who wrote a page, where nothing is called so. */
import { expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

test.each([
  { line: 'Đăng bởi Lê Hoàng lúc 8h30 ngày 12 tháng 11 năm 2024', authors: ['Lê Hoàng'], why: 'one sentence' },
  { line: 'Đăng bởi: Lê Hoàng, ngày 12/11/2024', authors: ['Lê Hoàng'], why: 'with signs' },
  { line: 'Lê Hoàng • 12/11/2024', authors: ['Lê Hoàng'], why: 'beside the date' },
  { line: 'Đăng bởi admin lúc 8h30 ngày 12/11/2024', authors: undefined, why: 'an account is nobody' },
  { line: 'Đăng lúc 8h30 ngày 12/11/2024', authors: undefined, why: 'nobody is named' },
])('$line: $why', async ({ line, authors }) => {
  const top = `<title>Đừng để dân chạy sóng mãi</title><h1>Đừng để dân chạy sóng mãi</h1><div class="meta">${line}</div>`;
  const found = await articleOfPage(`<html><body>${top}<div>${PARAGRAPHS}</div></body></html>`);
  expect(found.authors).toEqual(authors);
  expect(found.publishedAt).toMatch(/^2024-11-12/);
});

test('a box of VietNamNet that leads elsewhere is no part of the text', async () => {
  const box =
    '<div class="insert-wiki-content"><a href="/x">Miền Tây kêu cứu vì thiếu cát</a><p>Nhiều công trình đứng bánh.</p></div>';
  const html = `<html><body><h1>Vỡ đê</h1><div>${PARAGRAPHS.replace('</p>', `</p>${box}`)}</div></body></html>`;
  expect((await articleOfPage(html)).body).not.toContain('đứng bánh');
});

test.each([
  { why: 'one thing with two names', author: { '@type': 'Person', name: ['Lê Hoàng', 'Hữu Tâm'] } },
  {
    why: 'two things',
    author: [
      { '@type': 'Person', name: 'Lê Hoàng' },
      { '@type': 'Person', name: 'Hữu Tâm' },
    ],
  },
  { why: 'a text', author: 'Lê Hoàng, Hữu Tâm' },
  { why: 'with who took the pictures', author: { '@type': 'Person', name: 'Bài: Lê Hoàng - Hữu Tâm - Ảnh: Mai Ga' } },
  { why: 'with an office', author: { '@type': 'Person', name: ['Phó Giám đốc', 'Lê Hoàng', 'Hữu Tâm'] } },
])('JSON-LD names authors as $why', async ({ author }) => {
  const told = JSON.stringify({ '@type': 'NewsArticle', headline: 'Đừng để dân chạy sóng mãi', author });
  const head = `<script type="application/ld+json">${told}</script>`;
  const html = `<html><head>${head}</head><body><h1>Đừng để dân chạy sóng mãi</h1><div>${PARAGRAPHS}</div></body></html>`;
  expect((await articleOfPage(html)).authors).toEqual(['Lê Hoàng', 'Hữu Tâm']);
});
