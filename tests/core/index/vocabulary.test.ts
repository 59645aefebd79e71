import { expect, test } from 'vitest';
import { readVocabulary, VocabularyWriter, type SegmentVocabulary } from '../../../core/index/vocabulary.ts';

function written(
  articles: number,
  terms: Readonly<Record<string, number>>,
  gone: Readonly<Record<string, number>> = {},
): SegmentVocabulary {
  const writer = new VocabularyWriter(articles);
  for (const [term, df] of Object.entries(terms).toSorted(([a], [b]) => (a < b ? -1 : 1))) writer.add(term, df);
  return { words: writer.take(), gone: new Map(Object.entries(gone)) };
}

test('words and codes without accents, and nothing else', () => {
  const terms = { kuril: 3, g20: 4, '=kuril': 3, 'nam kuril': 2, '2019': 9, ['a'.repeat(21)]: 5, москва: 2 };
  const vocabulary = readVocabulary([written(100, terms)], 100);
  expect([...vocabulary]).toEqual([
    ['g20', 4],
    ['kuril', 3],
    ['москва', 2],
  ]);
});

test('in a large index, a word of one article is left out', () => {
  const terms = { kuril: 1, osaka: 2, sachs: 1 }; // sachs reads as sách, so it has to be known as it stands
  expect([...readVocabulary([written(100, terms)], 100).keys()]).toEqual(['kuril', 'osaka', 'sachs']);
  expect([...readVocabulary([written(10_000, terms)], 10_000).keys()]).toEqual(['osaka', 'sachs']);
});

test('segments add up', () =>
  expect([
    ...readVocabulary([written(10, { kuril: 3 }), written(10, { kuril: 2, osaka: 1 }), written(0, {})], 20),
  ]).toEqual([
    ['kuril', 5],
    ['osaka', 1],
  ]));

test('what is too rare for all of them together is left out, though a small segment keeps it', () => {
  const parts = [written(9_980, { kuril: 3 }), written(20, { kuril: 1, osaka: 1, sachs: 1 })];
  expect([...readVocabulary(parts, 10_000)]).toEqual([
    ['kuril', 4],
    ['sachs', 1],
  ]);
});

test('articles that are gone are taken off their segment, and off no other', () => {
  const parts = [written(10, { kuril: 3, osaka: 1 }, { kuril: 1, osaka: 1, habomai: 2 }), written(10, { habomai: 1 })];
  expect([...readVocabulary(parts, 17)]).toEqual([
    ['kuril', 2],
    ['habomai', 1],
  ]);
});
