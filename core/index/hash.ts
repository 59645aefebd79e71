/** Names for content: a part is called by the SHA-256 of its bytes, so equal bytes are one part. */
import { createHash } from 'node:crypto';

/** 64 lower-case hex digits. Only `contentHash` and `parseContentHash` make one. */
export type ContentHash = string & { readonly __brand: 'ContentHash' };

export function contentHash(bytes: Uint8Array): ContentHash {
  return createHash('sha256').update(bytes).digest('hex') as ContentHash;
}

/** `null` where `text` is not a SHA-256 in lower-case hex. */
export function parseContentHash(text: unknown): ContentHash | null {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text) ? (text as ContentHash) : null;
}
