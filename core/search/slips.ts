/** Given a word that the index does not know, returns the words of the index that were probably meant by it. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldedTerm } from '../text/analyze.ts';
import type { Reading } from './query.ts';

/** Shorter words are a letter away from too many others. */
const MIN_LETTERS = 3;
const LETTERS = /^[a-z]+$/;
/** Alternatives that are looked for, each with its pairs. */
const MOST = 3;
/** What a tenfold df is worth against edits. */
const COMMON_WORTH = 0.15;
/** How fast a worse alternative loses weight against the best. */
const STEEPNESS = 1.5;
/** What the best alternative counts against a word that is known. */
const BEST_SHARE = 0.9;

/** Neighbours on a QWERTY keyboard, in the rows they stand in. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Best first; empty for a word that the vocabulary knows, a short one, or one that is far from all. */
export function likelyWords(word: string, vocabulary: Vocabulary): Reading[] {
  if (word.length < MIN_LETTERS || !LETTERS.test(word) || vocabulary.has(word)) return [];
  const found: { readonly term: string; readonly worth: number }[] = [];
  for (const [term, df] of vocabulary) {
    if (Math.abs(term.length - word.length) > 1 || !LETTERS.test(term)) continue;
    const cost = editCost(word, term);
    if (cost !== null) found.push({ term, worth: COMMON_WORTH * Math.log10(df) - cost });
  }
  const best = found.toSorted((a, b) => b.worth - a.worth || (a.term < b.term ? -1 : 1)).slice(0, MOST);
  return best.map(({ term, worth }) => ({
    term: foldedTerm({ folded: term }),
    unless: [foldedTerm({ folded: word })],
    share: BEST_SHARE * Math.exp(STEEPNESS * (worth - (best[0] as { worth: number }).worth)),
  }));
}

/** What it takes to make `typed` of `meant` by one slip: a letter left out, put in, doubled, swapped with the next or hit
 *  beside its key. `null` where one slip is not enough. */
export function editCost(typed: string, meant: string): number | null {
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  let behind = 0;
  const most = Math.min(typed.length, meant.length) - from;
  while (behind < most && typed[typed.length - 1 - behind] === meant[meant.length - 1 - behind]) behind += 1;
  const left = typed.slice(from, typed.length - behind);
  const right = meant.slice(from, meant.length - behind);
  if (left.length === 0 && right.length === 0) return 0;
  if (left.length === 2 && right.length === 2) return left[0] === right[1] && left[1] === right[0] ? 0.8 : null;
  if (left.length === 1 && right.length === 0) return isDouble(typed, from) ? 0.6 : 1;
  if (left.length === 0 && right.length === 1) return isDouble(meant, from) ? 0.8 : 0.9;
  if (left.length === 1 && right.length === 1) return areNeighbours(left, right) ? 0.9 : 1.2;
  return null;
}

const isDouble = (word: string, at: number): boolean => word[at] === word[at - 1] || word[at] === word[at + 1];

function areNeighbours(a: string, b: string): boolean {
  return ROWS.some((row) => {
    const at = row.indexOf(a);
    return at >= 0 && (row[at - 1] === b || row[at + 1] === b);
  });
}
