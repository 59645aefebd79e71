import { expect, test } from 'vitest';
import { readVocabulary, VocabularyWriter } from '../../../core/index/vocabulary.ts';

function written(articles: number, terms: Readonly<Record<string, number>>): Uint8Array {
  const writer = new VocabularyWriter(articles);
  for (const [term, df] of Object.entries(terms).toSorted(([a], [b]) => (a < b ? -1 : 1))) writer.add(term, df);
  return writer.take();
}

test('words and codes without accents, and nothing else', () => {
  const vocabulary = readVocabulary([
    written(100, { kuril: 3, g20: 4, '=kuril': 3, 'nam kuril': 2, '2019': 9, ['a'.repeat(21)]: 5, москва: 2 }),
  ]);
  expect([...vocabulary]).toEqual([
    ['g20', 4],
    ['kuril', 3],
    ['москва', 2],
  ]);
});

test('in a large index, a word of one article is left out', () => {
  const terms = { kuril: 1, osaka: 2, sachs: 1 }; // sachs reads as sách, so it has to be known as it stands
  expect([...readVocabulary([written(100, terms)]).keys()]).toEqual(['kuril', 'osaka', 'sachs']);
  expect([...readVocabulary([written(10_000, terms)]).keys()]).toEqual(['osaka', 'sachs']);
});

test('segments add up', () =>
  expect([
    ...readVocabulary([written(10, { kuril: 3 }), written(10, { kuril: 2, osaka: 1 }), new Uint8Array()]),
  ]).toEqual([
    ['kuril', 5],
    ['osaka', 1],
  ]));
