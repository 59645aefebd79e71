/** Given a key, or the start of one, refuses what some kind of store could not hold. Every store calls this first, so
 *  that what works in a folder works on S3 and the other way round. */
import { SaolaError } from '../errors.ts';
import type { ByteRange, Key } from './store.ts';

/** S3 allows 1,024 bytes with the store's own prefix in front, and common file systems 255 a step. */
const MAX_KEY_LENGTH = 512;

// Lower case only: on macOS and Windows `A` and `a` are one file, on S3 two objects. No leading dot: such names are the
// file store's own.
const KEY = /^[a-z0-9_-][a-z0-9._-]*(?:\/[a-z0-9_-][a-z0-9._-]*)*$/;
const KEY_START = /^(?:(?:[a-z0-9_-][a-z0-9._-]*\/)*(?:[a-z0-9_-][a-z0-9._-]*)?)$/;

export function isKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && KEY.test(text);
}

export function checkKey(key: Key): void {
  if (!isKey(key)) throw badKey(key, 'key');
}

/** The empty start, and one that ends inside a step or with a slash, are fine. */
export function checkKeyStart(prefix: Key): void {
  if (prefix.length > MAX_KEY_LENGTH || !KEY_START.test(prefix)) throw badKey(prefix, 'start of a key');
}

export function checkRange({ offset, length }: ByteRange): void {
  for (const [name, value] of Object.entries({ offset, length })) {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new SaolaError('bad-request', `The ${name} of a range is ${value}; a whole number from 0 on is wanted.`);
  }
}

function badKey(key: Key, what: string): SaolaError {
  return new SaolaError(
    'bad-request',
    `${JSON.stringify(key)} is no ${what} of a store. Wanted: steps of lower-case letters, digits, ".", "-" and "_" ` +
      `between slashes, none empty or starting with a dot, at most ${MAX_KEY_LENGTH} characters.`,
  );
}
