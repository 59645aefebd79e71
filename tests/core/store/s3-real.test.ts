/** The store on a real S3 server, versitygw: the contract, so that the small one is known to behave. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Readable } from 'node:stream';
import { CreateBucketCommand, PutBucketVersioningCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { s3Store } from '../../../core/store/s3.ts';
import { describePast } from '../../contracts/past.ts';
import { bytesOf, describeStore } from '../../contracts/store.ts';
import { needs } from '../../support/real.ts';
import { findVersitygw, startVersitygw } from '../../support/versitygw.ts';
import type { Versitygw } from '../../support/versitygw.ts';

const program = findVersitygw();

describe.skipIf(!needs('versitygw', program !== null, 'npm run test:s3'))('a real S3 server', () => {
  let server: Versitygw;
  let places = 0;
  beforeAll(async () => {
    server = await startVersitygw(program ?? '');
    Object.assign(process.env, server.env);
  });
  afterAll(async () => await server.close());

  const makeStore = () => s3Store(`s3://${server.bucket}/nơi ${++places}/chỉ mục`);

  describeStore('S3 (versitygw)', makeStore, { histories: 20, rounds: 25 });

  let versioned: Promise<unknown> | undefined;
  const Bucket = 'co-phien-ban';
  describePast('S3 (versitygw)', async () => {
    const client = new S3Client({ forcePathStyle: true });
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    versioned ??= client
      .send(new CreateBucketCommand({ Bucket }))
      .then(() => client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration })));
    await versioned;
    return s3Store(`s3://${Bucket}/nơi ${++places}/chỉ mục`);
  });

  test('streams with checksum trailers arrive as they were sent', async () => {
    const client = new S3Client({ forcePathStyle: true });
    const bytes = bytesOf('Quần đảo Nam Kuril, '.repeat(5000));
    const Body = Readable.from([bytes.subarray(0, 70_001), bytes.subarray(70_001)]);
    const Key = 'luồng/segments/ab.records';
    await client.send(new PutObjectCommand({ Bucket: server.bucket, Key, Body, ContentLength: bytes.length }));
    const stored = await s3Store(`s3://${server.bucket}/luồng`).get('segments/ab.records');
    expect(Buffer.compare(stored?.bytes ?? new Uint8Array(), bytes)).toBe(0);
  });

  test.each([
    { why: 'a bucket that is not there', bucket: 'khong-co', env: {}, says: /no such bucket/ },
    { why: 'another secret', bucket: 'saola', env: { AWS_SECRET_ACCESS_KEY: 'khac' }, says: /secret key does not fit/ },
    {
      why: 'an unknown key',
      bucket: 'saola',
      env: { AWS_ACCESS_KEY_ID: 'AKIAKHAC' },
      says: /No user exists with the provided access key/,
    },
  ])('$why is refused with advice', async ({ bucket, env, says }) => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    const store = s3Store(`s3://${bucket}/x`);
    const errors = await Promise.all(
      [store.get('current.json'), store.put('current.json', bytesOf('x'))].map(
        async (call) => await call.catch((error: unknown) => error),
      ),
    );
    process.env = before;
    const refusal = expect.objectContaining({ code: 'store-refused', message: expect.stringMatching(says) });
    expect(errors).toEqual([refusal, refusal]);
  });
});
