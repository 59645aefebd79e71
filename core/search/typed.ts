/** Given what has been typed up to now, returns its words, the last of which may be the beginning of one, and the prefixes to
 *  look up for them. */
import { TITLE_KEY_WORDS } from '../index/suggestions.ts';
import { withoutAccents } from '../text/fold.ts';
import { words, type Word } from '../text/words.ts';

export type Typed = {
  readonly words: readonly [Word, ...Word[]];
  /** The last word is complete: something stands behind it. */
  readonly isComplete: boolean;
  /** The last word as it begins longer ones, where that is another form than it has alone: `ly` for `li`. */
  readonly begins: string;
};

/** `null` where there is no word in it. */
export function readTyped(text: string): Typed | null {
  const [first, ...rest] = words(text);
  if (!first) return null;
  const last = rest.at(-1) ?? first;
  const plain = withoutAccents(text.slice(last.start, last.end)).toLowerCase();
  const isOpenY = plain.endsWith('y') && last.folded === `${plain.slice(0, -1)}i`;
  return {
    words: [first, ...rest],
    isComplete: last.end < text.length,
    begins: isOpenY ? plain : last.folded,
  };
}

/** The beginnings of keys that what is meant may have. */
export function prefixesOf({ words: typed, isComplete, begins }: Typed): string[] {
  const folded = typed.map((word) => word.folded);
  if (typed.length > TITLE_KEY_WORDS) return [folded.slice(0, TITLE_KEY_WORDS).join(' ')];
  const whole = folded.join(' ');
  const last = folded.at(-1) as string;
  if (isComplete) return [whole, `${whole} `];
  return begins === last ? [whole] : [whole, `${whole} `, [...folded.slice(0, -1), begins].join(' ')];
}

/** Whether a text of these words begins with what was typed, accents aside. */
export function isMeantBy(list: readonly Word[], { words: typed, isComplete, begins }: Typed): boolean {
  const last = typed.length - 1;
  return typed.every(({ folded }, i) => {
    const word = list[i];
    if (word === undefined) return false;
    return word.folded === folded || (i === last && !isComplete && word.folded.startsWith(begins));
  });
}
