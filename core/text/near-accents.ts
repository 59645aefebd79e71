/** Given a word as written, returns those that differ from it by one mark: what a hand slips to, or an ear takes it for.
 *  Only what Vietnamese spelling has, the likeliest first. */
import { foldWord } from './fold.ts';
import { spelled } from './keys.ts';
import { lettersOf } from './spelled.ts';

export type NearAccents = {
  /** As `foldWord` gives it. */
  readonly exact: string;
  /** How surely it is meant by somebody whose word no article has: below 1. */
  readonly share: number;
};

/** Hỏi and ngã, which half of the country says alike. */
const ALIKE_TONES: ReadonlyMap<string, string> = new Map([
  ['\u0309', '\u0303'],
  ['\u0303', '\u0309'],
]);
const TONES: readonly string[] = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
/** Letters that are one without their marks. */
const LETTERS: readonly string[] = ['aăâ', 'eê', 'oôơ', 'uư', 'dđ'];
const ALIKE_TONE_SHARE = 0.8;
const TONE_SHARE = 0.6;
const LETTER_SHARE = 0.5;

/** The same with ngã for hỏi or hỏi for ngã: the one mistake that is nothing else. `undefined` where it has neither. */
export const otherTone = (exact: string): string | undefined =>
  nearAccents(exact).find(({ share }) => share === ALIKE_TONE_SHARE)?.exact;

/** `exact`: as `foldWord` gives it. Empty for a word without accents. At most five tones, and as many letters as have others. */
export function nearAccents(exact: string): NearAccents[] {
  const { letters, tone } = lettersOf(exact);
  const typed = letters.join('');
  if (foldWord(typed).folded === exact) return [];
  const found = new Map<string, number>();
  const add = (other: string, mark: string, share: number): void => {
    const syllable = spelled(other, mark);
    if (syllable === null) return;
    const near = foldWord(syllable).exact;
    if (near !== exact && !found.has(near)) found.set(near, share);
  };
  const alike = ALIKE_TONES.get(tone);
  if (alike !== undefined) add(typed, alike, ALIKE_TONE_SHARE);
  for (const other of TONES) add(typed, other, TONE_SHARE);
  letters.forEach((letter, i) => {
    const group = LETTERS.find((each) => each.includes(letter)) ?? '';
    for (const other of group)
      add([...letters.slice(0, i), other, ...letters.slice(i + 1)].join(''), tone, LETTER_SHARE);
  });
  return Array.from(found, ([near, share]) => ({ exact: near, share }));
}
