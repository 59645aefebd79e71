/** A small S3 server for tests and measurements: real HTTP, real signatures, objects in memory, and trouble on demand.
 *
 *  It knows what Saola's store and the AWS client's `Upload` use (get with ranges and conditions, put with conditions, head,
 *  list, copy, delete, uploads in parts, old versions), path style only, and refuses the rest with `NotImplemented`. The store's contract
 *  suite runs against this and against a real server, so that this one is known to behave. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from './small-s3-body.ts';
import { checkSignature, headerOf } from './small-s3-signature.ts';
import type { Keys } from './small-s3-signature.ts';
import { VersionedObjects } from './small-s3-versions.ts';

export type SmallS3Options = {
  /** @default ['saola'] */
  readonly buckets?: readonly string[];
  /** Keys per page of a listing. @default 1000 */
  readonly pageSize?: number;
  /** Whether the buckets keep what was replaced or deleted. @default false */
  readonly versioned?: boolean;
};

/** One request, as it was counted. */
export type Call = {
  readonly operation: Operation;
  readonly bucket: string;
  /** Decoded; empty for a listing. */
  readonly key: string;
  readonly headers: IncomingMessage['headers'];
  /** Milliseconds since the server started, when the request had come in and when its answer had gone out. */
  readonly startedAt: number;
  endedAt: number;
  /** 0 until there is an answer, and where there is none. */
  status: number;
  bytesIn: number;
  bytesOut: number;
};

export type Operation =
  | 'GetObject'
  | 'HeadObject'
  | 'PutObject'
  | 'CopyObject'
  | 'DeleteObject'
  | 'DeleteObjectVersion'
  | 'ListObjectsV2'
  | 'ListObjectVersions'
  | 'ListMultipartUploads'
  | 'CreateMultipartUpload'
  | 'UploadPart'
  | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload';

/** What goes wrong with one request. Everything may be combined; without `status`, `reset` and `hang` it is answered as it
 *  should be. */
export type Fault = {
  /** Milliseconds before anything is done. */
  readonly delayMs?: number;
  /** Do what was asked all the same, before failing. @default false */
  readonly applied?: boolean;
  /** Answer this, with `code` as S3's word for it. */
  readonly status?: number;
  readonly code?: string;
  /** Wait for this between doing what was asked and answering. */
  readonly meanwhile?: Promise<unknown>;
  /** Break the connection instead of answering. */
  readonly reset?: boolean;
  /** Never answer; the connection stays open. */
  readonly hang?: boolean;
  /** Break the connection after so many bytes of the answer's body. */
  readonly cutAfter?: number;
  /** Change a bit of the answer's body. */
  readonly corrupt?: boolean;
  /** Send the answer's body no faster than this. */
  readonly bytesPerSecond?: number;
};

export interface SmallS3 {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly keys: Keys;
  /** For the AWS client of this process or a child: address, keys, a region. */
  readonly env: Readonly<Record<string, string>>;
  /** Every request since the start or the last `forget`, in the order they came. */
  readonly calls: readonly Call[];
  forget(): void;
  /** Asked for every request; also the place for latency: `s3.fault = () => ({ delayMs: 30 })`. */
  fault: (call: Call) => Fault | undefined;
  /** The object's bytes and headers, past every fault. */
  peek(bucket: string, key: string): { readonly bytes: Uint8Array; readonly headers: Headers } | undefined;
  /** The bytes of everything that a bucket holds, of old versions and unfinished uploads too, past every fault. */
  everything(bucket: string): readonly Uint8Array[];
  close(): Promise<void>;
}

/** How many requests had to wait for one another: a request that came in after the answer to another had gone out may have
 *  needed it, so this is the length of the longest such chain. */
export function roundTrips(calls: readonly Call[]): number {
  const depths = new Map<Call, number>();
  for (const call of calls.toSorted((a, b) => a.startedAt - b.startedAt)) {
    const before = [...depths].filter(([other]) => other.endedAt <= call.startedAt).map(([, depth]) => depth);
    depths.set(call, 1 + Math.max(0, ...before));
  }
  return Math.max(0, ...depths.values());
}

