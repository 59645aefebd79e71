/** The function that builds: parts and a join as the state machine sends them, and what is refused. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CURRENT, PART_KINDS } from '../../../core/index/manifest.ts';
import { readCurrent } from '../../../core/index/published.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Store } from '../../../core/store/store.ts';
import { readEvent } from '../../../functions/build/event.ts';
import { makeBuildHandler } from '../../../functions/build/make-handler.ts';
import { readBucketSettings } from '../../../indexer/bucket-settings.ts';
import { indexArticles } from '../../../indexer/index-articles.ts';
import { readSources } from '../../../indexer/sources/read.ts';
import { exampleArticles } from '../../support/articles.ts';

const lines = exampleArticles().map((article) => `${JSON.stringify(article)}\n`);
const SOURCES = { '2023/cu.jsonl': lines.slice(0, 20).join(''), 'moi.jsonl': lines.slice(20).join('') };
const sources = Object.keys(SOURCES);

let folder = '';
let store: Store;
let articles: Store;
let logged: Record<string, unknown>[] = [];
const handle = (event: unknown) =>
  makeBuildHandler({
    store,
    articles,
    memoryBytes: 0,
    folder: join(folder, 'articles'),
    log: (line) => logged.push(JSON.parse(line) as Record<string, unknown>),
  })(event);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-build-'));
  [store, articles, logged] = [memoryStore(), memoryStore(), []];
  for (const [name, text] of Object.entries(SOURCES)) await articles.put(name, new TextEncoder().encode(text));
});
afterEach(() => rm(folder, { recursive: true }));

const hashesIn = async (some: Store) =>
  ((await readCurrent(some))?.manifest.segments ?? []).map((each) => PART_KINDS.map((kind) => each[kind].sha256));

test('parts, then a join: what one machine makes of the same files', async () => {
  expect(await handle({ part: 2, of: 2, job: 'dem', sources })).toMatchObject({ own: lines.length, missing: [1] });
  expect(await handle({ part: 1, of: 2, job: 'dem', sources })).toMatchObject({ own: 0, missing: [] });
  expect(await handle({ join: true, job: 'dem', allowShrink: false })).toMatchObject({ articles: lines.length });
  const alone = memoryStore();
  for (const name of ['cu.jsonl', 'moi.jsonl']) {
    await writeFile(join(folder, name), SOURCES[name === 'cu.jsonl' ? '2023/cu.jsonl' : 'moi.jsonl']);
  }
  await indexArticles(alone, readSources([join(folder, 'cu.jsonl'), join(folder, 'moi.jsonl')]));
  expect(await hashesIn(store)).toEqual(await hashesIn(alone));
  expect(logged.filter(({ message }) => message === 'built')).toMatchObject([
    { level: 'INFO', number: 2 },
    { level: 'INFO', number: 1 },
    { level: 'INFO', articles: lines.length },
  ]);
});

test('what an event before left on the disk is not read again', async () => {
  await handle({ part: 1, of: 1, job: 'dem', sources });
  expect(await handle({ part: 1, of: 1, job: 'dem', sources: ['moi.jsonl'] })).toMatchObject({
    articles: lines.length - 20,
  });
});

test('a bad article is named in the log, where it stands', async () => {
  await articles.put('hong.jsonl', new TextEncoder().encode('{"id": "bão"\n'));
  expect(await handle({ part: 1, of: 1, job: 'dem', sources: [...sources, 'hong.jsonl'] })).toMatchObject({
    skipped: 1,
  });
  expect(logged.find(({ message }) => message === 'skipped')).toMatchObject({
    level: 'WARN',
    message: 'skipped',
    origin: expect.stringContaining('hong.jsonl:1'),
  });
});

test('what the join replaces unread is in the log, with what is lost', async () => {
  await handle({ part: 1, of: 1, job: 'dem', sources });
  await store.put(CURRENT, new TextEncoder().encode('hỏng'));
  await handle({ join: true, job: 'dem' });
  expect(logged.find(({ message }) => message === 'unreadable')).toMatchObject({
    level: 'WARN',
    what: expect.stringContaining('no kept version can be read'),
  });
});

describe('trouble', () => {
  test.each([
    {
      why: 'an object that is not there',
      event: { part: 1, of: 1, job: 'dem', sources: ['khong-co.jsonl'] },
      says: 'khong-co.jsonl is not there',
    },
    {
      why: 'a name that is no key',
      event: { part: 1, of: 1, job: 'dem', sources: ['Bài Viết.jsonl'] },
      says: 'Bài Viết.jsonl',
    },
    {
      why: 'a name that leads out of the folder',
      event: { part: 1, of: 1, job: 'dem', sources: ['../moi.jsonl'] },
      says: '../moi.jsonl',
    },
    { why: 'nothing to join', event: { join: true, job: 'dem' }, says: 'holds no part of job "dem"' },
  ])('is not tried again: $why', async ({ event, says }) => {
    await expect(handle(event)).rejects.toMatchObject({ name: 'SaolaError', message: expect.stringContaining(says) });
    expect(await readCurrent(store)).toBeNull();
  });

  test('is tried again where S3 gave no answer', async () => {
    const { SaolaError } = await import('../../../core/errors.ts');
    const list = () => {
      throw new SaolaError('store-unavailable', 'SlowDown');
    };
    store = { ...store, list };
    await expect(handle({ join: true, job: 'dem' })).rejects.toMatchObject({ name: 'TryAgain', message: 'SlowDown' });
  });
});

test.each([
  null,
  'part',
  {},
  { part: 1, of: 2, job: 'dem' },
  { part: 1, of: 2, job: 'dem', sources: [] },
  { part: '1', of: 2, job: 'dem', sources },
  { part: 1, of: 2, job: '', sources },
  { join: 'true', job: 'dem' },
  { join: true, job: 'dem', allowShrink: 'yes' },
])('%j is no event', (event) => {
  expect(() => readEvent(event)).toThrow('is wanted.');
});

test('settings: all that is wrong at once', () => {
  expect(() => readBucketSettings({ SAOLA_STORE: 'kho' })).toThrow(
    'SAOLA_STORE is "kho"; it wants s3://bucket/prefix. SAOLA_ARTICLES is ""; it wants s3://bucket/prefix.',
  );
  const told = {
    SAOLA_STORE: 's3://saola/kho',
    SAOLA_ARTICLES: 's3://saola/bai',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '4096',
  };
  expect(readBucketSettings(told)).toMatchObject({ articlesUri: 's3://saola/bai', memoryBytes: 3 * 1024 ** 3 });
});
