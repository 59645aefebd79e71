/** A purge on a real S3 server, versitygw, in a bucket that keeps what was replaced and deleted. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { CLEANING } from '../../core/index/manifest.ts';
import { s3Store } from '../../core/store/s3.ts';
import { removeArticles } from '../../indexer/index-articles.ts';
import { purgeArticles } from '../../indexer/purge.ts';
import { describePurging, OTHERS, publishArticles, SUED, whereNamed } from '../contracts/purge.ts';
import { everyText } from '../support/every-text.ts';
import { needs } from '../support/real.ts';
import { findVersitygw, startVersitygw } from '../support/versitygw.ts';
import type { Versitygw } from '../support/versitygw.ts';

const program = findVersitygw();
const Bucket = 'co-phien-ban';

describe.skipIf(!needs('versitygw', program !== null, 'npm run test:s3'))('a real S3 server', () => {
  let server: Versitygw;
  let places = 0;
  beforeAll(async () => {
    server = await startVersitygw(program ?? '');
    Object.assign(process.env, server.env);
    const client = new S3Client({ forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  });
  afterAll(async () => await server.close());

  const makeStore = () => s3Store(`s3://${Bucket}/${++places}`);

  describePurging('S3 (versitygw)', makeStore);

  test('nothing of the article is left in what the bucket keeps', async () => {
    const store = makeStore();
    await publishArticles(store, SUED, ...OTHERS.slice(0, 4));
    await removeArticles(store, [SUED.id]);
    await publishArticles(store, ...OTHERS.slice(4, 6));
    const { past } = await purgeArticles(store, [SUED.id]);
    expect(past).toMatchObject({ left: 0 });
    expect(past?.problem).toBeUndefined();
    expect(past?.count).toBeGreaterThan(5);
    const left: string[] = [];
    for await (const { key } of store.past?.list('') ?? []) if (key !== CLEANING) left.push(key);
    expect(left).toEqual([]);
    expect(whereNamed(await everyText(store))).toEqual([]);
  });
});
