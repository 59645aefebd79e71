import { expect, test } from 'vitest';
import { readsPlots } from '../../../bench/plots/reads.ts';
import { widthOf } from '../../../bench/plots/svg.ts';
import type { Asked } from '../../../bench/reads/measure.ts';
import type { Measured } from '../../../bench/reads/report.ts';
import { outside, textsIn } from './drawn.ts';

const asked = (gets: number): Asked => ({
  kind: 'bare',
  query: 'cua nguoi Da Nang',
  gets,
  getsByKind: { manifest: 1, terms: gets - 1, columns: 0, records: 0, suggestions: 0 },
  bytes: { manifest: 100_000, terms: gets * 50_000, columns: 0, records: 0, suggestions: 0 },
  steps: 3,
  waitMs: 100 + gets,
  waitOneLinkMs: 110 + gets,
  workMs: 20,
});
const spread = { p50: 1, p99: 8 };
const measured = (articles: number, ...gets: readonly number[]): Measured => ({
  articles,
  built: { articles, ms: 1_000, peakBytes: 600e6, commit: 'abc', folder: '/index' },
  cold: gets.map(asked),
  warm: gets.map(asked),
  resident: {
    startBytes: 50e6,
    endBytes: 90e6,
    peakBytes: 99e6,
    ranking: spread,
    answer: spread,
    worst: { why: '', ms: 9 },
  },
  cacheBytes: 2 ** 26,
});

test('GETs and milliseconds by size, the smallest first', () => {
  const plots = readsPlots([measured(30_000, 16, 20), measured(1_000, 8, 12)], '2026-11-25, sources abc');
  expect(plots.map(({ file }) => file)).toEqual(['cold-reads.svg', 'cold-time.svg']);
  const [gets, ms] = plots.map(({ svg }) => textsIn(svg));
  expect(gets).toEqual(
    expect.arrayContaining(['18.0', '10.0', '20', '12', '1,000', '30,000', '2026-11-25, sources abc']),
  );
  expect(ms).toEqual(expect.arrayContaining(['136', '140', '128', '132']));
  expect(gets?.indexOf('10.0')).toBeLessThan(gets?.indexOf('18.0') ?? -1);
  for (const { svg } of plots) expect(outside(svg, (text) => widthOf(text, 'small'))).toEqual([]);
});

test('one size is a plot too, none is none', () => {
  expect(readsPlots([measured(1_000, 8)], '')).toHaveLength(2);
  expect(readsPlots([], '')).toEqual([]);
});
