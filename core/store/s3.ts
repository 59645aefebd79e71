/** A store in an S3 bucket, AWS's or another server's; the one file that knows the S3 client.
 *
 *  Reads and unconditional writes may be repeated, so the client's own retries stand for them. A conditional write may
 *  not: what looks like "the condition does not hold" may be the trace of its own first try, whose answer was lost. Each
 *  carries a mark of its own, and where its outcome is in doubt, what stands there now is asked for the mark. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SaolaError } from '../errors.ts';
import { checkKey, checkKeyStart, checkRange, isKey } from './key.ts';
import { isPassing, s3Error, troubleOf } from './s3-errors.ts';
import { headersFor, holds, toHeaders, toTag } from './s3-headers.ts';
import { s3ObjectsOf, type S3Objects } from './s3-objects.ts';
import { s3Past } from './s3-past.ts';
import { endpointOf, parseS3Uri } from './s3-uri.ts';
import type { S3Place } from './s3-uri.ts';
import type { ByteRange, CallOptions, Condition, Key, Listed, Put, PutOptions, Store, Stored, Tag } from './store.ts';

export type S3Options = {
  /** Address of another S3 server than AWS. @default AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, else AWS */
  readonly endpoint?: string;
  /** @default what the AWS client finds (AWS_REGION, a profile), else AWS_DEFAULT_REGION; us-east-1 with an endpoint */
  readonly region?: string;
  /** The bucket in the path instead of the host name. @default true where there is an endpoint */
  readonly forcePathStyle?: boolean;
  /** Milliseconds for a connection to come about. @default 3 000 */
  readonly connectTimeoutMs?: number;
  /** Milliseconds that a connection may stand still; an upload may take as long as it goes on. @default 10 000 */
  readonly idleTimeoutMs?: number;
  /** Tries of each request in all; 1 where the caller tries again itself (`patient.ts`). @default 3 */
  readonly maxAttempts?: number;
};

const DEFAULTS = { connectTimeoutMs: 3000, idleTimeoutMs: 10_000, maxAttempts: 3 } satisfies S3Options;

/** Times that a conditional write is begun again because another one on the same key was under way (409). */
const CONFLICT_ATTEMPTS = 10;

/** Before an answer that broke off is asked for again; doubled each time, and drawn from all of it. */
const BREAK_MS = 50;

/** How much of an object is in memory at once while it is written again. */
const PIECE_BYTES = 8 * 1024 * 1024;

/** Name of the mark in an object's metadata. */
const MARK = 'saola-write';

/** Opens nothing yet: the first call does. Credentials come from the AWS client's own chain. Throws `bad-request` for an
 *  address that cannot be. */
export function s3Store(uri: string, options: S3Options = {}): Store {
  return new S3Store(uri, options);
}

/** As `s3Store`, for sources: any names, and nothing but reads. */
export function s3Objects(uri: string, options: S3Options = {}): S3Objects {
  return new S3Store(uri, options).objects;
}

class S3Store implements Store {
  readonly uri: string;
  readonly #client: S3Client;
  readonly #place: S3Place;
  readonly #endpoint: string | undefined;
  readonly #maxAttempts: number;

  constructor(uri: string, options: S3Options) {
    this.uri = uri;
    this.#place = parseS3Uri(uri);
    this.#endpoint = endpointOf(options.endpoint);
    this.#client = makeClient(options, this.#endpoint);
    this.#maxAttempts = options.maxAttempts ?? DEFAULTS.maxAttempts;
  }

  async get(key: Key, { signal, range }: CallOptions & { readonly range?: ByteRange } = {}): Promise<Stored | null> {
    checkKey(key);
    if (range) checkRange(range);
    if (range?.length === 0) return await this.#getNothing(key, signal);
    const asked = range && { Range: `bytes=${range.offset}-${range.offset + range.length - 1}` };
    const got = await this.#read(this.#object(key), asked ?? {}, signal);
    if (got === 'beyond') return await this.#getNothing(key, signal);
    if (got === 'same') throw new Error(`S3 answered "not modified" to a read without a condition: ${key}`);
    return got;
  }

