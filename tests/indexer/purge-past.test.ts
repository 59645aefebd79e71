/** A purge of a bucket that keeps what was replaced and deleted: nothing of the article is in it afterwards, or it says so. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { s3Store } from '../../core/store/s3.ts';
import { removeArticles } from '../../indexer/index-articles.ts';
import { purgeArticles } from '../../indexer/purge.ts';
import { verify } from '../../indexer/verify.ts';
import { CORRECTED, OTHERS, publishArticles, SUED, whereNamed } from '../contracts/purge.ts';
import { everyText } from '../support/every-text.ts';
import { startSmallS3, type Fault, type Operation, type SmallS3 } from '../support/small-s3.ts';
import type { Store } from '../../core/store/store.ts';

let server: SmallS3;
let store: Store;
beforeEach(async () => {
  server = await startSmallS3({ pageSize: 5, versioned: true });
  Object.assign(process.env, server.env);
  store = s3Store('s3://saola/chi-muc');
  await publishArticles(store, ...OTHERS.slice(0, 4));
  await publishArticles(store, SUED, CORRECTED);
  await removeArticles(store, [SUED.id]);
  await publishArticles(store, SUED);
});
afterEach(async () => await server.close());

/** Every byte in the bucket belongs to an object that stands there, none of which names the article. */
async function checkGone(): Promise<void> {
  expect(whereNamed(await everyText(store))).toEqual([]);
  const standing: number[] = [];
  for await (const { bytes } of store.list('')) standing.push(bytes);
  // the mark of a clean-up was written and deleted, and says nothing
  const held = server.everything('saola').filter((bytes) => !Buffer.from(bytes).includes('"cleaning"'));
  const sizes = held.map(({ length }) => length);
  expect(sizes.toSorted((a, b) => a - b)).toEqual(standing.toSorted((a, b) => a - b));
  expect((await verify(store, { all: true })).faults).toEqual([]);
}

const refusing =
  (...refused: readonly Operation[]) =>
  ({ operation }: { readonly operation: Operation }): Fault | undefined =>
    refused.includes(operation) ? { status: 403, code: 'AccessDenied' } : undefined;

test('a plain removal leaves the article in what the bucket keeps, a purge does not', async () => {
  const before = server.everything('saola').length;
  const report = await purgeArticles(store, [SUED.id]);
  expect(report.past).toMatchObject({ left: 0 });
  expect(report.past?.problem).toBeUndefined();
  expect(report.past?.count).toBeGreaterThan(10);
  expect(server.everything('saola').length).toBeLessThan(before);
  await checkGone();
  expect(await purgeArticles(store, [SUED.id])).toMatchObject({ version: null, past: { count: 0, left: 0 } });
});

test('an upload that was begun before, and never ended, is ended', async () => {
  const killed = (async function* () {
    yield new Uint8Array(6_000_000).fill(7);
    yield await Promise.reject<Uint8Array>(new Error('killed'));
  })();
  server.fault = ({ operation }) => (operation === 'AbortMultipartUpload' ? { reset: true } : undefined);
  await expect(store.putStream(`segments/${'a'.repeat(64)}.records`, killed)).rejects.toThrow(/killed|socket hang up/);
  server.fault = () => undefined;
  expect(server.everything('saola').some(({ length }) => length > 5_000_000)).toBe(true);
  await purgeArticles(store, [SUED.id]);
  expect(server.everything('saola').some(({ length }) => length > 5_000_000)).toBe(false);
  await checkGone();
});

describe('where it may not', () => {
  test('list old versions it does all else, and says that this is not done', async () => {
    server.fault = refusing('ListObjectVersions');
    const report = await purgeArticles(store, [SUED.id]);
    expect(report).toMatchObject({ removed: 1, past: { count: 0, left: 0 } });
    expect(report.past?.problem).toMatch(/old versions.*s3:ListBucketVersions/s);
    expect(whereNamed(await everyText(store))).toEqual([]);
    server.fault = () => undefined;
    await purgeArticles(store, [SUED.id]);
    await checkGone();
  });

  test('erase them, nothing that was deleted comes back, and it stops asking', async () => {
    server.fault = refusing('DeleteObjectVersion');
    const report = await purgeArticles(store, [SUED.id]);
    expect(report.past).toMatchObject({
      count: 0,
      bytes: 0,
      problem: expect.stringContaining('s3:DeleteObjectVersion'),
    });
    expect(report.past?.left).toBeGreaterThan(20);
    expect(server.calls.filter(({ operation }) => operation === 'DeleteObjectVersion').length).toBeLessThan(40);
    expect(whereNamed(await everyText(store))).toEqual([]);
    server.fault = () => undefined;
    await purgeArticles(store, [SUED.id]);
    await checkGone();
  });

  test('erase one of them, as under Object Lock, its mark of deletion stays with it', async () => {
    let locked: string | undefined;
    server.fault = ({ operation, key }) => {
      if (operation !== 'DeleteObjectVersion' || !key.endsWith('.records')) return undefined;
      locked ??= key;
      return key === locked ? { status: 403, code: 'AccessDenied' } : undefined;
    };
    const report = await purgeArticles(store, [SUED.id]);
    expect(report.past?.left).toBe(2);
    expect(await store.get(locked?.replace('chi-muc/', '') ?? '')).toBeNull();
    server.fault = () => undefined;
    await purgeArticles(store, [SUED.id]);
    await checkGone();
  });
});

test('killed while it erases, the second run ends what it began', async () => {
  let erased = 0;
  server.fault = ({ operation }) =>
    operation === 'DeleteObjectVersion' && ++erased > 7 ? { status: 503, code: 'SlowDown' } : undefined;
  expect((await purgeArticles(store, [SUED.id])).past?.problem).toMatch(/Try again/);
  server.fault = () => undefined;
  await purgeArticles(store, [SUED.id]);
  await checkGone();
});

test('a dry run counts, and erases nothing', async () => {
  const before = server.everything('saola').length;
  const { past } = await purgeArticles(store, [SUED.id], { dryRun: true });
  expect(past?.count).toBeGreaterThan(0);
  expect(server.everything('saola')).toHaveLength(before);
});
