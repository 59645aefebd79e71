/** The handler over the real search on a real index: answers, versions that change under it, stores that fail. */
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import { makeHandler } from '../../../functions/search/make-handler.ts';
import { indexArticles } from '../../../indexer/index-articles.ts';
import { checkContract } from './contract.ts';
import type { Article } from '../../../core/article.ts';
import type { SearchAnswer } from '../../../core/search/answer.ts';
import type { Store } from '../../../core/store/store.ts';
import type { HttpEvent, HttpResult } from '../../../functions/search/event.ts';
import type { HandlerContext, HandlerOptions } from '../../../functions/search/make-handler.ts';

const KURIL: Article = {
  id: 'nam-kuril',
  url: '/the-gioi/nam-kuril',
  title: 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril',
  body: 'Hai bên gặp nhau bên lề hội nghị G20 ở Osaka. Quần đảo Nam Kuril được phía Nhật Bản gọi là Lãnh thổ phương Bắc.',
  section: 'Thế giới',
  tags: ['Nhật Bản', 'Nga'],
  publishedAt: '2019-06-28T08:30:00+07:00',
};
const DALAT: Article = {
  id: 'da-lat',
  title: 'Đà Lạt đón khách trở lại',
  body: 'Giá phòng ở Đà Lạt tăng 22.500 đồng so với tháng trước.',
};

/** Adds the articles to what is published. */
async function publish(store: Store, ...articles: readonly Article[]): Promise<void> {
  await indexArticles(
    store,
    (async function* () {
      for (const article of articles) yield { article, origin: { file: 'bai.json' } };
    })(),
  );
}

/** A store whose reads can be made to fail. */
function fragile(inner: Store) {
  const state = { fault: null as ((key: string) => Promise<never> | null) | null };
  const store: Store = {
    ...inner,
    uri: 's3://bi-mat/saola',
    get: (key, options) => state.fault?.(key) ?? inner.get(key, options),
    getIfChanged: (key, known, options) => state.fault?.(key) ?? inner.getIfChanged(key, known, options),
  };
  return { state, store };
}
const isDown = () => Promise.reject(new SaolaError('store-unavailable', 's3://bi-mat/saola: no answer'));
const hangs = () => new Promise<never>(() => undefined);

function asking(options: HandlerOptions) {
  const log: Record<string, unknown>[] = [];
  const handler = makeHandler({ log: (line) => log.push(JSON.parse(line) as Record<string, unknown>), ...options });
  const get = async (target: string, event: HttpEvent = {}, context?: HandlerContext): Promise<HttpResult> => {
    const [rawPath = '', rawQueryString = ''] = target.split('?');
    const result = await handler(
      { rawPath, rawQueryString, requestContext: { http: { method: 'GET' } }, ...event },
      context,
    );
    const { statusCode: status, headers, body } = result;
    checkContract(
      { method: event.requestContext?.http?.method ?? 'GET', path: rawPath, hasCors: false },
      { status, headers, body },
    );
    return result;
  };
  const search = async (query: string): Promise<SearchAnswer> => {
    const { body } = await get(`/search?${new URLSearchParams({ q: query }).toString()}`);
    return JSON.parse(body) as SearchAnswer;
  };
  return { log, get, search };
}

describe('answers', () => {
  test('hold what design and contract promise, and the same bytes cold and warm', async () => {
    const store = memoryStore();
    await publish(store, KURIL, DALAT);
    const { get, log } = asking({ store });
    const cold = await get('/search?q=quan%20dao%20nam%20kuril');
    const warm = await get('/search?q=quan%20dao%20nam%20kuril');
    expect(JSON.parse(cold.body)).toMatchObject({
      query: 'quan dao nam kuril',
      hits: [{ id: 'nam-kuril', section: 'Thế giới', marks: { title: [[28, 46]] } }],
    });
    expect([warm.body, warm.headers['etag']]).toEqual([cold.body, cold.headers['etag']]);
    expect(log).toMatchObject([
      { query: 'quan dao nam kuril', hits: 1, total: 1, status: 200, start: 'cold' },
      { query: 'quan dao nam kuril', hits: 1, total: 1, status: 200, start: 'warm' },
    ]);
  });

  test('any text is answered or refused as the contract says', async () => {
    const store = memoryStore();
    await publish(store, KURIL, DALAT);
    const { get } = asking({ store });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (query) => {
        const { statusCode } = await get(`/search?${new URLSearchParams({ q: query }).toString()}`);
        expect([200, 400]).toContain(statusCode);
      }),
      { numRuns: 200 },
    );
  });

  test('a page beyond the end is an empty one', async () => {
    const store = memoryStore();
    await publish(store, KURIL);
    const { body } = await asking({ store }).get('/search?q=Kuril&offset=1000&limit=50');
    expect(JSON.parse(body)).toMatchObject({ total: 1, hits: [] });
  });
});

