/** Given a text, returns the terms the index knows it by: each syllable as written, each without accents, each adjacent
 *  pair without accents, and short codes such as `g20` in one piece.
 *  The same text gives the same terms in the indexer and in the function: both call this, neither has its own. */
import type { WordForms } from './fold.ts';
import { NO_NUMBER, PairNumbers } from './pair-numbers.ts';
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

/** A word, and the numbers of its two terms. */
type NumberedWord = WordForms & { readonly exactNumber: number; readonly foldedNumber: number };

/** Counts the terms of one text after the other. Each distinct term is made once and has a number from then on, so that
 *  counting it again is adding to an array: most terms of an article stand in an earlier one. */
export class TermCounter {
  /** By their numbers. */
  readonly terms: Term[] = [];
  readonly kinds: TermKind[] = [];
  /** The numbers of the terms of all texts since `clear`, in the order in which these first appear. */
  readonly found: number[] = [];
  /** By the number of a term: how often it stands in these texts. */
  #counts = new Uint32Array(1024);
  /** By the number of a pair: that of the code that it makes, or 0, which is no code's. */
  #codes = new Uint32Array(1024);
  /** By how they are written. */
  readonly #words = new Map<string, NumberedWord>();
  readonly #folded = new Map<string, number>();
  readonly #pairs = new PairNumbers();

  /** Returns how many words `text` has. */
  add(text: string): number {
    const list = words(text);
    let before: NumberedWord | undefined;
    for (const { exact, folded, opens } of list) {
      const known = this.#words.get(exact);
      const word = known?.folded === folded ? known : this.#newWord(exact, folded);
      this.#count(word.exactNumber);
      this.#count(word.foldedNumber);
      if (before !== undefined && !opens) {
        const pair = this.#pairOf(before, word);
        this.#count(pair);
        const code = this.#codes[pair] as number;
        if (code > 0) this.#count(code);
      }
      before = word;
    }
    return list.length;
  }

  countOf(number: number): number {
    return this.#counts[number] ?? 0;
  }

  clear(): void {
    for (const number of this.found) this.#counts[number] = 0;
    this.found.length = 0;
  }

  #count(number: number): void {
    const before = this.#counts[number] as number;
    if (before === 0) this.found.push(number);
    this.#counts[number] = before + 1;
  }

  #newWord(exact: string, folded: string): NumberedWord {
    const exactNumber = this.#words.get(exact)?.exactNumber ?? this.#number(exactTerm({ exact }));
    const word = { exact, folded, exactNumber, foldedNumber: this.#foldedNumber(folded) };
    this.#words.set(exact, word);
    return word;
  }

  #pairOf(left: NumberedWord, right: NumberedWord): number {
    const known = this.#pairs.get(left.foldedNumber, right.foldedNumber);
    if (known !== NO_NUMBER) return known;
    const pair = this.#number(pairTerm(left, right));
    this.#pairs.set(left.foldedNumber, right.foldedNumber, pair);
    const code = codeTerm(left, { folded: right.folded, opens: false });
    if (code) {
      const number = this.#foldedNumber(code); // first, as it may make the array anew
      this.#codes[pair] = number;
    }
    return pair;
  }

  #foldedNumber(folded: string): number {
    const known = this.#folded.get(folded);
    if (known !== undefined) return known;
    const number = this.#number(foldedTerm({ folded }));
    this.#folded.set(folded, number);
    return number;
  }

  #number(term: Term): number {
    const number = this.terms.push(term) - 1;
    this.kinds.push(kindOf(term));
    if (number === this.#counts.length) {
      this.#counts = twiceAsLong(this.#counts);
      this.#codes = twiceAsLong(this.#codes);
    }
    return number;
  }
}

function twiceAsLong(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * numbers.length);
  longer.set(numbers);
  return longer;
}

/** The terms of a text in the order they first appear. */
export function analyze(text: string): Term[] {
  const counter = new TermCounter();
  counter.add(text);
  return counter.found.map((number) => counter.terms[number] as Term);
}
