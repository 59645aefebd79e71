/** The store on S3, against the small server: the contract, and what real servers do too seldom to be waited for. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { s3Store } from '../../../core/store/s3.ts';
import { bytesOf, describeStore, textOf } from '../../contracts/store.ts';
import { startSmallS3 } from '../../support/small-s3.ts';
import type { Fault, Operation, SmallS3 } from '../../support/small-s3.ts';
import type { Store, Tag } from '../../../core/store/store.ts';

let server: SmallS3;
let places = 0;
beforeAll(async () => {
  server = await startSmallS3({ pageSize: 3 });
  Object.assign(process.env, server.env);
});
afterAll(async () => await server.close());

const makeStore = () => s3Store(`s3://saola/nơi ${++places}/chỉ mục`);

describeStore('S3 (the small one)', makeStore);

/** The faults of the requests of one kind, in their order; those after the last one go well. */
function trouble(operation: Operation, ...faults: readonly Fault[]): void {
  const rest = [...faults];
  server.fault = (call) => (call.operation === operation ? rest.shift() : undefined);
}

function forEver(fault: Fault): Fault[] {
  return Array.from({ length: 99 }, () => fault);
}

const APPLIED_THEN_RESET = { applied: true, reset: true };
const RESET = { reset: true };
const APPLIED_THEN_500 = { applied: true, status: 500 };
const BUSY = { status: 409, code: 'ConditionalRequestConflict' };

async function* twoParts() {
  yield new Uint8Array(6_000_000).fill(1);
  yield await Promise.resolve(new Uint8Array(6_000_000).fill(2));
}

/** Runs `work` as on a machine that knows of AWS only what `env` says. */
async function outside(env: Readonly<Record<string, string>>, work: () => Promise<unknown>): Promise<unknown> {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere', ...env });
  try {
    return await work().catch((error: unknown) => error);
  } finally {
    process.env = before;
  }
}

