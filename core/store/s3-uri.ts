/** Given `s3://bucket/prefix`, returns bucket and prefix; given what is told of a server, the address that is meant. */
import { SaolaError } from '../errors.ts';

export type S3Place = {
  readonly bucket: string;
  /** What every key has in front of it: empty, or steps that end with a slash. */
  readonly keyPrefix: string;
};

// As S3 names buckets: "General purpose bucket naming rules" in the Amazon S3 user guide.
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** S3 allows keys of 1,024 bytes, and the store's own have up to 512. */
const MAX_PREFIX_BYTES = 500;

/** The prefix is taken as it stands: nothing is decoded. Throws `bad-request`. */
export function parseS3Uri(uri: string): S3Place {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/is.exec(uri) ?? [];
  if (bucket === '') throw bad(uri, 'names no bucket');
  if (!BUCKET.test(bucket)) {
    throw bad(uri, `has "${bucket}" as its bucket; buckets have 3 to 63 lower-case letters, digits, dots and hyphens`);
  }
  const prefix = path.replace(/\/$/, '');
  if (prefix === '') return { bucket, keyPrefix: '' };
  if (prefix.split('/').some((step) => step === '' || step === '.' || step === '..')) {
    throw bad(uri, 'has an empty step, "." or ".." in its prefix');
  }
  if (/\p{Cc}/u.test(prefix)) throw bad(uri, 'has a control character in its prefix');
  if (Buffer.byteLength(prefix) > MAX_PREFIX_BYTES) {
    throw bad(uri, `has a prefix of ${Buffer.byteLength(prefix)} bytes; ${MAX_PREFIX_BYTES} are the most`);
  }
  return { bucket, keyPrefix: `${prefix}/` };
}

/** The address of another server than AWS: the one that is told, or else the environment's. Throws `bad-request`. */
export function endpointOf(told: string | undefined): string | undefined {
  const endpoint = told ?? process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL'];
  if (endpoint === undefined || endpoint === '') return undefined;
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return endpoint;
  throw new SaolaError(
    'bad-request',
    `"${endpoint}" is no address of an S3 server. Say https://host or http://host:port.`,
  );
}

function bad(uri: string, trouble: string): SaolaError {
  return new SaolaError('bad-request', `${JSON.stringify(uri)} ${trouble}. Say s3://bucket/prefix.`);
}
