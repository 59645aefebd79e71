import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze, kindOf, TermCounter, type Term } from '../../../core/text/analyze.ts';
import { withoutAccents } from '../../../core/text/fold.ts';
import { anything, fullWidth, syllable, vietnamese } from './spellings.ts';

const terms = (text: string): string[] => analyze(text);
const ofKind = (kind: string, text: string): string[] => terms(text).filter((term) => kindOf(term) === kind);

describe('what an index knows a text by', () => {
  test('each syllable as written and without accents, each pair without accents, each code', () => {
    expect(terms('Hội nghị G20')).toEqual([
      '=hôị',
      'hoi',
      '=nghị',
      'nghi',
      'hoi nghi',
      '=g',
      'g',
      'nghi g',
      '=20',
      '20',
      'g 20',
      'g20',
    ]);
  });

  test.each([
    {
      why: 'a full stop ends a sentence',
      text: 'Nga rút quân. Nhật Bản mừng',
      pairs: ['nga rut', 'rut quan', 'nhat ban', 'ban mung'],
    },
    { why: 'a line ends one', text: 'Nam Kuril\nNhật Bản', pairs: ['nam kuril', 'nhat ban'] },
    { why: 'a title and the text below it', text: 'Giá vàng\n\nHà Nội', pairs: ['gia vang', 'ha noi'] },
    { why: 'a comma does not', text: 'Nga, Nhật', pairs: ['nga nhat'] },
    { why: 'an abbreviation does not', text: 'TP. Huế', pairs: ['tp hue'] },
    {
      why: 'a dash between two sentences of a headline does',
      text: 'U23 Việt Nam – Qatar',
      pairs: ['u 23', '23 viet', 'viet nam'],
    },
    { why: 'one word has no neighbour', text: 'Kuril', pairs: [] },
  ])('pairs of “$text” — $why', ({ text, pairs }) => expect(ofKind('pair', text)).toEqual(pairs));

  test.each([
    { why: 'not over the end of a sentence', text: 'Vì sao là K? 20 nước', code: 'k20', has: false },
    { why: 'a price is no code', text: 'm 22.500,5', code: 'm22500.5', has: false },
    { why: 'a word is no code with the number behind it', text: 'năm 2019', code: 'nam2019', has: false },
    { why: 'an aircraft', text: 'A-320', code: 'a320', has: true },
    { why: 'a law', text: '45/2024/QH15', code: 'qh15', has: true },
    { why: 'a team', text: 'U 23', code: 'u23', has: true },
    { why: 'a road', text: 'QL1A', code: 'ql1', has: true },
  ])('$text has the code $code: $has — $why', ({ text, code, has }) => expect(terms(text).includes(code)).toBe(has));

  test('a counter counts occurrences in all texts since it was cleared, and returns the words of each', () => {
    const counter = new TermCounter();
    const countOf = (term: string): number => counter.countOf(counter.terms.indexOf(term as Term));
    expect(counter.add('Kuril, Kuril ở G20!')).toBe(5);
    expect(counter.add('kuril')).toBe(1);
    expect(['kuril', 'kuril kuril', 'g20', 'g 20'].map(countOf)).toEqual([3, 1, 1, 1]);
    counter.clear();
    expect([counter.found, countOf('kuril')]).toEqual([[], 0]);
    counter.add('Ở Kuril');
    expect(counter.found.map((number) => counter.terms[number])).toEqual(['=ở', 'o', '=kuril', 'kuril', 'o kuril']);
    expect(new Set(counter.terms).size).toBe(counter.terms.length);
  });

  test('it counts as well when there are very many', () => {
    const counter = new TermCounter();
    const codes = Array.from({ length: 5_000 }, (_, i) => `B${i + 10}`);
    counter.add(codes.join('. '));
    expect(counter.terms.filter((term) => kindOf(term) === 'folded')).toHaveLength(10_001);
    for (const code of codes) expect(counter.countOf(counter.terms.indexOf(code.toLowerCase() as Term))).toBe(1);
  });

  test('a text without letters and digits is known by nothing', () => expect(terms('… — “” 👍')).toEqual([]));
});

/** What a reader types finds a text where each of its unaccented words is a term of the text, and so is its code. */
const misses = (typed: string, text: string): string[] => {
  const known = new Set(terms(text));
  return ofKind('folded', typed).filter((term) => !known.has(term));
};

