/** Given articles, makes queries as readers type them: one to twelve words of a title, with their accents or without.
 *  The same articles and seed give the same queries, so figures of two runs are about the same work. */

import { randomFrom } from './random.ts';

export type Titled = { readonly id: string; readonly title: string };

export type MadeQuery = {
  readonly text: string;
  /** The article whose title it was made from. */
  readonly article: string;
};

const LONGEST_WORDS = 12;

/** One query from each of the first `count` titles that have words; fewer where there are fewer. Lengths and kinds take
 *  turns, so each is there equally often; which words of a title it is, is drawn. */
export function makeQueries(articles: readonly Titled[], count: number, seed = 1): MadeQuery[] {
  const random = randomFrom(seed);
  const queries: MadeQuery[] = [];
  for (const { id, title } of articles) {
    if (queries.length === count) break;
    const words = title.normalize('NFC').split(/\s+/u).map(withoutOuterSigns).filter(Boolean);
    if (words.length === 0) continue;
    const made = queries.length;
    const length = Math.min(words.length, 1 + (made % LONGEST_WORDS));
    const start = Math.floor(random() * (words.length - length + 1));
    const text = words.slice(start, start + length).join(' ');
    // Every other round of the lengths, so that each length comes in both kinds.
    const isBare = Math.floor(made / LONGEST_WORDS) % 2 === 1;
    queries.push({ text: isBare ? bare(text) : text, article: id });
  }
  return queries;
}

const withoutOuterSigns = (word: string): string => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** Not the product's own: its changes would change the queries that it is measured with. */
export const bare = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
