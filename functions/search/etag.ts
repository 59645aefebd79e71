/** Given a body, names it; given what a client already holds, says whether that is the same. */
import { createHash } from 'node:crypto';

/** Strong: equal tags mean equal bytes. */
export function strongEtag(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

const TAG = /(?:W\/)?("[^"]*")/g;

/** Whether an If-None-Match header names `etag`, compared weakly as RFC 9110 (13.1.2) wants it: a cache that compresses
 *  a body makes its tag a weak one. A header that is not well formed names nothing. */
export function isNamedBy(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const isList = /^[\s,]*$/.test(ifNoneMatch.replaceAll(TAG, ''));
  return isList && Array.from(ifNoneMatch.matchAll(TAG), ([, opaque]) => opaque).includes(etag);
}
