import { expect, test } from 'vitest';
import { meantGuesses } from '../../../core/search/guesses.ts';
import { parseQuery } from '../../../core/search/query.ts';

const VOCABULARY = new Map(
  Object.entries({ sot: 5, cot: 90, xuat: 80, trum: 60, tro: 50, xe: 90, world: 4, cup: 4, cu: 70, washington: 3 }),
);

/** Of the last word of the query, in an index that holds these terms too. */
function meant(typed: string, number: number, held: Readonly<Record<string, number>> = {}): string[] {
  const query = parseQuery(typed, { vocabulary: VOCABULARY });
  const dfOf = (term: string): number => held[term] ?? VOCABULARY.get(term) ?? 0;
  return (
    meantGuesses(query, dfOf)
      .get(number)
      ?.map(({ term }) => term) ?? []
  );
}

test.each([
  {
    typed: 'xốt xuất',
    number: 0,
    held: { 'sot xuat': 2, '=sôt́': 2 },
    is: ['sot'],
    why: 'the rarer word, beside its neighbour',
  },
  { typed: 'world cub', number: 1, held: { 'world cup': 3 }, is: ['cup'], why: 'not the commonest' },
  { typed: 'donald trump', number: 1, held: {}, is: [], why: 'it fits no neighbour' },
  { typed: 'trộm xe', number: 0, held: { 'tro xe': 3 }, is: [], why: 'no article has a trộ' },
  { typed: 'trumm', number: 0, held: {}, is: ['trum'], why: 'nothing beside it says otherwise' },
  { typed: 'xe washinton', number: 1, held: {}, is: ['washington'], why: 'a long word' },
  { typed: 'xe cup', number: 1, held: {}, is: [], why: 'it is held' },
])('$typed: $is — $why', ({ typed, number, held, is }) => expect(meant(typed, number, held)).toEqual(is));
