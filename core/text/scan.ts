/** Given a text and a place in it, returns the next run of letters or digits there, which are words but for how they are read.
 *  Says what the pattern below says; it only looks faster at plain letters and digits, which nearly all runs are made of. */
import { INVISIBLE } from './fold.ts';

/** `[start, end)` in UTF-16 units. */
export type Run = { readonly start: number; readonly end: number; readonly isNumber: boolean };

const DIGITS = `(?:\\p{Nd}[${INVISIBLE}]*)+`;
const UNSPACED = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
/** A number with its separators (`22.500`, `4,5`; the group), a run of letters with their marks, or one sign of a script
 *  that writes without spaces. Letters and digits are always two words, so that `G20`, `G-20` and `G 20` are the same two. */
const WORD = new RegExp(
  [
    `(?:[\\p{L}--${UNSPACED}][\\p{M}${INVISIBLE}]*)+`,
    `(${DIGITS}(?:[.,][${INVISIBLE}]*${DIGITS})*\\p{M}*)`,
    `${UNSPACED}\\p{M}*`,
    '[\\p{No}\\p{Nl}]\\p{M}*',
  ].join('|'),
  'gv',
);

/** What a UTF-16 unit may be to a run; looked up, as the patterns take many times as long. `inner` goes on with any run, `other`
 *  is for the pattern. */
const Unit = { unknown: 0, sign: 1, letter: 2, inner: 3, digit: 4, other: 5 } as const;
const units = new Uint8Array(0x10000);
const LETTER = new RegExp(`^[\\p{L}--${UNSPACED}]$`, 'v');
const INNER = new RegExp(`^[\\p{M}${INVISIBLE}]$`, 'v');
const OTHER = new RegExp(`^[${UNSPACED}\\p{N}\\p{Cs}]$`, 'v');

function unitAt(text: string, at: number): number {
  if (at >= text.length) return Unit.sign;
  const code = text.charCodeAt(at);
  const known = units[code] as number;
  return known === Unit.unknown ? (units[code] = unitOf(code)) : known;
}

function unitOf(code: number): number {
  const unit = String.fromCharCode(code);
  if (unit >= '0' && unit <= '9') return Unit.digit;
  return LETTER.test(unit) ? Unit.letter : INNER.test(unit) ? Unit.inner : OTHER.test(unit) ? Unit.other : Unit.sign;
}

/** The run that begins at `at` or next behind it; `null` where none does. `at` is never within one. */
export function nextRun(text: string, at: number): Run | null {
  let start = at;
  let unit = unitAt(text, start);
  while (start < text.length && (unit === Unit.sign || unit === Unit.inner)) unit = unitAt(text, (start += 1));
  if (start >= text.length) return null;
  if (unit === Unit.letter) {
    let end = start + 1;
    for (unit = unitAt(text, end); unit === Unit.letter || unit === Unit.inner;) unit = unitAt(text, (end += 1));
    if (unit !== Unit.other || !SURROGATE.test(text.charAt(end))) return { start, end, isNumber: false };
  } else if (unit === Unit.digit) {
    let end = start + 1;
    for (unit = unitAt(text, end); unit === Unit.digit;) unit = unitAt(text, (end += 1));
    if (unit <= Unit.letter && !(isPoint(text, end) && unitAt(text, end + 1) > Unit.letter))
      return { start, end, isNumber: true };
  }
  WORD.lastIndex = start;
  const match = WORD.exec(text);
  return match && { start: match.index, end: match.index + match[0].length, isNumber: match[1] !== undefined };
}
const SURROGATE = /^\p{Cs}$/u;
const isPoint = (text: string, at: number): boolean => text[at] === '.' || text[at] === ',';
