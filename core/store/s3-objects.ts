/** Objects of an S3 bucket under any names, as articles have them: listed, and read as streams. Nothing is written.
 *  By shapes of answers, so that nothing here needs the client. */
import { SaolaError } from '../errors.ts';
import { toTag } from './s3-headers.ts';
import type { S3Place } from './s3-uri.ts';
import type { CallOptions, Stored, Tag } from './store.ts';

/** `key`: whole, with the prefix. `modified`: S3 tells it to the second. */
export type S3Object = { readonly key: string; readonly bytes: number; readonly tag: Tag; readonly modified: Date };

/** What stands in a bucket, to be read alone. Throws as a `Store` does. */
export interface S3Objects {
  readonly place: S3Place;
  /** Every object below the prefix, in byte order of the keys; where there is none, the one that is called as the prefix is. */
  list(options?: CallOptions): AsyncIterable<S3Object>;
  /** The one that is called exactly so, with the prefix. `null`: it is not there. */
  find(key: string, options?: CallOptions): Promise<S3Object | null>;
  /** The bytes of exactly this object, some megabytes at a time; one that has changed meanwhile throws. */
  read(object: S3Object, options?: CallOptions): AsyncIterable<Uint8Array>;
}

type Listed = {
  readonly Key?: string | undefined;
  readonly Size?: number | undefined;
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
};

/** The requests that it takes. */
export type ObjectRequests = {
  list(prefix: string, options: CallOptions): AsyncIterable<Listed>;
  /** `null`: that object is not there any more. */
  get(
    asked: { readonly Key: string; readonly Range: string; readonly IfMatch: string },
    options: CallOptions,
  ): Promise<Stored | null>;
};

/** How much of an object is in memory at once. */
const PIECE_BYTES = 8 * 1024 * 1024;

export function s3ObjectsOf(place: S3Place, requests: ObjectRequests): S3Objects {
  const { keyPrefix } = place;
  const find = async (key: string, options: CallOptions): Promise<S3Object | null> => {
    // Of all that begin so, the one of that very name comes first.
    for await (const listed of requests.list(key, options)) return listed.Key === key ? objectOf(listed) : null;
    return null;
  };
  return {
    place,
    async *list(options = {}) {
      let isEmpty = true;
      for await (const listed of requests.list(keyPrefix, options)) {
        isEmpty = false;
        // What ends so is a folder, to those who show buckets as folders.
        if (!listed.Key?.endsWith('/')) yield objectOf(listed);
      }
      if (!isEmpty || keyPrefix === '') return;
      const named = await find(keyPrefix.slice(0, -1), options);
      if (named) yield named;
    },
    find: (key, options = {}) => find(key, options),
    async *read({ key, bytes, tag }, options = {}) {
      for (let offset = 0; offset < bytes; offset += PIECE_BYTES) {
        const Range = `bytes=${offset}-${Math.min(bytes, offset + PIECE_BYTES) - 1}`;
        const got = await requests.get({ Key: key, Range, IfMatch: tag }, options);
        if (got === null)
          throw new SaolaError('store-unavailable', `${key} was replaced or deleted while it was read. Run again.`);
        yield got.bytes;
      }
    },
  };
}

const objectOf = ({
  Key: key = '',
  Size: bytes = 0,
  ETag,
  LastModified: modified = new Date(0),
}: Listed): S3Object => ({
  key,
  bytes,
  tag: toTag(ETag),
  modified,
});