describe('found by what a reader would type', () => {
  test.each([
    { text: 'Hội nghị G20', typed: ['G20', 'g20', 'G-20', 'G 20', 'hội nghị g20', 'hoi nghi g 20'] },
    { text: 'Hội nghị G-20', typed: ['G20', 'G 20'] },
    { text: 'dịch Covid-19', typed: ['Covid-19', 'covid 19', 'COVID19', 'covid', 'dich covid19'] },
    { text: 'dịch COVID19', typed: ['Covid-19', 'covid 19'] },
    {
      text: 'xăng 22.500 đồng/lít',
      typed: ['22.500', '22500', '22,500', '22500 dong', '22.500 đồng', '22.500 đồng/lít'],
    },
    { text: 'giá $22,500', typed: ['22.500', '22500'] },
    { text: 'lãi 4,5 %', typed: ['4,5', '4.5', '4,5%'] },
    { text: 'sáng 28.6, tại Osaka', typed: ['28/6', '28-6', '28.6', '28.06'] },
    { text: 'UBND TP.HCM', typed: ['tphcm', 'TPHCM', 'TP.HCM', 'tp hcm'] },
    { text: 'PGS.TS. Trần', typed: ['pgs ts', 'PGS.TS'] },
    { text: 'trong hai ngày 28-29/6', typed: ['28-29/6', '28/6', '29/6', '28 - 29/6', '28-29/06', 'ngày 28'] },
    { text: 'ngày 01/02/2019', typed: ['1/2/2019', '01-02-2019', '1.2.2019', '2019'] },
    { text: 'TP.HCM', typed: ['TP.HCM', 'TP HCM', 'tp hcm', 'Tp.Hcm', 'TP. HCM', 'hcm'] },
    { text: 'TP. Hồ Chí Minh', typed: ['tp ho chi minh', 'TP.Hồ Chí Minh', 'ho chi minh'] },
    { text: 'điện thoại +84 262 000 0456', typed: ['+84', '84', '+84 262 000 0456', '0456'] },
    {
      text: 'thư về lienhe@daklakcoffee.example.vn',
      typed: [
        'lienhe@daklakcoffee.example.vn',
        'daklakcoffee',
        'LIENHE@DAKLAKCOFFEE.EXAMPLE.VN',
        'lienhe daklakcoffee',
      ],
    },
    {
      text: 'xem https://www.baomoi.example.vn/tin/g20-osaka.html?p=1',
      typed: [
        'baomoi.example.vn',
        'https://www.baomoi.example.vn/tin/g20-osaka.html?p=1',
        'www.baomoi.example.vn',
        'baomoi',
        'g20 osaka',
      ],
    },
    { text: 'luật 45/2024/QH15', typed: ['45/2024/QH15', 'luat 45/2024', '45 2024 QH 15', 'QH15'] },
    { text: 'máy bay A320neo', typed: ['A320neo', 'A320', 'a320 neo', 'A-320'] },
    { text: 'sóng 5G', typed: ['5G', '5g', '5 G'] },
    { text: 'Đắk Lắk', typed: ['dak lak', 'Ðắk Lắk', 'Đắk-Lắk', 'ĐẮK LẮK'] },
  ])('$text ← $typed', ({ text, typed }) => expect(typed.filter((each) => misses(each, text).length > 0)).toEqual([]));

  test.each([
    { why: 'another summit', typed: 'G7', text: 'Hội nghị G20' },
    { why: 'the number and the letter stand apart', typed: 'G20', text: 'nhóm G họp ngày 20' },
    { why: 'another price', typed: '22.500', text: 'xăng 22.550 đồng' },
    { why: 'a decimal is not thousands', typed: '4.500', text: 'lãi 4,5 %' },
  ])('$typed does not find “$text” — $why', ({ typed, text }) => expect(misses(typed, text)).not.toEqual([]));
});

const withoutExact = (text: string): string[] => terms(text).filter((term) => kindOf(term) !== 'exact');

describe('laws: one text, one list of terms, however it is spelled', () => {
  test.each<{ why: string; spell: (text: string) => string }>([
    { why: 'decomposed', spell: (text) => text.normalize('NFD') },
    { why: 'compatible', spell: (text) => text.normalize('NFKC') },
    { why: 'compatible and decomposed', spell: (text) => text.normalize('NFKD') },
    { why: 'capitals', spell: (text) => text.toUpperCase() },
    { why: 'small letters', spell: (text) => text.toLowerCase() },
    { why: 'full width', spell: fullWidth },
    { why: 'soft hyphens between all letters', spell: (text) => text.replace(/(?<=\p{L})(?=\p{L})/gu, '\u00AD') },
    { why: 'straight quotation marks for curly ones', spell: (text) => text.replace(/[“”]/g, '"') },
    { why: 'hard spaces', spell: (text) => text.replaceAll(' ', '\u00A0') },
  ])('$why', ({ spell }) => {
    fc.assert(
      fc.property(vietnamese(), (text) => {
        expect(terms(spell(text))).toEqual(terms(text));
      }),
    );
  });

  test('without accents, only the exact terms are others', () =>
    fc.assert(
      fc.property(vietnamese(), (given) => {
        const text = given.replaceAll('. ', '; '); // `ạ.` ends a sentence, but `a.` may shorten a word
        expect(withoutExact(withoutAccents(text))).toEqual(withoutExact(text));
      }),
    ));

  test('any Unicode at all: decomposed, the same', () =>
    fc.assert(
      fc.property(anything(), (text) => {
        expect(terms(text.normalize('NFD'))).toEqual(terms(text));
      }),
      { numRuns: 500 },
    ));

  test('the kinds of terms never mix', () =>
    fc.assert(
      fc.property(anything(), (text) => {
        const wrong = terms(text).filter((term) => !/^(=[^ =]+|[^ =]+|[^ =]+ [^ =]+)$/u.test(term));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 500 },
    ));

  test('a text that is part of another, as whole sentences, has part of its terms', () =>
    fc.assert(
      fc.property(vietnamese(), syllable(), (text, word) => {
        const known = new Set(terms(`${text}\n${word}\n${text}`));
        expect(terms(text).filter((term) => !known.has(term))).toEqual([]);
      }),
    ));
});
