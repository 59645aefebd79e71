/** Given a text, returns the terms the index knows it by: each syllable as written, each without accents, each adjacent
 *  pair without accents, and short codes such as `g20` in one piece.
 *  The same text gives the same terms in the indexer and in the function: both call this, neither has its own. */
import { words, type Word } from './words.ts';

/** Changes whenever the same text could give other terms; an index names the one it was built with.
 *  tests/core/text/analyzer-id.test.ts holds a digest of the output that fails until this is raised. */
export const ANALYZER = 'vi-1';

/** What stands in the index. The kinds cannot be mixed up: `=` opens an exact syllable, a space divides a pair, and no
 *  syllable holds either. Only the makers below make one. */
export type Term = string & { readonly __brand: 'Term' };

export const exactTerm = (word: Pick<Word, 'exact'>): Term => `=${word.exact}` as Term;
export const foldedTerm = (word: Pick<Word, 'folded'>): Term => word.folded as Term;
export const pairTerm = (left: Pick<Word, 'folded'>, right: Pick<Word, 'folded'>): Term =>
  `${left.folded} ${right.folded}` as Term;

export type TermKind = 'exact' | 'folded' | 'pair';
export const kindOf = (term: string): TermKind =>
  term.startsWith('=') ? 'exact' : term.includes(' ') ? 'pair' : 'folded';

/** `G20`, `U 23`, `A-320`, `QH15`: a letter or a run without vowels, then a number, is one code however it is divided. Its
 *  two halves tell little: every page has a 20. `TP.HCM` is one with `TPHCM`: so are two runs without vowels. `null` where
 *  the two words are no code. */
export function codeTerm(left: Pick<Word, 'folded'>, right: Pick<Word, 'folded' | 'opens'>): Term | null {
  if (right.opens || left.folded.length > MOST_CONSONANTS) return null;
  const isCode = /^\d/.test(right.folded)
    ? /^[a-z]$/.test(left.folded) || CONSONANTS.test(left.folded)
    : CONSONANTS.test(left.folded) && CONSONANTS.test(right.folded);
  return isCode ? (`${left.folded}${right.folded}` as Term) : null;
}
const MOST_CONSONANTS = 4;
const CONSONANTS = new RegExp(`^[bcdfghjklmnpqrstvwxz]{1,${MOST_CONSONANTS}}$`);

/** `TPHCM`, `CSGT`: in a text it may as well stand in two runs. */
export const mayBeTwo = ({ folded }: Pick<Word, 'folded'>): boolean => /^[bcdfghjklmnpqrstvwxz]{2,8}$/.test(folded);

/** How often each term stands in a text. */
export type TermCounts = Map<Term, number>;

/** Adds the terms of `text` to `counts`, each `weight` times, and returns how many words it has. */
export function countTerms(text: string, counts: TermCounts, weight = 1): number {
  const list = words(text);
  let before: Word | undefined;
  for (const word of list) {
    add(counts, exactTerm(word), weight);
    add(counts, foldedTerm(word), weight);
    if (before !== undefined && !word.opens) {
      add(counts, pairTerm(before, word), weight);
      const code = codeTerm(before, word);
      if (code) add(counts, code, weight);
    }
    before = word;
  }
  return list.length;
}

/** The terms of a text in the order they first appear. */
export function analyze(text: string): Term[] {
  const counts: TermCounts = new Map();
  countTerms(text, counts);
  return [...counts.keys()];
}

function add(counts: TermCounts, term: Term, weight: number): void {
  counts.set(term, (counts.get(term) ?? 0) + weight);
}
