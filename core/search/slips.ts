/** Given a word that the index does not know, returns the words of the index that were probably meant by it. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldedTerm } from '../text/analyze.ts';
import type { Reading } from './query.ts';

/** Shorter words are a letter away from too many others. */
const MIN_LETTERS = 3;
/** Nor are there longer ones in the vocabulary. */
const MOST_LETTERS = 20;
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

/** From so many letters on, two slips are one word still. */
const TWO_SLIPS_FROM = 8;
/** The second of two. */
const SECOND_SLIP = 1.3;

/** Best first; empty for a word that the vocabulary knows, a short one, or one that is far from all. */
export function likelyWords(word: string, vocabulary: Vocabulary): Reading[] {
  if (word.length < MIN_LETTERS || word.length > MOST_LETTERS || !LETTERS.test(word) || vocabulary.has(word)) return [];
  const found: { readonly term: string; readonly worth: number }[] = [];
  for (const term of nearWords(word, vocabulary)) {
    const cost = editCost(word, term) ?? (word.length >= TWO_SLIPS_FROM ? twoEditsCost(word, term) : null);
    const df = vocabulary.get(term) as number;
    if (cost !== null) found.push({ term, worth: COMMON_WORTH * Math.log10(df) - cost });
  }
  const best = found.toSorted((a, b) => b.worth - a.worth || (a.term < b.term ? -1 : 1)).slice(0, MOST);
  return best.map(({ term, worth }) => ({
    term: foldedTerm({ folded: term }),
    unless: [foldedTerm({ folded: word })],
    share: BEST_SHARE * Math.exp(STEEPNESS * (worth - (best[0] as { worth: number }).worth)),
  }));
}

/** A slip leaves one end of a word whole: its first two letters or its last two, of short ones the first or the last. */
type Ends = ReadonlyMap<string, readonly string[]>;
const ends = new WeakMap<Vocabulary, Ends>();
const endLetters = (length: number): number => (length < 6 ? 1 : 2);

function endsOf(vocabulary: Vocabulary): Ends {
  const known = ends.get(vocabulary);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const term of vocabulary.keys()) {
    if (!LETTERS.test(term)) continue;
    for (const key of [1, 2].flatMap((letters) => endKeys(term, letters, term.length))) {
      const list = made.get(key);
      if (list) list.push(term);
      else made.set(key, [term]);
    }
  }
  ends.set(vocabulary, made);
  return made;
}

/** `length`: of the words looked for; a slip may have left a letter out or put one in. */
const endKeys = (word: string, letters: number, length: number): readonly [string, string] => [
  `${length} ${word.slice(0, letters)}`,
  `${length}${word.slice(-letters)}`,
];

function nearWords(word: string, vocabulary: Vocabulary): Set<string> {
  const known = endsOf(vocabulary);
  const far = word.length >= TWO_SLIPS_FROM ? 2 : 1;
  const letters = endLetters(word.length);
  const near = new Set<string>();
  for (let length = word.length - far; length <= word.length + far; length += 1) {
    for (const key of endKeys(word, letters, length)) {
      for (const term of known.get(key) ?? []) near.add(term);
    }
  }
  return near;
}

/** Optimal string alignment distance of exactly 2 (Damerau 1964), as a cost; `null` where it is more. */
function twoEditsCost(typed: string, meant: string): number | null {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: meant.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= meant.length; k += 1) {
      const same = typed[i - 1] === meant[k - 1];
      let least = Math.min(
        (row[k] as number) + 1,
        (next[k - 1] as number) + 1,
        (row[k - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && k > 1 && typed[i - 1] === meant[k - 2] && typed[i - 2] === meant[k - 1])
        least = Math.min(least, (before[k - 2] as number) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[meant.length] === 2 ? 1 + SECOND_SLIP : null;
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
