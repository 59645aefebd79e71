/** What is said of a purge: done, not done, and out of reach. */
import { expect, test } from 'vitest';
import { purgedSummary, saidOfPast, unreachable } from '../../cli/purged.ts';
import { PURGE_REPORT } from './reports.ts';

test.each([
  {
    why: 'done',
    report: PURGE_REPORT,
    says: 'Published version 00000005-f0637bf1f1cd. 1 article taken out of what is live, 11,999 articles stay. Deleted 2 kept versions (named on stdout, nobody can go back to them) and 12 parts (345.7 kB).',
  },
  {
    why: 'nothing had to go',
    report: { ...PURGE_REPORT, version: null, removed: 0, versions: [], parts: { count: 0, bytes: 0 } },
    says: 'None of these articles was live, 11,999 articles stay. Deleted 0 kept versions and 0 parts (0 bytes).',
  },
  {
    why: 'a dry run',
    report: { ...PURGE_REPORT, dryRun: true, version: null },
    says: 'Dry run, nothing was changed. 1 article would be taken out of what is live, 11,999 articles would stay. There would go 2 kept versions (named on stdout, nobody could go back to them) and 12 parts (345.7 kB), and the parts that are written anew.',
  },
])('$why', ({ report, says }) => expect(purgedSummary(report)).toBe(says));

test.each([
  {
    why: 'all erased',
    past: { count: 30, bytes: 4_000_000, left: 0 },
    says: /^Erased 30 old versions, markers and unfinished uploads included \(4\.0 MB\)\.$/,
  },
  {
    why: 'not one could be listed',
    past: { count: 0, bytes: 0, left: 0, problem: 'Could not list it (403 AccessDenied).' },
    says: /^NOT DONE: .*nothing was erased; they could not be listed, and the text may stand.*403 AccessDenied.*\n.*PurgePolicyArn/s,
  },
  {
    why: 'one is locked',
    past: { count: 29, bytes: 3_000_000, left: 1, problem: 'Could not erase it.' },
    says: /29 old versions.* was erased; 1 is left, .*Could not erase it\./s,
  },
])('of what the bucket keeps: $why', ({ past, says }) => expect(saidOfPast(past, { dryRun: false })).toMatch(says));

test('what is out of reach depends on where the store is', () => {
  const inFolder = unreachable('kho', null);
  const inBucket = unreachable('s3://kho/saola', { count: 0, bytes: 0, left: 0 });
  for (const said of [inFolder, inBucket]) {
    expect(said).toMatch(/^Not reached by this command:\n- /);
    expect(said).toMatch(/create-invalidation --distribution-id <DistributionId> --paths "\/\*"/);
    expect(said).toMatch(/saola index brings the article back/);
  }
  expect(inFolder).toMatch(/Copies of kho: backups/);
  expect(inBucket).toMatch(/replicas.*Object Lock/);
});
