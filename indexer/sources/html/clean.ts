/** Given text out of a page, returns it as a reader sees it, on one line, or taken apart for comparing. */
import { tidyText } from '../encoding/clean.ts';

export const oneLine = (text: string): string => tidyText(text).replace(/\s+/g, ' ').trim();

/** For comparing what two places of a page say: letters and digits alone, in small letters. */
export const skeleton = (text: string): string => wordsOf(text).join(' ');

export function wordsOf(text: string): string[] {
  const lower = tidyText(text).toLowerCase();
  const words: string[] = [];
  eachWord(lower, (start, end) => words.push(lower.slice(start, end)));
  return words;
}

export function countWords(text: string): number {
  let words = 0;
  eachWord(tidyText(text).toLowerCase(), () => (words += 1));
  return words;
}

/** Letters and digits of any script. */
export function countLetters(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) as number;
    if (isLetterOrDigit(point)) letters += 1;
    if (point > 0xffff) at += 1;
  }
  return letters;
}

/** A page is asked for its words many times over, so they are found without a regular expression, and without making them. */
function eachWord(lower: string, take: (start: number, end: number) => void): void {
  let start = -1;
  for (let at = 0; at < lower.length; at += 1) {
    const point = lower.codePointAt(at) as number;
    const isOne = isLetterOrDigit(point);
    if (isOne && start === -1) start = at;
    if (!isOne && start !== -1) {
      take(start, at);
      start = -1;
    }
    if (point > 0xffff) at += 1;
  }
  if (start !== -1) take(start, lower.length);
}

/** Of ASCII and of the letters that Vietnamese has, without asking for the properties of each. */
function isLetterOrDigit(point: number): boolean {
  if (point < 0x80) {
    return (point >= 0x61 && point <= 0x7a) || (point >= 0x30 && point <= 0x39) || (point >= 0x41 && point <= 0x5a);
  }
  if ((point >= 0xc0 && point !== 0xd7 && point <= 0x1b0 && point !== 0xf7) || (point >= 0x1ea0 && point <= 0x1ef9))
    return true;
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(point));
}
