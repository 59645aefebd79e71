/** Given the words of a query, returns them with each code of letters as most articles write it, in one word or in two.
 *  So `TPHCM` and `TP.HCM` ask for the same, neighbours included. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { codeTerm, mayBeTwo } from '../text/analyze.ts';
import type { Word } from '../text/words.ts';

/** An article that has a code in two has it in one too, to the index (`codeTerm`): where a half of it is in fewer articles than
 *  that, the others wrote it in one. */
const NEARLY_ALL = 0.9;
const HALF = 0.5;
/** Shorter halves are so common by themselves that they say nothing. */
const LEAST_LETTERS = { shorter: 2, longer: 3 } as const;

export function asMostWrite(list: readonly Word[], vocabulary: Vocabulary): readonly Word[] {
  const written: Word[] = [];
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i] as Word;
    const next = list[i + 1];
    const one = next ? inOne(word, next, vocabulary) : null;
    written.push(...(one ? [one] : inTwo(word, vocabulary)));
    if (one) i += 1;
  }
  return written;
}

/** Of the articles that have the code, the share that may have it in these halves; without any that has it, all. */
function shareInTwo(halves: readonly [string, string], vocabulary: Vocabulary): number {
  const code = vocabulary.get(halves.join('')) ?? 0;
  return code === 0 ? 1 : Math.min(...halves.map((half) => vocabulary.get(half) ?? 0)) / code;
}

function inOne(left: Word, right: Word, vocabulary: Vocabulary): Word | null {
  const code = codeTerm(left, right);
  if (code === null || !mayBeTwo({ folded: code }) || shareInTwo([left.folded, right.folded], vocabulary) >= HALF)
    return null;
  return { ...left, exact: code, folded: code, end: right.end };
}

/** Both halves have the place of the whole, which is the code's. */
function inTwo(word: Word, vocabulary: Vocabulary): readonly Word[] {
  const { folded } = word;
  if (!mayBeTwo(word) || !vocabulary.has(folded)) return [word];
  for (let at = LEAST_LETTERS.shorter; at <= folded.length - LEAST_LETTERS.shorter; at += 1) {
    const [left, right] = [folded.slice(0, at), folded.slice(at)];
    const second: Word = { ...word, exact: right, folded: right, opens: false };
    if (codeTerm({ folded: left }, second) === null || Math.max(left.length, right.length) < LEAST_LETTERS.longer)
      continue;
    if (shareInTwo([left, right], vocabulary) >= NEARLY_ALL) return [{ ...word, exact: left, folded: left }, second];
  }
  return [word];
}
