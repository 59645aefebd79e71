/** Pages as scrapers leave them in plain text: what is the article, what is not, and that other texts are not cut. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHARED } from '../../../bench/data.ts';
import { readSources } from '../../../indexer/sources/read.ts';
import { articleOfPage } from '../../../indexer/sources/scraped.ts';
import { exampleNews } from './encoding/news.ts';

const PROSE = [
  'Sáng 12/8, mưa lớn ở thượng nguồn làm nước sông Hồng lên nhanh, nhiều bãi ven sông đã ngập.',
  'Theo trung tâm dự báo, mực nước tại Hà Nội có thể vượt báo động một trong đêm nay.',
  'Thành phố yêu cầu các phường ven sông đưa người dân ở vùng trũng lên chỗ cao.',
];

describe('left out', () => {
  test.each([
    {
      why: 'a box on top, in cells under capitals',
      before: ['TIN LIÊN QUAN | |', 'Hà Nội mưa lớn nhất từ đầu năm | |', 'Thủy điện Hòa Bình xả thêm một cửa |'],
      after: [],
    },
    { why: 'the same under another name', before: ['Đọc thêm |', 'Mưa lớn |', 'Lũ lên |'], after: [] },
    { why: 'a caption with its source', before: ['Nước sông Hồng sáng 12/8. (Ảnh: Minh Hoàng) |'], after: [] },
    { why: 'a caption that names the agency', before: ['Người dân Phúc Xá dọn đồ. Nguồn: TTXVN |'], after: [] },
    {
      why: 'teasers in cells, cut with points or dots',
      before: [],
      after: [
        'Thủy điện xả lũ Ngày 11/8, thủy điện Hòa Bình mở thêm một cửa xả do nước về ... |',
        'Quảng Ninh cấm biển Toàn bộ tàu du lịch trên vịnh Hạ Long phải về bờ trước …|',
        'Dự báo thời tiết ngày mai | |',
      ],
    },
    {
      why: 'several long teasers outside cells',
      before: [],
      after: [
        'Thủy điện xả lũ Ngày 11/8, thủy điện Hòa Bình mở thêm một cửa xả do nước về ...',
        'Quảng Ninh cấm biển Toàn bộ tàu du lịch trên vịnh Hạ Long phải về bờ trước …',
      ],
    },
    {
      why: 'a box behind the article, outside cells',
      before: [],
      after: ['Tin cùng chuyên mục:', 'Quảng Ninh cấm biển từ chiều nay', 'Thủy điện Hòa Bình xả lũ'],
    },
  ])('$why', ({ before, after }) => {
    expect(articleOfPage([...before, ...PROSE, ...after].join('\n')).text).toBe(PROSE.join('\n'));
  });

  test('captions are told apart', () => {
    const text = ['Nước sông Hồng sáng 12/8. (Ảnh: Minh Hoàng) |', ...PROSE].join('\n');
    expect(articleOfPage(text).captions).toEqual(['Nước sông Hồng sáng 12/8. (Ảnh: Minh Hoàng)']);
  });

  test('a box, and not the caption of the picture below it', () => {
    const text = [
      'TIN LIÊN QUAN | |',
      'Nhật Bản, Nga tăng cường hợp tác quốc phòng | |',
      'Ngoại trưởng Nhật đánh giá tích cực mối quan hệ với Nga |',
      'Tổng thống Nga Vladimir Putin hội đàm với Thủ tướng Nhật Bản Shinzo Abe. (Nguồn: Reuters) |',
      ...PROSE,
    ].join('\n');
    const left: string[] = [];
    expect(articleOfPage(text, (line) => left.push(line))).toEqual({
      text: PROSE.join('\n'),
      captions: ['Tổng thống Nga Vladimir Putin hội đàm với Thủ tướng Nhật Bản Shinzo Abe. (Nguồn: Reuters)'],
    });
    expect(left).toHaveLength(3);
  });

  test('a box, and not the name of who wrote the article below it', () => {
    const text = [...PROSE, 'Xem thêm:', '>> Quảng Ninh cấm biển từ chiều nay', 'Minh Hoàng'].join('\n');
    expect(articleOfPage(text).text).toBe([...PROSE, 'Minh Hoàng'].join('\n'));
  });

  test('the marks of cells, and not what stands in them', () => {
    const text = [PROSE[0], 'Lũ lên nhanh |', PROSE[1], PROSE[2], 'Minh Hoàng |'].join('\n');
    expect(articleOfPage(text).text).toBe([PROSE[0], 'Lũ lên nhanh', PROSE[1], PROSE[2], 'Minh Hoàng'].join('\n'));
  });
});

describe('kept as it is', () => {
  test.each([
    { why: 'a plain article', text: PROSE.join('\n') },
    {
      why: 'a table is content',
      text: [...PROSE, 'Trạm | Mực nước | Báo động |', 'Hà Nội | 9,6 m | 1 |', 'Sơn Tây | 11,2 m | 1 |'].join('\n'),
    },
    { why: 'also above the text', text: ['Trạm | Mực nước', 'Hà Nội | 9,6 m', ...PROSE].join('\n') },
    { why: 'a page that is all cells: they may be the article', text: PROSE.map((line) => `${line} |`).join('\n') },
    {
      why: 'a poem of short lines, some open',
      text: 'Sông Hồng mùa nước\n\nNước lên rồi nước lại xuôi…\nĐò ngang vẫn đợi\nmột người sang sông…',
    },
    {
      why: 'a letter with capitals and a list',
      text: ['KÍNH GỬI BAN QUẢN LÝ', ...PROSE, 'TÁI BÚT', 'Danh sách kèm theo', 'Nguyễn Văn An', 'Trần Thị Bình'].join(
        '\n',
      ),
    },
    {
      why: 'one open end is the end of a story',
      text: [...PROSE, 'Và đêm ấy cả làng thức trắng bên bờ đê, chờ nước xuống, chờ mãi…'].join('\n'),
    },
    {
      why: 'two lists that are left open by their author',
      text: [
        ...PROSE,
        'Đoàn có kỹ sư Nguyễn Văn An, tiến sĩ Trần Thị Bình, đạo diễn Lê Minh, nhạc sĩ Phạm Hòa…',
        'Dự kiến có lễ khai mạc, lễ rước nước, đua thuyền, hội chợ, trình diễn áo dài, múa rối...',
      ].join('\n'),
    },
    { why: 'a bar inside a sentence', text: [...PROSE, 'Lệnh cat a | sort xếp các dòng theo thứ tự.'].join('\n') },
    {
      why: 'something new is said behind the name of a box',
      text: [...PROSE, 'Xem thêm:', PROSE[0], PROSE[1]].join('\n'),
    },
  ])('$why', ({ text }) => expect(articleOfPage(text).text).toBe(text));

  test('names under capitals in cells are no headlines', () => {
    const names = ['NGƯỜI MẤT TÍCH |', 'Nguyễn Văn An |', 'Trần Thị Bình |'];
    expect(articleOfPage([...names, ...PROSE].join('\n')).text).toBe(
      [...names, ...PROSE].join('\n').replaceAll(' |', ''),
    );
  });

  test('every example', () => {
    for (const { body } of exampleNews()) expect(articleOfPage(body).text).toBe(body);
  });
});

const PAGE = join(SHARED, 'data/000_9deac151bf20f269.txt');

describe.skipIf(!existsSync(PAGE))('a real page (skipped where ../shared is not)', () => {
  test('its title is its first sentence, and its body what the reporter wrote', async () => {
    const found: unknown[] = [];
    for await (const each of readSources([PAGE])) found.push(each);
    expect(found).toHaveLength(1);
    const prose = readFileSync(PAGE, 'utf8')
      .split('\n')
      .filter((line) => !line.trimEnd().endsWith('|'));
    expect(found[0]).toMatchObject({ article: { title: prose[0], body: prose.join('\n') } });
    for (const word of ['Kuril', 'Habomai', 'Tuyên bố chung Nhật Bản – Liên Xô năm 1956']) {
      expect(prose.join('\n')).toContain(word);
    }
  });
});
