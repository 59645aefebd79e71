import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import type { SearchAnswer, SuggestAnswer } from '../../core/search/answer.ts';
import type { Question } from '../../web/state.ts';
import { ask, askSuggestions, suggestEndpoint } from '../../web/client.ts';

const ANSWER: SearchAnswer = { query: 'nam kuril', total: 0, totalRelation: 'eq', hits: [], version: '1-a' };
const QUESTION: Question = { asked: 1, query: 'nam kuril', offset: 0, limit: 10, live: false };
const signal = new AbortController().signal;

let close = () => {};
afterEach(() => close());

/** Starts a server and returns the address of its `/search`. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/search`;
}

test.each([
  {
    why: 'the first page leaves defaults out, so that it has one address',
    question: QUESTION,
    url: '/search?q=nam+kuril',
  },
  { why: 'the second has its place', question: { ...QUESTION, offset: 10 }, url: '/search?q=nam+kuril&offset=10' },
  {
    why: 'coming back asks for more at once',
    question: { ...QUESTION, limit: 30 },
    url: '/search?q=nam+kuril&limit=30',
  },
  {
    why: 'what is still being typed says so',
    question: { ...QUESTION, live: true },
    url: '/search?q=nam+kuril&live=1',
  },
  {
    why: 'letters and signs are encoded',
    question: { ...QUESTION, query: 'đảo & "xa"' },
    url: '/search?q=%C4%91%E1%BA%A3o+%26+%22xa%22',
  },
])('$why', async ({ question, url }) => {
  let asked: string | undefined;
  const endpoint = await serve((request, response) => {
    asked = request.url;
    response.end(JSON.stringify(ANSWER));
  });
  expect(await ask(endpoint, question, { signal })).toEqual({ ok: true, answer: ANSWER });
  expect(asked).toBe(url);
});

test('what else the endpoint’s address holds stays there', async () => {
  let asked: string | undefined;
  const endpoint = await serve((request, response) => {
    asked = request.url;
    response.end(JSON.stringify(ANSWER));
  });
  await ask(`${endpoint}?site=bao`, QUESTION, { signal });
  expect(asked).toBe('/search?site=bao&q=nam+kuril');
});

test.each([
  { status: 400, body: '{}', why: 'refused' },
  { status: 404, body: 'Not found', why: 'refused' },
  { status: 429, body: '', why: 'unavailable' },
  { status: 500, body: '', why: 'unavailable' },
  { status: 503, body: JSON.stringify(ANSWER), why: 'unavailable' },
  { status: 200, body: '<!doctype html>', why: 'unreadable' },
  { status: 200, body: '{"query":"nam kuril"}', why: 'unreadable' },
  { status: 200, body: '', why: 'unreadable' },
])('$status with “$body” is $why', async ({ status, body, why }) => {
  const endpoint = await serve((_request, response) => void response.writeHead(status).end(body));
  expect(await ask(endpoint, QUESTION, { signal })).toEqual({ ok: false, why });
});

test('a server that is not there is unreachable', async () => {
  const endpoint = await serve(() => {});
  close();
  expect(await ask(endpoint, QUESTION, { signal })).toEqual({ ok: false, why: 'unreachable' });
});

test('so is one that never answers, and one that stops in the middle', async () => {
  const silent = await serve(() => {});
  expect(await ask(silent, QUESTION, { signal, patienceMs: 20 })).toEqual({ ok: false, why: 'unreachable' });
  close();
  const cut = await serve((_request, response) => void response.writeHead(200, { 'content-length': '99' }).write('{'));
  expect(await ask(cut, QUESTION, { signal, patienceMs: 20 })).toEqual({ ok: false, why: 'unreachable' });
});

test('a question that nobody waits for any more has no reply', async () => {
  const wait = new AbortController();
  const endpoint = await serve(() => wait.abort());
  expect(await ask(endpoint, QUESTION, { signal: wait.signal })).toBeNull();
  expect(await ask(endpoint, QUESTION, { signal: wait.signal })).toBeNull();
});

describe('suggestions', () => {
  const SUGGESTED: SuggestAnswer = {
    query: 'nam',
    suggestions: [{ text: 'Nam Kuril', marks: [[0, 3]] }],
    version: '1-a',
  };

  test('are asked for with the space that ends the word', async () => {
    let asked: string | undefined;
    const endpoint = await serve((request, response) => {
      asked = request.url;
      response.end(JSON.stringify(SUGGESTED));
    });
    expect(await askSuggestions(`${endpoint}?site=bao`, 'đảo ', { signal })).toEqual({ ok: true, answer: SUGGESTED });
    expect(asked).toBe('/search?site=bao&q=%C4%91%E1%BA%A3o+');
  });

  test.each([
    { why: 'refused', status: 404, body: 'Not found' },
    { why: 'unavailable', status: 503, body: '' },
    { why: 'unreadable', status: 200, body: JSON.stringify(ANSWER) },
  ])('or are $why', async ({ why, status, body }) => {
    const endpoint = await serve((_request, response) => void response.writeHead(status).end(body));
    expect(await askSuggestions(endpoint, 'nam', { signal })).toEqual({ ok: false, why });
  });

  test.each([
    { why: 'beside the search', given: undefined, search: '/search', at: 'https://bao.vn/suggest' },
    {
      why: 'as it is asked',
      given: undefined,
      search: 'https://tim.vn/v1/search?site=bao',
      at: 'https://tim.vn/v1/suggest?site=bao',
    },
    { why: 'where the page says', given: 'goi-y', search: '/search', at: 'https://bao.vn/tim/goi-y' },
    { why: 'nowhere, where it says so', given: '', search: '/search', at: null },
    { why: 'nowhere, where that cannot be known', given: undefined, search: '/api/tim', at: null },
    { why: 'a name that only ends so is another', given: undefined, search: '/research', at: null },
  ])('are asked for $why', ({ given, search, at }) => {
    expect(suggestEndpoint(given, search, 'https://bao.vn/tim/')).toBe(at);
  });
});
