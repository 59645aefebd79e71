/** Given the words of a query, says which of them tell how it is asked and not about what: `tin tức về`, `là gì`, `mới nhất`.
 *  Only at its ends, and never all of it: `hôm nay` alone is what is asked. */
import { foldWord, type WordForms } from '../text/fold.ts';

/** What such a word counts of one that says what is wanted. */
export const ASIDE_SHARE = 0.1;

const FRONT = formsOf([
  'tin về',
  'tin tức',
  'tin tức về',
  'tin mới về',
  'tin mới nhất về',
  'thông tin',
  'thông tin về',
  'bài viết về',
  'bài báo về',
]);
const BEHIND = formsOf([
  'là gì',
  'là ai',
  'là sao',
  'nghĩa là gì',
  'ở đâu',
  'ra sao',
  'thế nào',
  'như thế nào',
  'bao nhiêu',
  'là bao nhiêu',
  'hôm nay',
  'mới nhất',
  'mới nhất hôm nay',
  'tin tức',
  'tin mới',
  'tin mới nhất',
]);
const LONGEST = 4;

/** `[from, to)` of `list` is what is asked about; all of it where nothing else would be left. */
export function askedAbout(list: readonly WordForms[]): { readonly from: number; readonly to: number } {
  const from = lengthOf(list, FRONT, (length) => list.slice(0, length));
  const to = list.length - lengthOf(list, BEHIND, (length) => list.slice(-length));
  return from < to ? { from, to } : { from: 0, to: list.length };
}

function lengthOf(
  { length: all }: readonly WordForms[],
  frames: readonly (readonly WordForms[])[],
  part: (length: number) => readonly WordForms[],
): number {
  for (let length = Math.min(LONGEST, all - 1); length > 0; length -= 1) {
    const words = part(length);
    if (frames.some((frame) => frame.length === length && frame.every((word, i) => isTyped(word, words[i]))))
      return length;
  }
  return 0;
}

/** With its accents, or without any. */
const isTyped = ({ exact, folded }: WordForms, word: WordForms | undefined): boolean =>
  word !== undefined && (word.exact === exact || word.exact === folded);

function formsOf(texts: readonly string[]): WordForms[][] {
  return texts.map((text) => text.split(' ').map(foldWord));
}
