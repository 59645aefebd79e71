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

/** What of a query is looked for in texts. */
export type Wanted = {
  readonly byFolded: ReadonlyMap<string, number>;
  readonly byExact: ReadonlyMap<string, number>;
  /** Other names of several units, by the first of them: the rest, and the words that they stand for. */
  readonly byFirst: ReadonlyMap<string, readonly { readonly rest: readonly string[]; readonly word: number }[]>;
};

/** Of several queries, the words of the second are numbered behind those of the first. */
export function wantedOf(queries: readonly Pick<Query, 'words' | 'standIns'>[]): Wanted {
  const byFolded = new Map<string, number>();
  const byExact = new Map<string, number>();
  const byFirst = new Map<string, { readonly rest: readonly string[]; readonly word: number }[]>();
  let before = 0;
  for (const { words: wanted, standIns } of queries) {
    wanted.forEach((word, number) => {
      for (const { term } of word.readings) if (!byFolded.has(term)) byFolded.set(term, before + number);
      if (word.exact !== null && !byExact.has(word.exact)) byExact.set(word.exact, before + number);
    });
    for (const { units, words: stoodFor } of standIns) {
      const [first = '', ...rest] = units;
      const word = before + (stoodFor[0] ?? 0);
      if (rest.length === 0) {
        if (!byFolded.has(first)) byFolded.set(first, word);
      } else byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, word }]);
    }
    before += wanted.length;
  }
  return { byFolded, byExact, byFirst };
}

/** The matches of a text in order, and its words, which those who cut it need too. */
export function findMatches(
  text: string,
  { byFolded, byExact, byFirst }: Wanted,
): { readonly words: Word[]; readonly matches: Match[] } {
  const list = words(text);
  const matches: Match[] = [];
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i] as Word;
    const next = list[i + 1];
    const name = byFirst.get(word.folded)?.find(({ rest }) => rest.every((unit, k) => isNext(list[i + 1 + k], unit)));
    if (name) {
      const last = list[i + name.rest.length] as Word;
      matches.push({ start: word.start, end: last.end, word: name.word, exact: false });
      i += name.rest.length;
      continue;
    }
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

const isNext = (word: Word | undefined, unit: string): boolean =>
  word !== undefined && word.folded === unit && !word.opens;
