/** Names for content: a part is called by the SHA-256 of its bytes, so equal bytes are one part. */
import { createHash } from 'node:crypto';

/** 64 lower-case hex digits. Only `contentHash` and `parseContentHash` make one. */
export type ContentHash = string & { readonly __brand: 'ContentHash' };

/** Of bytes in one, or in pieces that follow one another. */
export function contentHash(bytes: Uint8Array | Iterable<Uint8Array>): ContentHash {
  const hash = createHash('sha256');
  for (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) hash.update(piece);
  return hash.digest('hex') as ContentHash;
}

/** `null` where `text` is not a SHA-256 in lower-case hex. */
export function parseContentHash(text: unknown): ContentHash | null {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text) ? (text as ContentHash) : null;
}