describe('whatever happens on the wire', () => {
  let store: Store;
  let tag: Tag;
  beforeEach(async () => {
    server.fault = () => undefined;
    store = makeStore();
    const put = await store.put('current.json', bytesOf('bản một'));
    if (!put.done) throw new Error('not put');
    tag = put.tag;
    server.forget();
  });
  const read = async () => textOf((await store.get('current.json'))?.bytes ?? bytesOf('(không có gì)'));

  describe('a conditional write', () => {
    test.each([
      { why: 'its answer is lost, and the client’s next try meets its own first', faults: [APPLIED_THEN_RESET] },
      { why: 'it is carried out, and answered with 500', faults: [APPLIED_THEN_500] },
      { why: 'it is lost on the way there', faults: [RESET] },
      { why: 'both', faults: [RESET, APPLIED_THEN_RESET] },
      { why: 'every answer is lost', faults: forEver(APPLIED_THEN_RESET) },
      { why: 'another write is under way', faults: [BUSY, BUSY, BUSY] },
      { why: 'another write is under way, and then its own answer is lost', faults: [BUSY, APPLIED_THEN_RESET] },
      { why: 'its answer is lost, and then another write is under way', faults: [APPLIED_THEN_RESET, BUSY] },
    ])('is done, and said to be, where $why', async ({ faults }) => {
      trouble('PutObject', ...faults);
      const put = await store.put('current.json', bytesOf('bản hai'), { condition: { tag } });
      expect(put).toEqual({ done: true, tag: (await store.get('current.json'))?.tag });
      expect(await read()).toBe('bản hai');
    });

    test.each([
      { why: 'its answer is lost', faults: [APPLIED_THEN_RESET] },
      { why: 'every answer is lost', faults: forEver(APPLIED_THEN_500) },
    ])('of what was absent is done, and said to be, where $why', async ({ faults }) => {
      trouble('PutObject', ...faults);
      const put = await store.put('versions/1.json', bytesOf('một'), { condition: { absent: true } });
      expect(put).toEqual({ done: true, tag: (await store.get('versions/1.json'))?.tag });
    });

    test.each([
      { why: 'it is lost on the way there', faults: [RESET] },
      { why: 'its answer is lost', faults: [APPLIED_THEN_RESET] },
      { why: 'another write is under way', faults: [BUSY] },
      { why: 'none of its answers arrives', faults: forEver(APPLIED_THEN_RESET) },
    ])('is not done, and said not to be, where somebody else was faster and $why', async ({ faults }) => {
      await store.put('current.json', bytesOf('của người khác'));
      trouble('PutObject', ...faults);
      expect(await store.put('current.json', bytesOf('bản hai'), { condition: { tag } })).toEqual({ done: false });
      expect(await store.put('current.json', bytesOf('bản hai'), { condition: { absent: true } })).toEqual({
        done: false,
      });
      server.fault = () => undefined;
      expect(await read()).toBe('của người khác');
    });

    test('is not taken for another one of the same bytes', async () => {
      let other: Promise<unknown> | undefined;
      server.fault = (call) => {
        if (call.operation !== 'PutObject' || other) return undefined;
        other = store.put('current.json', bytesOf('bản hai'), { condition: { tag } });
        return { delayMs: 300, reset: true };
      };
      expect(await store.put('current.json', bytesOf('bản hai'), { condition: { tag } })).toEqual({ done: false });
      expect(await other).toMatchObject({ done: true });
    });

    test('is in doubt, and said to be, where it never arrives: it still may', async () => {
      trouble('PutObject', ...forEver(RESET));
      await expect(store.put('current.json', bytesOf('bản hai'), { condition: { tag } })).rejects.toMatchObject({
        code: 'store-unavailable',
      });
      expect(await read()).toBe('bản một');
    });

    test('is in doubt where nothing answers any more', async () => {
      server.fault = () => APPLIED_THEN_RESET;
      await expect(store.put('current.json', bytesOf('bản hai'), { condition: { tag } })).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringContaining('Could not write current.json'),
      });
    });

    test('that is always told that another is under way gives up', async () => {
      trouble('PutObject', ...forEver(BUSY));
      await expect(store.put('current.json', bytesOf('bản hai'), { condition: { tag } })).rejects.toMatchObject({
        code: 'store-unavailable',
      });
      expect(await read()).toBe('bản một');
    });

    test('that simply fails asks nothing more', async () => {
      const stale = await store.put('current.json', bytesOf('bản hai'));
      server.forget();
      expect(stale.done).toBe(true);
      expect(await store.put('current.json', bytesOf('bản ba'), { condition: { tag } })).toEqual({ done: false });
      expect(server.calls.map(({ operation }) => operation)).toEqual(['PutObject']);
    });
  });

  test('a plain write is repeated', async () => {
    trouble('PutObject', RESET, { status: 503, code: 'SlowDown' });
    expect(await store.put('current.json', bytesOf('bản hai'))).toMatchObject({ done: true });
    expect(server.calls.filter(({ operation }) => operation === 'PutObject')).toHaveLength(3);
    expect(await read()).toBe('bản hai');
  });

  describe('a read', () => {
    test.each([
      { why: 'the connection breaks', faults: [RESET] },
      { why: 'the answer breaks off in the middle', faults: [{ cutAfter: 3 }, { cutAfter: 0 }] },
      { why: 'a bit of the answer is wrong', faults: [{ corrupt: true }] },
      { why: 'the server is busy', faults: [{ status: 503, code: 'SlowDown' }, { status: 500 }] },
    ])('is repeated where $why', async ({ faults }) => {
      trouble('GetObject', ...faults);
      expect(await read()).toBe('bản một');
    });

    test.each([
      { why: 'always breaks', fault: RESET },
      { why: 'always breaks off', fault: { cutAfter: 3 } },
      { why: 'is always wrong', fault: { corrupt: true } },
      { why: 'is always 500', fault: { status: 500 } },
      { why: 'is always SlowDown', fault: { status: 503, code: 'SlowDown' } },
    ])('whose answer $why ends as store-unavailable', async ({ fault }) => {
      trouble('GetObject', ...forEver(fault));
      await expect(store.get('current.json')).rejects.toMatchObject({
        code: 'store-unavailable',
        message: expect.stringMatching(/^Could not read current\.json in s3:\/\/saola\/.*Try again\.$/),
      });
    });

    test.each([
      { why: 'does not begin', fault: { hang: true } },
      { why: 'stands still in the middle', fault: { bytesPerSecond: 0.001 } },
    ])('whose answer $why ends in time', async ({ fault }) => {
      const impatient = s3Store(store.uri, { idleTimeoutMs: 150, maxAttempts: 1 });
      trouble('GetObject', ...forEver(fault));
      await expect(impatient.get('current.json')).rejects.toMatchObject({ code: 'store-unavailable' });
    });

    test.each([
      { when: 'before it is answered', fault: { hang: true } },
      { when: 'while it is answered', fault: { bytesPerSecond: 50 } },
    ])('that is aborted $when ends with the reason', async ({ fault }) => {
      const reason = new Error('người đọc đã đi');
      const abort = new AbortController();
      server.fault = () => {
        setTimeout(() => abort.abort(reason), 50);
        return fault;
      };
      await expect(store.get('current.json', { signal: abort.signal })).rejects.toBe(reason);
    });
  });

  describe('an upload in parts', () => {
    test('whose last answer is lost is done', async () => {
      let lost = 0;
      server.fault = ({ operation }) =>
        operation === 'CompleteMultipartUpload' && lost++ === 0 ? APPLIED_THEN_RESET : undefined;
      await store.putStream('segments/ab.records', twoParts());
      expect(lost).toBe(2);
      expect(await store.head('segments/ab.records')).toMatchObject({ bytes: 12_000_000 });
    });

    test('that fails leaves no parts to pay for', async () => {
      server.fault = ({ operation }) =>
        operation === 'UploadPart' ? { status: 403, code: 'AccessDenied' } : undefined;
      await expect(store.putStream('segments/ab.records', twoParts())).rejects.toMatchObject({ code: 'store-refused' });
      expect(server.calls.map(({ operation }) => operation)).toContain('AbortMultipartUpload');
      expect(await store.head('segments/ab.records')).toBeNull();
    });
  });

  test.each([
    { status: 404, code: 'NoSuchBucket', says: /no such bucket\. Create it/ },
    {
      status: 403,
      code: 'AccessDenied',
      says: /s3:ListBucket on the bucket, without which S3 says the same of what is not/,
    },
    { status: 403, code: 'InvalidAccessKeyId', says: /access key is not known/ },
    { status: 403, code: 'SignatureDoesNotMatch', says: /secret key does not fit/ },
    { status: 400, code: 'ExpiredToken', says: /have expired\. Sign in again/ },
    { status: 301, code: 'PermanentRedirect', says: /another region\. Set AWS_REGION/ },
    { status: 501, code: 'NotImplemented', says: /needs conditional writes/ },
    { status: 404, code: 'NotFound', says: /whether http:\/\/127\.0\.0\.1:\d+ is an S3 server/ },
  ])('$status $code is a refusal that says what to do', async ({ status, code, says }) => {
    server.fault = () => ({ status, code });
    const refusal = { code: 'store-refused', message: expect.stringMatching(says) };
    await expect(store.get('segments/ab.terms')).rejects.toMatchObject(refusal);
    await expect(store.put('segments/ab.terms', bytesOf('x'))).rejects.toMatchObject(refusal);
    await expect(store.put('a', bytesOf('x'), { condition: { absent: true } })).rejects.toMatchObject(refusal);
  });

  test('objects that others put under the prefix are not listed', async () => {
    const client = new S3Client({ forcePathStyle: true });
    const prefix = store.uri.slice('s3://saola/'.length);
    await client.send(new PutObjectCommand({ Bucket: 'saola', Key: `${prefix}/Ảnh bìa.JPG`, Body: 'x' }));
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    expect(keys).toEqual(['current.json']);
  });

  test('a prefix does not hold what stands under a longer one of the same start', async () => {
    await s3Store(`${store.uri}-cũ`).put('versions/1.json', bytesOf('một'));
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    expect(keys).toEqual(['current.json']);
  });
});

