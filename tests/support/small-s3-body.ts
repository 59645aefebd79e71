/** Given a request and the bytes of its body as they came in, returns the object's bytes: `aws-chunked` decoded, and every
 *  hash and checksum that was sent compared.
 *  As in "Checking object integrity" and "Signature calculations for trailing headers" of the Amazon S3 documentation. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import { headerOf } from './small-s3-signature.ts';
import type { Refusal } from './small-s3-signature.ts';

export type Body = {
  readonly bytes: Buffer;
  /** Checksum headers, e.g. `x-amz-checksum-crc32`, that were right. */
  readonly checksums: Readonly<Record<string, string>>;
};

export function readBody(request: IncomingMessage, raw: Buffer): Body | Refusal {
  const hash = headerOf(request, 'x-amz-content-sha256');
  const chunked = headerOf(request, 'content-encoding').split(',').includes('aws-chunked');
  if (chunked !== (hash === TRAILER)) return refusal('InvalidRequest', `content-encoding does not fit ${hash}.`);
  const decoded = chunked ? decodeChunks(request, raw) : { bytes: raw, trailers: {} };
  if ('code' in decoded) return decoded;
  const { bytes, trailers } = decoded;
  if (hash !== TRAILER && hash !== 'UNSIGNED-PAYLOAD' && hash !== digest('sha256', bytes, 'hex')) {
    return refusal('XAmzContentSHA256Mismatch', `x-amz-content-sha256 is ${hash}.`);
  }
  const md5 = headerOf(request, 'content-md5');
  if (md5 !== '' && md5 !== digest('md5', bytes, 'base64')) return refusal('BadDigest', `content-md5 is ${md5}.`);
  return checkSums(request, bytes, trailers);
}

const TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

type Trailers = Readonly<Record<string, string>>;

function decodeChunks(request: IncomingMessage, raw: Buffer): { bytes: Buffer; trailers: Trailers } | Refusal {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = raw.indexOf('\r\n', at);
    const line = raw.toString('latin1', at, lineEnd < 0 ? at : lineEnd);
    if (!/^[0-9a-f]+$/i.test(line)) return refusal('InvalidRequest', `No chunk size at byte ${at}.`);
    const size = Number.parseInt(line, 16);
    at = lineEnd + 2;
    if (size === 0) break;
    pieces.push(raw.subarray(at, at + size));
    at += size + 2;
    if (raw.toString('latin1', at - 2, at) !== '\r\n') return refusal('IncompleteBody', `No end of chunk at ${at}.`);
  }
  const bytes = Buffer.concat(pieces);
  const announced = headerOf(request, 'x-amz-decoded-content-length');
  if (announced !== String(bytes.length)) return refusal('IncompleteBody', `${bytes.length} bytes, not ${announced}.`);
  const lines = raw.toString('latin1', at).split('\r\n').filter(Boolean);
  const trailers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const wanted = headerOf(request, 'x-amz-trailer').split(',').filter(Boolean);
  if (wanted.toSorted().join() !== Object.keys(trailers).toSorted().join()) {
    return refusal('MalformedTrailerError', `x-amz-trailer names ${wanted.join()}, and ${lines.join()} came.`);
  }
  return { bytes, trailers };
}

function checkSums(request: IncomingMessage, bytes: Buffer, trailers: Trailers): Body | Refusal {
  const checksums: Record<string, string> = {};
  const sent = { ...trailers };
  for (const name of Object.keys(request.headers)) sent[name] = headerOf(request, name);
  for (const [name, value] of Object.entries({ ...sent, ...trailers })) {
    const [, algorithm] = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/.exec(name) ?? [];
    if (algorithm === undefined) continue;
    const found = checksum(algorithm, bytes);
    if (found === null)
      return { status: 501, code: 'NotImplemented', message: `This server cannot make ${algorithm}.` };
    if (found !== value) return refusal('BadDigest', `${name} is ${value}, and the bytes give ${found}.`);
    checksums[name] = value;
  }
  return { bytes, checksums };
}

/** In base64, as S3 writes it; `null` for what this server does not know. */
function checksum(algorithm: string, bytes: Buffer): string | null {
  if (algorithm === 'sha1' || algorithm === 'sha256') return digest(algorithm, bytes, 'base64');
  if (algorithm !== 'crc32') return null;
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
}

function digest(algorithm: 'md5' | 'sha1' | 'sha256', bytes: Buffer, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(bytes).digest(encoding);
}

function refusal(code: string, message: string): Refusal {
  return { status: 400, code, message };
}
