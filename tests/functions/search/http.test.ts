/** The HTTP behaviour that a description of single responses cannot hold: methods, conditions, caching, CORS, silence
 *  about the inside. `ask` checks every response against `openapi.yaml` as well. */
import { describe, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { ANSWER, ask, askJson, fakeLive, SUGGESTED } from './support.ts';
import type { LiveIndex } from '../../../core/search/live.ts';
import type { Asking } from './support.ts';

const withoutTimes = ({ 'server-timing': _times, ...headers }: Readonly<Record<string, string>>) => headers;
const tagOf = async (asking?: Asking) => (await ask('/search?q=Kuril', asking)).response.headers['etag'];

const PATHS = ['/search?q=Kuril', '/suggest?q=Ku', '/health', '/opensearch.xml'];

test('the body is the answer of the core, to the letter', async () => {
  const { response } = await ask('/search?q=Kuril');
  expect(response.body).toBe(JSON.stringify(ANSWER));
});

test('what the log needs comes with the response', async () => {
  const { facts } = await ask('/search?q=Kuril', { cold: true });
  expect(facts).toEqual({ query: 'Kuril', hits: 2, total: 2, version: '7-0a1b2c3d4e5f', cold: true });
});

test('suggestions are asked for what was typed, with the space at its end, and the log counts them', async () => {
  const asked: unknown[] = [];
  const live: LiveIndex = {
    ...fakeLive(),
    suggest: async (request) => {
      asked.push(request);
      return { answer: SUGGESTED, cold: false, openMs: 0 };
    },
  };
  const { response, facts } = await ask('/suggest?q=thu+tuong+&limit=3', { live });
  expect(asked).toEqual([{ query: 'thu tuong ', limit: 3 }]);
  expect(response.body).toBe(JSON.stringify(SUGGESTED));
  expect(response.headers['cache-control']).toBe((await ask('/search?q=Kuril')).response.headers['cache-control']);
  expect(facts).toEqual({ query: 'thu tuong ', suggestions: 1, version: '7-0a1b2c3d4e5f', cold: false });
});

describe('paths and methods', () => {
  test.each(['/', '/related?id=1', '/search/', '//search', '/Search', '/search%20', '/__proto__', ''])(
    '%s is not here, and what is here is named',
    async (target) => {
      const { status, body } = await askJson(target);
      expect(status).toBe(404);
      expect(body).toMatchObject({
        code: 'not-found',
        detail: expect.stringContaining('/search, /suggest, /health, /opensearch.xml'),
      });
    },
  );

  test.each(PATHS)('%s takes GET and HEAD, and nothing else', async (target) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'get', 'PROPFIND']) {
      const { response } = await ask(target, { method });
      expect(response.status).toBe(405);
      expect(response.headers['allow']).toBe('GET, HEAD');
      expect(JSON.parse(response.body)).toMatchObject({ detail: expect.stringContaining(method) });
    }
  });

  test('a method is refused before the parameters are read', async () => {
    expect((await ask('/search?limit=500', { method: 'POST' })).response.status).toBe(405);
  });

  test.each([...PATHS, '/search', '/nowhere'])('HEAD %s has the headers of GET and no body', async (target) => {
    const get = (await ask(target)).response;
    const head = (await ask(target, { method: 'HEAD' })).response;
    expect(head).toEqual({ status: get.status, headers: head.headers, body: '' });
    expect(withoutTimes(head.headers)).toEqual(withoutTimes(get.headers));
    expect(Object.keys(head.headers)).toEqual(Object.keys(get.headers));
  });

  test.each(['/health?full=1', '/opensearch.xml?q=a'])('%s: no parameters here', async (target) => {
    expect(await askJson(target)).toMatchObject({ status: 400, body: { errors: [{ allowed: 'no parameters' }] } });
  });
});