  async getIfChanged(key: Key, known: Tag, { signal }: CallOptions = {}): Promise<Stored | 'same' | null> {
    checkKey(key);
    const got = await this.#read(this.#object(key), { IfNoneMatch: known }, signal);
    if (got === 'beyond') throw new Error(`S3 answered "beyond the end" to a read without a range: ${key}`);
    return got;
  }

  async put(
    key: Key,
    bytes: Uint8Array,
    { signal, condition, immutable = false }: PutOptions & { readonly condition?: Condition } = {},
  ): Promise<Put> {
    checkKey(key);
    const object = { ...this.#object(key), ...headersFor(key, immutable), Body: bytes };
    if (!condition) {
      const { ETag } = await this.#try(
        `write ${key}`,
        signal,
        async (sending) => await this.#client.send(new PutObjectCommand(object), sending),
      );
      return { done: true, tag: toTag(ETag) };
    }
    const mark = randomUUID();
    const command = () => new PutObjectCommand({ ...object, ...toHeaders(condition), Metadata: { [MARK]: mark } });
    return await this.#putIf(key, command, mark, condition, signal);
  }

  async putStream(
    key: Key,
    chunks: AsyncIterable<Uint8Array>,
    { signal, immutable = false }: PutOptions = {},
  ): Promise<void> {
    checkKey(key);
    const { Upload } = await import('@aws-sdk/lib-storage'); // the function never writes
    const mark = randomUUID();
    await this.#try(`write ${key}`, signal, async () => {
      const upload = new Upload({
        client: this.#client,
        params: {
          ...this.#object(key),
          ...headersFor(key, immutable),
          Metadata: { [MARK]: mark },
          Body: Readable.from(chunks),
        },
      });
      const abort = () => void upload.abort();
      signal?.addEventListener('abort', abort, { once: true });
      try {
        await upload.done();
      } catch (error) {
        // The last request of an upload in pieces cannot be repeated: S3 knows the upload no more once it has answered.
        const trouble = troubleOf(error);
        const inDoubt = trouble && (isPassing(trouble) || trouble.attempts > 1);
        if (signal?.aborted || !inDoubt || !(await this.#bears(key, mark))) throw error;
      } finally {
        signal?.removeEventListener('abort', abort);
      }
    });
  }

