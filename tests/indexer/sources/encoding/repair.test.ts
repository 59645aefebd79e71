/** Texts that were misread before they became Unicode: what is mended, what is reported, and that right ones are not touched. */
import { describe, expect, test } from 'vitest';
import { repairText, repairTexts } from '../../../../indexer/sources/encoding/repair.ts';
import { toMisread, toTcvn3, toVni } from './encoders.ts';
import { exampleNews, hasRealNews, realNews, type News } from './news.ts';

const isTouched = ({ title, summary, body }: News): boolean => {
  const { text, mended, doubt } = repairTexts([title, summary, body]);
  return mended !== undefined || doubt !== undefined || text.join('') !== title + summary + body;
};

describe('mended', () => {
  test.each([
    { mended: 'tcvn3', bad: 'Thñ t­íng NhËt B¶n', text: 'Thủ tướng Nhật Bản' },
    { mended: 'vni', bad: 'Thuû töôùng Nhaät Baûn', text: 'Thủ tướng Nhật Bản' },
    { mended: 'misread', bad: 'Thá»§ tÆ°á»›ng Nháº\u00ADt Báº£n', text: 'Thủ tướng Nhật Bản' },
    { mended: 'misread', bad: 'ChÃºng lÃ  má»™t toÃ n thá»ƒ, vÃ anh', text: 'Chúng là một toàn thể, và anh' },
    { mended: 'misread', bad: 'They donâ€™t know â€“ yet', text: 'They don’t know – yet' },
    { mended: 'misread', bad: 'Thủ tướng Nháº\u00ADt Báº£n thÄƒm Nga', text: 'Thủ tướng Nhật Bản thăm Nga' },
    { mended: 'viqr', bad: "Thu? tu+o+'ng Nha^.t Ba?n dde^'n", text: 'Thủ tướng Nhật Bản đến' },
  ])('$bad', ({ bad, mended, text }) => expect(repairText(bad)).toEqual({ text, mended }));

  test.each([1, 2])('capitals with a tilde before a space, misread %i times, are what they were', (times) => {
    const text = 'TIN XÃ HỘI\nBộ trưởng ĐÃ KÝ quyết định, theo đó cả nước là một, bà con xã nhà\nBÀ CON XÃ';
    expect(repairText(toMisread(text, times).toString())).toMatchObject({ text });
  });

  test.each([
    { why: 'TCVN3', mended: 'tcvn3', to: toTcvn3 },
    { why: 'VNI', mended: 'vni', to: toVni },
  ])('$why that was read as windows-1258, composed since or not, beside lines that are right', ({ mended, to }) => {
    const text = 'Hai nước bàn về quần đảo Nam Kuril, theo hãng tin Kyodo\nCuộc gặp kéo dài gần hai giờ ở Osaka';
    const misread = new TextDecoder('windows-1258').decode(to(text));
    expect(misread).toMatch(/[đơưă]|\p{M}/u);
    for (const form of [misread, misread.normalize('NFC')]) {
      expect(
        repairTexts(['Thủ tướng Nhật Bản thăm Nga', `${form}\nBên lề hội nghị G20, hai bên ký ba thỏa thuận.`]),
      ).toEqual({
        text: ['Thủ tướng Nhật Bản thăm Nga', `${text}\nBên lề hội nghị G20, hai bên ký ba thỏa thuận.`],
        mended,
      });
    }
  });

  test('the misread parts of an article, and not those that are right', () => {
    const tcvn3 = toTcvn3('Hai nước bàn về quần đảo Nam Kuril, theo hãng tin Kyodo').toString('latin1');
    const title = 'Thủ tướng Nhật Bản thăm Nga';
    expect(repairTexts([title, `${tcvn3}\nBên lề hội nghị G20.`])).toEqual({
      text: [title, 'Hai nước bàn về quần đảo Nam Kuril, theo hãng tin Kyodo\nBên lề hội nghị G20.'],
      mended: 'tcvn3',
    });
  });

  test('a short title by its body', () => {
    const [title, body] = ['Bão số 3', 'Hàng nghìn hộ dân mất điện từ tối qua, nhiều cây đổ'].map((text) =>
      toTcvn3(text).toString('latin1'),
    );
    expect(repairText(title ?? '').mended).toBeUndefined();
    expect(repairTexts([title ?? '', body ?? '']).text[0]).toBe('Bão số 3');
  });
});

describe('reported, and left as it is', () => {
  test.each([
    { why: 'one stretch may be an example', text: 'Chữ é thành Ã© khi đọc sai', doubt: /a single stretch looks like/ },
    {
      why: 'a long text about such stretches',
      text: `Ã© là é, Ã¨ là è. ${'Bảng mã nào cũng có lúc bị đọc sai. '.repeat(300)}`,
      doubt: /a few stretches look like UTF-8 that had been read as Latin-1/,
    },
    {
      why: 'and so are three in VIQR',
      text: "Thu? tu+o+'ng Nha^.t",
      doubt: /it may be VIQR, and is too short to tell/,
    },
    {
      why: 'and in windows-1258',
      text: new TextDecoder('windows-1258').decode(toTcvn3('được nhiều đường')),
      doubt: /it may be TCVN3 \(ABC\), and is too short to tell/,
    },
    { why: 'three words are few', text: 'Thñ t­íng NhËt', doubt: /it may be TCVN3 \(ABC\), and is too short to tell/ },
  ])('$text: $why', ({ text, doubt }) => {
    const repaired = repairText(text);
    expect(repaired.text).toBe(text);
    expect(repaired.mended).toBeUndefined();
    expect(repaired.doubt).toMatch(doubt);
  });
});

describe('right as it is', () => {
  test.each([
    { why: 'no letter that is Vietnamese only', text: 'Bà Hoà và cô em là ai, có nhà không?' },
    { why: 'names of elsewhere', text: 'Beyoncé, Mbappé và Özil\nCafé Zürich à la carte, Señor Muñoz, Córdoba' },
    { why: 'a capital before a quote', text: '“THỊ XÔ, “BÁO CÔ, “XÊ…' },
    { why: 'a quotation in French style', text: 'Ông nói: «đá»… «lá»” «cá»’ «má»…' },
    { why: 'taken apart', text: 'Thủ tướng Nhật Bản'.normalize('NFD') },
    { why: 'a script', text: 'e.exports=function(o,u){return u+a?o+i:d(a(n))};u+="`";o^=e^a;' },
    { why: 'names of elsewhere among ours', text: 'Özil và Müller gặp Böhm ở Köln, đội tuyển Đức thua Thụy Sĩ' },
    { why: 'signs', text: '15 m² × 3 ÷ 2 ± 5 °C © 2019 § 4 ¶ · µm ½ ¼' },
  ])('$text: $why', ({ text }) => expect(repairText(text)).toEqual({ text }));

  test('every example', () => expect(exampleNews().filter(isTouched)).toEqual([]));
  test.skipIf(!hasRealNews)('each of 30,000 real articles (skipped where ../shared is not)', () => {
    const news = realNews();
    expect(news.length).toBe(30_000);
    expect(news.filter(isTouched)).toEqual([]);
  });
});

test('law: what was mended is not mended again', () => {
  for (const { body } of exampleNews().slice(0, 20)) {
    const once = repairText(toMisread(body, 2).toString());
    expect(once.text).toBe(body);
    expect(repairText(once.text)).toEqual({ text: body });
  }
});
