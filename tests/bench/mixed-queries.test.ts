import { expect, test } from 'vitest';
import { decorated } from '../../bench/corpus/decorate.ts';
import { makeMixedQueries, QUERY_KINDS, type MixedQuery } from '../../bench/mixed-queries.ts';
import { parseLanguage } from '../../core/search/language.ts';
import { exampleArticles } from '../support/articles.ts';

const examples = exampleArticles();
const articles = Array.from({ length: 400 }, (_, i) => {
  const { title, summary = '', body } = examples[i % examples.length] as (typeof examples)[number];
  return decorated({ title, summary, body }, i, `bai-${i}`);
});
const queries = makeMixedQueries(articles, 288);

const ofKind = (...kinds: string[]): MixedQuery[] => queries.filter(({ kind }) => kinds.includes(kind));

test('the same articles give the same searches, of every kind and of one to twelve words', () => {
  expect(makeMixedQueries(articles, 288)).toEqual(queries);
  expect(queries).toHaveLength(288);
  const lengths = QUERY_KINDS.map((kind) => new Set(ofKind(kind).map(({ query }) => query.split(' ').length)).size);
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(12);
});

test.each([
  { kind: 'phrase', has: 'phrases' },
  { kind: 'filter', has: 'conditions' },
] as const)('every search of the kind $kind is read with $has', ({ kind, has }) => {
  const without = ofKind(kind).filter(({ query }) => parseLanguage(query).alternatives[0]?.[has].length === 0);
  expect(without).toEqual([]);
});

test('the others are words alone', () => {
  const signs = ofKind('typed', 'bare', 'slip', 'live').filter(({ query }) => query.includes('"'));
  expect(signs).toEqual([]);
  expect(ofKind('bare').filter(({ query }) => /\p{M}|đ/u.test(query.normalize('NFD')))).toEqual([]);
  expect(queries.filter(({ live }) => live)).toEqual(ofKind('live'));
});
