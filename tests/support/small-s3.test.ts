/** The small S3 server refuses what S3 refuses: otherwise tests against it would prove nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { S3Client, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { s3Store } from '../../core/store/s3.ts';
import { bytesOf } from '../contracts/store.ts';
import { readBody } from './small-s3-body.ts';
import { roundTrips, startSmallS3 } from './small-s3.ts';
import type { Call, SmallS3 } from './small-s3.ts';

let server: SmallS3;
beforeAll(async () => {
  server = await startSmallS3();
  Object.assign(process.env, server.env);
});
beforeEach(() => server.forget());
afterAll(async () => await server.close());

const send = async (path: string, init: RequestInit) => {
  const response = await fetch(`${server.endpoint}${path}`, init);
  return `${response.status} ${/<Code>(.*?)</.exec(await response.text())?.[1] ?? ''}`;
};

describe('a request', () => {
  test('that is not signed is denied', async () => {
    expect(await send('/saola/a', {})).toBe('403 AccessDenied');
    expect(await send('/saola/a', { method: 'PUT', body: 'x' })).toBe('403 AccessDenied');
    expect(server.peek('saola', 'a')).toBeUndefined();
  });

  test.each([
    { why: 'with another secret', keys: { secretAccessKey: 'khác' }, code: 'SignatureDoesNotMatch' },
    { why: 'with an unknown key', keys: { accessKeyId: 'AKIAKHAC' }, code: 'InvalidAccessKeyId' },
  ])('signed $why is refused', async ({ keys, code }) => {
    const client = new S3Client({ forcePathStyle: true, maxAttempts: 1, credentials: { ...server.keys, ...keys } });
    await expect(client.send(new GetObjectCommand({ Bucket: 'saola', Key: 'a' }))).rejects.toMatchObject({
      name: code,
    });
  });

  test.each([
    { why: 'a header', change: { headers: { range: 'bytes=0-1', 'x-amz-meta-them': 'vào' } } },
    { why: 'the path', change: { path: '/saola/b' } },
    { why: 'the query', change: { query: { 'list-type': '2' } } },
  ])('of which $why was changed after it was signed is refused', async ({ change }) => {
    const client = new S3Client({ forcePathStyle: true, maxAttempts: 1 });
    client.middlewareStack.add(
      (next) => async (args) => {
        const request: unknown = args.request;
        if (typeof request === 'object' && request !== null) {
          const headers = 'headers' in request ? Object(request.headers) : {};
          Object.assign(request, { ...change, headers: { ...headers, ...change.headers } });
        }
        return await next(args);
      },
      { step: 'finalizeRequest', name: 'tamper', priority: 'low' },
    );
    await expect(client.send(new GetObjectCommand({ Bucket: 'saola', Key: 'a' }))).rejects.toMatchObject({
      name: expect.stringMatching(/SignatureDoesNotMatch|AccessDenied/),
    });
  });

  test('for what it cannot do says so', async () => {
    expect(await send('/saola?acl', {})).toBe('501 NotImplemented');
    expect(await send('/saola/a', { method: 'PATCH' })).toBe('501 NotImplemented');
  });
});

test('bytes that are not those of their checksum are refused', async () => {
  const client = new S3Client({ forcePathStyle: true, maxAttempts: 1 });
  // A checksum of other bytes, given by hand: the client sends it as it is.
  const command = new PutObjectCommand({ Bucket: 'saola', Key: 'hỏng', Body: 'Nam Kuril', ChecksumCRC32: 'AAAAAA==' });
  await expect(client.send(command)).rejects.toMatchObject({ name: 'BadDigest' });
  expect(server.peek('saola', 'hỏng')).toBeUndefined();
});

/** The bytes of such a body as text, or the code of its refusal. */
function read(body: string, headers: Readonly<Record<string, string>> = {}): string {
  const request = new IncomingMessage(new Socket());
  request.headers = {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '9',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    ...headers,
  };
  const result = readBody(request, Buffer.from(body));
  return 'code' in result ? result.code : result.bytes.toString();
}

describe('a body in chunks with a trailer', () => {
  const SUM = 'x-amz-checksum-crc32:1Vk8WA==\r\n';
  test('is read', () => expect(read(`4\r\nNam \r\n5\r\nKuril\r\n0\r\n${SUM}\r\n`)).toBe('Nam Kuril'));

  test.each([
    { why: 'another checksum', body: `9\r\nNam Kuril\r\n0\r\n${SUM.replace('1V', '2V')}\r\n`, code: 'BadDigest' },
    { why: 'other bytes', body: `9\r\nNam kuril\r\n0\r\n${SUM}\r\n`, code: 'BadDigest' },
    { why: 'no trailer', body: '9\r\nNam Kuril\r\n0\r\n\r\n', code: 'MalformedTrailerError' },
    { why: 'a chunk that is cut', body: '9\r\nNam Ku', code: 'IncompleteBody' },
    { why: 'less than was announced', body: `5\r\nKuril\r\n0\r\n${SUM}\r\n`, code: 'IncompleteBody' },
    { why: 'no end', body: '9\r\nNam Kuril\r\n', code: 'InvalidRequest' },
    { why: 'no chunks at all', body: 'Nam Kuril', code: 'InvalidRequest' },
  ])('is refused with $why', ({ body, code }) => expect(read(body)).toBe(code));

  test('is refused where only one of its two headers says so', () => {
    expect(read('Nam Kuril', { 'content-encoding': '' })).toBe('InvalidRequest');
    expect(read('Nam Kuril', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' })).toBe('InvalidRequest');
  });
});

describe('what it counts', () => {
  test('is each request, with what went in and out', async () => {
    const store = s3Store('s3://saola/đếm');
    await store.put('segments/ab.terms', bytesOf('0123456789'));
    await store.get('segments/ab.terms', { range: { offset: 2, length: 3 } });
    expect(server.calls).toMatchObject([
      { operation: 'PutObject', bucket: 'saola', key: 'đếm/segments/ab.terms', status: 200, bytesIn: 10 },
      { operation: 'GetObject', bucket: 'saola', key: 'đếm/segments/ab.terms', status: 206, bytesOut: 3 },
    ]);
  });

  test.each([
    { why: 'none', spans: [], trips: 0 },
    { why: 'one', spans: [[0, 10]], trips: 1 },
    {
      why: 'side by side',
      spans: [
        [0, 10],
        [1, 12],
        [2, 9],
      ],
      trips: 1,
    },
    {
      why: 'one after the other',
      spans: [
        [0, 10],
        [10, 20],
        [20, 30],
      ],
      trips: 3,
    },
    {
      why: 'the second beside the first, the third after the first only',
      spans: [
        [0, 10],
        [5, 30],
        [12, 40],
      ],
      trips: 2,
    },
    {
      why: 'out of order',
      spans: [
        [20, 30],
        [0, 10],
      ],
      trips: 2,
    },
  ])('in round trips: $why', ({ spans, trips }) => {
    const calls = spans.map(([startedAt, endedAt]) => ({ startedAt, endedAt })) as Call[];
    expect(roundTrips(calls)).toBe(trips);
  });
});
