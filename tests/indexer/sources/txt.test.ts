/** Text files: what is their title, and what is none. */
import { expect, test } from 'vitest';
import { MAX_ARTICLE_BYTES } from '../../../indexer/sources/bytes.ts';
import { BAO, inOwnFolder, only, put, read } from './own-folder.ts';

inOwnFolder();

test('as a scraper left it: the article is its prose, and nothing else of the page', async () => {
  const text = [
    'TIN LIÊN QUAN | |',
    'Hai nước hẹn gặp lại ở Vladivostok | |',
    'Bộ trưởng hai nước bắt tay tại Tokyo. (Ảnh: Báo Sông Hồng) |',
    'Sau hai ngày họp, đôi bên chưa thống nhất về quần đảo Nam Kuril.',
    'Cuộc gặp cấp cao sẽ diễn ra bên lề G20 ngày 28-29/6.',
    'Xem thêm: ngư dân Hokkaido ... |',
  ].join('\n');
  await put('tin/kuril.txt', text);
  expect(await only('tin/kuril.txt')).toEqual({
    id: 'tin/kuril.txt',
    title: 'Sau hai ngày họp, đôi bên chưa thống nhất về quần đảo Nam Kuril.',
    captions: ['Bộ trưởng hai nước bắt tay tại Tokyo. (Ảnh: Báo Sông Hồng)'],
    body: text.split('\n').slice(3, 5).join('\n'),
  });
});

test('a headline on the first line does not stand twice', async () => {
  await put('bao.txt', '\uFEFFBão số 3  đổ bộ Quảng Ninh\r\n\r\nHàng nghìn hộ mất điện.\r\n');
  expect(await only('bao.txt')).toEqual({ id: 'bao.txt', title: BAO.title, body: BAO.body });
});

test('a text that begins with a bracket is a text', async () => {
  await put('anh.txt', '[Ảnh] Đảo Iturup nhìn từ biển');
  expect((await only('anh.txt')).title).toBe('[Ảnh] Đảo Iturup nhìn từ biển');
});

test.each([
  { why: 'nothing in it', content: '', what: 'there is no text in it' },
  { why: 'only signs', content: '| |\n—', what: 'there is no text in it' },
  {
    why: 'too short to tell what it is in',
    content: Buffer.from([0x42, 0xe3, 0x6f]),
    what: 'not UTF-8 text: no old encoding of Vietnamese fits; save the file as UTF-8',
  },
  {
    why: 'far too long',
    content: Buffer.alloc(MAX_ARTICLE_BYTES + 1, 'bao '),
    what: 'longer than 16 MiB, which is no article; is the file damaged?',
  },
])('skipped: $why', async ({ content, what }) => {
  await put('bao.txt', content);
  expect(await read('bao.txt')).toEqual([`bao.txt skipped: ${what}`]);
});
