/** `s3://bucket/prefix` as a source: what is read of it, and what not again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { memoryStore } from '../../../../core/store/memory.ts';
import type { Store } from '../../../../core/store/store.ts';
import { indexArticles, type IndexOptions, type IndexReport } from '../../../../indexer/index-articles.ts';
import { LiveArticles } from '../../../../indexer/sources/live-articles.ts';
import { placeOf, readSources } from '../../../../indexer/sources/read.ts';
import { articlePage } from '../../../support/site.ts';
import { startSmallS3, type SmallS3 } from '../../../support/small-s3.ts';

let s3: SmallS3;
let client: S3Client;
let bucket: string;
let buckets = 0;
const BUCKETS = Array.from({ length: 12 }, (_, at) => `bao-${at}`);

beforeAll(async () => {
  s3 = await startSmallS3({ buckets: BUCKETS, pageSize: 3 });
  for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
  client = new S3Client({ forcePathStyle: true });
});
afterAll(async () => {
  client.destroy();
  vi.unstubAllEnvs();
  await s3.close();
});
beforeEach(() => {
  bucket = BUCKETS[buckets++] ?? '';
});
afterEach(() => {
  s3.fault = () => undefined;
});

const put = async (Key: string, Body: string | Uint8Array): Promise<unknown> =>
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
const line = (id: string, title: string): string => `${JSON.stringify({ id, title })}\n`;
const gets = (): string[] => s3.calls.filter(({ operation }) => operation === 'GetObject').map(({ key }) => key);

async function read(source: string): Promise<string[]> {
  const said: string[] = [];
  const found = readSources([source], {
    onAside: ({ why, pages, example }) => said.push(`${pages} ${why} (${example})`),
    onIgnored: ({ files, example }) => said.push(`${files} left out (${example})`),
  });
  for await (const each of found) {
    if ('article' in each) said.push(`${placeOf(each.origin)} ${each.article.id}`);
    else said.push(`${placeOf(each.problem.origin)} ${each.problem.kind}: ${each.problem.what}`);
  }
  return said.map((each) => each.replaceAll(`s3://${bucket}/`, ''));
}

describe('a prefix', () => {
  test('is read as a folder is, page after page of its listing', async () => {
    await put('tin/a.jsonl', line('bao', 'Bão số 3') + line('lu', 'Lũ lên nhanh'));
    await put('tin/Nguồn cũ/Bài Một.html', articlePage('Giá xăng lên 22.500 đồng'));
    await put('tin/b.json.gz', gzipSync(line('han', 'Hạn hán kéo dài')));
    await put('tin/thu/', Buffer.alloc(0));
    await put('tin/anh.jpg', 'x');
    await put('tin/.an/c.jsonl', line('an', 'Không ai thấy'));
    await put('tin/sitemap.xml', '<urlset></urlset>');
    await put('tin/moi.md', '---\ntitle: Tin mới\n---\nSáng nay trời quang.');
    await put('tinh/d.jsonl', line('khac', 'Chỗ khác'));
    s3.forget();
    expect(await read(`s3://${bucket}/tin`)).toEqual([
      'tin/Nguồn cũ/Bài Một.html /Ngu%E1%BB%93n%20c%C5%A9/B%C3%A0i%20M%E1%BB%99t.html',
      'tin/a.jsonl:1 bao',
      'tin/a.jsonl:2 lu',
      'tin/b.json.gz han',
      expect.stringMatching(/^tin\/moi\.md /),
      '2 left out (tin/.an/c.jsonl)',
      '1 is a feed or a sitemap, which is read where it is given by itself (tin/sitemap.xml)',
    ]);
    expect(s3.calls.filter(({ operation }) => operation === 'ListObjectsV2')).toHaveLength(3);
  });

  test('that is the name of one object is that', async () => {
    await put('tin.jsonl', line('bao', 'Bão số 3'));
    await put('tin.jsonl.cu', line('lu', 'Lũ'));
    expect(await read(`s3://${bucket}/tin.jsonl`)).toEqual(['tin.jsonl:1 bao']);
  });

  test('with nothing in it is told of', async () => {
    expect(await read(`s3://${bucket}/tin`)).toEqual([
      expect.stringContaining('tin warning: there is no object with articles in it'),
    ]);
  });

  test('in no bucket stops everything', async () => {
    await expect(read('s3://khong-co/tin')).rejects.toThrow('there is no such bucket');
  });
});

test('an object that is larger than what is fetched at once is a stream of pieces of one version', async () => {
  const filler = 'x'.repeat(1000);
  const many = Array.from({ length: 9000 }, (_, at) =>
    JSON.stringify({ id: `b${at}`, title: `Bài ${at}`, body: filler }),
  ).join('\n');
  await put('to.jsonl', many);
  s3.forget();
  expect(await read(`s3://${bucket}/to.jsonl`)).toHaveLength(9000);
  const ranges = s3.calls
    .filter(({ operation }) => operation === 'GetObject')
    .map(({ headers }) => [headers.range, headers['if-match'] !== undefined]);
  expect(ranges).toEqual([
    ['bytes=0-8388607', true],
    [`bytes=8388608-${Buffer.byteLength(many) - 1}`, true],
  ]);
});

describe('what cannot be read is named, and the rest goes on', () => {
  test.each([
    {
      why: 'gzip that is cut off',
      body: gzipSync(line('bao', 'Bão số 3')).subarray(0, 15),
      what: 'a.jsonl.gz skipped: the gzip data ends early: the file is cut off, fetch it again',
    },
    {
      why: 'a bomb on one line',
      body: gzipSync(new Uint8Array(64 * 1024 * 1024).fill(0x78)),
      what: 'a.jsonl.gz:1 skipped: longer than 16 MiB, which is no article; is the file damaged?',
    },
  ])('$why', async ({ body, what }) => {
    await put('a.jsonl.gz', body);
    await put('b.jsonl', line('lu', 'Lũ'));
    expect(await read(`s3://${bucket}`)).toEqual([what, 'b.jsonl:1 lu']);
  });

  test('an object that is forbidden', async () => {
    await put('a.jsonl', line('bao', 'Bão'));
    await put('b.jsonl', line('lu', 'Lũ'));
    s3.fault = ({ operation, key }) =>
      operation === 'GetObject' && key === 'a.jsonl' ? { status: 403, code: 'AccessDenied' } : undefined;
    expect(await read(`s3://${bucket}`)).toEqual([
      expect.stringMatching(/^a\.jsonl skipped: Could not read a\.jsonl .*may not do that/),
      'b.jsonl:1 lu',
    ]);
  });

  test('an object that is replaced while it is read', async () => {
    await put('a.jsonl', line('bao', 'Bão số 3 đổ bộ vào Quảng Ninh').repeat(200_000));
    await put('b.jsonl', line('lu', 'Lũ'));
    let pieces = 0;
    s3.fault = ({ operation, key }) => {
      if (operation !== 'GetObject' || key !== 'a.jsonl' || (pieces += 1) < 2) return undefined;
      return { status: 412, code: 'PreconditionFailed' };
    };
    const said = await read(`s3://${bucket}`);
    expect(said.at(-1)).toBe('b.jsonl:1 lu');
    expect(said.at(-2)).toMatch(/skipped: after this article: a\.jsonl was replaced or deleted while it was read/);
  });

  test('one that breaks off is asked for again', async () => {
    await put('a.jsonl', line('bao', 'Bão số 3 đổ bộ vào Quảng Ninh'));
    let tries = 0;
    s3.fault = ({ operation }) => (operation === 'GetObject' && (tries += 1) === 1 ? { cutAfter: 10 } : undefined);
    expect(await read(`s3://${bucket}`)).toEqual(['a.jsonl:1 bao']);
  });
});

describe('the second time', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola-thùng-'));
    store = memoryStore();
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  async function index(options: IndexOptions = {}): Promise<Partial<IndexReport>> {
    s3.forget();
    const live = new LiveArticles();
    const found = readSources([`s3://${bucket}/tin`], { live, net: { state: join(folder, 'visits.jsonl') } });
    const { articles, added, changed, removed } = await indexArticles(store, found, { live, ...options });
    return { articles, added, changed, removed };
  }

  test('only what has changed is read; what is gone is gone', async () => {
    await put('tin/a.jsonl', line('bao', 'Bão số 3') + line('lu', 'Lũ lên'));
    await put('tin/b.jsonl', line('han', 'Hạn hán'));
    await put('tin/c.jsonl', line('xang', 'Giá xăng') + line('vang', 'Giá vàng'));
    expect(await index()).toEqual({ articles: 5, added: 5, changed: 0, removed: 0 });
    expect(await index({ mode: 'mirror' })).toEqual({ articles: 5, added: 0, changed: 0, removed: 0 });
    expect(gets()).toEqual([]);
    await put('tin/c.jsonl', line('xang', 'Giá xăng giảm'));
    expect(await index({ mode: 'mirror' })).toEqual({ articles: 4, added: 0, changed: 1, removed: 1 });
    expect(gets()).toEqual(['tin/c.jsonl']);
    expect(await index({ mode: 'full' })).toMatchObject({ articles: 4 });
    expect(gets()).toEqual(['tin/a.jsonl', 'tin/b.jsonl', 'tin/c.jsonl']);
  });

  test('what had a problem is read again, and told again', async () => {
    await put('tin/a.jsonl', `${line('bao', 'Bão số 3')}{"hỏng"\n`);
    await index();
    await index();
    expect(gets()).toEqual(['tin/a.jsonl']);
  });
});
