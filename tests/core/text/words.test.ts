import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWord, INVISIBLE } from '../../../core/text/fold.ts';
import { countWords, cutAtLetter, words } from '../../../core/text/words.ts';
import { anything, vietnamese } from './spellings.ts';

const nfd = (text: string): string => text.normalize('NFD');
const folded = (text: string): string =>
  words(text)
    .map((word) => word.folded)
    .join(' ');
/** The words with a bar wherever no pair may cross. */
const sentences = (text: string): string =>
  words(text)
    .map((word, i) => `${i > 0 && word.opens ? '| ' : ''}${word.folded}`)
    .join(' ');

describe('numbers', () => {
  test.each([
    { why: 'thousands as Vietnam writes them', text: '22.500', is: '22500' },
    { why: 'thousands as English writes them', text: '22,500', is: '22500' },
    { why: 'millions', text: '3.500.000đ', is: '3500000 d' },
    { why: 'thousands and a fraction', text: '22.500,75', is: '22500 75' },
    { why: 'and the English way', text: '1,234,567.89', is: '1234567 89' },
    { why: 'a decimal comma', text: '4,5%', is: '4 5' },
    { why: 'a decimal point', text: '4.5%', is: '4 5' },
    { why: 'below one there are no thousands', text: '0,315 mg', is: '0 315 mg' },
    { why: 'a date with points is three numbers', text: '1.2.2019', is: '1 2 2019' },
    { why: 'days and months with or without a zero', text: '01/02/2019', is: '1 2 2019' },
    { why: 'a range of days', text: '28-29/6', is: '28 29 6' },
    { why: 'a longer number with a leading zero is a code', text: '0456', is: '0456' },
    { why: 'a sentence ends behind it', text: 'năm 2019.', is: 'nam 2019' },
    { why: 'the next sentence begins without a space', text: '2019.Ngày', is: '2019 ngay' },
    { why: 'a law', text: '45/2024/QH15', is: '45 2024 qh 15' },
    { why: 'full-width digits', text: '２０１９', is: '2019' },
    { why: 'digits of another script are a word', text: '٣٤', is: '٣٤' },
    { why: 'keycap emoji', text: '1️⃣', is: '1' },
    { why: 'a square metre', text: '120 m²', is: '120 m 2' },
    { why: 'an invisible sign within a number', text: '22\u200B.500 và 20\u00AD19', is: '22500 va 2019' },
  ])('$text → $is — $why', ({ text, is }) => expect(folded(text)).toBe(is));
});

describe('what is one word and what is two', () => {
  test.each([
    { why: 'letters and digits part', text: 'G20 A320neo 5G', is: 'g 20 a 320 neo 5 g' },
    { why: 'hyphens part', text: 'Covid-19, Đắk-Lắk', is: 'covid 19 dak lak' },
    { why: 'points part', text: 'TP.HCM', is: 'tp hcm' },
    { why: 'apostrophes part', text: "H’Lan, H'Wen", is: 'h lan h wen' },
    { why: 'a decomposed word is one', text: nfd('nghiệp đoàn'), is: 'nghiep doan' },
    { why: 'a soft hyphen does not part', text: 'Ku\u00ADril', is: 'kuril' },
    { why: 'a hard space does', text: 'Nam\u00A0Kuril', is: 'nam kuril' },
    { why: 'Chinese signs are a word each', text: '東京 Tokyo', is: '東 京 tokyo' },
    { why: 'Korean is written with spaces', text: '서울 시', is: nfd('서울 시') },
    { why: 'signs and emoji are none', text: '👍 👨‍👩‍👧 — … « » | © %', is: '' },
    { why: 'a lone surrogate parts', text: 'ku\uD800ril', is: 'ku ril' },
  ])('$text → $is — $why', ({ text, is }) => expect(folded(text)).toBe(is));
});

