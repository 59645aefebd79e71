/** Given texts that came as Unicode, returns them as they were meant where somebody had read their bytes by a wrong table:
 *  TCVN3 or VNI inside UTF-8 (`Thñ t­íng`, `Thuû töôùng`), read as Latin-1 or as windows-1258, UTF-8 read as Latin-1 once or twice, VIQR.
 *  A text that is right already comes back as it is, and so does one of which it is not plain what it was. */
import { ENCODING_NAMES, type Encoding } from './encodings.ts';
import { likeness, SAMPLE_UNITS, shareOf } from './likeness.ts';
import { mayBeMisread, unread, withLostSpaces, withLostSpacesMarked } from './misread.ts';
import { bytesBefore1258, isStrange } from './read-as-1258.ts';
import { OLD_ENCODINGS, recognise, type OldEncoding } from './recognise.ts';
import { WINDOWS_1252 } from './single-byte.ts';
import { fromViqr, mayBeViqr, sureWords } from './viqr.ts';

export type Repaired<Text> = {
  readonly text: Text;
  /** What the text was; absent where it was changed in nothing. */
  readonly mended?: Encoding;
  /** What it may be, and why it was left as it is; for a report. */
  readonly doubt?: string;
};

export function repairText(text: string): Repaired<string> {
  const { text: texts, ...rest } = repairTexts([text]);
  return { text: texts[0] ?? text, ...rest };
}

/** The parts of one article are judged together, since a title alone is too short; each line is changed or left whole, since
 *  articles were put together from several sources. */
export function repairTexts(texts: readonly string[]): Repaired<readonly string[]> {
  const misread = texts.some(mayBeMisread) ? fromMisread(texts) : null;
  if (misread?.mended) return misread;
  const { odd, ascii, strange } = unlikeVietnamese(texts);
  const mixed = strange === '' ? null : fromStrange(texts, strange);
  if (mixed?.mended) return mixed;
  const old = odd === '' ? null : fromOld(texts, odd);
  if (old?.mended) return old;
  const viqr = mayBeViqr(ascii) ? fromAscii(texts, ascii) : null;
  return viqr ?? old ?? mixed ?? misread ?? { text: texts };
}

/** Letters that Vietnamese has and no other table of one byte yields: a line with one of them is right already. */
const VIETNAMESE = /[ăđơưĂĐƠƯ\u1EA0-\u1EF9]|[\u0300-\u0323]/;
const HIGH = /[\u0080-\u00FF]/;
const isMarked = (line: string): boolean => HIGH.test(line) || VIETNAMESE.test(line);
const isOdd = (line: string): boolean => !VIETNAMESE.test(line) && HIGH.test(line);
/** Or with signs that editors put into any text. */
const isAscii = (line: string): boolean => /^[\s!-~\u2010-\u203A]*$/.test(line);

type Samples = { readonly odd: string; readonly ascii: string; readonly strange: string };

/** Lines without any letter that is Vietnamese only, by what they may be, and strange ones; no more of them than a sample takes. */
function unlikeVietnamese(texts: readonly string[]): Samples {
  let odd = '';
  let strange = '';
  let ascii = '';
  for (const text of texts) {
    for (const line of text.split('\n')) {
      if (VIETNAMESE.test(line)) {
        if (isStrange(line)) strange += strange.length < SAMPLE_UNITS ? `${line}\n` : '';
        continue;
      }
      if (HIGH.test(line)) odd += odd.length < SAMPLE_UNITS ? `${line}\n` : '';
      else if (isAscii(line)) ascii += ascii.length < SAMPLE_UNITS ? `${line}\n` : '';
    }
  }
  return { odd, ascii, strange };
}

const eachLine = (
  texts: readonly string[],
  isWanted: (line: string) => boolean,
  to: (line: string) => string,
): string[] =>
  texts.map((text) =>
    text
      .split('\n')
      .map((line) => (isWanted(line) ? to(line) : line))
      .join('\n'),
  );

/** One run may be an accident, and a few in a long text are examples in an article about such runs. In English every
 *  hundredth word or so has a sign that can be misread (`donâ€™t`), in Vietnamese nearly each has. */
