import { describe, expect, test } from 'vitest';
import { Counts } from '../../bench/corpus/counts.ts';
import { decorated } from '../../bench/corpus/decorate.ts';
import { growthOf } from '../../bench/corpus/growth.ts';
import { CorpusMaker, type Text } from '../../bench/corpus/make.ts';
import { hashOf } from '../../bench/random.ts';
import { parseArticle } from '../../core/article.ts';
import { exampleArticles } from '../support/articles.ts';

/** The examples, a sentence a line, as the news has them. */
const sources: Text[] = exampleArticles().map(({ title, summary = '', body }) => ({
  title,
  summary,
  body: body.replace(/(?<=[.!?…]) /g, '\n'),
}));
const linesOf = (texts: readonly Text[]): string[] => texts.flatMap(({ body }) => body.split('\n')).toSorted();

describe('a made corpus', () => {
  const maker = new CorpusMaker(sources);
  const made = [...maker.texts(sources.length * 3)];

  test('is the same each time, and a longer one begins with a shorter one', () => {
    expect([...new CorpusMaker(sources).texts(made.length)]).toEqual(made);
    expect([...maker.texts(50)]).toEqual(made.slice(0, 50));
    expect([...new CorpusMaker(sources, { seed: 2 }).texts(made.length)]).not.toEqual(made);
  });

  test('deals out each sentence once before any comes again', () => {
    const first = made.slice(0, sources.length);
    expect(linesOf(first)).toEqual(linesOf(sources));
    expect(first.map(({ title }) => title)).toEqual(sources.map(({ title }) => title));
    expect(first.filter(({ body }, i) => body !== sources[i]?.body).length).toBeGreaterThan(sources.length / 2);
  });

  test('goes on growing in every round, as texts do that nobody has seen', () => {
    const rounds = [1, 2, 3].map((round) => sources.length * round);
    const growth = growthOf(made, rounds);
    for (const figure of ['exact', 'folded', 'pairs', 'repeatedPairs'] as const) {
      const [one = 0, two = 0, three = 0] = growth.map((each) => each[figure]);
      expect(two).toBeGreaterThan(one * 1.1);
      expect(three).toBeGreaterThan(two * 1.05);
    }
    const lengths = growth.map(({ length }) => length);
    expect(Math.max(...lengths) / Math.min(...lengths)).toBeLessThan(1.05);
  });
});

test('an article of it is one as sites have them, later by its number', () => {
  const articles = sources.slice(0, 40).map((text, number) => decorated(text, number, `bai-${number}`));
  const days = articles.map(({ publishedAt = '' }) => publishedAt);
  expect(days).toEqual([...new Set(days)].toSorted());
  for (const article of articles) {
    expect(parseArticle(article, { id: '' })).toMatchObject({ ok: true, warnings: [] });
    expect(article.section).not.toBe('');
  }
});

test('counts of terms stay right as their table grows', () => {
  const counts = new Counts(8);
  const names = Array.from({ length: 500 }, (_, i) => hashOf(`Phường ${i}`));
  for (const [i, name] of names.entries()) for (let n = 0; n <= i % 3; n += 1) counts.add(name);
  expect(counts.distinct).toBe(500);
  expect(counts.repeated).toBe(333);
  expect(names.map((name) => counts.df(name))).toEqual(names.map((_, i) => 1 + (i % 3)));
  expect(counts.df(hashOf('Kuril'))).toBe(0);
});