describe('what S3 is told of an object', () => {
  test.each([
    {
      key: 'segments/ab.terms',
      immutable: true,
      cache: 'public, max-age=31536000, immutable',
      type: 'application/octet-stream',
    },
    { key: 'versions/1.json', immutable: true, cache: 'public, max-age=31536000, immutable', type: 'application/json' },
    { key: 'current.json', immutable: false, cache: 'no-cache', type: 'application/json' },
  ])('$key: how long to keep it, and what it is', async ({ key, immutable, cache, type }) => {
    const store = makeStore();
    const headers = () => server.peek('saola', `${store.uri.slice('s3://saola/'.length)}/${key}`)?.headers;
    const told = { 'cache-control': cache, 'content-type': type };
    await store.put(key, bytesOf('một'), { immutable });
    expect(headers()).toMatchObject(told);
    await store.put(key, bytesOf('hai'), { immutable, condition: { tag: (await store.get(key))?.tag ?? ('' as Tag) } });
    expect(headers()).toMatchObject(told);
    await store.putStream(key, Readable.from([bytesOf('ba')]), { immutable });
    expect(headers()).toMatchObject(told);
  });

  test('touching keeps it', async () => {
    const store = makeStore();
    await store.put('segments/ab.terms', bytesOf('một'), { immutable: true });
    const before = server.peek('saola', `${store.uri.slice('s3://saola/'.length)}/segments/ab.terms`)?.headers;
    await store.touch('segments/ab.terms');
    expect(server.peek('saola', `${store.uri.slice('s3://saola/'.length)}/segments/ab.terms`)?.headers).toEqual(before);
  });
});