const SURE_RUNS = 2;
const MOST_UNITS_A_RUN = 3000;
const MOST_ODD = 0.25;

function fromMisread(texts: readonly string[]): Repaired<readonly string[]> | null {
  const all = texts.join('\n');
  const { sure, odd, times } = unread(all);
  if (sure === 0 || odd > sure * MOST_ODD) return null;
  const mended: Encoding = times > 1 ? 'misread-twice' : 'misread';
  if (sure < SURE_RUNS || sure * MOST_UNITS_A_RUN < all.length) {
    const what = sure === 1 ? 'a single stretch looks' : 'a few stretches look';
    return { text: texts, doubt: `${what} like ${ENCODING_NAMES[mended]}` };
  }
  return { text: texts.map((text) => text.split('\n').map(fromMisreadLine).join('\n')), mended };
}

/** In a line with Vietnamese letters, a capital before a quote is what it is. */
function fromMisreadLine(line: string): string {
  const { text, sure } = unread(withLostSpacesMarked(line), { withWeak: !VIETNAMESE.test(line) });
  return sure > 0 ? withLostSpaces(text) : line;
}

const TRIFLE_WORDS = 4;

function fromOld(texts: readonly string[], odd: string): Repaired<readonly string[]> | null {
  const asIs = shareOf(likeness(odd));
  const verdict = recognise(bytesOf(odd), { asIs });
  if (verdict.is === 'other') return null;
  if (verdict.is === 'doubtful') {
    // A few words in an article that is right are no reason to suspect it.
    const isTrifle = likeness(odd).accented < TRIFLE_WORDS && texts.some((text) => VIETNAMESE.test(text));
    return isTrifle ? null : { text: texts, doubt: verdict.doubt };
  }
  const to = OLD_ENCODINGS[verdict.encoding satisfies OldEncoding];
  return { text: eachLine(texts, isOdd, (line) => to(bytesOf(line))), mended: verdict.encoding };
}

/** What was read as windows-1258 has letters of Vietnamese by accident, so each line is held against what it would become. */
function fromStrange(texts: readonly string[], strange: string): Repaired<readonly string[]> | null {
  const before = bytesBefore1258(strange);
  if (before === null) return null;
  const verdict = recognise(before, { asIs: shareOf(likeness(strange)) });
  if (verdict.is === 'other' || verdict.encoding === 'windows-1258') return null;
  if (verdict.is === 'doubtful') return { text: texts, doubt: verdict.doubt };
  const to = OLD_ENCODINGS[verdict.encoding satisfies OldEncoding];
  const mended = (line: string): string => {
    const bytes = bytesBefore1258(line);
    const meant = bytes === null ? line : to(bytes);
    return shareOf(likeness(meant)) > shareOf(likeness(line)) ? meant : line;
  };
  return { text: eachLine(texts, isMarked, mended), mended: verdict.encoding };
}

const SPECIAL: ReadonlyMap<string, string> = new Map(
  WINDOWS_1252.slice(0x80, 0xa0).map((sign, at) => [sign, String.fromCharCode(0x80 + at)]),
);
const SPECIALS = new RegExp(`[${WINDOWS_1252.slice(0x80, 0xa0).join('')}]`, 'g');
const bytesOf = (line: string): string => line.replace(SPECIALS, (sign) => SPECIAL.get(sign) ?? sign);

/** Of the words of a text in VIQR, two of three have signs that ordinary text has not. */
const VIQR_SHARE = 0.3;
const VIQR_DOUBT_SHARE = 0.15;
const VIQR_WORDS = 4;

function fromAscii(texts: readonly string[], ascii: string): Repaired<readonly string[]> | null {
  const { sure, words } = sureWords(ascii);
  const share = sure / words;
  const name = ENCODING_NAMES.viqr;
  if (sure >= VIQR_WORDS && share >= VIQR_SHARE) return { text: eachLine(texts, isAscii, fromViqr), mended: 'viqr' };
  if (sure >= VIQR_WORDS && share >= VIQR_DOUBT_SHARE) return { text: texts, doubt: `some of it looks like ${name}` };
  if (sure >= 2 && share >= 0.5) return { text: texts, doubt: `it may be ${name}, and is too short to tell` };
  return null;
}