describe('conditions', () => {
  test.each(['GET', 'HEAD'])('%s with the tag at hand is a 304 with the same headers but the type', async (method) => {
    const { 'content-type': _type, ...kept } = withoutTimes((await ask('/search?q=Kuril')).response.headers);
    const condition = { 'if-none-match': `"khac", W/${kept['etag']}` };
    const { response } = await ask('/search?q=Kuril', { method, headers: condition });
    expect(response).toMatchObject({ status: 304, body: '', headers: kept });
  });

  test('another tag is a 200', async () => {
    expect((await ask('/search?q=Kuril', { headers: { 'if-none-match': '"khac"' } })).response.status).toBe(200);
  });

  test.each([
    { why: 'a refused request', target: '/search', status: 400 },
    { why: 'a path that is not here', target: '/related', status: 404 },
    { why: 'the state of the search, which nobody may keep', target: '/health', status: 200 },
  ])('* does not hide $why', async ({ target, status }) => {
    expect((await ask(target, { headers: { 'if-none-match': '*' } })).response.status).toBe(status);
  });

  test('the tag is a function of the body: the same cold and warm, another for another version', async () => {
    expect(await tagOf({ cold: true })).toBe(await tagOf());
    expect(await tagOf({ answer: { ...ANSWER, version: '8-ffffffffffff' } })).not.toBe(await tagOf());
  });
});

describe('trouble', () => {
  test.each([
    { code: 'index-missing', status: 503, retry: '60', says: /publish first/i },
    { code: 'store-unavailable', status: 503, retry: '5', says: /try again/i },
    { code: 'store-refused', status: 503, retry: '60', says: /refuses/i },
    { code: 'index-malformed', status: 503, retry: '60', says: /damaged.*rollback/is },
    { code: 'index-format', status: 503, retry: '60', says: /format/i },
    { code: 'index-analyzer', status: 503, retry: '60', says: /analyzer.*--full/is },
  ] as const)('$code is a $status that says what to do', async ({ code, status, retry, says }) => {
    const error = new SaolaError(code, 's3://bi-mat/prefix: what only the log may say');
    for (const target of ['/search?q=Kuril', '/suggest?q=Ku', '/health']) {
      const { response, facts } = await ask(target, { error });
      expect(response).toMatchObject({ status, headers: { 'cache-control': 'no-store' } });
      expect(response.headers['retry-after']).toBe(retry);
      expect(response.body).toMatch(says);
      expect(response.body).not.toContain('bi-mat');
      expect(facts.error).toBe(error);
    }
  });

  test('a defect is a 500 that tells the client nothing of the inside, and the log everything', async () => {
    const error = new TypeError("Cannot read properties of undefined (reading 'postings')");
    const { response, facts } = await ask('/search?q=Kuril', { error });
    expect(response.status).toBe(500);
    expect(response.body).not.toContain('postings');
    expect(facts).toEqual({ query: 'Kuril', error });
  });

  test('an older version that answers is a whole answer; only health and log tell', async () => {
    const trouble = new SaolaError('index-format', 's3://bi-mat: format 2');
    const search = await ask('/search?q=Kuril', { trouble });
    expect(search.response).toMatchObject({ status: 200, body: JSON.stringify(ANSWER) });
    expect(search.facts.trouble).toBe(trouble);
    const { response } = await ask('/health', { trouble });
    expect(JSON.parse(response.body)).toMatchObject({ status: 'degraded', trouble: { code: 'index-format' } });
    expect(response.body).not.toContain('bi-mat');
  });

  test('an answer that Lambda would refuse to carry is refused here, with what to do', async () => {
    const [hit] = ANSWER.hits;
    const answer = { ...ANSWER, hits: Array.from({ length: 50 }, () => ({ ...hit!, title: '"'.repeat(30_010) })) };
    const { response } = await ask('/search?q=Kuril&limit=50', { answer });
    expect(response.status).toBe(500);
    expect(response.body).toMatch(/limit/);
    expect(JSON.stringify(response).length).toBeLessThan(6_000_000);
  });

  test('the largest answer that is sent fits into what Lambda carries, even all in quotes', async () => {
    const [hit] = ANSWER.hits;
    const answer = { ...ANSWER, hits: Array.from({ length: 50 }, () => ({ ...hit!, title: '"'.repeat(29_700) })) };
    const { response } = await ask('/search?q=Kuril&limit=50', { answer });
    expect(response.status).toBe(200);
    expect(Buffer.byteLength(JSON.stringify(response))).toBeGreaterThan(5_900_000);
    expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(6 * 1024 * 1024);
  });

  test('what was found is shown cut, not sent back whole', async () => {
    const { response } = await ask(`/search?q=${'k'.repeat(5000)}`);
    expect(response.status).toBe(400);
    expect(response.body.length).toBeLessThan(600);
  });
});

