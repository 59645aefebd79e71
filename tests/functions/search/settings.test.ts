/** The environment of the function: defaults, what each setting may be, and errors that name all that is wrong. */
import { describe, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { SETTING_NAMES, readSettings } from '../../../functions/search/settings.ts';

const store = { SAOLA_STORE: 's3://bao-moi-index/saola' };
const MIB = 1024 * 1024;

test('the store is all that has to be set', () => {
  expect(readSettings(store)).toEqual({
    storeUri: 's3://bao-moi-index/saola',
    refreshMs: 30_000,
    cacheBytes: 64 * MIB,
    logQueries: true,
  });
});

test('everything set', () => {
  const settings = readSettings({
    ...store,
    SAOLA_ENDPOINT: 'http://127.0.0.1:7070/',
    SAOLA_REFRESH_SECONDS: '5',
    SAOLA_CACHE_MB: '200',
    SAOLA_LOG_QUERIES: 'off',
    SAOLA_PUBLIC_URL: 'https://tim.example.vn/',
    SAOLA_SEARCH_PAGE: 'https://www.example.vn/tim-kiem?q={searchTerms}',
    SAOLA_SITE_NAME: 'Báo Mới',
    SAOLA_CORS_ORIGIN: 'https://www.example.vn, https://example.vn',
    PATH: '/usr/bin',
  });
  expect(settings).toEqual({
    storeUri: 's3://bao-moi-index/saola',
    endpoint: 'http://127.0.0.1:7070',
    refreshMs: 5_000,
    cacheBytes: 200 * MIB,
    logQueries: false,
    site: {
      publicUrl: 'https://tim.example.vn',
      searchPage: 'https://www.example.vn/tim-kiem?q={searchTerms}',
      name: 'Báo Mới',
    },
    cors: ['https://www.example.vn', 'https://example.vn'],
  });
});

test('half of the memory that Lambda gives is for the cache, unless it is said otherwise', () => {
  const memory = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769' };
  expect(readSettings({ ...store, ...memory }).cacheBytes).toBe(884 * MIB);
  expect(readSettings({ ...store, ...memory, SAOLA_CACHE_MB: '100' }).cacheBytes).toBe(100 * MIB);
  expect(() => readSettings({ ...store, ...memory, SAOLA_CACHE_MB: '1770' })).toThrow('from 1 to 1769');
});

test('a setting that a template leaves empty is not set', () => {
  const empty = Object.fromEntries(SETTING_NAMES.map((name) => [name, '']));
  expect(readSettings({ ...empty, ...store })).toEqual(readSettings(store));
});

test.each([
  ['on', true],
  ['true', true],
  ['OFF', false],
  ['false', false],
])('SAOLA_LOG_QUERIES %s', (text, logQueries) => {
  expect(readSettings({ ...store, SAOLA_LOG_QUERIES: text })).toMatchObject({ logQueries });
});

describe('what is refused', () => {
  test.each([
    { name: 'SAOLA_ENDPOINT', value: 'localhost:7070', why: 'no scheme of ours' },
    { name: 'SAOLA_REFRESH_SECONDS', value: '0', why: 'each request would look' },
    { name: 'SAOLA_REFRESH_SECONDS', value: '1.5', why: 'not whole' },
    { name: 'SAOLA_REFRESH_SECONDS', value: '30s', why: 'a unit' },
    { name: 'SAOLA_CACHE_MB', value: '-1', why: 'negative' },
    { name: 'SAOLA_LOG_QUERIES', value: 'maybe', why: 'neither on nor off' },
    { name: 'SAOLA_PUBLIC_URL', value: 'tim.example.vn', why: 'no scheme' },
    { name: 'SAOLA_PUBLIC_URL', value: 'javascript:alert(1)', why: 'another scheme' },
    { name: 'SAOLA_PUBLIC_URL', value: 'https://example.vn/?x=1', why: 'paths are put behind it' },
    { name: 'SAOLA_PUBLIC_URL', value: 'https://ten:mat-khau@example.vn', why: 'it would be published' },
    { name: 'SAOLA_SEARCH_PAGE', value: 'https://example.vn/tim', why: 'no place for the query' },
    { name: 'SAOLA_CORS_ORIGIN', value: 'https://example.vn/', why: 'an origin has no path' },
    { name: 'SAOLA_CORS_ORIGIN', value: 'https://example.vn, *', why: 'all and one' },
    { name: 'SAOLA_CORS_ORIGIN', value: 'example.vn', why: 'no scheme' },
  ])('$name=$value — $why', ({ name, value }) => {
    const read = () => readSettings({ ...store, [name]: value });
    expect(read).toThrow(`${name} is "${value}"; it wants `);
    expect(read).toThrow(SaolaError);
  });

  test.each([
    { value: '/var/index', why: 'a function has no disk of its own' },
    { value: 's3://', why: 'no bucket' },
    { value: 's3://Bao_Moi/saola', why: 'no name for a bucket' },
    { value: 'https://bucket.s3.amazonaws.com', why: 'not the form' },
  ])('SAOLA_STORE=$value — $why', ({ value }) => {
    expect(() => readSettings({ SAOLA_STORE: value })).toThrow(/^SAOLA_STORE: .*s3:\/\/bucket\/prefix/);
  });

  test('no store', () => {
    expect(() => readSettings({})).toThrow('SAOLA_STORE is not set; it wants s3://bucket/prefix.');
  });

  test('a name that is slightly wrong would otherwise be passed over in silence', () => {
    expect(() => readSettings({ ...store, SAOLA_REFRESH_SECOND: '5' })).toThrow(
      /SAOLA_REFRESH_SECOND is no setting .*SAOLA_REFRESH_SECONDS/,
    );
  });

  test('all that is wrong is told at once', () => {
    expect(() => readSettings({ SAOLA_CACHE_MB: 'nhiều', SAOLA_LOG_QUERIES: '1' })).toThrow(
      /SAOLA_STORE.*SAOLA_CACHE_MB.*SAOLA_LOG_QUERIES/,
    );
  });
});
