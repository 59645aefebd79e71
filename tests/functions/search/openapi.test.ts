/** The handler and `openapi.yaml` say the same. Every other test of the function asks through `ask`, which checks each
 *  response against the contract; here is what only a look at the document itself can tell. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { checkContract, contract, mismatch, resolve } from './contract.ts';
import { ANSWER, ask, askJson, SUGGESTED } from './support.ts';
import type { ErrorCode } from '../../../core/errors.ts';
import type { HttpResponse } from '../../../functions/search/message.ts';
import type { Asking } from './support.ts';

const parameters = Object.entries(contract.paths).flatMap(([path, item]) =>
  (item.parameters ?? []).map((parameter) => Object.assign({ path }, resolve(parameter))),
);
const usable: Readonly<Record<string, string>> = { q: 'Đà Lạt' };

/** `/search?q=…` with `name` set to `value`, and what else is required. */
function target(path: string, name: string, value: string): string {
  const required = parameters.filter((one) => one.path === path && one.required).map((one) => one.name);
  const given = { ...Object.fromEntries(required.map((one) => [one, usable[one] ?? ''])), [name]: value };
  return `${path}?${new URLSearchParams(given).toString()}`;
}

describe('parameters', () => {
  test.each(['/search', '/suggest'])('of %s are the ones that the handler names', async (asked) => {
    const { body } = await askJson(`${asked}?q=Kuril&khong-co=1`);
    const names = parameters.filter(({ path }) => path === asked).map(({ name }) => name);
    expect(body).toMatchObject({ errors: [{ allowed: `no parameters but ${names.join(', ')}` }] });
  });

  const whole = parameters.filter(({ schema }) => schema.type === 'integer');
  test.each(whole)('$name is a whole number within its bounds', async ({ path, name, schema }) => {
    const { minimum = NaN, maximum = NaN } = schema;
    const status = async (value: string) => (await ask(target(path, name, value))).response.status;
    for (const inside of [minimum, minimum + 1, maximum - 1, maximum]) expect(await status(`${inside}`)).toBe(200);
    for (const outside of [minimum - 1, maximum + 1, maximum * 10]) expect(await status(`${outside}`)).toBe(400);
    for (const odd of ['', ' ', '1.5', '1e1', '+5', '05', '0x10', '٥', 'năm', '5 ', '9'.repeat(30)]) {
      expect(await status(odd)).toBe(400);
    }
  });

  const texts = parameters.filter(({ schema }) => schema.type === 'string' && schema.maxLength !== undefined);
  test.each(texts)('$name is a text within its bounds, counted in code points', async ({ path, name, schema }) => {
    const { minLength = NaN, maxLength = NaN } = schema;
    const status = async (value: string) => (await ask(target(path, name, value))).response.status;
    for (const unit of ['a', 'ế', '🦌']) {
      expect(await status(unit.repeat(minLength))).toBe(200);
      expect(await status(unit.repeat(maxLength))).toBe(200);
      expect(await status(unit.repeat(maxLength + 1))).toBe(400);
    }
    expect(await status('a'.repeat(minLength - 1))).toBe(400);
  });

  test('what has a default means that default when it is left out', async () => {
    const asked: Record<string, unknown> = {};
    const used = { cold: false, openMs: 0 };
    const live = {
      search: async (request: object) => {
        asked['/search'] = request;
        return { answer: ANSWER, ...used };
      },
      suggest: async (request: object) => {
        asked['/suggest'] = request;
        return { answer: SUGGESTED, ...used };
      },
      health: () => Promise.reject(new Error('not asked')),
    };
    for (const path of ['/search', '/suggest']) {
      await ask(`${path}?q=Kuril`, { live });
      const withDefault = parameters.filter((one) => one.path === path && one.schema.default !== undefined);
      const defaults = Object.fromEntries(withDefault.map(({ name, schema }) => [name, schema.default]));
      expect(asked[path]).toEqual({ query: 'Kuril', ...defaults });
    }
  });
});

