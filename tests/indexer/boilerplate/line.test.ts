/** What kind of line a line is by its shape: only what may be a site's own is counted. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { folded, lineOf } from '../../../indexer/boilerplate/line.ts';

describe('furniture, by its shape', () => {
  test.each([
    { line: 'TIN LIÊN QUAN', key: 'tin liên quan', why: 'the name of a box' },
    { line: 'Có thể bạn quan tâm:', key: 'có thể bạn quan tâm', why: 'a colon is no letter' },
    { line: 'Ảnh: Minh Hoàng', key: 'Ảnh: …', why: 'no two credits are alike: the shape is counted' },
    { line: '(Ảnh minh họa: TTXVN)', key: 'Ảnh: …', why: 'in parentheses' },
    { line: 'Xem thêm: Kênh Tàu Hủ được nạo vét', key: 'Xem thêm: …', why: 'leads to one article' },
    { line: '>> Đọc tiếp: Kênh Tàu Hủ được nạo vét', key: 'Xem thêm: …', why: 'with an arrow' },
    {
      line: 'Theo dõi chúng tôi trên Google News để nhận tin sớm nhất.',
      key: 'theo dõi chúng tôi trên google news để nhận tin sớm nhất',
      why: 'an invitation',
    },
    { line: 'Chia sẻ Facebook Zalo Email', key: 'chia sẻ facebook zalo email', why: 'a share bar' },
    { line: 'Quảng cáo', key: 'quảng cáo', why: 'where an advertisement was' },
  ])('$line — $why', ({ line, key }) => expect(lineOf(line)).toMatchObject({ kind: 'furniture', key }));
});

describe('content, however often it stands there', () => {
  test.each([
    { line: 'Hà Nội', why: 'a place' },
    { line: 'TP. Hồ Chí Minh', why: 'a place of several words' },
    { line: 'Mộc Miên (tổng hợp)', why: 'who wrote it is looked for' },
    { line: '(Dân trí) -', why: 'a dateline' },
    { line: 'Trả lời:', why: 'what follows is its answer' },
    { line: 'Nguyên liệu cho bốn người ăn:', why: 'it opens a list' },
    { line: 'Loại | Số lượng | Đơn giá', why: 'the header of a table' },
    { line: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', why: 'official papers are looked for by their formulas' },
    { line: 'Độc lập - Tự do - Hạnh phúc', why: 'so are their mottos' },
    { line: 'Căn cứ Luật Tổ chức chính quyền địa phương;', why: 'a law is named' },
    { line: 'Điều 1. Phạm vi điều chỉnh', why: 'an article of a law' },
    { line: '2. Cho tôm vào chảo đảo đều', why: 'a step' },
    { line: '- Bà đi đâu đấy?', why: 'somebody speaks' },
    { line: 'Giá', why: 'one word' },
    { line: '***', why: 'no word' },
    { line: 'Sáng nay đội thoát nước bắt đầu nạo vét. '.repeat(5), why: 'a paragraph' },
  ])('$line — $why', ({ line }) => expect(lineOf(line).kind).toBe('content'));
});

test.each([
  { line: 'Bản quyền thuộc về Trang tin quận Bình An', why: 'a footer' },
  { line: 'Vui lòng ghi rõ nguồn khi dùng lại bài này.', why: 'a sentence' },
  { line: 'THÔNG TIN TÒA SOẠN', why: 'a heading in capitals is no name' },
  { line: 'Theo dõi việc nạo vét kênh Tàu Hủ', why: 'not every word for following is an invitation' },
  { line: 'Ảnh hưởng của bão số 3', why: 'not every picture is one' },
])('may be anything: $line — $why', ({ line }) => expect(lineOf(line).kind).toBe('plain'));

test('letters and digits alone, as Unicode has them, in any spelling', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Đà Nẵng: 30°C!', 'ỦY BAN', 'x–y÷z')),
      (text) => {
        const slow = text
          .normalize('NFC')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
          .trim();
        // Letters outside the basic plane are two units; none is Vietnamese.
        fc.pre(!/[\u{10000}-\u{10FFFF}]/u.test(text));
        expect(folded(text)).toBe(slow);
        expect(folded(text.normalize('NFD'))).toBe(folded(text));
      },
    ),
  );
});
