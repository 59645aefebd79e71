import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWord, withoutAccents } from '../../../core/text/fold.ts';
import { anything, fullWidth, syllable, withCyrillic } from './spellings.ts';

const nfd = (text: string): string => text.normalize('NFD');

describe('what people type without accents', () => {
  test.each([
    { why: 'đ has no decomposition, NFD alone misses it', word: 'Đường', folded: 'duong' },
    { why: 'scanned pages hold eth (U+00D0) for Đ', word: '\u00D0ại', folded: 'dai' },
    { why: 'and small eth', word: '\u00F0ại', folded: 'dai' },
    { why: 'and African d (U+0189)', word: '\u0189ại', folded: 'dai' },
    { why: 'two marks on one letter', word: 'nghiễu', folded: 'nghieu' },
    { why: 'the horn is a mark too', word: 'thương', folded: 'thuong' },
    { why: 'French names in the news', word: 'Mbappé', folded: 'mbappe' },
    { why: 'Danish ø does not decompose', word: 'Sørensen', folded: 'sorensen' },
    { why: 'Polish ł does not decompose', word: 'Wałęsa', folded: 'walesa' },
    { why: 'German ß is typed ss', word: 'Gießen', folded: 'giessen' },
    { why: 'ligatures from PDF files', word: 'of\uFB01ce', folded: 'office' },
    { why: 'full-width letters from East Asian keyboards', word: 'ＶＮ', folded: 'vn' },
    { why: 'mathematical letters from social media', word: '𝐕𝐢𝐞𝐭', folded: 'viet' },
    { why: 'Turkish dotted İ has a mark when lower-cased', word: 'İstanbul', folded: 'istanbul' },
    { why: 'a Cyrillic С in a Latin word', word: '\u0421ovid', folded: 'covid' },
    { why: 'a Greek ο in a Latin word', word: 'G\u03BFogle', folded: 'google' },
    { why: 'a Cyrillic word is a Cyrillic word', word: 'Россия', folded: 'россия' },
    { why: 'letters keep their number: no merging of doubled ones', word: 'xoong', folded: 'xoong' },
    { why: 'Zalgo: any number of marks is none', word: `K${'\u0301\u0323'.repeat(128)}uril`, folded: 'kuril' },
    { why: 'a mark alone is nothing to search for', word: '\u0301', folded: '' },
    { why: 'an invisible sign alone is nothing', word: '\u200B', folded: '' },
  ])('$word → $folded — $why', ({ word, folded }) => expect(foldWord(word).folded).toBe(folded));
});

describe('one word, two spellings', () => {
  test.each([
    { why: 'tone placement, old and new', one: 'hoà', other: 'hòa' },
    { why: 'tone placement, uy', one: 'thuỷ', other: 'thủy' },
    { why: 'tone placement, oe', one: 'khoẻ', other: 'khỏe' },
    { why: 'a tone on the u of qu is a slip', one: 'quý', other: 'qúy' },
    { why: 'macOS file names are decomposed', one: 'nghiệp', other: nfd('nghiệp') },
    { why: 'marks in the other order', one: 'ệ', other: 'e\u0302\u0323' },
    { why: 'half composed, as some converters leave it', one: 'ế', other: 'ê\u0301' },
    { why: 'capitals', one: 'đường', other: 'ĐƯỜNG' },
    { why: 'capitals of a decomposed word', one: 'thưởng', other: nfd('THƯỞNG') },
    { why: 'kỹ sư, kĩ sư', one: 'kỹ', other: 'kĩ' },
    { why: 'địa lý, địa lí', one: 'lý', other: 'lí' },
    { why: 'nước Mỹ, nước Mĩ', one: 'Mỹ', other: 'Mĩ' },
    { why: 'tỷ đồng, tỉ đồng', one: 'tỷ', other: 'tỉ' },
    { why: 'bác sỹ, bác sĩ', one: 'sỹ', other: 'sĩ' },
    { why: 'hy vọng, hi vọng', one: 'hy', other: 'hi' },
    { why: 'quý một, quí một', one: 'quý', other: 'quí' },
    { why: 'công ty, công ti', one: 'ty', other: 'ti' },
    { why: 'Đ and eth', one: 'Đắk', other: '\u00D0ắk' },
    { why: 'a soft hyphen from a typesetter', one: 'Kuril', other: 'Ku\u00ADril' },
    { why: 'a zero-width space from a web page', one: 'Kuril', other: 'Ku\u200Bril' },
    { why: 'a joiner between a letter and its mark', one: 'bão', other: 'ba\u200D\u0303o' },
    { why: 'a byte order mark inside a file that was joined', one: 'bão', other: '\uFEFFbão' },
    { why: 'the same mark twice', one: 'ệ', other: 'e\u0302\u0302\u0323' },
  ])('$one = $other — $why', ({ one, other }) => expect(foldWord(other)).toEqual(foldWord(one)));
});

