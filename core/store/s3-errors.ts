/** Given what the S3 client threw, says it as a `SaolaError` that tells the user what to do.
 *  By names and numbers, so that nothing here needs the client. */
import { SaolaError } from '../errors.ts';

/** What of a client's error there is to go by. */
export type S3Trouble = {
  /** S3's code (`NoSuchKey`), or the client's name for it. */
  readonly name: string;
  /** Node's code for trouble on the network (`ECONNREFUSED`); empty where there was an answer. */
  readonly errno: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** How often the client sent the request. */
  readonly attempts: number;
  readonly message: string;
};

/** `null` for what came neither from S3 nor from the network nor from the client itself: that is a defect. */
export function troubleOf(error: unknown): S3Trouble | null {
  if (!(error instanceof Error)) return null;
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const errno = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const name = NAMELESS.find(([start]) => error.message.startsWith(start))?.[1] ?? error.name;
  if (metadata === undefined && errno === '' && !SETTINGS.has(name) && !PASSING.has(name)) return null;
  const trouble = { name, errno, message: error.message.split('\n')[0] ?? '' };
  return {
    ...trouble,
    status: numberOf(metadata, 'httpStatusCode') ?? 0,
    attempts: numberOf(metadata, 'attempts') ?? 1,
  };
}

/** Whether trying again may help; the request may or may not have been carried out. */
export function isPassing({ name, errno, status }: S3Trouble): boolean {
  if (PASSING.has(name)) return true;
  if (status === 0) return !SETTINGS.has(name) && !isAboutCertificate(errno);
  return status === 429 || status === 408 || (status >= 500 && status !== 501);
}

/** `doing` completes "Could not …" (`read current.json`); `place` is the store as the user named it, `endpoint` the
 *  server's address where it is not AWS. */
export function s3Error(
  error: unknown,
  doing: string,
  { place, endpoint }: { readonly place: string; readonly endpoint: string | undefined },
): unknown {
  const trouble = troubleOf(error);
  if (!trouble || error instanceof SaolaError) return error;
  const server = endpoint ?? 'S3';
  const what = `Could not ${doing} in ${place}: `;
  if (isPassing(trouble)) {
    const why = trouble.status === 0 ? unreachable(trouble, server) : `${server} answered ${code(trouble)}`;
    return new SaolaError('store-unavailable', `${what}${why}. Try again.`, { cause: error });
  }
  const advice = ADVICE[trouble.name] ?? (isAboutCertificate(trouble.errno) ? CERTIFICATE : BY_STATUS[trouble.status]);
  const why =
    advice ?? `${trouble.message.replace(/\.$/, '') || 'for no reason given'}. Look whether ${server} is an S3 server`;
  return new SaolaError('store-refused', `${what}${why} (${code(trouble)}).`, { cause: error });
}

function code({ name, errno, status }: S3Trouble): string {
  const words = [status || '', name === 'Error' || name === 'Unknown' ? '' : name, errno].filter((word) => word !== '');
  return words.join(' ') || 'no code';
}

function unreachable({ errno, name, message }: S3Trouble, server: string): string {
  if (errno === 'ECONNREFUSED') return `nothing listens at ${server}`;
  if (errno === 'ENOTFOUND' || errno === 'EAI_AGAIN') return `the host name of ${server} cannot be looked up`;
  if (name === 'ChecksumMismatch') return `what ${server} sent was damaged on the way (${message})`;
  if (name === 'TimeoutError' && errno === '') return `${server} did not answer in time`;
  return `the connection to ${server} broke (${message})`;
}

/** Errors of the client's own that have nothing but a message. */
const NAMELESS = [
  ['Region is missing', 'RegionMissing'],
  ['Checksum mismatch', 'ChecksumMismatch'],
] as const;

/** The client asked nobody: it has not been told enough. */
const SETTINGS: ReadonlySet<string> = new Set(['CredentialsProviderError', 'TokenProviderError', 'RegionMissing']);

const PASSING: ReadonlySet<string> = new Set([
  'ChecksumMismatch',
  'SlowDown',
  'RequestTimeout',
  'OperationAborted',
  'ConditionalRequestConflict',
]);

const KEYS = 'Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile that AWS_PROFILE names';
const OTHER_REGION = 'the bucket is in another region. Set AWS_REGION to the bucket’s';
const CERTIFICATE =
  'the server’s certificate is not trusted. Correct the address, or name its authority in NODE_EXTRA_CA_CERTS';
const DENIED =
  'these credentials may not do that. They need s3:GetObject, and to publish s3:PutObject and s3:DeleteObject, on ' +
  'what is under the prefix, and s3:ListBucket on the bucket, without which S3 says the same of what is not there. To purge ' +
  'they also need s3:DeleteObjectVersion and s3:AbortMultipartUpload there, s3:ListBucketVersions and ' +
  's3:ListBucketMultipartUploads on the bucket';

/** By S3's code: "List of error codes" in the Amazon S3 API reference. */
const ADVICE: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'no AWS credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or sign in (aws sso login)',
  TokenProviderError: 'the sign-in to AWS has run out. Sign in again (aws sso login)',
  RegionMissing: 'no AWS region is set. Set AWS_REGION to the bucket’s, e.g. ap-southeast-1',
  NoSuchBucket: 'there is no such bucket. Create it, or correct its name',
  InvalidBucketName: 'the server does not take that for the name of a bucket. Correct it',
  AccessDenied: DENIED,
  AllAccessDisabled: DENIED,
  InvalidAccessKeyId: `the access key is not known. ${KEYS}`,
  SignatureDoesNotMatch: `the secret key does not fit the access key. ${KEYS}`,
  ExpiredToken: 'the credentials have expired. Sign in again',
  InvalidToken: 'the session token is not valid. Sign in again',
  RequestTimeTooSkewed: 'the clock of this machine is wrong. Set it',
  PermanentRedirect: OTHER_REGION,
  AuthorizationHeaderMalformed: OTHER_REGION,
  NotImplemented:
    'the server cannot do that. Saola needs conditional writes (If-Match, If-None-Match) and ranged reads',
};

const BY_STATUS: Readonly<Record<number, string>> = {
  301: OTHER_REGION,
  401: DENIED,
  403: DENIED,
  501: ADVICE['NotImplemented'] ?? '',
};

/** Node's codes for TLS: `CERT_HAS_EXPIRED`, `DEPTH_ZERO_SELF_SIGNED_CERT`, `ERR_TLS_CERT_ALTNAME_INVALID`, … */
function isAboutCertificate(errno: string): boolean {
  return /CERT|UNABLE_TO_/.test(errno);
}

function numberOf(record: unknown, name: string): number | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(record, name)?.value;
  return typeof value === 'number' ? value : undefined;
}
