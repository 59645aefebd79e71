/** What an S3 bucket keeps beside its objects: noncurrent versions, markers of deletion, uploads that have not ended.
 *  By shapes of answers, so that nothing here needs the client. */
import { checkKey, checkKeyStart, isKey } from './key.ts';
import { troubleOf } from './s3-errors.ts';
import type { CallOptions, Past, PastKeeper } from './store.ts';

type Named = { readonly Key?: string | undefined };
type Version = Named & {
  readonly VersionId?: string | undefined;
  readonly IsLatest?: boolean | undefined;
  readonly LastModified?: Date | undefined;
  readonly Size?: number | undefined;
};
type VersionsPage = {
  readonly Versions?: readonly Version[] | undefined;
  readonly DeleteMarkers?: readonly Version[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly NextKeyMarker?: string | undefined;
  readonly NextVersionIdMarker?: string | undefined;
};
type Upload = Named & { readonly UploadId?: string | undefined; readonly Initiated?: Date | undefined };
type UploadsPage = {
  readonly Uploads?: readonly Upload[] | undefined;
  readonly IsTruncated?: boolean | undefined;
  readonly NextKeyMarker?: string | undefined;
  readonly NextUploadIdMarker?: string | undefined;
};

/** The requests that it takes, each with the store's own prefix. */
export type PastRequests = {
  versions(asked: object & { readonly Prefix: string }, doing: string, options: CallOptions): Promise<VersionsPage>;
  uploads(asked: object & { readonly Prefix: string }, doing: string, options: CallOptions): Promise<UploadsPage>;
  eraseVersion(past: Past, options: CallOptions): Promise<unknown>;
  abortUpload(past: Past, options: CallOptions): Promise<unknown>;
};

export function s3Past(keyPrefix: string, requests: PastRequests): PastKeeper {
  const found = (
    { Key: name = '' }: Named,
    id: string | undefined,
    past: Pick<Past, 'kind' | 'bytes'> & { readonly modified: Date | undefined },
  ): Past[] => {
    const key = name.slice(keyPrefix.length);
    // without a time it is taken to be older than all else
    return isKey(key) && id !== undefined ? [{ ...past, key, id, modified: past.modified ?? new Date(0) }] : [];
  };
  return {
    async *list(prefix, options = {}) {
      checkKeyStart(prefix);
      const asked = { Prefix: `${keyPrefix}${prefix}` };
      const doing = `list what is kept of ${prefix}`;
      const versions = (from: object) => requests.versions({ ...asked, ...from }, `${doing} (old versions)`, options);
      for await (const { Versions = [], DeleteMarkers = [] } of pages(versions, versionsFrom)) {
        for (const each of Versions) {
          const { VersionId, IsLatest, LastModified, Size = 0 } = each;
          // what stands there is the latest
          if (IsLatest !== true) yield* found(each, VersionId, { kind: 'bytes', bytes: Size, modified: LastModified });
        }
        for (const each of DeleteMarkers) {
          yield* found(each, each.VersionId, { kind: 'deletion', bytes: 0, modified: each.LastModified });
        }
      }
      const uploads = (from: object) => requests.uploads({ ...asked, ...from }, `${doing} (uploads)`, options);
      for await (const { Uploads = [] } of pages(uploads, uploadsFrom)) {
        for (const each of Uploads) {
          yield* found(each, each.UploadId, { kind: 'upload', bytes: 0, modified: each.Initiated });
        }
      }
    },
    async erase(past, options = {}) {
      checkKey(past.key);
      try {
        if (past.kind === 'upload') await requests.abortUpload(past, options);
        else await requests.eraseVersion(past, options);
      } catch (error) {
        const { name } = troubleOf((error as Error).cause) ?? {};
        if (name === undefined || !IS_GONE.has(name)) throw error;
      }
    },
  };
}

/** What stands for a version or an upload that is there no more; the last one is versitygw's (1.8), where a key has no version left
 *  at all. A version that is there has an id that was listed, so it cannot be meant. */
const IS_GONE: ReadonlySet<string> = new Set(['NoSuchUpload', 'NoSuchVersion', 'NoSuchKey', 'InvalidArgument']);

/** Where the next page begins. */
function versionsFrom({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker }: VersionsPage): object {
  return { ...(KeyMarker !== undefined && { KeyMarker }), ...(VersionIdMarker !== undefined && { VersionIdMarker }) };
}

function uploadsFrom({ NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker }: UploadsPage): object {
  return { ...(KeyMarker !== undefined && { KeyMarker }), ...(UploadIdMarker !== undefined && { UploadIdMarker }) };
}

/** A server that knows no old versions, or no list of uploads, keeps none: it answers with 501. */
async function* pages<P extends { readonly IsTruncated?: boolean | undefined }>(
  read: (from: object) => Promise<P>,
  next: (page: P) => object,
): AsyncGenerator<P> {
  let from: object = {};
  for (;;) {
    let page: P;
    try {
      page = await read(from);
    } catch (error) {
      if (troubleOf((error as Error).cause)?.status === 501) return;
      throw error;
    }
    yield page;
    if (page.IsTruncated !== true) return;
    from = next(page);
  }
}
