/** Given a word as written, returns its letters and its tone apart: what has been typed of a word is the beginning of its
 *  letters, and its tone or not yet. */
import type { WordForms } from './fold.ts';

export type Letters = {
  /** With their own marks, NFC: `đ`, `ư`, `ơ`. */
  readonly letters: readonly string[];
  /** One combining sign, or none. */
  readonly tone: string;
};

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/;

/** `exact`: as `foldWord` returns it. */
export function lettersOf(exact: string): Letters {
  const decomposed = exact.normalize('NFD');
  const tone = TONE.exec(decomposed)?.[0] ?? '';
  return { letters: Array.from(decomposed.replace(TONE, '').normalize('NFC')), tone };
}

export const asTyped = ({ letters, tone }: Letters): string => letters.join('') + tone;

/** How near the accents of a word are to those that were typed: 2 where it begins with just these letters, and has the tone
 *  if one was typed; 1 where it has every accent that was typed, and more (`thương` for `thuơng`); 0 where it lacks one. A
 *  word that was typed without any may be any. Ask only where the unaccented letters already agree. */
export function accentsLike(word: Pick<WordForms, 'exact'>, typed: WordForms): 0 | 1 | 2 {
  if (typed.exact === typed.folded) return 2;
  const meant = lettersOf(word.exact);
  const { letters, tone } = lettersOf(typed.exact);
  if (tone !== '' && tone !== meant.tone) return 0;
  if (letters.every((letter, i) => letter === meant.letters[i])) return 2;
  return letters.every((letter, i) => isPlain(letter) || letter === meant.letters[i]) ? 1 : 0;
}

const isPlain = (letter: string): boolean => letter <= '\u007F';
