/** Given what a reader typed, returns its words as the index knows them. Never fails: any string is a query. */
import { codeTerm, exactTerm, foldedTerm, pairTerm, type Term } from '../text/analyze.ts';
import { words, type Word } from '../text/words.ts';

/** One thing that is wanted: a word, or a code of two (`G20`). */
export type QueryWord = {
  /** As it was typed. */
  readonly text: string;
  /** The term that says an article holds it, whatever its accents. */
  readonly folded: Term;
  /** The term that says it stands there with just these accents. A code has none: its letters have no accents. */
  readonly exact: Term | null;
  readonly hasDigit: boolean;
};

export type Query = {
  /** NFC, trimmed, white space folded. */
  readonly text: string;
  /** Each once, in the order typed. */
  readonly words: readonly QueryWord[];
  /** Terms of neighbours, each once. */
  readonly pairs: readonly Term[];
  /** Somebody who types one accent means them all. */
  readonly accented: boolean;
};

export function parseQuery(typed: string): Query {
  const text = typed.normalize('NFC').trim().replace(/\s+/gu, ' ');
  const list = words(text);
  const found = new Map<Term, QueryWord>();
  const pairs = new Set<Term>();
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i] as Word;
    const next = list[i + 1];
    if (next && !next.opens) pairs.add(pairTerm(word, next));
    const code = next ? codeTerm(word, next) : null;
    const wanted: QueryWord =
      code === null
        ? {
            text: text.slice(word.start, word.end),
            folded: foldedTerm(word),
            exact: exactTerm(word),
            hasDigit: isNumber(word),
          }
        : { text: text.slice(word.start, next?.end), folded: code, exact: null, hasDigit: true };
    // `má mà` are two wishes of one folded form; the second would count the same article twice
    const key = wanted.exact ?? wanted.folded;
    if (!found.has(key)) found.set(key, wanted);
    if (code !== null) i += 1;
  }
  return {
    text,
    words: [...found.values()],
    pairs: [...pairs],
    accented: list.some((word) => word.exact !== word.folded),
  };
}

const isNumber = (word: Word): boolean => /^\d/.test(word.folded);
