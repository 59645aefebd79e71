/** Given a text, returns its words in order, each with its place in the text and the forms the index knows it by.
 *  Works on the text as it stands, so that a place is a place in the very string that is shown to the reader. */
import { foldWord, INVISIBLE, type WordForms } from './fold.ts';

export type Word = WordForms & {
  /** `[start, end)` in UTF-16 units of the text; never inside a letter and its accents. */
  readonly start: number;
  readonly end: number;
  /** A sentence, line or clause mark stands between this word and the one before; no pair crosses it. */
  readonly opens: boolean;
};

/** A number with its separators (`22.500`, `4,5`), a run of letters with their marks, or one sign of a script that
 *  writes without spaces. Letters and digits are always two words, so that `G20`, `G-20` and `G 20` are the same two. */
const WORD = new RegExp(
  [
    '\\p{Nd}+(?:[.,]\\p{Nd}+)*\\p{M}*',
    '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]\\p{M}*',
    `(?:(?![\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}])\\p{L}[\\p{M}${INVISIBLE}]*)+`,
    '[\\p{No}\\p{Nl}]\\p{M}*',
  ].join('|'),
  'gu',
);

/** Longer runs are no words of a language (base64, a key held down); what is cut off is still skipped as one word.
 *  German's longest everyday compounds have about 40 letters, Vietnamese syllables at most 7. */
const MAX_WORD_UNITS = 64;

const FORMS_KEPT = 50_000;
const forms = new Map<string, WordForms>();

/** Never throws; empty for a text without letters and digits. */
export function words(text: string): Word[] {
  const found: Word[] = [];
  let last = 0;
  let opens = true;
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    const start = match.index;
    if (!opens) opens = opensSentence(text, last, start, found.at(-1));
    for (const part of isNumber(raw)
      ? numberParts(raw, start)
      : [{ ...formsOf(raw), start, end: start + raw.length }]) {
      if (part.folded === '') continue;
      found.push({ ...part, opens });
      opens = false;
    }
    last = start + raw.length;
  }
  return found;
}

/** How many words a text has, without looking at them closer: for the average lengths of an index. */
export function countWords(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(WORD)) count += 1;
  return count;
}

function formsOf(raw: string): WordForms {
  const known = forms.get(raw);
  if (known) return known;
  const made = foldWord(raw.length > MAX_WORD_UNITS ? cutAtLetter(raw, MAX_WORD_UNITS) : raw);
  if (forms.size >= FORMS_KEPT) forms.clear(); // refilled within one article; cheaper than keeping an order of use
  forms.set(raw, made);
  return made;
}

const isNumber = (raw: string): boolean => /^\p{Nd}/u.test(raw);
const GROUPED = /^([1-9]\d{0,2})((?:\.\d{3})+|(?:,\d{3})+)(?:[.,](\d{1,2}))?$/;
const DECIMAL = /^(\d+)[.,](\d+)$/;

/** `22.500`, `22,500` and `22500` are one number, `4,5` and `4.5` are one; `1.2.2019` is three; `05` is `5`. */
function numberParts(raw: string, start: number): Omit<Word, 'opens'>[] {
  const digits = asciiDigits(raw);
  const whole = (text: string): Omit<Word, 'opens'>[] => [
    { exact: text, folded: text, start, end: start + raw.length },
  ];
  if (digits.length > MAX_WORD_UNITS) return whole(digits.slice(0, MAX_WORD_UNITS));
  const grouped = GROUPED.exec(digits);
  if (grouped)
    return whole(grouped[1] + (grouped[2] ?? '').replace(/[.,]/g, '') + (grouped[3] ? `.${grouped[3]}` : ''));
  const decimal = DECIMAL.exec(digits);
  if (decimal) return whole(`${plainNumber(decimal[1] ?? '')}.${decimal[2]}`);
  let at = start;
  return raw.split(/[.,]/).map((piece) => {
    const number = plainNumber(asciiDigits(piece));
    const part = { exact: number, folded: number, start: at, end: at + piece.length };
    at += piece.length + 1;
    return part;
  });
}

/** Days and months are written `5` and `05`; longer numbers with a leading zero are codes and stay what they are. */
const plainNumber = (digits: string): string =>
  digits.length === 2 && digits.startsWith('0') ? digits.slice(1) : digits;
/** Full-width and mathematical digits are digits; those of other scripts stay as they are. */
const asciiDigits = (text: string): string =>
  /^[\d.,]*$/.test(text) ? text : text.normalize('NFKC').replace(/\p{M}/gu, '');

const SENTENCE_END = /[.!?…。！？][\s"'”’)\]]*\s|[\n\r;:|•\u2028\u2029]|\s[-–—*]\s/u;
const VOWEL = /[aeiouy]/;

/** A full stop after `TP`, `Q` or `Th` shortens a word; it ends no sentence. */
function opensSentence(text: string, from: number, to: number, before: Word | undefined): boolean {
  if (to - from === 1) return text[from] === '\n';
  const between = text.slice(from, to);
  if (!SENTENCE_END.test(between)) return false;
  return !(/^\.[ \u00A0]$/.test(between) && before !== undefined && isAbbreviation(before.folded));
}

const isAbbreviation = (folded: string): boolean =>
  folded.length === 1 ? /[a-z]/.test(folded) : !VOWEL.test(folded) && !/\d/.test(folded);

/** The first `units` of a text or a little less, so that no letter is parted from its accents. */
export function cutAtLetter(raw: string, units: number): string {
  if (raw.length <= units) return raw;
  let end = units;
  while (end > 0 && /^[\p{M}\uDC00-\uDFFF]/u.test(raw.slice(end))) end -= 1;
  return raw.slice(0, end);
}
