/** Given the environment of a function that makes an index of the articles in a bucket, returns its settings, or everything
 *  that is wrong with them at once. */
import { SaolaError } from '../core/errors.ts';
import { parseS3Uri } from '../core/store/s3-uri.ts';

export type BucketSettings = {
  /** `s3://bucket/prefix` of the index, and of the articles. */
  readonly storeUri: string;
  readonly articlesUri: string;
  /** Another S3 server than AWS. */
  readonly endpoint?: string;
  readonly memoryBytes: number;
};

/** What is read of the environment; `AWS_…` apart. */
export const BUCKET_SETTING_NAMES = ['SAOLA_STORE', 'SAOLA_ARTICLES', 'SAOLA_ENDPOINT'] as const;

/** Node and the copies of what is sent need the rest. */
const SHARE_OF_MEMORY = 0.75;
/** Where nobody says how much there is. */
const MEMORY_MB = 1_024;

/** Throws `SaolaError('bad-request')`. */
export function readBucketSettings(environment: Readonly<Record<string, string | undefined>>): BucketSettings {
  const problems: string[] = [];
  const place = (name: 'SAOLA_STORE' | 'SAOLA_ARTICLES'): string => {
    const uri = environment[name]?.trim() ?? '';
    try {
      parseS3Uri(uri);
    } catch {
      problems.push(`${name} is "${uri}"; it wants s3://bucket/prefix.`);
    }
    return uri;
  };
  const [storeUri, articlesUri] = [place('SAOLA_STORE'), place('SAOLA_ARTICLES')];
  if (problems.length > 0) throw new SaolaError('bad-request', problems.join(' '));
  const endpoint = environment['SAOLA_ENDPOINT']?.trim();
  const memoryMb = Number(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? MEMORY_MB);
  return {
    storeUri,
    articlesUri,
    ...(endpoint && { endpoint }),
    memoryBytes: memoryMb * 1024 ** 2 * SHARE_OF_MEMORY,
  };
}
