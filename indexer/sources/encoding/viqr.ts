/** Given a text in VIQR, which writes the marks as ASCII signs behind their letters (`Thu? tu+o+'ng`), returns it with
 *  letters. RFC 1456 has the signs; `*` for the horn and `D-` are not in it, and common.
 *  A sign that also ends sentences or quotes (`? . '`) is a mark only where a syllable comes out that is spelled right with
 *  the tone on that very letter, so `Thật không?` keeps its question mark. Addresses are left alone. */
import { couldBeWord } from './likeness.ts';

const QUALITIES: ReadonlyMap<string, string> = new Map([
  ['^', '\u0302'],
  ['(', '\u0306'],
  ['+', '\u031B'],
  ['*', '\u031B'],
]);
const TONES: ReadonlyMap<string, string> = new Map([
  ["'", '\u0301'],
  ['`', '\u0300'],
  ['?', '\u0309'],
  ['~', '\u0303'],
  ['.', '\u0323'],
]);

/** Letters with signs behind them. The signs of one letter: a quality where it can have one, then a tone. */
const WORD = /(?:[aA][(^]?|[eE]\^?|[oO][+*^]?|[uU][+*]?|[iIyY])[`~'?.]?|[dD]-(?=[aeiouyAEIOUY])|\\.|[A-Za-z]/;
const RUN = new RegExp(
  [
    String.raw`\b(?:https?:|ftp:|mailto:|www\.)[^\s<>"]+`,
    String.raw`[\w.+-]+@[\w-]+\.[\w.-]+`,
    '<[^<>]{1,2000}>',
    `(?:${WORD.source})+`,
  ].join('|'),
  'g',
);
const IS_WORD = new RegExp(`^(?:${WORD.source})+$`);
const LETTER = new RegExp(WORD.source, 'g');
/** Signs that no ordinary text has behind such a letter. */
const IS_SURE = /[aeo]\^|a\(|[ou][+*]|[aeiouy^(+*][`~]|^d[d-](?=[aeiouy])|[aeiouy^(+*]['?.](?=[a-z])/i;

export function fromViqr(text: string): string {
  return text.replace(RUN, (run) => (IS_WORD.test(run) ? wordOf(run) : run));
}

/** A cheap look beforehand. */
export const mayBeViqr = (text: string): boolean => /[aeo]\^|[ou][+*]|[aeiouy]`/i.test(text);

/** How many words of `text` have signs that ordinary text does not have, and come out as syllables; of how many. Not those of
 *  one letter: `O+` is a blood group. */
export function sureWords(text: string): { readonly sure: number; readonly words: number } {
  const words = (text.match(RUN) ?? []).filter((run) => IS_WORD.test(run));
  return { sure: words.filter((run) => IS_SURE.test(run) && isSyllable(wordOf(run))).length, words: words.length };
}

const isSyllable = (word: string): boolean => word.length > 1 && couldBeWord(word);

function wordOf(run: string): string {
  const letters = run.match(LETTER) ?? [];
  const last = letters.length - 1;
  const all = letters.map((each, at) => letterOf(each, at)).join('');
  const stroked = withStroke(all);
  const end = letters[last] ?? '';
  const doubtful = /[?.']$/.test(end) && !end.startsWith('\\');
  if (!doubtful || (hasPlacedTone(stroked) && couldBeWord(stroked))) return stroked;
  return (
    withStroke([...letters.slice(0, last), end.slice(0, -1)].map((each, at) => letterOf(each, at)).join('')) +
    end.slice(-1)
  );
}

function letterOf(signs: string, at: number): string {
  if (signs.startsWith('\\')) return signs.slice(1);
  const letter = signs.charAt(0);
  if (signs.endsWith('-')) return at === 0 ? stroke(letter) : signs;
  const marks = signs
    .slice(1)
    .split('')
    .map((sign) => QUALITIES.get(sign) ?? TONES.get(sign) ?? sign);
  return (letter + marks.join('')).normalize('NFC');
}

const stroke = (letter: string): string => (letter === 'd' ? 'đ' : 'Đ');
/** `dd` stands at the start of a syllable only: `add` and `Freddy` have none. */
const withStroke = (word: string): string =>
  ABBREVIATION.test(word)
    ? word.replace('DD', 'Đ')
    : word.replace(/^([dD])[dD](?=\p{L})/u, (_, first: string) => stroke(first));
/** `HDDQT`, `BDDS`. */
const ABBREVIATION = /^[B-DF-HJ-NP-TV-Z]*DD[B-DF-HJ-NP-TV-Z]+$/;

/** Where a tone may stand at the end of a word: on its only vowel, or on one that school books put it on. `ai?` is a
 *  question, `hoa?` may be `hoả`. */
function hasPlacedTone(word: string): boolean {
  const vowels = /[aeiouy]+$/.exec(plainOf(word.toLowerCase().replace(/^(?:qu|gi(?=.))/, '')))?.[0] ?? '';
  return vowels.length === 1 || /^(?:oa|oe|uy|ue|uo)$/.test(vowels);
}

const plainOf = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');
