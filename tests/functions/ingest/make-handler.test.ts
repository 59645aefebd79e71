/** The function that ingests, from messages to what comes again, is logged, and is live. */
import { beforeEach, describe, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import { CURRENT } from '../../../core/index/manifest.ts';
import { readCurrent } from '../../../core/index/published.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Store } from '../../../core/store/store.ts';
import { makeIngestHandler } from '../../../functions/ingest/make-handler.ts';
import { readIngestSettings } from '../../../functions/ingest/settings.ts';
import { readLive } from '../../../indexer/index-articles.ts';
import { memoryObjects, type MemoryObjects } from '../../support/memory-objects.ts';
import { s3Event, sqsEvent, sqsRecord } from './events.ts';

let store: Store;
let objects: MemoryObjects;
let logged: Record<string, unknown>[] = [];
beforeEach(() => {
  [store, objects, logged] = [memoryStore(), memoryObjects('saola-1x2y', 'articles/'), []];
});

const log = (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>);
const handle = (event: unknown, { of = store, remainingMs = 900_000 } = {}) =>
  makeIngestHandler({ store: of, objects, memoryBytes: 0, log, waitMs: 1 })(event, {
    getRemainingTimeInMillis: () => remainingMs,
  });
const put = (name: string, title: string) => objects.put(`articles/${name}`, JSON.stringify({ id: name, title }));
const ids = async () => [...(await readLive(store, 'update')).known.keys()].toSorted();
const said = (message: string) => logged.filter((line) => line['message'] === message);

/** A message for each, with its name. */
const tellingOf = (...names: readonly string[]) => ({
  Records: names.map((name) => sqsRecord(s3Event(`articles/${name}`), name)),
});

/** So many reads of what is live fail. */
const failing = (times: number): Store => {
  let left = times;
  return {
    ...store,
    get: async (key, options) => {
      if (key === CURRENT && left-- > 0) throw new SaolaError('store-unavailable', '503 SlowDown');
      return store.get(key, options);
    },
  };
};

test('twenty puts are one publish, and nothing comes again', async () => {
  const names = Array.from({ length: 20 }, (_, i) => `tin-${i}.json`);
  for (const name of names) put(name, `Bão số ${name}`);
  const answer = await handle(sqsEvent(names.map((name) => s3Event(`articles/${name}`))));
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(await ids()).toEqual(names.toSorted());
  expect((await readCurrent(store))?.manifest.sequence).toBe(1);
  expect(logged).toMatchObject([{ level: 'INFO', message: 'ingested', messages: 20, keys: 20, added: 20, tries: 1 }]);
});

test('a delete takes the articles out', async () => {
  put('bão số 3.json', 'Bão số 3');
  put('lu.json', 'Lũ lên nhanh');
  await handle(sqsEvent([s3Event('articles/b%C3%A3o+s%E1%BB%91+3.json'), s3Event('articles/lu.json')]));
  objects.delete('articles/bão số 3.json');
  await handle(sqsEvent([s3Event('articles/b%C3%A3o+s%E1%BB%91+3.json', 'ObjectRemoved:DeleteMarkerCreated')]));
  expect(await ids()).toEqual(['lu.json']);
});

test('S3’s test of the queue asks nobody anything', async () => {
  const event = '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"saola-1x2y"}';
  expect(await handle(sqsEvent([event]))).toEqual({ batchItemFailures: [] });
  expect(logged).toMatchObject([{ message: 'nothing to ingest', messages: 1 }]);
  expect(await readCurrent(store)).toBeNull();
});

describe('what never can be done is named and counted, and does not come again', () => {
  test('a message', async () => {
    put('lu.json', 'Lũ lên nhanh');
    const event = { Records: [sqsRecord('bão', 'm1'), sqsRecord(s3Event('articles/lu.json'), 'm2')] };
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    expect(said('skipped')).toMatchObject([{ level: 'WARN', messageId: 'm1' }]);
    expect(said('ingested')).toMatchObject([{ unread: 1, added: 1 }]);
  });

  test('an object', async () => {
    objects.put('articles/hong.json', '{"id": "bão"');
    put('lu.json', 'Lũ lên nhanh');
    const event = sqsEvent([s3Event('articles/hong.json'), s3Event('articles/lu.json')]);
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    expect(said('skipped')).toMatchObject([{ level: 'WARN', origin: expect.stringContaining('hong.json') }]);
    expect(said('ingested')).toMatchObject([{ added: 1, skipped: 1, broken: 1 }]);
    expect(await ids()).toEqual(['lu.json']);
  });
});

test('an export with nothing in its right place does not fill the log', async () => {
  objects.put('articles/hong.jsonl', '{"tieu_de": "Bão số 3"}\n'.repeat(250));
  await handle(sqsEvent([s3Event('articles/hong.jsonl')]));
  expect(said('skipped')).toHaveLength(100);
  expect(said('and more')).toMatchObject([{ problems: 150 }]);
  expect(said('ingested')).toMatchObject([{ skipped: 250 }]);
});

describe('what may pass', () => {
  test('of one object comes again, and the others are done', async () => {
    put('bao.json', 'Bão số 3');
    put('lu.json', 'Lũ lên nhanh');
    objects.fault = (key) => {
      if (key === 'articles/bao.json') throw new SaolaError('store-unavailable', '503 SlowDown');
    };
    const event = {
      Records: [sqsRecord(s3Event('articles/bao.json'), 'm1'), sqsRecord(s3Event('articles/lu.json'), 'm2')],
    };
    expect(await handle(event)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(said('given back')).toMatchObject([
      { key: 'articles/bao.json', code: 'store-unavailable', what: '503 SlowDown' },
    ]);
    expect(await ids()).toEqual(['lu.json']);
    objects.fault = null;
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    expect(await ids()).toEqual(['bao.json', 'lu.json']);
  });

  test('of an object that nobody told of brings back only the message that waits on it', async () => {
    objects.put('articles/cu.json', JSON.stringify({ id: 'bão', title: 'Bão số 3' }));
    objects.put('articles/moi.json', JSON.stringify({ id: 'bão', title: 'Bão số 3 đã suy yếu' }));
    await handle(tellingOf('cu.json', 'moi.json'));
    objects.delete('articles/moi.json');
    put('lu.json', 'Lũ lên nhanh');
    objects.fault = (key) => {
      if (key === 'articles/cu.json') throw new SaolaError('store-refused', 'AccessDenied');
    };
    expect(await handle(tellingOf('moi.json', 'lu.json'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'moi.json' }],
    });
    expect(await ids()).toEqual(['bão', 'lu.json']);
  });

  test('is tried again at once', async () => {
    put('bao.json', 'Bão số 3');
    expect(await handle(sqsEvent([s3Event('articles/bao.json')]), { of: failing(2) })).toEqual({
      batchItemFailures: [],
    });
    expect(said('tried again')).toHaveLength(2);
    expect(said('ingested')).toMatchObject([{ tries: 3, added: 1 }]);
  });

  test('and does not pass is given back, all of it', async () => {
    put('bao.json', 'Bão số 3');
    const event = { Records: [sqsRecord(s3Event('articles/bao.json'), 'm1'), sqsRecord('bão', 'm2')] };
    expect(await handle(event, { of: failing(99) })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(said('given back')).toMatchObject([{ tries: 8, code: 'store-unavailable' }]);
  });

  test('is given back where there is no time left', async () => {
    put('bao.json', 'Bão số 3');
    const event = sqsEvent([s3Event('articles/bao.json')]);
    expect((await handle(event, { of: failing(99), remainingMs: -1 })).batchItemFailures).toHaveLength(1);
    expect(said('tried again')).toEqual([]);
  });

  test('two functions at once: whoever loses the race tries again, and both are done', async () => {
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names) put(`${name}.json`, `Tin ${name}`);
    const answers = await Promise.all(names.map((name) => handle(sqsEvent([s3Event(`articles/${name}.json`)]))));
    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(await ids()).toEqual(['a.json', 'b.json', 'c.json', 'd.json']);
    expect(said('tried again').every(({ code }) => code === 'publish-conflict')).toBe(true);
    expect(said('tried again')).not.toEqual([]);
  });
});

const coming = (name: string, receives: number, bytes: number) => {
  const record = sqsRecord(s3Event(`articles/${name}`).replace('"size":1024', `"size":${bytes}`), name);
  return { ...record, attributes: { ...record.attributes, ApproximateReceiveCount: String(receives) } };
};

const exportAndTwo = (receives: number) => ({
  Records: [
    coming('xuat.json', receives, 9_000_000),
    coming('bao.json', receives, 10),
    coming('lu.json', receives, 20),
  ],
});

describe('a batch', () => {
  test('that is large is taken in groups, each a publish', async () => {
    for (const name of ['bao.json', 'lu.json']) put(name, `Tin ${name}`);
    const event = { Records: [coming('bao.json', 1, 60_000_000), coming('lu.json', 1, 50_000_000)] };
    expect(await handle(event)).toEqual({ batchItemFailures: [] });
    expect(said('ingested')).toMatchObject([{ added: 1 }, { added: 1 }]);
    expect((await readCurrent(store))?.manifest.sequence).toBe(2);
  });

  test('that came back has what can be done done before what stops it, and then without it', async () => {
    for (const name of ['bao.json', 'lu.json', 'xuat.json']) put(name, `Tin ${name}`);
    const ending: Store = {
      ...store,
      put: async (key, ...rest) => {
        // Nothing ends a process within a test; what is thrown for good comes near to it.
        if (key === 'ingested.br' && objects.reads.includes('articles/xuat.json')) throw new Error('out of memory');
        return store.put(key, ...rest);
      },
    };
    const failed = { batchItemFailures: [{ itemIdentifier: 'xuat.json' }] };
    expect(await handle(exportAndTwo(2), { of: ending })).toEqual(failed);
    expect(await ids()).toEqual(['bao.json', 'lu.json']);
    objects.forget();
    expect(await handle(exportAndTwo(3), { of: ending })).toEqual(failed);
    expect(objects.reads).toEqual([]);
  });

  test('for which there is no time is given back before time is up', async () => {
    for (const name of ['bao.json', 'lu.json']) put(name, `Tin ${name}`);
    // S3 does not answer; what is asked of it ends with the signal.
    const silent: Store = {
      ...store,
      get: (key, options) =>
        key === CURRENT
          ? new Promise((_, reject) => {
              options?.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
            })
          : store.get(key, options),
    };
    const event = { Records: [coming('bao.json', 1, 60_000_000), coming('lu.json', 1, 50_000_000)] };
    const { batchItemFailures } = await handle(event, { of: silent, remainingMs: 20_200 });
    expect(batchItemFailures).toHaveLength(2);
    expect(said('given back')).toMatchObject([{ what: 'there is no time left' }, { what: 'there is no time left' }]);
  });
});

test('a refusal is an error, so that all messages come again and an alarm counts it', async () => {
  const refusing: Store = {
    ...store,
    get: () => Promise.reject(new SaolaError('store-refused', 'AccessDenied')),
  };
  await expect(handle(sqsEvent([s3Event('articles/bao.json')]), { of: refusing })).rejects.toThrow('AccessDenied');
});

describe('settings', () => {
  test('all that is wrong at once', () => {
    expect(() => readIngestSettings({ SAOLA_STORE: 'kho' })).toThrow(
      'SAOLA_STORE is "kho"; it wants s3://bucket/prefix. SAOLA_ARTICLES is ""; it wants s3://bucket/prefix.',
    );
  });

  test.each([
    { why: 'the index among the articles', store: 's3://saola/bai/kho', articles: 's3://saola/bai' },
    { why: 'the articles within the index', store: 's3://saola/kho', articles: 's3://saola/kho/bai' },
    { why: 'one place', store: 's3://saola/kho', articles: 's3://saola/kho' },
    { why: 'the whole bucket', store: 's3://saola/kho', articles: 's3://saola' },
  ])('no publish may be taken for new articles: $why', ({ store: SAOLA_STORE, articles: SAOLA_ARTICLES }) => {
    expect(() => readIngestSettings({ SAOLA_STORE, SAOLA_ARTICLES })).toThrow('side by side');
  });

  test.each([
    { articles: 's3://saola/khoa', why: 'a name that begins alike is another' },
    { articles: 's3://bao/kho', why: 'so is the same one in another bucket' },
  ])('$why', ({ articles }) => {
    const told = { SAOLA_STORE: 's3://saola/kho', SAOLA_ARTICLES: articles, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '2048' };
    expect(readIngestSettings(told)).toMatchObject({ articlesUri: articles, memoryBytes: 1.5 * 1024 ** 3 });
  });
});
