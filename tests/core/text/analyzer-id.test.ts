/** An index names the analyzer it was built with, and is refused by another. So the same id has to mean the same terms,
 *  for good: this text, which holds whatever the analyzer treats in a way of its own, pins them. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ANALYZER, analyze } from '../../../core/text/analyze.ts';

/** SHA-256 of the terms of `TORTURE`, one a line, for every id that was ever released. Never change one: an index built with
 *  it would be read by an analyzer that is another. */
const DIGESTS: Readonly<Record<string, string>> = {
  'vi-1': '5a53843138a16c4f7195836e80f850b3be0472fb408ca21d8a4cae5913871ad5',
};

const TORTURE = [
  'Quần đảo Nam Kuril: Nhật Bản và Nga đàm phán bên lề hội nghị G20 (28-29/6) ở Osaka. Thủ tướng nói: “Chưa đủ.” Ông về.',
  'QUẦN ĐẢO NAM KURIL — đêm trắng… rồi sao? Rồi thôi! Hết; chấm | hết',
  'hoà hòa thuỷ thủy khoẻ khỏe quý qúy quí kỹ kĩ lý lí mỹ mĩ tỷ tỉ sỹ sĩ hy hi ty ti quy qui tai tay thúy thúi sky ski',
  'nghiêng ngả thưởng thức ẵm ệch ưỡn ỡm ượt ỷ'.normalize('NFD'),
  'e\u0302\u0323 e\u0323\u0302 ê\u0323 e\u0302\u0302 a\u0306\u0301 o\u031B\u0300 \u0301 a\u0301\u0300',
  '\u00D0ại \u00F0ại \u0189ắk \u0256ắk Đắk Lắk Dak Lak \u0421ovid G\u03BFogle Россия Αθήνα',
  'Ku\u00ADril Ku\u200Bril Ku\uFEFFril 20\u200B19 Nga.\u200B Nhật',
  'Sørensen Wałęsa Gießen Æsir œuvre ﬁnal ＶＮ１２ 𝐕𝐢𝐞𝐭 İstanbul ısı Å K Ⅳ ½ m² ① 1️⃣',
  '22.500 22,500 22500 3.500.000đ 22.500,75 1,234,567.89 4,5% 4.5 0,315 0.5 1.2.2019 01/02/2019 05 007 0456 12.345.6',
  'Covid-19 COVID19 U 23 U-23 A320neo A-320 5G 4G/5G QH15 45/2024/QH15 QL1A RON95-III H5N1 m 22.500 XCO mp3 Q.1',
  'TP.HCM TP. Hồ Chí Minh Q. 1 P. Bến Nghé Đ. Lê Lợi PGS.TS. Trần Th.S Lê dạ ạ. Em ở. Mẹ về WC. Xong',
  '+84 262 000 0456 (+84) lienhe@daklakcoffee.example.vn https://www.baomoi.example.vn/tin/g20-osaka.html?p=1&q=2 #U23VietNam',
  "H’Lan H'Wen rock’n’roll e-mail Bến-Tre AND/OR 8:30 8h30 2 - 1 2-1 một\u00A0hai ba\tbốn năm\r\nsáu\u2028bảy\rtám",
  '東京。大阪 とうきょう トウキョウ 서울 시 ภาษาไทย עברית العربية ٣٤ हिन्दी 👍 👨‍👩‍👧 🇻🇳 \uD800 \uDC00 \uFFFD',
  'nhậtbảnvàngađàmphánvềquầnđảonamkurilbênlềhộinghịthượngđỉnhhaimươinướcởosaka'.repeat(2),
  `Za${'\u0301\u0323'.repeat(128)}lgo ${'7'.repeat(100)} ${'a'.repeat(100)}`,
].join('\n');

const digestOf = (text: string): string => createHash('sha256').update(analyze(text).join('\n')).digest('hex');

test(`analyzer ${ANALYZER} gives the terms that it always gave`, () => {
  const digest = digestOf(TORTURE);
  const advice =
    `The analyzer gives other terms than ${ANALYZER} has until now (or ${ANALYZER} is new). An index built before would be ` +
    `searched for terms that it does not hold. If the change is meant: give ANALYZER in core/text/analyze.ts a new id, ` +
    `and add that id with the digest ${digest} to DIGESTS here.`;
  expect(digest === DIGESTS[ANALYZER] ? 'as it was' : advice).toBe('as it was');
});

test('the digest sees the order, the kind and the accents of terms', () => {
  const digests = ['Nam Kuril', 'Kuril Nam', 'Nám Kuril', 'Nam. Kuril', 'NamKuril'].map(digestOf);
  expect(new Set(digests).size).toBe(digests.length);
});