  async touch(key: Key, { signal }: CallOptions = {}): Promise<boolean> {
    checkKey(key);
    const before = await this.#head(key, signal);
    if (!before) return false;
    const { Bucket, Key } = this.#object(key);
    // S3 copies an object onto itself only if something about it is said anew.
    const command = new CopyObjectCommand({
      Bucket,
      Key,
      CopySource: `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`,
      MetadataDirective: 'REPLACE',
      ...headersFor(key, true),
    });
    const copied = await this.#try(`touch ${key}`, signal, async (sending) => {
      try {
        return await this.#client.send(command, sending);
      } catch (error) {
        if (troubleOf(error)?.name === 'NoSuchKey') return null;
        throw error;
      }
    });
    if (!copied) return false;
    const isYounger = (copied.CopyObjectResult?.LastModified ?? 0) > (before.LastModified ?? 0);
    // Some servers (versitygw 1.8) leave the time as it was.
    if (!isYounger) await this.#writeAgain(key, before.ContentLength ?? 0, signal);
    return true;
  }

  async head(key: Key, { signal }: CallOptions = {}): Promise<Listed | null> {
    checkKey(key);
    const found = await this.#head(key, signal);
    return found && { key, bytes: found.ContentLength ?? 0, modified: found.LastModified ?? new Date(0) };
  }

  async *list(prefix: Key, { signal }: CallOptions = {}): AsyncIterable<Listed> {
    checkKeyStart(prefix);
    const { keyPrefix } = this.#place;
    for await (const listed of this.#list(`${keyPrefix}${prefix}`, signal)) {
      const { Key: name = '', Size = 0, LastModified = new Date(0) } = listed;
      const key = name.slice(keyPrefix.length);
      if (isKey(key)) yield { key, bytes: Size, modified: LastModified };
    }
  }

  async delete(key: Key, { signal }: CallOptions = {}): Promise<void> {
    checkKey(key);
    await this.#try(
      `delete ${key}`,
      signal,
      async (sending) => await this.#client.send(new DeleteObjectCommand(this.#object(key)), sending),
    );
  }

  get objects(): S3Objects {
    return s3ObjectsOf(this.#place, {
      list: (prefix, { signal }) => this.#list(prefix, signal),
      get: async ({ Key, ...asked }, { signal }) => {
        const got = await this.#read({ Bucket: this.#place.bucket, Key }, asked, signal);
        return typeof got === 'string' ? null : got;
      },
    });
  }

  get past() {
    const { bucket: Bucket, keyPrefix } = this.#place;
    const send: S3Client['send'] = this.#client.send.bind(this.#client);
    return s3Past(keyPrefix, {
      versions: (asked, doing, { signal }) =>
        this.#try(doing, signal, (sending) => send(new ListObjectVersionsCommand({ Bucket, ...asked }), sending)),
      uploads: (asked, doing, { signal }) =>
        this.#try(doing, signal, (sending) => send(new ListMultipartUploadsCommand({ Bucket, ...asked }), sending)),
      eraseVersion: ({ key, id: VersionId }, { signal }) =>
        this.#try(`erase an old version of ${key}`, signal, (sending) =>
          send(new DeleteObjectCommand({ ...this.#object(key), VersionId }), sending),
        ),
      abortUpload: ({ key, id: UploadId }, { signal }) =>
        this.#try(`abort an upload of ${key}`, signal, (sending) =>
          send(new AbortMultipartUploadCommand({ ...this.#object(key), UploadId }), sending),
        ),
    });
  }

  #object(key: Key): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#place.bucket, Key: `${this.#place.keyPrefix}${key}` };
  }

  async *#list(prefix: string, signal: AbortSignal | undefined) {
    let after: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: this.#place.bucket,
        Prefix: prefix,
        ...(after !== undefined && { ContinuationToken: after }),
      });
      const page = await this.#try(
        `list ${prefix.slice(this.#place.keyPrefix.length) || 'what is there'}`,
        signal,
        async (sending) => await this.#client.send(command, sending),
      );
      yield* page.Contents ?? [];
      after = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (after !== undefined);
  }

  /** The client repeats a request whose answer does not begin; one that breaks off in the middle is repeated here. */
  async #read(
    object: { readonly Bucket: string; readonly Key: string },
    asked: { readonly Range?: string; readonly IfNoneMatch?: string; readonly IfMatch?: string },
    signal: AbortSignal | undefined,
  ): Promise<Stored | 'same' | 'beyond' | null> {
    const command = () => new GetObjectCommand({ ...object, ...asked });
    const name = object.Key.slice(this.#place.keyPrefix.length) || object.Key;
    return await this.#try(`read ${name}`, signal, async (sending) => {
      for (let attempt = 1; ; attempt++) {
        let answered = false;
        try {
          const { Body, ETag } = await this.#client.send(command(), sending);
          answered = true;
          return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), tag: toTag(ETag) };
        } catch (error) {
          const trouble = troubleOf(error);
          if (trouble?.status === 304) return 'same';
          if (trouble?.status === 416) return 'beyond';
          if (trouble?.name === 'NoSuchKey' || (asked.IfMatch && trouble?.status === 412)) return null;
          if (!answered || signal?.aborted || attempt >= this.#maxAttempts) throw error;
          await sleep(Math.random() * BREAK_MS * 2 ** attempt, undefined, signal ? { signal } : {});
        }
      }
    });
  }

  /** No bytes of what stands there: S3 has no way to ask for that, and refuses what starts beyond the end without a tag. */
  async #getNothing(key: Key, signal: AbortSignal | undefined): Promise<Stored | null> {
    const found = await this.#head(key, signal);
    return found && { bytes: new Uint8Array(), tag: toTag(found.ETag) };
  }

  async #head(key: Key, signal?: AbortSignal) {
    return await this.#try(`look at ${key}`, signal, async (sending) => {
      try {
        return await this.#client.send(new HeadObjectCommand(this.#object(key)), sending);
      } catch (error) {
        if (troubleOf(error)?.status === 404) return null;
        throw error;
      }
    });
  }

  async #putIf(
    key: Key,
    command: () => PutObjectCommand,
    mark: string,
    condition: Condition,
    signal: AbortSignal | undefined,
  ): Promise<Put> {
    let inDoubt = false;
    for (let attempt = 1; ; attempt++) {
      try {
        const { ETag } = await this.#try(
          `write ${key}`,
          signal,
          async (sending) => await this.#client.send(command(), sending),
        );
        return { done: true, tag: toTag(ETag) };
      } catch (error) {
        const trouble = error instanceof SaolaError ? troubleOf(error.cause) : null;
        if (!trouble || signal?.aborted) throw error;
        // Only a single, definite answer says that nothing was written.
        inDoubt ||= trouble.attempts > 1 || (isPassing(trouble) && trouble.status !== 409);
        const failed = trouble.status === 412 || trouble.name === 'NoSuchKey';
        if (trouble.status === 409 && attempt < CONFLICT_ATTEMPTS) {
          await sleep(Math.random() * 20 * 2 ** Math.min(attempt, 5));
          continue;
        }
        if (!inDoubt) {
          if (failed) return { done: false };
          throw error;
        }
        const found = await this.#head(key, signal).catch(() => {
          throw error;
        });
        if (found?.Metadata?.[MARK] === mark) return { done: true, tag: toTag(found.ETag) };
        if (failed || !holds(condition, found && toTag(found.ETag))) return { done: false };
        throw error;
      }
    }
  }

  async #writeAgain(key: Key, length: number, signal: AbortSignal | undefined): Promise<void> {
    const call = signal ? { signal } : {};
    const read = async (offset: number) => {
      const piece = await this.get(key, { ...call, range: { offset, length: PIECE_BYTES } });
      if (piece) return piece.bytes;
      throw new SaolaError('store-unavailable', `${key} in ${this.uri} was deleted while it was copied. Try again.`);
    };
    async function* pieces() {
      for (let offset = 0; offset < length; offset += PIECE_BYTES) yield await read(offset);
    }
    await this.putStream(key, pieces(), { ...call, immutable: true });
  }

  /** Whether what stands there was written under `mark`. */
  async #bears(key: Key, mark: string): Promise<boolean> {
    return (await this.#head(key))?.Metadata?.[MARK] === mark;
  }

  async #try<T>(
    doing: string,
    signal: AbortSignal | undefined,
    work: (sending: { abortSignal?: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    try {
      return await work(signal ? { abortSignal: signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw s3Error(error, doing, { place: this.uri, endpoint: this.#endpoint });
    }
  }
}

function makeClient(options: S3Options, endpoint: string | undefined): S3Client {
  const { connectTimeoutMs, idleTimeoutMs, maxAttempts } = { ...DEFAULTS, ...options };
  const region =
    options.region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? (endpoint && anyRegion());
  return new S3Client({
    maxAttempts,
    requestHandler: { connectionTimeout: connectTimeoutMs, socketTimeout: idleTimeoutMs },
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: options.forcePathStyle ?? endpoint !== undefined,
  });
}

/** Servers other than AWS seldom care, but a signature needs one. A profile's comes first, read once. */
function anyRegion(): () => Promise<string> {
  let found: Promise<string> | undefined;
  return () => (found ??= new S3Client({}).config.region().catch(() => 'us-east-1'));
}
