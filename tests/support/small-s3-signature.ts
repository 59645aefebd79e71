/** Given a request as it came in, says whether its AWS Signature Version 4 (in the Authorization header) is right.
 *  As in "Authenticating Requests: Using the Authorization Header" of the Amazon S3 API reference. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Keys = { readonly accessKeyId: string; readonly secretAccessKey: string };

export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

const MOST_SKEW_MS = 15 * 60 * 1000;

/** `null` where the request was signed by `keys`. */
export function checkSignature(request: IncomingMessage, keys: Keys): Refusal | null {
  const header = request.headers.authorization;
  if (header === undefined) return denied('The request is not signed.');
  const [, access = '', date = '', region = '', signedNames = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header,
    ) ?? [];
  if (signature === '') return refusal(400, 'AuthorizationHeaderMalformed', `The header is ${header}.`);
  if (access !== keys.accessKeyId) return refusal(403, 'InvalidAccessKeyId', `There is no access key ${access}.`);

  const time = headerOf(request, 'x-amz-date');
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const sent = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(sent) || !time.startsWith(date)) return denied(`x-amz-date is "${time}".`);
  if (Math.abs(Date.now() - sent) > MOST_SKEW_MS) return refusal(403, 'RequestTimeTooSkewed', `x-amz-date is ${time}.`);

  const signed = signedNames.split(';');
  const unsigned = ['host', ...Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'))].find(
    (name) => !signed.includes(name),
  );
  if (unsigned !== undefined) return denied(`The header ${unsigned} is not signed.`);

  const scope = `${date}/${region}/s3/aws4_request`;
  const canonical = canonicalRequest(request, signed);
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  return timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'))
    ? null
    : refusal(403, 'SignatureDoesNotMatch', `The request to be signed was:\n${canonical}`);
}

export function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function canonicalRequest(request: IncomingMessage, signed: readonly string[]): string {
  const url = new URL(request.url ?? '/', 'http://s3');
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
  return [
    request.method,
    url.pathname
      .split('/')
      .map((step) => encode(decodeURIComponent(step)))
      .join('/'),
    query,
    ...signed.map((name) => `${name}:${headerOf(request, name).trim().replaceAll(/ +/g, ' ')}`),
    '',
    signed.join(';'),
    headerOf(request, 'x-amz-content-sha256'),
  ].join('\n');
}

/** Everything but the unreserved characters of RFC 3986, as AWS wants it. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function denied(message: string): Refusal {
  return refusal(403, 'AccessDenied', message);
}

function refusal(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}