describe('versions', () => {
  test('an empty store is a 503 that says to publish first; what is then published is found by the next request', async () => {
    const store = memoryStore();
    const { get, search } = asking({ store });
    expect(await get('/search?q=Kuril')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
    await publish(store, KURIL);
    expect(await search('Kuril')).toMatchObject({ total: 1 });
  });

  test('a new version is noticed, and its answers have other tags', async () => {
    const store = memoryStore();
    await publish(store, KURIL);
    const { search, get } = asking({ store, refreshMs: 0 });
    const before = await get('/search?q=Kuril');
    await publish(store, DALAT);
    await search('Kuril');
    expect(await search('Đà Lạt')).toMatchObject({ total: 1, hits: [{ id: 'da-lat' }] });
    const { etag } = before.headers;
    const event = { headers: { 'if-none-match': String(etag) } };
    expect(await get('/search?q=Kuril', event)).toMatchObject({ statusCode: 200 });
  });

  test('a new version whose bytes are not what its manifest says leaves the last good one in place', async () => {
    const inner = memoryStore();
    await publish(inner, KURIL);
    const { state, store } = fragile(inner);
    const { search, get, log } = asking({ store, refreshMs: 0 });
    const { version } = await search('Kuril');
    await publish(inner, DALAT);
    state.fault = (key) =>
      key.startsWith('segments/') ? Promise.reject(new SaolaError('index-malformed', `${key}: checksum`)) : null;
    expect(await search('Kuril')).toMatchObject({ version, total: 1 });
    expect(await search('Kuril')).toMatchObject({ version, total: 1 });
    expect(log.at(-1)).toMatchObject({ level: 'WARN', trouble: { code: 'index-malformed' } });
    expect(JSON.parse((await get('/health')).body)).toMatchObject({ status: 'degraded', version });
  });

  test('a pointer that is not a manifest leaves the last good version in place', async () => {
    const store = memoryStore();
    await publish(store, KURIL);
    const { search, get } = asking({ store, refreshMs: 0 });
    const { version } = await search('Kuril');
    await store.put('current.json', new TextEncoder().encode('{"format":99}'));
    expect(await search('Kuril')).toMatchObject({ version });
    expect(JSON.parse((await get('/health')).body)).toMatchObject({ status: 'degraded', version });
  });
});

describe('a store that fails', () => {
  test('before anything is open: 503 with Retry-After, and nothing of the store in the body', async () => {
    const { state, store } = fragile(memoryStore());
    state.fault = isDown;
    const { get, log } = asking({ store });
    for (const target of ['/search?q=Kuril', '/health']) {
      const result = await get(target);
      expect(result).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
      expect(result.body).not.toContain('bi-mat');
    }
    expect(log).toMatchObject([
      { level: 'ERROR', status: 503, error: { code: 'store-unavailable', message: expect.stringContaining('bi-mat') } },
      { path: '/health', status: 503 },
    ]);
  });

  test('while a version is open: what is cached is answered', async () => {
    const inner = memoryStore();
    await publish(inner, KURIL);
    const { state, store } = fragile(inner);
    const { search } = asking({ store, refreshMs: 0 });
    const before = await search('Kuril');
    state.fault = isDown;
    expect(await search('Kuril')).toEqual(before);
  });

  test.each([
    { why: 'the handler’s own time', options: { answerWithinMs: 30 }, context: {}, ms: 30 },
    { why: 'what Lambda leaves', options: {}, context: { getRemainingTimeInMillis: () => 530 }, ms: 30 },
    { why: 'no time at all', options: {}, context: { getRemainingTimeInMillis: () => -5 }, ms: 0 },
  ])('that never answers costs $why and is a 503', async ({ options, context, ms }) => {
    const { state, store } = fragile(memoryStore());
    state.fault = hangs;
    const { get, log } = asking({ store, ...options });
    expect(await get('/search?q=Kuril', {}, context)).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '5' },
    });
    expect(log).toMatchObject([
      { error: { code: 'store-unavailable', message: expect.stringContaining(`No answer within ${ms} ms`) } },
    ]);
    state.fault = null;
    expect(await get('/search?q=Kuril')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
  });

  test('that never answers the look for a new version does not keep the answer', async () => {
    const inner = memoryStore();
    await publish(inner, KURIL);
    const { state, store } = fragile(inner);
    const { search, log } = asking({ store, refreshMs: 0, checkWithinMs: 5 });
    await search('Kuril');
    state.fault = hangs;
    expect(await search('Kuril')).toMatchObject({ total: 1 });
    expect(log.at(-1)).toMatchObject({ level: 'WARN', trouble: { code: 'store-unavailable' } });
  });
});

test('nothing is left to run after an answer: a function is frozen then', async () => {
  const store = memoryStore();
  await publish(store, KURIL);
  vi.useFakeTimers();
  const { search } = asking({ store, refreshMs: 0 });
  await search('Kuril');
  await search('Kuril');
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('the log', () => {
  test('names the request as Lambda does, and holds no query where that is switched off', async () => {
    const store = memoryStore();
    await publish(store, KURIL);
    const { get, log } = asking({ store, logQueries: false });
    await get('/search?q=Kuril', { headers: { 'x-forwarded-for': '203.0.113.7' } }, { awsRequestId: '6b3c2f0e' });
    expect(log).toMatchObject([{ requestId: '6b3c2f0e', hits: 1 }]);
    expect(JSON.stringify(log)).not.toMatch(/Kuril|203\.0\.113\.7/);
  });

  test('may be left out', async () => {
    const handler = makeHandler({ store: memoryStore() });
    const event = { rawPath: '/health', requestContext: { http: { method: 'GET' } } };
    expect(await handler(event)).toMatchObject({ statusCode: 503 });
  });
});

test('an event of another kind is an error for whoever wired the function, not an answer', async () => {
  const handler = makeHandler({ store: memoryStore() });
  await expect(handler({ version: '1.0' })).rejects.toThrow('payload format 2.0');
});
