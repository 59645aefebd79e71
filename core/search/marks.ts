/** Given a text and a query, says where in the text the query's words stand. */
import { codeTerm, exactTerm, foldedTerm } from '../text/analyze.ts';
import { words, type Word } from '../text/words.ts';
import type { Query } from './query.ts';

/** A place where a word of the query stands, in UTF-16 units of the text. */
export type Match = {
  readonly start: number;
  readonly end: number;
  /** Which word of the query, by number. */
  readonly word: number;
  /** With the accents as they were typed. */
  readonly exact: boolean;
};

/** The matches of a text in order, and its words, which those who cut it need too. */
export function findMatches(text: string, query: Query): { readonly words: Word[]; readonly matches: Match[] } {
  const byFolded = new Map<string, number>();
  const byExact = new Map<string, number>();
  query.words.forEach((word, number) => {
    for (const { term } of word.readings) if (!byFolded.has(term)) byFolded.set(term, number);
    if (word.exact !== null) byExact.set(word.exact, number);
  });
  const list = words(text);
  const matches: Match[] = [];
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i] as Word;
    const next = list[i + 1];
    const code = next ? codeTerm(word, next) : null;
    const codeNumber = code === null ? undefined : byFolded.get(code);
    if (next && codeNumber !== undefined) {
      matches.push({ start: word.start, end: next.end, word: codeNumber, exact: true });
      i += 1;
      continue;
    }
    const exact = byExact.get(exactTerm(word));
    const number = exact ?? byFolded.get(foldedTerm(word));
    if (number !== undefined)
      matches.push({ start: word.start, end: word.end, word: number, exact: exact !== undefined });
  }
  return { words: list, matches };
}
