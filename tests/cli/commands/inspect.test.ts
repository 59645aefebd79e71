/** `saola inspect`: what is taken, what is left out and why, on the terminal and as a page. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { BAO, inOwnFolder, KURIL, lines, put, XANG } from '../../indexer/sources/own-folder.ts';
import { runWith } from '../fake-io.ts';

inOwnFolder();

const SCRAPED = `TIN LIÊN QUAN |
Giá xăng tăng mạnh từ chiều nay trên cả nước |
Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số.
Đoạn kênh qua cầu Chà Và. (Nguồn: TTXVN) |
Hơn bốn mươi công nhân được huy động cho đợt đầu, dự kiến kéo dài bảy tuần.
Thư viện làng mở cửa lại sau bốn tháng sửa mái ... |
`;

test('a scraped text: each piece with its reason', async () => {
  await put('tin/kenh.txt', SCRAPED);
  expect(await runWith(['inspect', 'tin'])).toEqual({
    code: 0,
    err: '',
    out: `1 article in the sources.

1. Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số.
   from       tin/kenh.txt (a text)
   id         tin/kenh.txt
   title      Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số.
   taken as body, 33 words:
   | Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số.
   | Hơn bốn mươi công nhân được huy động cho đợt đầu, dự kiến kéo dài bảy tuần.
   taken as 1 caption, at a lower weight:
   | Đoạn kênh qua cầu Chà Và. (Nguồn: TTXVN)
   left out, 3 pieces:
   - TIN LIÊN QUAN
     in a box of other articles, above the text
   - Giá xăng tăng mạnh từ chiều nay trên cả nước
     in a box of other articles, above the text
   - Thư viện làng mở cửa lại sau bốn tháng sửa mái ...
     teaser or box of other articles, below the text
`,
  });
});

const PAGE = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Nạo vét kênh Tàu Hủ</title></head><body>
<nav><a href="/">Trang chủ</a></nav><main><h1>Nạo vét kênh Tàu Hủ</h1><div class="article-content">
<p>Sáng 20/5, đội thoát nước bắt đầu nạo vét đoạn kênh dài gần ba cây số, từ cầu Chà Và đến cầu Lò Gốm.</p>
<figure><img src="/a.jpg" alt=""><figcaption>Đoạn kênh qua cầu Chà Và</figcaption></figure>
<div class="social-share">Chia sẻ lên Zalo</div>
<p>Hơn bốn mươi công nhân được huy động cho đợt đầu, dự kiến kéo dài bảy tuần, ai cũng mong kênh hết mùi.</p>
<p>Theo dõi chúng tôi trên Google News</p></div></main><footer>Giấy phép số 12</footer></body></html>`;

test('a page: boxes, furniture, and what stands around the text', async () => {
  await put('trang/kenh.html', PAGE);
  const { out } = await runWith(['inspect', 'trang']);
  const leftOut = out.slice(out.indexOf('   left out')).split('\n').slice(1);
  expect(leftOut).toEqual([
    '   - Trang chủ',
    '     not shown, or not read (<nav>)',
    '   - Giấy phép số 12',
    '     stands outside the element that holds the text',
    '   - Chia sẻ lên Zalo',
    '     a box that is no part of the text (social-share)',
    '   - Theo dõi chúng tôi trên Google News',
    '     furniture: an advertisement, or an invitation to follow',
    '',
  ]);
  expect(out).toContain('(an HTML page)');
  expect(out).toContain('   taken as 1 caption, at a lower weight:\n   | Đoạn kênh qua cầu Chà Và\n');
});

describe('which articles', () => {
  const twenty = Array.from({ length: 20 }, (_, at) => ({ ...XANG, id: `xang-${at}` }));
  test.each([
    { why: 'by its id', args: ['--id', 'kuril'], says: '23 articles in the sources, 1 of them as asked.', shown: 1 },
    { why: 'no accents, as people type', args: ['--match', 'do bo quang ninh'], says: '1 of them as asked', shown: 1 },
    { why: 'by what the body says', args: ['--match', 'G20'], says: '1 of them as asked', shown: 1 },
    { why: 'ten unasked', args: [], says: '23 articles in the sources; the first 10 are shown.', shown: 10 },
    {
      why: 'so many of those asked for',
      args: ['--match', 'xăng', '--first', '2'],
      says: '20 of them as asked; the first 2 are shown.',
      shown: 2,
    },
  ])('$args: $why', async ({ args, says, shown }) => {
    await put('tin.jsonl', lines(KURIL, BAO, ...twenty, { title: 'Nhan đề suông' }));
    const { code, out } = await runWith(['inspect', 'tin.jsonl', ...args]);
    expect(code).toBe(0);
    expect(out).toContain(says);
    expect(out.match(/^\d+\. /gm)).toHaveLength(shown);
  });

  test('none as asked: exit code 1', async () => {
    await put('tin.jsonl', lines(KURIL));
    expect(await runWith(['inspect', 'tin.jsonl', '--id', 'khong-co'])).toMatchObject({
      code: 1,
      out: '1 article in the sources, 0 of them as asked.\n',
    });
  });
});

test('encodings, what was dropped, what was skipped and left aside are said', async () => {
  await put('tin.jsonl', `${lines({ ...KURIL, url: 'javascript:alert(1)' }, BAO)}{"id":"hong"\n`);
  await put('nhap.md', '---\ndraft: true\n---\nChưa xong.\n');
  const { out } = await runWith(['inspect', 'tin.jsonl', 'nhap.md']);
  expect(out).toContain('note       "url" was dropped');
  expect(out.match(/"url" was dropped/g)).toHaveLength(1);
  expect(out).toContain('nhap.md: left aside: it is a draft');
  expect(out).toMatch(/tin\.jsonl:3: skipped: broken JSON/);
});

test('--html writes a page, and says so', async () => {
  await put('tin/kenh.txt', SCRAPED);
  expect(await runWith(['inspect', 'tin', '--html', 'xem.html'])).toEqual({
    code: 0,
    out: '',
    err: 'Wrote xem.html: 1 article.\n',
  });
  expect(await readFile('xem.html', 'utf8')).toContain('<del>TIN LIÊN QUAN</del>');
  expect(await runWith(['inspect', 'tin', '--html', 'khong/co/xem.html'])).toMatchObject({ code: 1 });
});

test('articles must be named', async () => {
  expect(await runWith(['inspect'])).toMatchObject({ code: 2 });
  expect(await runWith(['inspect', 'tin', '--first', '0'])).toMatchObject({ code: 2 });
});

const footed = (number: number) => ({
  ...BAO,
  id: `bao-${number}`,
  body: `Bão số ${number} đổ bộ vào sáng sớm, sóng cao năm mét, gió giật cấp mười hai ngoài khơi.\nHàng nghìn hộ ở ấp ${number} mất điện cả ngày, nước lên tới thềm nhà.\nTheo dõi chúng tôi trên Google News`,
});

describe('what articles repeat', () => {
  test('is left out as it will be, and with an index as it has learned', async () => {
    await put('tin.jsonl', lines(footed(1), footed(2), footed(3)));
    const { out } = await runWith(['inspect', 'tin.jsonl', '--id', 'bao-2']);
    expect(out).toContain('   - Theo dõi chúng tôi trên Google News\n     furniture, as it stands in 3 articles\n');
    expect(out).not.toContain('   | Theo dõi');
    expect((await runWith(['inspect', 'tin.jsonl', '--no-boilerplate'])).out).toContain('   | Theo dõi');

    const { err } = await runWith(['index', 'tin.jsonl', '--store', 'kho']);
    expect(err).toContain('Left out 3 lines of 3 articles: repeated in many, or leading to others');
    await put('moi.jsonl', lines(footed(4)));
    expect((await runWith(['inspect', 'moi.jsonl'])).out).toContain('   | Theo dõi');
    expect((await runWith(['inspect', 'moi.jsonl', '--store', 'kho'])).out).not.toContain('   | Theo dõi');
  });
});

test('near copies are counted by index, noted by inspect at both, and no problem', async () => {
  const body = Array.from({ length: 12 }, (_, at) => `Đêm thứ ${at}, ông Sáu kể chuyện chiếc xuồng ${at * 7} chèo.`);
  await put('tin.jsonl', lines(KURIL, { id: 'goc', title: 'Chuyện xuồng', body: body.join('\n') }));
  await put('chep.json', JSON.stringify({ id: 'chep', title: 'Chuyện xuồng', body: [...body, 'Hết.'].join('\n') }));
  const { code, err } = await runWith(['index', 'tin.jsonl', 'chep.json', '--store', 'kho', '--strict']);
  expect(code).toBe(0);
  expect(err).toMatch(
    /^1 article is nearly what another one is; all were taken:\n {2}chep\.json has about \d+ % of its phrases in tin\.jsonl:2\.\n/,
  );
  const { out } = await runWith(['inspect', 'tin.jsonl', 'chep.json']);
  expect(out).toMatch(/note {7}is nearly the article at chep\.json \(about \d+ % of its phrases\); both are taken/);
  expect(out).toMatch(/note {7}is nearly the article at tin\.jsonl:2 /);
});
