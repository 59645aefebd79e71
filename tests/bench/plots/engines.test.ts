import { expect, test } from 'vitest';
import { ENGINES, LABELS } from '../../../bench/engines/names.ts';
import { enginePlots } from '../../../bench/plots/engines.ts';
import { widthOf } from '../../../bench/plots/svg.ts';
import type { Summary } from '../../../bench/summary.ts';
import { drawnIn, outside, textsIn } from './drawn.ts';

const summary = (engine: Summary['engine'], articles: number): Summary => ({
  engine,
  articles,
  queries: 1_000,
  runs: 3,
  bytes: engine === 'saola' ? { terms: 1e3 * articles, records: 1.2e3 * articles } : { gz: 460 * articles },
  build: { articlesPerSecond: 300, peakBytes: 690e6 },
  search: {
    openMs: articles / 20,
    firstAnswerMs: articles / 18,
    fromStartMs: articles / 10,
    requests: 19,
    readBytes: 1_195_000,
    firstBytes: 72e6,
    warmBytes: 187e6,
    answer: { p50: 7.95, p99: 12.8 },
    ...(engine === 'saola' && { ranking: { p50: 0.7, p99: 2.52 } }),
    empty: 0,
    own: 890,
  },
});
const all = [1_000, 10_000].flatMap((articles) => ENGINES.map((engine) => summary(engine, articles)));
const plots = enginePlots(all, 'Medians of 3. 2026-11-25');

test('one plot for each question', () =>
  expect(plots.map(({ file }) => file)).toEqual(['first-answer.svg', 'memory.svg', 'index-size.svg', 'ranking.svg']));

test.each(plots)('$file shows each engine at each size, and where it was measured', ({ svg }) => {
  const says = textsIn(svg);
  for (const label of Object.values(LABELS)) expect(says.filter((each) => each === label)).toHaveLength(2);
  expect(says).toEqual(expect.arrayContaining(['1,000 articles', '10,000 articles', 'Medians of 3. 2026-11-25']));
  expect(outside(svg, (text) => widthOf(text, 'small'))).toEqual([]);
});

test.each([
  { file: 'first-answer.svg', says: '556 ms, 500 of it to open' },
  { file: 'memory.svg', says: '72 MB, then 187' },
  { file: 'index-size.svg', says: '1,000 bytes, and 1,200 of texts' },
  { file: 'index-size.svg', says: '460 bytes' },
  { file: 'ranking.svg', says: '0.70 and 2.52 ms' },
  { file: 'ranking.svg', says: '7.95 and 12.8 ms' },
])('$file says "$says"', ({ file, says }) =>
  expect(textsIn(plots.find((plot) => plot.file === file)?.svg ?? '')).toContain(says),
);

test('of one engine on one size there is a plot; of none there is none', () => {
  for (const { svg } of enginePlots([summary('saola', 1_000)], '')) expect(drawnIn(svg).length).toBeGreaterThan(10);
  expect(enginePlots([], '')).toEqual([]);
});
