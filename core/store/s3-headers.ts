/** Given what a store is told, says it in the headers of S3; given S3's, refuses what a store cannot live with. */
import { SaolaError } from '../errors.ts';
import type { Condition, Key, Tag } from './store.ts';

const FOR_A_YEAR = 'public, max-age=31536000, immutable';
const NOT_UNASKED = 'no-cache';

export function headersFor(key: Key, immutable: boolean) {
  return {
    CacheControl: immutable ? FOR_A_YEAR : NOT_UNASKED,
    ContentType: key.endsWith('.json') ? 'application/json' : 'application/octet-stream',
  };
}

export function toHeaders(condition: Condition): { readonly IfNoneMatch: '*' } | { readonly IfMatch: string } {
  return 'absent' in condition ? { IfNoneMatch: '*' } : { IfMatch: condition.tag };
}

export function holds(condition: Condition, tag: Tag | null): boolean {
  return 'absent' in condition ? tag === null : tag === condition.tag;
}

export function toTag(etag: string | undefined): Tag {
  if (etag === undefined) {
    throw new SaolaError(
      'store-refused',
      'The S3 server answers without ETags; Saola cannot publish safely to it. Use another.',
    );
  }
  return etag as Tag;
}
