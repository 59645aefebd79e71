/** Given one word as it stands in a text, returns the two forms the index knows it by: as written, and without accents.
 *  Spellings that readers take for the same word have the same forms: NFC and NFD, capitals, either placement of the tone
 *  mark, `kỹ` and `kĩ`, look-alike letters, invisible characters. */

export type WordForms = {
  /** Letters with their own marks (â, ơ, đ), the tone behind the last letter: both `hoà` and `hòa` are `hoà`. */
  readonly exact: string;
  /** Letters alone: `hoa`. */
  readonly folded: string;
};

/** Grave, acute, hook, tilde, dot below: the five written tones. Everything else on a letter makes it another letter. */
const TONES = new Set(['\u0300', '\u0301', '\u0309', '\u0303', '\u0323']);

/** Signs that a word may hold and nobody sees, as a class of a regular expression: soft hyphen, zero-width space and
 *  joiners, direction marks, word joiner, variation selectors, byte order mark, Mongolian vowel separator. */
export const INVISIBLE =
  '\\u00AD\\u034F\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFE00-\\uFE0F\\uFEFF';
const INVISIBLES = new RegExp(`[${INVISIBLE}]`, 'gu');
export const withoutInvisible = (text: string): string => text.replace(INVISIBLES, '');

/** Letters that stand for `đ` in scanned or converted texts: eth and African d. */
const STROKE_LOOKALIKES: ReadonlyMap<string, string> = new Map([
  ['ð', 'đ'],
  ['ɖ', 'đ'],
]);

/** Letters that no decomposition takes apart, and what people type for them. */
const UNDECOMPOSABLE: ReadonlyMap<string, string> = new Map([
  ['đ', 'd'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ı', 'i'],
  ['þ', 'th'],
]);

/** Cyrillic and Greek letters that look like Latin ones: text from mixed keyboards holds `Сovid` with a Cyrillic С. */
const LATIN_LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    с: 'c',
    е: 'e',
    һ: 'h',
    і: 'i',
    ј: 'j',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    ѕ: 's',
    т: 't',
    у: 'y',
    ԝ: 'w',
    х: 'x',
    α: 'a',
    ο: 'o',
    ν: 'v',
    ρ: 'p',
    υ: 'u',
    ι: 'i',
  }),
);

const HAS_LATIN = /\p{Script=Latin}/u;
const HAS_LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const PLAIN = /^[a-z0-9]+$/;
/** `kỹ/kĩ`, `lý/lí`, `Mỹ/Mĩ`, `quý/quí`, `công ty/ti`: i and y are one vowel where it ends these syllables; `tai` and `tay` are not. */
const OPEN_Y = /^(h|k|l|m|s|t|qu)y$/;

/** `word`: letters, digits and marks of one word, at most a few dozen characters; any Unicode is safe. Two empty strings
 *  where nothing of it can be searched (a lone mark). */
export function foldWord(word: string): WordForms {
  const lower = word.toLowerCase();
  if (PLAIN.test(lower)) {
    const same = oneVowelY(lower);
    return { exact: same, folded: same };
  }
  return split(latinised(withoutInvisible(lower).normalize('NFKC').toLowerCase()));
}

/** As it is shown again to whoever typed it: NFC, white space folded. A space at either end stays one. */
export const tidied = (typed: string): string => typed.normalize('NFC').replace(/\s+/gu, ' ');

/** Takes the accents off, and nothing else: for texts as people without an input method would type them. */
export function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐðÐ]/g, (letter) => (letter === 'đ' || letter === 'ð' ? 'd' : 'D'))
    .normalize('NFC');
}

function latinised(word: string): string {
  if (!HAS_LOOKALIKE.test(word) || !HAS_LATIN.test(word)) return word;
  return Array.from(word, (letter) => LATIN_LOOKALIKES.get(letter) ?? letter).join('');
}

function split(word: string): WordForms {
  let letters = ''; // with quality marks, decomposed
  let folded = '';
  let tone = '';
  for (const sign of word.normalize('NFD')) {
    if (TONES.has(sign)) {
      tone ||= sign; // a second tone on one word is damage; the first is as good as any
    } else if (isMark(sign)) {
      if (letters !== '' && !letters.endsWith(sign)) letters += sign;
    } else if (isLetterOrDigit(sign)) {
      const letter = STROKE_LOOKALIKES.get(sign) ?? sign;
      letters += letter;
      folded += UNDECOMPOSABLE.get(letter) ?? letter;
    }
  }
  if (folded === '') return { exact: '', folded: '' };
  return { exact: (oneVowelY(letters) + tone).normalize('NFC'), folded: oneVowelY(folded) };
}

const oneVowelY = (word: string): string => (word.endsWith('y') && OPEN_Y.test(word) ? `${word.slice(0, -1)}i` : word);
const isMark = (sign: string): boolean => /^\p{M}$/u.test(sign);
const isLetterOrDigit = (sign: string): boolean => /^[\p{L}\p{N}]$/u.test(sign);
