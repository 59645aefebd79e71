/** Given the environment of the function that ingests, returns its settings, if index and articles are apart. */
import { SaolaError } from '../../core/errors.ts';
import { parseS3Uri, type S3Place } from '../../core/store/s3-uri.ts';
import { readBucketSettings, type BucketSettings } from '../../indexer/bucket-settings.ts';

/** Throws `SaolaError('bad-request')`. */
export function readIngestSettings(environment: Readonly<Record<string, string | undefined>>): BucketSettings {
  const settings = readBucketSettings(environment);
  const { storeUri, articlesUri } = settings;
  if (areNested(parseS3Uri(storeUri), parseS3Uri(articlesUri))) {
    throw new SaolaError(
      'bad-request',
      `SAOLA_STORE, ${storeUri}, and SAOLA_ARTICLES, ${articlesUri}, are one within the other: each publish would be taken for new articles. Give them prefixes side by side.`,
    );
  }
  return settings;
}

const areNested = (a: S3Place, b: S3Place): boolean =>
  a.bucket === b.bucket && (a.keyPrefix.startsWith(b.keyPrefix) || b.keyPrefix.startsWith(a.keyPrefix));
