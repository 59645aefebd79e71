/** Vietnamese text to test with: generated words and sentences, and the ways in which the same word is spelled. */
import * as fc from 'fast-check';

const ONSETS = ['', 'b', 'c', 'ch', 'd', 'đ', 'g', 'gh', 'gi', 'h', 'k', 'kh', 'l', 'm', 'n', 'ng', 'ngh', 'nh', 'p'];
const MORE_ONSETS = ['ph', 'qu', 'r', 's', 't', 'th', 'tr', 'v', 'x'];
const RHYMES = [
  'a',
  'an',
  'ang',
  'ay',
  'ă',
  'ăm',
  'â',
  'âu',
  'e',
  'en',
  'ê',
  'ênh',
  'i',
  'iêu',
  'o',
  'oa',
  'oai',
  'oe',
];
const MORE_RHYMES = ['ô', 'ông', 'ơ', 'ươi', 'u', 'uy', 'uya', 'uyên', 'uyết', 'ư', 'ương', 'y', 'yên', 'ye'];
const TONES = ['', '\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];

/** One syllable in NFC; the tone on one of its vowels, wherever that is: people misplace it. */
export const syllable = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...ONSETS, ...MORE_ONSETS),
      fc.constantFrom(...RHYMES, ...MORE_RHYMES),
      fc.constantFrom(...TONES),
      fc.nat({ max: 2 }),
    )
    .map(([onset, rhyme, tone, at]) => {
      const letters = Array.from(rhyme);
      const vowel = Math.min(
        at,
        letters.findLastIndex((letter) => /^[aeiouy]/.test(letter.normalize('NFD'))),
      );
      letters[vowel] += tone;
      return `${onset}${letters.join('')}`.normalize('NFC');
    });

const OTHERS = [
  '2019',
  '22.500',
  '4,5',
  '28-29/6',
  'G20',
  'U 23',
  'Covid-19',
  'TP.HCM',
  'A320neo',
  'iPhone',
  'XCO',
  '5G',
];
const GAPS = [' ', ' ', ' ', ' ', ', ', '. ', '.\n', ' – ', ' (', ') ', ': ', '; ', '-', '/', '“', '” ', '…', '\u00A0'];

/** Words with what stands between them in an article. */
export const vietnamese = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 6, arbitrary: syllable() }, { weight: 1, arbitrary: fc.constantFrom(...OTHERS) }),
        fc.constantFrom(...GAPS),
        fc.boolean(),
      ),
      { maxLength: 25 },
    )
    .map((parts) =>
      parts
        .map(([word, gap, capital]) => (capital ? word.charAt(0).toUpperCase() + word.slice(1) : word) + gap)
        .join(''),
    );

/** Every code point there is, surrogates too. fast-check's own units of this kind take a second to be made. */
const codePoint = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((code) => String.fromCodePoint(code));

/** Any string that JavaScript can hold, lone surrogates too, with what is awkward for this analyzer more often. */
export const anything = (): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        codePoint(0, 0x10ffff),
        codePoint(0, 0xffff),
        codePoint(0, 0x24f),
        codePoint(0x300, 0x36f),
        syllable(),
        fc.constantFrom(
          '\uD800',
          '\uDC00',
          '\u0323',
          '\u0301\u0302',
          '\u200B',
          '\uFEFF',
          '\u00AD',
          '\u202E',
          '"((((',
          '½',
        ),
        fc.constantFrom('\u0E33', '\u1100\u1161', '\u0958', '\u1F80', '\uFDFA', '㍿', '가', 'ﬃ', '👨‍👩‍👧', '1️⃣', '🇻🇳'),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

/** Full-width forms of ASCII letters and digits, as East Asian keyboards send them. */
export const fullWidth = (text: string): string =>
  text.replace(/[A-Za-z0-9]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) as number) + 0xfee0));

const CYRILLIC = new Map(Object.entries({ a: 'а', c: 'с', e: 'е', o: 'о', p: 'р', x: 'х', y: 'у' }));
/** The first letter that has a look-alike replaced by it. */
export const withCyrillic = (word: string): string => {
  const found = /[aceopxy]/.exec(word);
  return found ? word.replace(found[0], CYRILLIC.get(found[0]) ?? '') : word;
};