describe('where S3 cannot even be asked', () => {
  const SIGNED = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x' };

  test.each([
    {
      why: 'no credentials',
      env: { AWS_REGION: 'ap-southeast-1' },
      endpoint: undefined,
      code: 'store-refused',
      says: /no AWS credentials.*AWS_PROFILE/,
    },
    {
      why: 'no region',
      env: SIGNED,
      endpoint: undefined,
      code: 'store-refused',
      says: /no AWS region is set\. Set AWS_REGION/,
    },
    {
      why: 'no server',
      env: SIGNED,
      endpoint: 'http://127.0.0.1:1',
      code: 'store-unavailable',
      says: /nothing listens at http:\/\/127\.0\.0\.1:1/,
    },
    {
      why: 'no such host',
      env: SIGNED,
      endpoint: 'http://saola.invalid',
      code: 'store-unavailable',
      says: /host name of http:\/\/saola\.invalid cannot be looked up/,
    },
  ])('$why: says so', async ({ env, endpoint, code, says }) => {
    const error = await outside(env, async () => {
      return await s3Store('s3://saola/x', endpoint === undefined ? {} : { endpoint }).get('current.json');
    });
    expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
  });

  test('an endpoint needs no region', async () => {
    const { AWS_REGION: _, ...env } = server.env;
    expect(await outside(env, async () => await s3Store('s3://saola/x').get('current.json'))).toBeNull();
  });
});

describe('the client as it comes', () => {
  test('streams with checksum trailers arrive as they were sent', async () => {
    const client = new S3Client({ forcePathStyle: true });
    const bytes = bytesOf('Quần đảo Nam Kuril, '.repeat(5000));
    const Body = Readable.from([bytes.subarray(0, 70_001), bytes.subarray(70_001)]);
    server.forget();
    await client.send(
      new PutObjectCommand({ Bucket: 'saola', Key: 'luồng/segments/ab.records', Body, ContentLength: bytes.length }),
    );
    expect(server.calls[0]?.headers).toMatchObject({
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    });
    const stored = await s3Store('s3://saola/luồng').get('segments/ab.records');
    expect(Buffer.compare(stored?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });
});
