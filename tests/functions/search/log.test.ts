/** One line of JSON per request: what was asked and answered, nothing of who asked, and no query where it is not wanted. */
import { expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { logLine } from '../../../functions/search/log.ts';
import type { Logged } from '../../../functions/search/log.ts';

const logged: Logged = {
  request: {
    method: 'GET',
    path: '/search',
    rawQuery: 'q=%C4%90%C3%A0+L%E1%BA%A1t',
    headers: { 'x-forwarded-for': '203.0.113.7', 'user-agent': 'Mozilla/5.0', cookie: 'phien=42' },
  },
  status: 200,
  facts: { query: 'Đà Lạt', hits: 10, total: 27, version: '7-0a1b2c3d4e5f', cold: true },
  ms: 41.2649,
  timestamp: '2026-05-04T03:02:01.000Z',
  requestId: '6b3c2f0e',
};
const read = (entry: Logged, queries = true): Record<string, unknown> => JSON.parse(logLine(entry, { queries }));

test('a search', () => {
  expect(read(logged)).toEqual({
    timestamp: '2026-05-04T03:02:01.000Z',
    level: 'INFO',
    message: 'request',
    requestId: '6b3c2f0e',
    method: 'GET',
    path: '/search',
    status: 200,
    query: 'Đà Lạt',
    hits: 10,
    total: 27,
    version: '7-0a1b2c3d4e5f',
    ms: 41.3,
    start: 'cold',
  });
});

test('is one line, whatever was asked', () => {
  const query = 'một\nhai\r\u2028ba "bốn" \\ \u0000';
  const line = logLine({ ...logged, facts: { query } }, { queries: true });
  expect(line).not.toMatch(/[\n\r]/);
  expect(JSON.parse(line)).toMatchObject({ query });
});

test('holds nothing of who asked', () => {
  const line = logLine(logged, { queries: true });
  for (const secret of ['203.0.113.7', 'Mozilla', 'phien']) expect(line).not.toContain(secret);
});

test('holds no query where that is switched off: neither as asked, nor in the names of strange parameters', () => {
  const facts = { ...logged.facts, refused: ['Đà Lạt'] };
  expect(logLine({ ...logged, facts }, { queries: false })).not.toMatch(/Lạt|L%E1%BA%A1t/);
  expect(read({ ...logged, facts }, false)).toMatchObject({ hits: 10, status: 200 });
});

test('a failure is an error with its code, its message and its cause', () => {
  const cause = new Error('connect ECONNREFUSED 127.0.0.1:7070');
  const error = new SaolaError('store-unavailable', 's3://bucket: no answer', { cause });
  expect(read({ ...logged, status: 503, facts: { query: 'Đà Lạt', error } })).toMatchObject({
    level: 'ERROR',
    error: {
      code: 'store-unavailable',
      message: 's3://bucket: no answer',
      cause: { message: 'connect ECONNREFUSED 127.0.0.1:7070' },
    },
  });
});

test('a defect has its stack', () => {
  const error = new TypeError('no postings');
  expect(read({ ...logged, status: 500, facts: { error } })).toMatchObject({
    error: { name: 'TypeError', stack: expect.stringContaining('log.test.ts') },
  });
});

test('an older version that answered is a warning that says why', () => {
  const trouble = new SaolaError('index-format', 'format 2');
  expect(read({ ...logged, facts: { ...logged.facts, cold: false, trouble } })).toMatchObject({
    level: 'WARN',
    start: 'warm',
    trouble: { code: 'index-format', message: 'format 2' },
  });
});

test('a cause that is its own cause ends', () => {
  const error = new Error('vòng quanh');
  error.cause = error;
  expect(read({ ...logged, facts: { error } })).toMatchObject({ error: { message: 'vòng quanh' } });
});
