/** Given a word that the index does not know, returns the words of the index that were probably meant by it. Which of them
 *  is, their neighbours say once their postings are there: guesses.ts. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { exactTerm, foldedTerm } from '../text/analyze.ts';
import { foldWord, type WordForms } from '../text/fold.ts';
import { spelled } from '../text/keys.ts';
import { soundAlikes } from '../text/misspelled.ts';
import { lettersOf } from '../text/spelled.ts';
import { isSyllable } from '../text/syllables.ts';
import { costOf, difference, keepsLetters, TWO_SLIPS_FROM } from './edit-cost.ts';
import type { Guess } from './guesses.ts';

/** Shorter words are a letter away from too many others. */
const MIN_LETTERS = 3;
/** Nor are there longer ones in the vocabulary. */
const MOST_LETTERS = 20;
const LETTERS = /^[a-z]+$/;
const VOWEL = /[aeiouy]/;
/** Words that are looked for, each with its pairs: the one that fits its neighbours is seldom the most common of all. */
const MOST = 8;
/** What it costs to be spelled by ear: less than any slip of the hand, as nobody notices it. */
export const BY_EAR = 0.5;
/** What a tenfold df is worth against edits. */
export const COMMON_WORTH = 0.15;
/** How fast a worse alternative loses weight against the best. */
const STEEPNESS = 1.5;
/** What the best alternative counts against a word that is known. */
export const BEST_SHARE = 0.9;
/** So long a word is next to no other one; with its letters only swapped or doubled, so short a one. */
const SURE_FROM = 7;
const SURE_WITH_SAME_LETTERS_FROM = 5;

/** Best first; empty for a word that the vocabulary knows, a short one, or one that is far from all. */
export function likelyWords(word: WordForms, vocabulary: Vocabulary): Guess[] {
  const { folded } = word;
  if (folded.length < MIN_LETTERS || folded.length > MOST_LETTERS || !LETTERS.test(folded) || vocabulary.has(folded))
    return [];
  const costs = new Map<string, number>();
  for (const term of nearWords(folded, vocabulary)) {
    const cost = costOf(folded, term);
    if (cost !== null) costs.set(term, cost);
  }
  for (const { exact } of soundAlikes(folded)) if (vocabulary.has(exact)) costs.set(exact, BY_EAR);
  const found = Array.from(costs, ([term, cost]) => ({
    term,
    worth: COMMON_WORTH * Math.log10(vocabulary.get(term) as number) - cost,
  }));
  const best = found.toSorted((a, b) => b.worth - a.worth || (a.term < b.term ? -1 : 1)).slice(0, MOST);
  const isWord = isSyllable(folded);
  return best.map(({ term, worth }) => ({
    term: foldedTerm({ folded: term }),
    unless: [foldedTerm(word)],
    share: BEST_SHARE * Math.exp(STEEPNESS * (worth - (best[0] as { worth: number }).worth)),
    needs: accentsKept(word, term),
    sure:
      !isWord &&
      (folded.length >= SURE_FROM || (folded.length >= SURE_WITH_SAME_LETTERS_FROM && keepsLetters(folded, term))),
  }));
}

/** Who types a whole syllable with its accents means them: `trộm` is no slip for `trọ`, unless an article holds a `trộ`.
 *  None where the accents say nothing: there are none, or no syllable has them so. */
export function accentsKept(word: WordForms, meant: string): Guess['needs'] {
  if (word.exact === word.folded) return [];
  const { letters, tone } = lettersOf(word.exact);
  if (letters.length !== word.folded.length) return [];
  const { from, left, right } = difference(word.folded, meant);
  const other = [...letters.slice(0, from), right, ...letters.slice(from + left.length)].join('');
  // a letter that was lost may have had any mark
  const isWhole = spelled(letters.join(''), tone) !== null || (!VOWEL.test(right) && spelled(other, tone) !== null);
  if (!isWhole) return [];
  const byEar = soundAlikes(word.exact).find(({ exact }) => foldWord(exact).folded === meant);
  if (byEar) return [exactTerm(byEar)];
  return [exactTerm(foldWord(other + tone))];
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

/** Those of about its length with the same beginning or end: more than are near. */
export function nearWords(word: string, vocabulary: Vocabulary): Set<string> {
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
