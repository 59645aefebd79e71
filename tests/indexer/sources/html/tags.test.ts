/** Tags of a page, and what stands in lists of tags that is none. */
import { expect, test } from 'vitest';
import { articleOfPage, PARAGRAPHS } from './support.ts';

const TITLE = 'Xã Khánh Hội bàn chuyện làm đường';
const page = (head: string, behind = ''): string =>
  `<html><head><title>${TITLE}</title>${head}</head><body><h1>${TITLE}</h1><div class="noidung">${PARAGRAPHS}</div>${behind}</body></html>`;
const keywords = (text: string): string => page(`<meta name="news_keywords" content="${text}">`);

test.each([
  { why: 'short names have points too', text: 'TP.HCM, Cà Mau', tags: ['TP.HCM', 'Cà Mau'] },
  { why: 'titles, versions and products too', text: 'GS.TS, 5.0, ASP.NET', tags: ['GS.TS', '5.0', 'ASP.NET'] },
  { why: 'an address is none', text: 'Cà Mau, baocamau.vn, BaoCaMau.com.vn', tags: ['Cà Mau'] },
  { why: 'the headline is none', text: `${TITLE}, Cà Mau`, tags: ['Cà Mau'] },
  { why: 'each once, without its sign', text: '#Cà Mau, Cà Mau', tags: ['Cà Mau'] },
])('keywords $text: $why', async ({ text, tags }) => expect((await articleOfPage(keywords(text))).tags).toEqual(tags));

test('links below the headline in what is called tags', async () => {
  const list = '<div class="tags"><a href="/t/1">TP.HCM</a> <a href="/t/2">Đường làng</a></div>';
  expect((await articleOfPage(page('', list))).tags).toEqual(['TP.HCM', 'Đường làng']);
});