describe('where a sentence ends', () => {
  test.each([
    { why: 'full stop', text: 'Nga rút. Nhật mừng', is: 'nga rut | nhat mung' },
    { why: 'a quotation mark behind it', text: 'ông nói: “Đủ rồi.” Nhật mừng', is: 'ong noi | du roi | nhat mung' },
    { why: 'question, exclamation, ellipsis', text: 'ai? tôi! đi… về', is: 'ai | toi | di | ve' },
    { why: 'a line is a sentence: titles have no full stop', text: 'Nam Kuril\nNhật Bản', is: 'nam kuril | nhat ban' },
    { why: 'and a paragraph', text: 'Nam Kuril\n\nNhật Bản', is: 'nam kuril | nhat ban' },
    { why: 'the line separator of Unicode', text: 'Nam Kuril\u2028Nhật Bản', is: 'nam kuril | nhat ban' },
    { why: 'a carriage return alone', text: 'Nam Kuril\rNhật Bản', is: 'nam kuril | nhat ban' },
    { why: 'colon and semicolon', text: 'Giá: vàng; bạc', is: 'gia | vang | bac' },
    { why: 'a dash with spaces around it', text: 'Nga – Nhật - Mỹ', is: 'nga | nhat | mi' },
    { why: 'cells of a table', text: 'Nga | Nhật', is: 'nga | nhat' },
    { why: 'the full stop of Chinese has no space', text: '東京。大阪', is: '東 京 | 大 阪' },
    { why: 'an invisible sign behind the full stop', text: 'Nga rút.\u200B Nhật mừng', is: 'nga rut | nhat mung' },
    {
      why: 'a short word ends a sentence as any other does',
      text: 'Dạ vâng ạ. Nhà em ở. Mẹ về',
      is: 'da vang a | nha em o | me ve',
    },
  ])('$why', ({ text, is }) => expect(sentences(text)).toBe(is));

  test.each([
    { why: 'comma', text: 'Nga, Nhật', is: 'nga nhat' },
    { why: 'a hyphen joins', text: 'Nga-Nhật', is: 'nga nhat' },
    { why: 'quotation marks belong to the words', text: 'quần đảo “Nam Kuril”', is: 'quan dao nam kuril' },
    { why: 'TP. shortens', text: 'TP. Hồ Chí Minh', is: 'tp ho chi minh' },
    { why: 'Q. and P. shorten', text: 'P. Bến Nghé, Q. 1', is: 'p ben nghe q 1' },
    { why: 'Đ. shortens đường', text: 'Đ. Lê Lợi', is: 'd le loi' },
    { why: 'titles shorten', text: 'PGS.TS. Trần Hà', is: 'pgs ts tran ha' },
    { why: 'a hard space behind the abbreviation', text: 'TP.\u00A0Huế', is: 'tp hue' },
    { why: 'no space behind it', text: 'TP.HCM', is: 'tp hcm' },
    { why: 'web addresses', text: 'baomoi.example.vn/tin', is: 'baomoi example vn tin' },
  ])('not: $why', ({ text, is }) => expect(sentences(text)).toBe(is));

  test('the first word opens one', () => expect(words('  – Nga')[0]?.opens).toBe(true));
});

