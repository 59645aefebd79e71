/** Given the environment of the function that ingests, returns its settings, or everything that is wrong with them at once. */
import { SaolaError } from '../../core/errors.ts';
import { parseS3Uri, type S3Place } from '../../core/store/s3-uri.ts';

export type IngestSettings = {
  /** `s3://bucket/prefix` of the index, and of the articles; neither is within the other. */
  readonly storeUri: string;
  readonly articlesUri: string;
  /** Another S3 server than AWS. */
  readonly endpoint?: string;
  readonly memoryBytes: number;
};

/** What the function reads of its environment; `AWS_…` apart. */
export const INGEST_SETTING_NAMES = ['SAOLA_STORE', 'SAOLA_ARTICLES', 'SAOLA_ENDPOINT'] as const;

/** Node and the copies of what is sent need the rest. */
const SHARE_OF_MEMORY = 0.75;
/** Where nobody says how much there is. */
const MEMORY_MB = 1_024;

/** Throws `SaolaError('bad-request')`. */
export function readIngestSettings(environment: Readonly<Record<string, string | undefined>>): IngestSettings {
  const problems: string[] = [];
  const place = (name: 'SAOLA_STORE' | 'SAOLA_ARTICLES'): { readonly uri: string; readonly at: S3Place | null } => {
    const uri = environment[name]?.trim() ?? '';
    try {
      return { uri, at: parseS3Uri(uri) };
    } catch {
      problems.push(`${name} is "${uri}"; it wants s3://bucket/prefix.`);
      return { uri, at: null };
    }
  };
  const [store, articles] = [place('SAOLA_STORE'), place('SAOLA_ARTICLES')];
  if (store.at && articles.at && areNested(store.at, articles.at)) {
    problems.push(
      `SAOLA_STORE, ${store.uri}, and SAOLA_ARTICLES, ${articles.uri}, are one within the other: each publish would be taken for new articles. Give them prefixes side by side.`,
    );
  }
  if (problems.length > 0) throw new SaolaError('bad-request', problems.join(' '));
  const endpoint = environment['SAOLA_ENDPOINT']?.trim();
  const memoryMb = Number(environment['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'] ?? MEMORY_MB);
  return {
    storeUri: store.uri,
    articlesUri: articles.uri,
    ...(endpoint && { endpoint }),
    memoryBytes: memoryMb * 1024 ** 2 * SHARE_OF_MEMORY,
  };
}

const areNested = (a: S3Place, b: S3Place): boolean =>
  a.bucket === b.bucket && (a.keyPrefix.startsWith(b.keyPrefix) || b.keyPrefix.startsWith(a.keyPrefix));