type Headers = Readonly<Record<string, string>>;
type StoredObject = {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly modified: Date;
  /** What was said about it: content type, cache control, metadata. */
  readonly headers: Headers;
  readonly checksums: Headers;
};
type Upload = {
  readonly key: string;
  readonly initiated: Date;
  readonly headers: Headers;
  readonly parts: Map<number, { readonly bytes: Buffer; readonly etag: string }>;
};
type Bucket = { readonly objects: VersionedObjects<StoredObject>; readonly uploads: Map<string, Upload> };
type Answer = { readonly status: number; readonly headers?: Headers; readonly body?: Buffer | string };
type Asked = {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly raw: Buffer;
  readonly bucket: Bucket;
  readonly name: string;
  readonly key: string;
  readonly pageSize: number;
};

/** S3 refuses smaller parts, except the last one. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

export async function startSmallS3({
  buckets = ['saola'],
  pageSize = 1000,
  versioned = false,
}: SmallS3Options = {}): Promise<SmallS3> {
  const places = new Map<string, Bucket>(
    buckets.map((name) => [name, { objects: new VersionedObjects(versioned), uploads: new Map() }]),
  );
  const keys: Keys = { accessKeyId: 'AKIASMALLS3', secretAccessKey: randomUUID() };
  const calls: Call[] = [];

  const server = createServer((request, response) => {
    void serve(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://s3');
    const [, name = '', ...steps] = url.pathname.split('/').map(decodeURIComponent);
    const key = steps.join('/');
    const operation = operationOf(request, url.searchParams, key);
    const startedAt = performance.now();
    const raw = await receive(request);
    if (!operation) return send(response, failure(501, 'NotImplemented', `${request.method} ${request.url}`));
    const call: Call = {
      operation,
      bucket: name,
      key,
      headers: request.headers,
      startedAt,
      endedAt: Number.POSITIVE_INFINITY,
      status: 0,
      bytesIn: raw.length,
      bytesOut: 0,
    };
    calls.push(call);
    const fault = s3.fault(call) ?? {};
    if (fault.delayMs !== undefined) await sleep(fault.delayMs);
    const fails = fault.status !== undefined || fault.reset === true || fault.hang === true;
    const done = (): Answer => {
      const refused = checkSignature(request, keys);
      if (refused) return failure(refused.status, refused.code, refused.message);
      const bucket = places.get(name);
      if (!bucket) return failure(404, 'NoSuchBucket', name);
      return OPERATIONS[operation]({ request, query: url.searchParams, raw, bucket, name, key, pageSize });
    };
    let answer = !fails || fault.applied ? done() : undefined;
    if (fault.status !== undefined)
      answer = failure(fault.status, fault.code ?? 'InternalError', 'As the test wants it.');
    await fault.meanwhile;
    if (fault.hang) return;
    if (fault.reset || !answer) return void request.socket.destroy();
    call.status = answer.status;
    await send(response, answer, fault, request.method === 'HEAD', (bytes) => (call.bytesOut += bytes));
    call.endedAt = performance.now();
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The small S3 has no port.');
  const endpoint = `http://127.0.0.1:${address.port}`;

  const s3: SmallS3 = {
    endpoint,
    keys,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_REGION: 'ap-southeast-1',
      // Its warning about old Nodes belongs on no test's standard error.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    calls,
    forget: () => void calls.splice(0),
    fault: () => undefined,
    peek: (bucket, key) => places.get(bucket)?.objects.get(key),
    everything(bucket) {
      const { objects, uploads } = places.get(bucket) ?? { objects: null, uploads: null };
      return [
        ...(objects?.versions() ?? []).flatMap(({ object }) => object?.bytes ?? []),
        ...[...(uploads?.values() ?? [])].flatMap(({ parts }) => Array.from(parts.values(), ({ bytes }) => bytes)),
      ];
    },
    async close() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
  return s3;
}

function operationOf({ method, headers }: IncomingMessage, query: URLSearchParams, key: string): Operation | null {
  const part = query.has('uploadId');
  if (key === '') {
    if (method !== 'GET') return null;
    if (query.has('versions')) return 'ListObjectVersions';
    if (query.has('uploads')) return 'ListMultipartUploads';
    return query.get('list-type') === '2' ? 'ListObjectsV2' : null;
  }
  if (method === 'GET') return 'GetObject';
  if (method === 'HEAD') return 'HeadObject';
  if (method === 'DELETE' && query.has('versionId')) return 'DeleteObjectVersion';
  if (method === 'DELETE') return part ? 'AbortMultipartUpload' : 'DeleteObject';
  if (method === 'POST')
    return query.has('uploads') ? 'CreateMultipartUpload' : part ? 'CompleteMultipartUpload' : null;
  if (method !== 'PUT') return null;
  if (part) return 'UploadPart';
  return headers['x-amz-copy-source'] === undefined ? 'PutObject' : 'CopyObject';
}

const OPERATIONS: Readonly<Record<Operation, (asked: Asked) => Answer>> = {
  GetObject: getObject,
  HeadObject: getObject,
  PutObject: putObject,
  CopyObject: copyObject,
  ListObjectsV2: listObjects,
  ListObjectVersions: listVersions,
  ListMultipartUploads: listUploads,
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  CompleteMultipartUpload: completeUpload,
  DeleteObject({ bucket, key }) {
    bucket.objects.delete(key);
    return { status: 204 };
  },
  DeleteObjectVersion({ bucket, query, key }) {
    bucket.objects.erase(key, query.get('versionId') ?? '');
    return { status: 204 };
  },
  AbortMultipartUpload({ bucket, query }) {
    const known = bucket.uploads.delete(query.get('uploadId') ?? '');
    return known ? { status: 204 } : failure(404, 'NoSuchUpload', 'There is no such upload.');
  },
};

function getObject({ request, bucket, key }: Asked): Answer {
  const object = bucket.objects.get(key);
  if (!object) return failure(404, 'NoSuchKey', key);
  const { bytes, etag } = object;
  const [wanted, unwanted] = [headerOf(request, 'if-match'), headerOf(request, 'if-none-match')];
  if (wanted !== '' && wanted !== etag) return failure(412, 'PreconditionFailed', 'If-Match');
  if (unwanted === etag || unwanted === '*') return { status: 304, headers: { etag } };
  const headers = {
    ...object.headers,
    etag,
    'last-modified': object.modified.toUTCString(),
    'accept-ranges': 'bytes',
    'content-length': String(bytes.length),
  };
  const range = headerOf(request, 'range');
  if (range === '') {
    const checked = headerOf(request, 'x-amz-checksum-mode') === 'ENABLED' ? object.checksums : {};
    return { status: 200, headers: { ...headers, ...checked }, body: bytes };
  }
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  const start = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes.length : Math.min(bytes.length, Number(to) + 1);
  if (start >= bytes.length || start >= end) return failure(416, 'InvalidRange', range);
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(end - start),
      'content-range': `bytes ${start}-${end - 1}/${bytes.length}`,
    },
    body: bytes.subarray(start, end),
  };
}

function putObject({ request, raw, bucket, key }: Asked): Answer {
  const body = readBody(request, raw);
  if ('code' in body) return failure(body.status, body.code, body.message);
  const refused = checkConditions(request, bucket.objects.get(key));
  if (refused) return refused;
  const etag = `"${md5(body.bytes)}"`;
  bucket.objects.set(key, { ...body, etag, modified: new Date(), headers: describing(request) });
  return { status: 200, headers: { etag, ...body.checksums } };
}

/** S3 answers 404, not 412, where If-Match names what is not there. */
function checkConditions(request: IncomingMessage, object: StoredObject | undefined): Answer | null {
  const [wanted, unwanted] = [headerOf(request, 'if-match'), headerOf(request, 'if-none-match')];
  if (unwanted !== '' && unwanted !== '*') return failure(501, 'NotImplemented', `If-None-Match: ${unwanted}`);
  if (unwanted === '*' && object) return failure(412, 'PreconditionFailed', 'If-None-Match');
  if (wanted !== '' && !object) return failure(404, 'NoSuchKey', 'If-Match');
  return wanted !== '' && wanted !== object?.etag ? failure(412, 'PreconditionFailed', 'If-Match') : null;
}