describe('laws', () => {
  test('words are in order, not empty, apart, and each is what its place holds', () =>
    fc.assert(
      fc.property(fc.oneof(vietnamese(), anything()), (text) => {
        const list = words(text);
        const wrong = list.filter(({ start, end, exact, folded: bare }, i) => {
          const there = text.slice(start, end);
          const forms = foldWord(there);
          // Alone it may be another number (`1.2` of `1.2.2019`), but never another word.
          const same = /^\p{Nd}/u.test(there) || (forms.exact === exact && forms.folded === bare);
          return start < (list[i - 1]?.end ?? 0) || end <= start || end > text.length || bare === '' || !same;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    ));

  test('no word begins or ends between a letter and its accents, or inside a surrogate pair', () =>
    fc.assert(
      fc.property(fc.oneof(vietnamese().map(nfd), anything()), (text) => {
        const splits = (place: number): boolean =>
          /^\p{M}/u.test(text.slice(place)) ||
          (/[\uD800-\uDBFF]$/.test(text.slice(0, place)) && /^[\uDC00-\uDFFF]/.test(text.slice(place)));
        expect(words(text).filter(({ start, end }) => splits(start) || splits(end))).toEqual([]);
      }),
      { numRuns: 500 },
    ));

  test('every letter and every digit of Vietnamese text is in some word', () =>
    fc.assert(
      fc.property(vietnamese(), (text) => {
        let rest = text;
        for (const { start, end } of words(text).toReversed()) rest = rest.slice(0, start) + rest.slice(end);
        expect(rest).not.toMatch(/[\p{L}\p{N}\p{M}]/u);
      }),
    ));

  test('nobody sees an invisible sign, wherever it stands', () =>
    fc.assert(
      fc.property(
        vietnamese(),
        fc.constantFrom('\u00AD', '\u200B', '\u200D', '\u2060', '\uFEFF'),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (text, sign, places) => {
          let dotted = text;
          for (const place of places) {
            const at = Math.floor(place * dotted.length);
            dotted = dotted.slice(0, at) + sign + dotted.slice(at);
          }
          expect(sentences(dotted)).toBe(sentences(text));
        },
      ),
    ));

  test('the quick count is the real one for words of letters', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Quần', 'đảo', 'nam', 'Kuril', 'G20', '2019'), { maxLength: 30 }),
        (list) => {
          const text = list.join(' ');
          expect(countWords(text)).toBe(words(text).length);
        },
      ),
    ));
});

describe('no text takes long', () => {
  const MEGABYTE = 1_000_000;
  test.each([
    { why: 'one letter held down', text: 'a'.repeat(MEGABYTE), count: 1 },
    { why: 'one letter under a megabyte of accents', text: `a${'\u0301'.repeat(MEGABYTE)}`, count: 1 },
    { why: 'accents that normalization has to sort', text: `a${'\u0301\u0323'.repeat(MEGABYTE / 2)}`, count: 1 },
    { why: 'accents without a letter', text: '\u0301'.repeat(MEGABYTE), count: 0 },
    { why: 'one digit held down', text: '7'.repeat(MEGABYTE), count: 1 },
    { why: 'digits and points', text: '7.'.repeat(MEGABYTE / 2), count: 1 },
    { why: 'nothing to search for', text: '("'.repeat(MEGABYTE / 2), count: 0 },
    { why: 'full stops', text: `a${'.'.repeat(MEGABYTE)} b`, count: 2 },
    { why: 'full stops and quotation marks', text: `a${'.”'.repeat(MEGABYTE / 2)}b`, count: 2 },
    { why: 'spaces', text: `a${' '.repeat(MEGABYTE)}b`, count: 2 },
    { why: 'lone surrogates', text: '\uD800'.repeat(MEGABYTE), count: 0 },
  ])('$why', ({ text, count }) => expect(words(text)).toHaveLength(count));

  test('a word of more than 64 letters is known by its first ones, whatever its spelling', () => {
    const run = 'thủtướngnhậtbảnthămchínhthứcviệtnam'.repeat(3);
    const [composed] = words(run);
    const [decomposed] = words(nfd(run));
    expect(composed?.folded).toBe('thutuongnhatbanthamchinhthucvietnam'.repeat(3).slice(0, 64));
    expect({ ...decomposed, end: 0 }).toEqual({ ...composed, end: 0 });
    expect(composed?.end).toBe(run.length);
  });
});

test('invisible signs are all that Vietnamese pages hold of them', () =>
  expect(
    ['\u00AD', '\u200B', '\u200C', '\u200D', '\u200E', '\u2060', '\uFEFF', '\uFE0F'].filter(
      (sign) => !new RegExp(`[${INVISIBLE}]`, 'u').test(sign),
    ),
  ).toEqual([]));

test.each([
  { why: 'short enough', text: 'Kuril', units: 5, cut: 'Kuril' },
  { why: 'composed', text: 'Đảo Kuril', units: 3, cut: 'Đảo' },
  { why: 'a letter stays with its accent', text: 'a\u0301b', units: 1, cut: '' },
  { why: 'and goes with both of them', text: 'xe\u0302\u0301', units: 2, cut: 'x' },
  { why: 'an emoji is not halved', text: 'a👍b', units: 2, cut: 'a' },
])('cut at a letter: $text to $units — $why', ({ text, units, cut }) => expect(cutAtLetter(text, units)).toBe(cut));