describe('two words that fold to one', () => {
  test.each([
    { why: 'ghost, mother', one: 'ma', other: 'má' },
    { why: 'a tone apart', one: 'bán', other: 'bạn' },
    { why: 'a letter apart', one: 'an', other: 'ân' },
    { why: 'đ is another letter than d', one: 'đa', other: 'da' },
    { why: 'u and ư', one: 'tu', other: 'tư' },
  ])('$one ≠ $other — $why', ({ one, other }) => {
    expect(foldWord(one).folded).toBe(foldWord(other).folded);
    expect(foldWord(one).exact).not.toBe(foldWord(other).exact);
  });
});

describe('two words that look alike to a careless fold', () => {
  test.each([
    { why: 'ear, hand: y decides after a vowel', one: 'tai', other: 'tay' },
    { why: 'thúy is a name, thúi is a smell', one: 'thúy', other: 'thúi' },
    { why: 'the y of a foreign word stays', one: 'sky', other: 'ski' },
  ])('$one ≠ $other — $why', ({ one, other }) => expect(foldWord(one).folded).not.toBe(foldWord(other).folded));
});

describe('laws', () => {
  test('every spelling of a syllable is the same word', () =>
    fc.assert(
      fc.property(syllable(), (word) => {
        const forms = foldWord(word);
        const spellings = [nfd(word), word.toUpperCase(), nfd(word).toUpperCase(), fullWidth(word), `${word}\u200B`];
        // A Cyrillic letter alone is a Cyrillic word.
        if (word.length > 1) spellings.push(withCyrillic(word));
        for (const spelling of spellings) expect(foldWord(spelling)).toEqual(forms);
      }),
    ));

  test('folded is what the same word without accents folds to, and has none itself', () =>
    fc.assert(
      fc.property(syllable(), (word) => {
        const { folded } = foldWord(word);
        expect(folded).toMatch(/^[a-z]+$/);
        expect(foldWord(withoutAccents(word))).toEqual({ exact: folded, folded });
      }),
    ));

  test('exact is a fixed point, in NFC', () =>
    fc.assert(
      fc.property(syllable(), (word) => {
        const forms = foldWord(word);
        expect(foldWord(forms.exact)).toEqual(forms);
        expect(forms.exact.normalize('NFC')).toBe(forms.exact);
      }),
    ));

  test('any Unicode has two forms, or none', () =>
    fc.assert(
      fc.property(anything(), (word) => {
        const { exact, folded } = foldWord(word);
        expect(exact === '').toBe(folded === '');
        expect(foldWord(word.normalize('NFD'))).toEqual({ exact, folded });
      }),
      { numRuns: 500 },
    ));
});

test.each([
  {
    why: 'case, spaces and signs stay',
    text: 'Giá xăng RON 95 lên 22.500 đồng/lít!',
    bare: 'Gia xang RON 95 len 22.500 dong/lit!',
  },
  { why: 'Đ and its look-alike', text: 'Đắk Lắk, \u00D0ắk Nông', bare: 'Dak Lak, Dak Nong' },
  { why: 'decomposed text too', text: nfd('thủ tướng Nhật Bản'), bare: 'thu tuong Nhat Ban' },
  { why: 'other letters are left', text: '日本 Россия', bare: '日本 Россия' },
])('without accents: $text — $why', ({ text, bare }) => expect(withoutAccents(text)).toBe(bare));
