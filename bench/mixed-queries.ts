/** Given articles, makes searches of all the kinds that readers send: one to twelve words of a title as typed and bare, with a
 *  slip, with a phrase, with a filter, and still being typed. The same articles give the same searches. */
import type { Article } from '../core/article.ts';
import type { SearchRequest } from '../core/search/answer.ts';
import { makeQueries } from './queries.ts';
import { randomFrom } from './random.ts';

export const QUERY_KINDS = ['typed', 'bare', 'slip', 'phrase', 'filter', 'live'] as const;
export type QueryKind = (typeof QUERY_KINDS)[number];
export type MixedQuery = Pick<SearchRequest, 'query' | 'live'> & { readonly kind: QueryKind };

/** `makeQueries` takes so many to go through all lengths, with accents and without. */
const ROUND = 24;
/** What is done to a round of them; a third is left as it is. */
const ROUNDS = ['plain', 'slip', 'phrase', 'plain', 'filter', 'live'] as const;

const LONGEST_PHRASE = 4;

export function makeMixedQueries(articles: readonly Article[], count: number, seed = 1): MixedQuery[] {
  const random = randomFrom(seed);
  const byId = new Map(articles.map((article) => [article.id, article]));
  return makeQueries(articles, count, seed).map(({ text, article }, made) => {
    const round = ROUNDS[Math.floor(made / ROUND) % ROUNDS.length] as (typeof ROUNDS)[number];
    if (round === 'plain') return { kind: made % ROUND < ROUND / 2 ? 'typed' : 'bare', query: text };
    if (round === 'slip') return { kind: 'slip', query: withSlip(text, random) };
    if (round === 'phrase') return { kind: 'phrase', query: withPhrase(text, random) };
    if (round === 'live') return { kind: 'live', query: begun(text, random), live: true };
    return { kind: 'filter', query: withFilter(text, byId.get(article) as Article, made) };
  });
}

/** In its longest word two letters are swapped, or one is left out or doubled. */
function withSlip(text: string, random: () => number): string {
  const words = text.split(' ');
  const longest = words.reduce((best, word, i) => (word.length > (words[best] as string).length ? i : best), 0);
  const letters = Array.from(words[longest] as string);
  const at = Math.floor(random() * Math.max(1, letters.length - 1));
  const [letter = '', next = ''] = letters.slice(at, at + 2);
  const slips = [`${next}${letter}`, next, `${letter}${letter}${next}`];
  letters.splice(at, 2, slips[Math.floor(random() * slips.length)] as string);
  words[longest] = letters.join('');
  return words.join(' ');
}

/** Two to four neighbours stand in quotes; a word alone does. */
function withPhrase(text: string, random: () => number): string {
  const words = text.split(' ');
  const length = Math.min(words.length, 2 + Math.floor(random() * (LONGEST_PHRASE - 1)));
  const from = Math.floor(random() * (words.length - length + 1));
  const quoted = `"${words.slice(from, from + length).join(' ')}"`;
  return [...words.slice(0, from), quoted, ...words.slice(from + length)].join(' ');
}

/** The last word is cut after its first letters. */
function begun(text: string, random: () => number): string {
  const words = text.split(' ');
  const last = Array.from(words.pop() as string);
  return [...words, last.slice(0, 1 + Math.floor(random() * last.length)).join('')].join(' ');
}

/** The section, the month or a tag of the article it was made from, in turn. */
function withFilter(text: string, { section, tags, publishedAt }: Article, made: number): string {
  const named = (name: string, value: string): string => `${text} ${name}:"${value}"`;
  if (made % 3 === 0 && section !== undefined) return named('section', section);
  if (made % 3 === 1 && tags?.[0] !== undefined) return named('tag', tags[0]);
  const month = publishedAt?.slice(0, 7) ?? '2008-01';
  return `${text} after:${month} before:${monthAfter(month)}`;
}

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