describe('times', () => {
  test.each([
    { cold: true, says: /^start;desc=cold, index;dur=41\.3, search;dur=/ },
    { cold: false, says: /^start;desc=warm, index;dur=0\.0, search;dur=/ },
  ])('Server-Timing: $says', async ({ cold, says }) => {
    expect((await ask('/search?q=Kuril', { cold })).response.headers['server-timing']).toMatch(says);
  });
});

describe('CORS, only as configured', () => {
  const fromSite = { origin: 'https://www.example.vn' };

  test.each([...PATHS, '/search', '/nowhere'])('%s: nothing unless it is configured here', async (target) => {
    const { headers } = (await ask(target, { headers: fromSite })).response;
    expect(Object.keys(headers).filter((name) => /^(vary|access-control-.*)$/.test(name))).toEqual([]);
  });

  test.each([...PATHS, '/search', '/nowhere'])('%s: every origin', async (target) => {
    const { headers } = (await ask(target, { headers: fromSite, config: { cors: '*' } })).response;
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['vary']).toBeUndefined();
  });

  test.each([
    { why: 'one of the origins', headers: fromSite, allowed: 'https://www.example.vn' },
    { why: 'another', headers: { origin: 'https://evil.example' }, allowed: undefined },
    {
      why: 'one that only begins like it',
      headers: { origin: 'https://www.example.vn.evil.example' },
      allowed: undefined,
    },
    { why: 'none', headers: {}, allowed: undefined },
  ])('a list of origins: $why', async ({ headers, allowed }) => {
    const config = { cors: ['https://example.vn', 'https://www.example.vn'] };
    const { response } = await ask('/search?q=Kuril', { headers, config });
    expect(response.headers['access-control-allow-origin']).toBe(allowed);
    expect(response.headers['vary']).toBe('Origin');
  });

  test('a 304 has them too: the browser reads them before it takes its own copy', async () => {
    const headers = { ...fromSite, 'if-none-match': '*' };
    const { response } = await ask('/search?q=Kuril', { headers, config: { cors: '*' } });
    expect(response).toMatchObject({ status: 304, headers: { 'access-control-allow-origin': '*' } });
  });

  test.each(PATHS)('%s: a preflight is answered, and OPTIONS is among what is allowed', async (target) => {
    const config = { cors: [fromSite.origin] };
    const { response } = await ask(target, { method: 'OPTIONS', headers: fromSite, config });
    expect(response).toMatchObject({
      status: 204,
      body: '',
      headers: { 'access-control-allow-origin': fromSite.origin, 'access-control-allow-methods': 'GET, HEAD' },
    });
    expect((await ask(target, { method: 'POST', config })).response.headers['allow']).toBe('GET, HEAD, OPTIONS');
  });
});

describe('/opensearch.xml', () => {
  test('names only configured addresses, whatever Host the request claims', async () => {
    const { body } = (await ask('/opensearch.xml', { headers: { host: 'evil.example' } })).response;
    expect(body).not.toContain('evil');
    expect(body).toContain('template="https://tim.example.vn/search?q={searchTerms}"');
    expect(body).toContain('template="https://tim.example.vn/?q={searchTerms}"');
    expect(body).toContain('rel="self" template="https://tim.example.vn/opensearch.xml"');
  });

  test('takes the address of a search page that is elsewhere', async () => {
    const searchPage = 'https://www.example.vn/tim-kiem?tu={searchTerms}&loai=tin';
    const site = { publicUrl: 'https://tim.example.vn', searchPage, name: 'Báo Mới' };
    const { body } = (await ask('/opensearch.xml', { config: { site } })).response;
    expect(body).toContain('template="https://www.example.vn/tim-kiem?tu={searchTerms}&amp;loai=tin"');
  });

  test('a name is escaped, and cut to what the specification allows', async () => {
    const site = {
      publicUrl: 'https://example.vn',
      name: 'Cười & <Khóc> của "người" Việt Nam ở khắp năm châu bốn biển',
    };
    const { body } = (await ask('/opensearch.xml', { config: { site } })).response;
    expect(body).toContain('<ShortName>Cười &amp; &lt;Khóc&gt;</ShortName>');
    expect(body).toContain('<LongName>Cười &amp; &lt;Khóc&gt; của &quot;người&quot; Việt Nam ở khắp năm</LongName>');
  });

  test('without an address it is not here, and says what to set', async () => {
    const { status, body } = await askJson('/opensearch.xml', { config: {} });
    expect({ status, body }).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('SAOLA_PUBLIC_URL') },
    });
  });
});
