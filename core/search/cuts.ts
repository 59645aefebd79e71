/** Given a text and its words, says how well a passage may begin with a word, which is where the one before it may end.
 *  A name, a number or an abbreviation is never cut in two; where nothing but spaces stands, nobody knows a word's limits. */
import { codeTerm } from '../text/analyze.ts';
import { foldWord } from '../text/fold.ts';
import type { Word } from '../text/words.ts';

/** What begins with the word: a sentence or line; what a sign divides from what is before it, such as a comma; what a small
 *  word joins to it; or just a word. `null`: it is in one with the word before it. */
export type Cut = 'sentence' | 'clause' | 'phrase' | 'word' | null;

/** Looks at a few signs around the word, whatever the text. */
export function cutBefore(text: string, words: readonly Word[], i: number): Cut {
  const word = words[i];
  const before = words[i - 1];
  if (!word || !before) return 'sentence';
  if (word.start === before.end + 1 && text.charCodeAt(before.end) === SPACE) {
    if (codeTerm(before, word) !== null) return null;
    return JOINING.has(word.exact) ? 'phrase' : 'word';
  }
  // the signs at both ends of a longer stretch say all
  const between =
    word.start - before.end <= 2 * MOST_SIGNS
      ? text.slice(before.end, word.start)
      : text.slice(before.end, before.end + MOST_SIGNS) + text.slice(word.start - MOST_SIGNS, word.start);
  if (between === '') return UNSPACED.test(text.charAt(word.start)) ? 'word' : null;
  if (between.length === 1 && !/[\s(“‘«—]/u.test(between)) return /[。！？、]/u.test(between) ? 'sentence' : null;
  if (between.startsWith('.') && isShortened(before)) return null;
  if (/[\n\r\u2028\u2029。！？]/u.test(between)) return 'sentence';
  if (
    word.opens &&
    ENDS_SENTENCE.test(between) &&
    !(MAY_GO_ON.test(between) && SMALL.test(text.slice(word.start, word.start + 2)))
  )
    return 'sentence';
  if (word.opens || /[,;:)]|[–—-]\s|\(/u.test(between)) return 'clause';
  if (codeTerm(before, word) !== null) return null;
  return /["“‘«]/u.test(between) || JOINING.has(word.exact) ? 'phrase' : 'word';
}

const ENDS_SENTENCE = /[.!?…][\s"'”’)\]]*\s/u;
/** `Yahoo! đã bán`, `Theo ông... thì`: behind these a sentence may go on, and does with a small letter. */
const MAY_GO_ON = /[!?…]|\.\./u;
const SMALL = /^\p{Ll}/u;
const SPACE = 0x20;
const MOST_SIGNS = 16;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What goes before a name or a number: `TP. Huế`, `Q. 3`, `TS. Hoa`, even where a line was broken behind it. */
const SHORTENED = new Set('tp tx tt q p gs pgs ts ths bs ls ks mr mrs ms dr st th tr'.split(' '));
const isShortened = ({ exact }: Word): boolean => SHORTENED.has(exact);

/** These begin what they belong to, and hardly ever end a word of two syllables as `về` does in `trở về`. */
const JOINING: ReadonlySet<string> = new Set(
  'và hoặc nhưng nếu ở với của cho đã đang sẽ bị các những rằng để'.split(' ').map((word) => foldWord(word).exact),
);
