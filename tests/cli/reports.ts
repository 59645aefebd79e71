/** What an indexer might report. */
import type { VersionId } from '../../core/index/manifest.ts';
import type { IndexReport } from '../../indexer/index-articles.ts';

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
