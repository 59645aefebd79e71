/** What an indexer and a purge might report. */
import type { VersionId } from '../../core/index/manifest.ts';
import type { IndexReport } from '../../indexer/index-articles.ts';
import type { PurgeReport } from '../../indexer/purge.ts';

export const REPORT: IndexReport = {
  version: '00000002-f0637bf1f1cd' as VersionId,
  articles: 12_000,
  added: 20,
  changed: 3,
  removed: 1,
  unchanged: 11_977,
  skipped: 0,
  bytesWritten: 345_678,
};

export const PURGE_REPORT: PurgeReport = {
  dryRun: false,
  version: '00000005-f0637bf1f1cd' as VersionId,
  articles: 11_999,
  removed: 1,
  missing: [],
  bytesWritten: 345_678,
  versions: ['00000004-0a1b2c3d4e5f', '00000003-5e4d3c2b1a00'] as VersionId[],
  unreadable: [],
  parts: { count: 12, bytes: 345_678 },
  past: null,
  others: [],
};