describe('examples', () => {
  const withExamples = Object.entries(contract.paths).flatMap(([path, { get }]) =>
    Object.entries(get.responses).flatMap(([status, described]) =>
      Object.values(resolve(described).content ?? {}).flatMap(({ schema, examples }) =>
        Object.entries(examples ?? {}).map(([name, example]) => ({ path, status, name, schema, example })),
      ),
    ),
  );
  test.each(withExamples)('$path $status $name is what its schema says', ({ schema, example }) => {
    const { value } = resolve(example) as { value?: unknown };
    expect(value).toBeDefined();
    expect(mismatch(schema, value)).toBeNull();
  });

  test.each<{ name: string; target: string } & Asking>([
    { name: 'tooMany', target: '/search?q=Kuril&limit=500' },
    { name: 'notBuilt', target: '/search?q=Kuril&facets=section' },
    { name: 'noQuery', target: '/search' },
    { name: 'noSuchPath', target: '/related?id=nam-kuril' },
    { name: 'post', target: '/search?q=Kuril', method: 'POST' },
    { name: 'defect', target: '/search?q=Kuril', error: new TypeError('a defect') },
    { name: 'damaged', target: '/search?q=Kuril', error: new SaolaError('index-malformed', 'segments/3f…: block 7') },
    { name: 'empty', target: '/search?q=Kuril', error: new SaolaError('index-missing', 's3://bucket: nothing') },
    { name: 'ok', target: '/health' },
    { name: 'degraded', target: '/health', trouble: new SaolaError('store-unavailable', 's3://bucket: 503') },
  ])('$name is what the handler answers', async ({ name, target: asked, ...asking }) => {
    expect((await askJson(asked, asking)).body).toEqual(contract.components.examples[name]?.value);
  });
});

test('the contract has the version of the package', () => {
  const file = new URL('../../../package.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: contract.info.version });
});

test('the contract check can fail: a member, a status, a header, a type that is not described', async () => {
  const schema = { $ref: '#/components/schemas/SearchAnswer' };
  expect(mismatch(schema, ANSWER)).toBeNull();
  expect(mismatch(schema, { ...ANSWER, facets: 'Kuril' })).toContain('unevaluated');
  expect(mismatch(schema, { ...ANSWER, loosened: null })).toContain('array');
  expect(mismatch({ $ref: '#/components/schemas/Problem' }, { status: 400 })).toContain('required');

  const request = { method: 'GET', path: '/health', hasCors: false };
  const { response } = await ask('/health');
  const { 'cache-control': _kept, ...fewer } = response.headers;
  const check = (changed: Partial<HttpResponse>) => () => checkContract(request, { ...response, ...changed });
  expect(check({})).not.toThrow();
  expect(check({ status: 201 })).toThrow('does not describe');
  expect(check({ headers: { ...response.headers, 'x-powered-by': 'saola' } })).toThrow('x-powered-by is not described');
  expect(check({ headers: fewer })).toThrow('cache-control is missing');
  expect(check({ headers: { ...response.headers, 'cache-control': 'public' } })).toThrow('must be equal to constant');
  expect(check({ headers: { ...response.headers, 'content-type': 'text/html' } })).toThrow(
    'text/html is not described',
  );
});

test.each<ErrorCode>([
  'bad-request',
  'index-missing',
  'index-malformed',
  'index-format',
  'index-analyzer',
  'store-unavailable',
  'store-refused',
])('a search that fails with %s answers as described', async (code) => {
  const { status, body } = await askJson('/search?q=Kuril', { error: new SaolaError(code, 'câu hỏi không hợp lệ') });
  expect(body).toMatchObject({ status, code });
  expect((await ask('/search?q=Kuril', { error: new SaolaError(code, '…'), method: 'HEAD' })).response.body).toBe('');
});
