import { expect, test } from 'vitest';
import { tablesOf } from '../../bench/report.ts';
import { summarise, type Run } from '../../bench/summary.ts';

const run = (change: Partial<Run>, firstAnswerMs: number): Run => ({
  engine: 'minisearch',
  articles: 1_000,
  queries: 500,
  build: { articles: 1_000, ms: 2_000, peakBytes: 200e6 },
  bytes: { gz: 600_000 },
  search: {
    openMs: firstAnswerMs - 1,
    firstAnswerMs,
    fromStartMs: firstAnswerMs + 50,
    requests: 1,
    readBytes: 600_000,
    firstBytes: 100e6,
    warmBytes: 120e6,
    answer: { p50: 4, p99: 8 },
    empty: 5,
    own: 400,
  },
  ...change,
});

test('a summary is the median of each figure', () => {
  const summary = summarise([run({}, 300), run({}, 100), run({}, 160)]);
  expect(summary.runs).toBe(3);
  expect(summary.search.firstAnswerMs).toBe(160);
  expect(summary.build.articlesPerSecond).toBe(500);
  expect(summary.search.ranking).toBeUndefined();
});

test('ratios come last: what the others need, in what Saola needs', () => {
  const base = run({ engine: 'saola', bytes: { terms: 190_000, columns: 10_000, records: 1_000_000 } }, 50);
  const saola = summarise([{ ...base, search: { ...base.search, ranking: { p50: 8, p99: 16 } } }]);
  const tables = tablesOf([saola, summarise([run({}, 100)])]);
  const { title, head, rows } = tables.at(-1) ?? { title: '', head: [], rows: [] };
  expect(title).toContain('ratios to Saola');
  const ratio = (name: string): string | undefined => rows[0]?.[head.indexOf(name)];
  expect(rows.map(([engine]) => engine)).toEqual(['MiniSearch']);
  expect(ratio('first answer')).toBe('2.00');
  expect(ratio('index to search')).toBe('3.00'); // the texts are not counted
  expect(ratio('ranking p50')).toBe('0.50');
});
