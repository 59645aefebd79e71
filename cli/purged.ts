/** Given the report of a purge, says what was done, what could not be, and what no command can reach. */
import { tmpdir } from 'node:os';
import type { PastReport } from '../indexer/erase-past.ts';
import type { PurgeReport } from '../indexer/purge.ts';
import { bytes, count } from './words.ts';

export function purgedSummary({ dryRun, version, removed, articles, versions, parts }: PurgeReport): string {
  const taken =
    removed === 0
      ? `None of these articles was live, ${count(articles, 'article')} stay`
      : `${count(removed, 'article')} ${dryRun ? 'would be taken' : 'taken'} out of what is live, ${count(articles, 'article')} ${dryRun ? 'would stay' : 'stay'}`;
  const named = versions.length === 0 ? '' : ` (named on stdout, nobody ${dryRun ? 'could' : 'can'} go back to them)`;
  const gone = `${count(versions.length, 'kept version')}${named} and ${count(parts.count, 'part')} (${bytes(parts.bytes)})`;
  if (dryRun)
    return `Dry run, nothing was changed. ${taken}. There would go ${gone}, and the parts that are written anew.`;
  const published = version === null ? '' : `Published version ${version}. `;
  return `${published}${taken}. Deleted ${gone}.`;
}

/** Of what the place keeps of replaced and deleted objects. */
export function saidOfPast(
  { count: erased, bytes: size, left, problem }: PastReport,
  { dryRun }: { readonly dryRun: boolean },
): string {
  const what = `${count(erased, 'old version', 'old versions')}, markers and unfinished uploads included (${bytes(size)})`;
  if (problem === undefined) return dryRun ? `Of replaced and deleted objects: ${what}, and those of this run.` : `Erased ${what}.`; // prettier-ignore
  const rest = left === 0 ? 'they could not be listed' : `${count(left, 'is', 'are')} left`;
  return (
    `NOT DONE: of what the bucket keeps of replaced and deleted objects, ${erased === 0 ? 'nothing' : what} was erased; ${rest}, ` +
    `and the text may stand in them. ${problem}\n` +
    'Attach the policy PurgePolicyArn of the stack, or have somebody run this who may: it goes on from here.'
  );
}

/** What holds the text outside the store, each with what to do about it. */
export function unreachable(uri: string, past: PastReport | null): string {
  const isS3 = past !== null;
  const lines = [
    'Answers in caches (CloudFront, browsers): they may be shown for two minutes more, and for an hour where the function fails. At once, in CloudFront: aws cloudfront create-invalidation --distribution-id <DistributionId> --paths "/*"',
    'Functions and servers that run: until they look for a new version, 30 seconds unless told otherwise (RefreshSeconds).',
    'The sources: the next saola index brings the article back as long as they hold it.',
    'Publishers that are under way: what they write now may hold it. Run this again when they have ended.',
    `Temporary files of runs that were stopped: ${tmpdir()}/saola-unfinished-* here, and that and saola-run-* on other machines that publish. Delete them.`,
    isS3
      ? 'Copies of the bucket: replicas, AWS Backup, folders that were synced from it; objects under Object Lock, until that ends.'
      : `Copies of ${uri}: backups and snapshots of its disk, buckets and folders that were synced from it; what a writer on another machine that was killed left in .writing/, until a day has passed.`,
  ];
  return ['Not reached by this command:', ...lines.map((line) => `- ${line}`)].join('\n');
}
