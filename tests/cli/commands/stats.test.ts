/** `saola stats`: numbers in columns, and as JSON. */
import { expect, test } from 'vitest';
import type { VersionId } from '../../../core/index/manifest.ts';
import type { StatsOptions, StatsReport } from '../../../indexer/stats.ts';
import { runWith } from '../fake-io.ts';

const BYTES = { terms: 7_100_000, columns: 403_800, records: 5_200_000, suggestions: 400 };
const REPORT: StatsReport = {
  version: '00000002-f0637bf1f1cd' as VersionId,
  publishedAt: '2024-05-01T03:00:00.000Z',
  analyzer: 'vi-1',
  articles: 4_988,
  manifestBytes: 40_900,
  segments: [{ articles: 5_000, removed: 12, bytes: BYTES }],
  bytes: BYTES,
  terms: { exact: 8_844, folded: 6_622, pair: 203_482 },
  postings: { exact: 1_136_820, folded: 995_231, pair: 1_856_572 },
  largest: [
    { term: 'cong', df: 4_823, bytes: 4_900 },
    { term: '=đươc\u0323', df: 4_529, bytes: 4_600 },
    { term: 'nam\u0000a', df: 1, bytes: 3 },
  ],
  keptVersions: 2,
  stored: { objects: 12, bytes: 25_000_000 },
};

const teller = (report: StatsReport = REPORT) => ({
  stats: async (_store: unknown, options: StatsOptions = {}) => {
    options.onProgress?.(500_000, 7_100_000);
    return report;
  },
});

test('stand in columns, letters with marks as wide as others', async () => {
  expect(await runWith(['stats', '--store', 'kho'], teller())).toEqual({
    code: 0,
    err: '',
    out: `Version 00000002-f0637bf1f1cd, published 2024-05-01T03:00:00.000Z: 4,988 articles.

segment     articles  removed   terms   columns  records  suggestions      all
1              5,000       12  7.1 MB  403.8 kB   5.2 MB    400 bytes  12.7 MB
all            5,000       12  7.1 MB  403.8 kB   5.2 MB    400 bytes  12.7 MB
an article                     1.4 kB  81 bytes   1.0 kB      0 bytes   2.5 kB

terms   different   postings
exact       8,844  1,136,820
folded      6,622    995,231
pair      203,482  1,856,572
all       218,948  3,988,623

largest terms  articles    bytes
cong              4,823   4.9 kB
=đươc\u0323             4,529   4.6 kB
nam a                 1  3 bytes

The manifest has 40.9 kB. In the store: 2 versions kept, 12 objects, 25.0 MB, with what no version names.
`,
  });
});

test('as JSON, and with progress on a terminal', async () => {
  const { code, out, err } = await runWith(['stats', '--store', 'kho', '--json'], teller(), { isTerminal: true });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(REPORT);
  expect(err).toContain('reading terms, kB 500 of 7,100');
});

test('of an index of nothing there is no share of an article', async () => {
  const none = { exact: 0, folded: 0, pair: 0 };
  const bytes = { terms: 0, columns: 0, records: 0, suggestions: 0 };
  const empty = { ...REPORT, articles: 0, segments: [], bytes, terms: none, postings: none, largest: [] };
  const { code, out } = await runWith(['stats', '--store', 'kho'], teller(empty));
  expect(code).toBe(0);
  expect(out).not.toMatch(/an article|NaN/);
});