function copyObject({ request, bucket, name, key }: Asked): Answer {
  const source = decodeURIComponent(headerOf(request, 'x-amz-copy-source')).replace(/^\//, '');
  if (!source.startsWith(`${name}/`)) return failure(501, 'NotImplemented', `copy from ${source}`);
  const object = bucket.objects.get(source.slice(name.length + 1));
  if (!object) return failure(404, 'NoSuchKey', source);
  const anew = headerOf(request, 'x-amz-metadata-directive') === 'REPLACE';
  if (source === `${name}/${key}` && !anew)
    return failure(400, 'InvalidRequest', 'A copy onto itself changes nothing.');
  const modified = new Date();
  bucket.objects.set(key, { ...object, modified, headers: anew ? describing(request) : object.headers });
  return xml(
    200,
    `<CopyObjectResult><ETag>${escape(object.etag)}</ETag><LastModified>${modified.toISOString()}</LastModified></CopyObjectResult>`,
  );
}

function listObjects({ query, bucket, name, pageSize }: Asked): Answer {
  if (query.has('delimiter')) return failure(501, 'NotImplemented', 'delimiter');
  const prefix = query.get('prefix') ?? '';
  const after =
    Buffer.from(query.get('continuation-token') ?? '', 'base64').toString() || (query.get('start-after') ?? '');
  const most = Math.min(pageSize, Number(query.get('max-keys') ?? pageSize));
  const rest = [...bucket.objects.keys()]
    .filter((key) => key.startsWith(prefix) && compareBytes(key, after) > 0)
    .toSorted(compareBytes);
  const page = rest.slice(0, most);
  const contents = page.map((key) => {
    const object = bucket.objects.get(key);
    return `<Contents><Key>${escape(key)}</Key><LastModified>${object?.modified.toISOString()}</LastModified><ETag>${escape(object?.etag ?? '')}</ETag><Size>${object?.bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const more = rest.length > page.length;
  const next = Buffer.from(page.at(-1) ?? '').toString('base64');
  return xml(
    200,
    `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${name}</Name><Prefix>${escape(prefix)}</Prefix>` +
      `<KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${more}</IsTruncated>` +
      `${more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
  );
}

function listVersions(asked: Asked): Answer {
  const all = asked.bucket.objects.versions().toSorted((a, b) => compareBytes(a.key, b.key));
  return pageOf(asked, 'VersionId', all, ({ id, modified, object, isLatest }, key) => {
    const common = `${key}<VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest><LastModified>${modified.toISOString()}</LastModified>`;
    if (!object) return `<DeleteMarker>${common}</DeleteMarker>`;
    return `<Version>${common}<ETag>${escape(object.etag)}</ETag><Size>${object.bytes.length}</Size></Version>`;
  });
}

function listUploads(asked: Asked): Answer {
  const all = Array.from(asked.bucket.uploads, ([id, { key, initiated }]) => ({ id, key, initiated }));
  const entryOf = ({ id, initiated }: (typeof all)[number], key: string): string =>
    `<Upload>${key}<UploadId>${id}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`;
  return pageOf(asked, 'UploadId', all, entryOf);
}

/** A page of a list; the marker of the next one is its place in the list. */
function pageOf<T extends { readonly key: string }>(
  { query, pageSize }: Asked,
  id: 'VersionId' | 'UploadId',
  list: readonly T[],
  entryOf: (entry: T, key: string) => string,
): Answer {
  const all = list.filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
  const from = Number(query.get(id === 'UploadId' ? 'upload-id-marker' : 'version-id-marker') ?? 0);
  const page = all.slice(from, from + pageSize);
  const more = from + page.length < all.length;
  const markers = `<NextKeyMarker>${escape(page.at(-1)?.key ?? '')}</NextKeyMarker><Next${id}Marker>${from + page.length}</Next${id}Marker>`;
  const entries = page.map((entry) => entryOf(entry, `<Key>${escape(entry.key)}</Key>`));
  return xml(200, `<List><IsTruncated>${more}</IsTruncated>${more ? markers : ''}${entries.join('')}</List>`);
}

function createUpload({ request, bucket, name, key }: Asked): Answer {
  const id = randomUUID();
  bucket.uploads.set(id, { key, initiated: new Date(), headers: describing(request), parts: new Map() });
  return xml(
    200,
    `<InitiateMultipartUploadResult><Bucket>${name}</Bucket><Key>${escape(key)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
  );
}

function uploadPart({ request, raw, query, bucket, key }: Asked): Answer {
  const upload = bucket.uploads.get(query.get('uploadId') ?? '');
  if (upload?.key !== key) return failure(404, 'NoSuchUpload', 'There is no such upload.');
  const body = readBody(request, raw);
  if ('code' in body) return failure(body.status, body.code, body.message);
  const etag = `"${md5(body.bytes)}"`;
  upload.parts.set(Number(query.get('partNumber')), { bytes: body.bytes, etag });
  return { status: 200, headers: { etag, ...body.checksums } };
}

function completeUpload({ request, raw, query, bucket, name, key }: Asked): Answer {
  const id = query.get('uploadId') ?? '';
  const upload = bucket.uploads.get(id);
  if (upload?.key !== key) return failure(404, 'NoSuchUpload', 'There is no such upload.');
  const refused = checkConditions(request, bucket.objects.get(key));
  if (refused) return refused;
  const named = [...raw.toString().matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: (/<ETag>(.*?)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    return part?.etag === etag ? part : null;
  });
  if (named.length === 0 || named.some(({ number }, at) => at > 0 && number <= (named[at - 1]?.number ?? 0))) {
    return failure(400, 'InvalidPartOrder', 'Parts come in ascending order.');
  }
  const whole = parts.filter((part) => part !== null);
  if (whole.length < parts.length) return failure(400, 'InvalidPart', 'A part is not there, or another.');
  if (whole.slice(0, -1).some(({ bytes }) => bytes.length < MIN_PART_BYTES)) {
    return failure(400, 'EntityTooSmall', `Parts have at least ${MIN_PART_BYTES} bytes.`);
  }
  const etag = `"${md5(Buffer.concat(whole.map((part) => Buffer.from(part.etag.slice(1, -1), 'hex'))))}-${whole.length}"`;
  const bytes = Buffer.concat(whole.map((part) => part.bytes));
  bucket.objects.set(key, { bytes, etag, modified: new Date(), headers: upload.headers, checksums: {} });
  bucket.uploads.delete(id);
  return xml(
    200,
    `<CompleteMultipartUploadResult><Bucket>${name}</Bucket><Key>${escape(key)}</Key><ETag>${escape(etag)}</ETag></CompleteMultipartUploadResult>`,
  );
}

async function receive(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

async function send(
  response: ServerResponse,
  { status, headers = {}, body = '' }: Answer,
  { cutAfter, corrupt, bytesPerSecond }: Fault = {},
  isHead = false,
  sent: (bytes: number) => void = () => undefined,
): Promise<void> {
  const bytes = Buffer.from(body);
  if (corrupt && bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  response.writeHead(status, {
    'x-amz-request-id': randomUUID(),
    ...(status !== 204 && status !== 304 && { 'content-length': String(bytes.length) }),
    ...headers,
  });
  const end = isHead ? 0 : Math.min(bytes.length, cutAfter ?? bytes.length);
  const step = bytesPerSecond === undefined ? Math.max(1, end) : Math.max(1, Math.ceil(bytesPerSecond / 50));
  for (let at = 0; at < end && !response.destroyed; at += step) {
    if (bytesPerSecond !== undefined)
      await sleep(Math.min(1e9, (step / bytesPerSecond) * 1000), undefined, { ref: false });
    const piece = bytes.subarray(at, Math.min(end, at + step));
    await new Promise<void>((gone) => response.write(piece, () => gone()));
    sent(piece.length);
  }
  if (end < bytes.length && !isHead) response.destroy();
  else await new Promise<void>((gone) => response.end(gone));
}

function describing(request: IncomingMessage): Headers {
  const names = Object.keys(request.headers).filter(
    (name) => ['content-type', 'cache-control'].includes(name) || name.startsWith('x-amz-meta-'),
  );
  return Object.fromEntries(names.map((name) => [name, headerOf(request, name)]));
}

function failure(status: number, code: string, message: string): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>${escape(message)}</Message></Error>`);
}

function xml(status: number, text: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${text}`,
  };
}

function escape(text: string): string {
  return text.replaceAll(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function md5(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
