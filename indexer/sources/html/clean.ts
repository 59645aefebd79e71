/** Given text out of a page, returns it as a reader sees it, on one line, or taken apart for comparing. */
import { tidyText } from '../encoding/clean.ts';

export const oneLine = (text: string): string => tidyText(text).replace(/\s+/g, ' ').trim();

/** For comparing what two places of a page say: letters and digits alone, in small letters. */
export const skeleton = (text: string): string =>
  oneLine(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export const wordsOf = (text: string): string[] => skeleton(text).split(' ').filter(Boolean);
export const countWords = (text: string): number => wordsOf(text).length;
