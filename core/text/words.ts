/** Given a text, returns its words in order, each with its place in the text and the forms the index knows it by.
 *  Works on the text as it stands, so that a place is a place in the very string that is shown to the reader. */
import { foldWord, INVISIBLE, withoutInvisible, type WordForms } from './fold.ts';
import { nextRun } from './scan.ts';

export type Word = WordForms & {
  /** `[start, end)` in UTF-16 units of the text; never inside a letter and its accents. */
  readonly start: number;
  readonly end: number;
  /** A sentence, line or clause mark stands between this word and the one before; no pair crosses it. */
  readonly opens: boolean;
};

const SPACE = 0x20;

/** Longer runs are no words of a language (base64, a key held down); what is cut off is still skipped as one word.
 *  German's longest everyday compounds have about 40 letters, Vietnamese syllables at most 7. */
const MAX_WORD_LETTERS = 64;

/** Forms that were made, each where a hash of its letters says; another word with the same place takes it. A map of strings takes
 *  twice as long, for the string that it wants and its hash. */
type Kept = { readonly raw: string; readonly forms: WordForms };
const PLACES = 1 << 15;
/** Of longer ones V8 keeps the whole text for its slice; a syllable has at most 7 letters, with as many accents. */
const MOST_KEPT = 12;
const kept: (Kept | undefined)[] = Array.from({ length: PLACES }, () => undefined);

/** Never throws; empty for a text without letters and digits. `most`: looks no further than it takes for so many, and may
 *  return a few more. @default all */
export function words(text: string, most = Infinity): Word[] {
  const found: Word[] = [];
  let last = 0;
  let opens = true;
  for (let run = nextRun(text, 0); run && found.length < most; run = nextRun(text, run.end)) {
    const { start, end, isNumber } = run;
    if (!opens && !(start === last + 1 && text.charCodeAt(last) === SPACE))
      opens = opensSentence(text, last, start, found.at(-1));
    if (!isNumber) {
      const { exact, folded } = formsOf(text, start, end);
      if (folded !== '') {
        found.push({ exact, folded, start, end, opens });
        opens = false;
      }
    } else {
      for (const part of numberParts(text.slice(start, end), start)) {
        const { exact, folded } = part;
        found.push({ exact, folded, start: part.start, end: part.end, opens });
        opens = false;
      }
    }
    last = end;
  }
  return found;
}

/** How many words a text has, without looking at them closer: for the average lengths of an index. */
export function countWords(text: string): number {
  let count = 0;
  for (let run = nextRun(text, 0); run; run = nextRun(text, run.end))
    count += run.isNumber ? numberParts(text.slice(run.start, run.end), 0).length : 1;
  return count;
}

function formsOf(text: string, start: number, end: number): WordForms {
  const length = end - start;
  if (length > MAX_WORD_LETTERS) return foldWord(firstLetters(text.slice(start, end))); // not kept: it may be of any length
  let hash = length;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
  const known = kept[place];
  if (known?.raw.length === length && isAt(text, start, known.raw)) return known.forms;
  const raw = text.slice(start, end);
  const forms = foldWord(raw);
  if (length <= MOST_KEPT) kept[place] = { raw, forms };
  return forms;
}

/** Faster than `startsWith` for words of a few letters. */
function isAt(text: string, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i += 1) if (text.charCodeAt(start + i) !== word.charCodeAt(i)) return false;
  return true;
}

/** Counted in letters, as NFD has more units than NFC; no letter has eight accents, and sorting a million takes long. */
const firstLetters = (raw: string): string => (FIRST_LETTERS.exec(raw)?.[0] ?? '').replace(/(\p{M}{8})\p{M}+/gu, '$1');
const FIRST_LETTERS = new RegExp(`^(?:[^\\p{M}${INVISIBLE}][\\p{M}${INVISIBLE}]*){1,${MAX_WORD_LETTERS}}`, 'u');

const DIGITS_ALONE = /^\d+$/;
const GROUPED = /^([1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+))(?:[.,](\d{1,2}))?$/;

/** `22.500`, `22,500` and `22500` are one number. Any other sign between digits divides numbers: `28.6` is written for `28/6`
 *  as often as for a decimal, and `4,5` is still found as a pair. `05` is `5`. */
function numberParts(raw: string, start: number): Omit<Word, 'opens'>[] {
  const digits = asciiDigits(raw);
  const part = (text: string, from: number, to: number) => ({
    exact: text,
    folded: text,
    start: start + from,
    end: start + to,
  });
  if (digits.length > MAX_WORD_LETTERS) return [part(digits.slice(0, MAX_WORD_LETTERS), 0, raw.length)];
  if (DIGITS_ALONE.test(raw)) return [part(plainNumber(raw), 0, raw.length)];
  const [, grouped, decimals] = GROUPED.exec(digits) ?? [];
  if (grouped !== undefined) {
    const whole = grouped.replace(/[.,]/g, '');
    if (decimals === undefined) return [part(whole, 0, raw.length)];
    const point = raw.search(/[.,]\P{Nd}*\p{Nd}+\P{Nd}*$/u);
    return [part(whole, 0, point), part(plainNumber(decimals), point + 1, raw.length)];
  }
  let at = 0;
  return raw.split(/[.,]/).map((piece) => {
    const from = at;
    at += piece.length + 1;
    return part(plainNumber(asciiDigits(piece)), from, from + piece.length);
  });
}

/** Days and months are written `5` and `05`; longer numbers with a leading zero are codes and stay what they are. */
const plainNumber = (digits: string): string =>
  digits.length === 2 && digits.startsWith('0') ? digits.slice(1) : digits;
/** Full-width and mathematical digits are digits; those of other scripts stay as they are. */
const asciiDigits = (text: string): string =>
  /^[\d.,]*$/.test(text) ? text : withoutInvisible(text).normalize('NFKC').replace(/\p{M}/gu, '');

const SENTENCE_END = /[.!?…][\s"'”’)\]]*\s|[。！？\n\r;\u037E:|\u2028\u2029]|\s[-–—*]\s/u;
/** What ends a sentence where it stands alone between two words: `8:30` and `và|hoặc` are one. */
const LONE_END = /[。！？\n\r\u2028\u2029]/u;
const VOWEL = /[aeiouy]/;

/** A full stop after `TP`, `Q` or `Th` shortens a word; it ends no sentence. */
function opensSentence(text: string, from: number, to: number, before: Word | undefined): boolean {
  if (to - from === 1) return LONE_END.test(text.charAt(from));
  const between = withoutInvisible(text.slice(from, to));
  if (!(between.length === 1 ? LONE_END : SENTENCE_END).test(between)) return false;
  return !(/^\.[ \u00A0]$/.test(between) && before !== undefined && isAbbreviation(before));
}

/** `TP`, `Th`; `Q`, `Đ`: of single letters those without an accent, as `ạ` and `ở` end sentences. */
const isAbbreviation = ({ exact, folded }: Word): boolean =>
  folded.length === 1 ? /[a-zđ]/.test(exact) : !VOWEL.test(folded) && !/\d/.test(folded);

/** The first `units` of a text or a little less, so that no letter is parted from its accents. */
export function cutAtLetter(raw: string, units: number): string {
  if (raw.length <= units) return raw;
  let end = units;
  while (end > 0 && /^[\p{M}\uDC00-\uDFFF]/u.test(raw.slice(end))) end -= 1;
  return raw.slice(0, end);
}
