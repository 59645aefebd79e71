/** What a bucket keeps of replaced and deleted objects, against the small S3 server. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { s3Store } from '../../../core/store/s3.ts';
import { within } from '../../../core/store/within.ts';
import { describePast } from '../../contracts/past.ts';
import { bytesOf } from '../../contracts/store.ts';
import { startSmallS3, type SmallS3 } from '../../support/small-s3.ts';
import type { Past, Store } from '../../../core/store/store.ts';

let server: SmallS3;
let places = 0;
beforeAll(async () => {
  server = await startSmallS3({ pageSize: 2, versioned: true });
  Object.assign(process.env, server.env);
});
afterAll(async () => await server.close());
beforeEach(() => {
  server.fault = () => undefined;
});

const makeStore = () => s3Store(`s3://saola/nơi ${++places}/chỉ mục`);

describePast('S3 (the small one)', makeStore);
describePast('a folder of S3 (the small one)', () => within(makeStore(), 'flexsearch'));

async function listed(store: Store): Promise<Past[]> {
  const found: Past[] = [];
  for await (const each of store.past?.list('') ?? []) found.push(each);
  return found;
}

describe('a server', () => {
  test('that knows no old versions keeps none', async () => {
    const store = makeStore();
    await store.put('current.json', bytesOf('một'));
    await store.put('current.json', bytesOf('hai'));
    expect(await listed(store)).toHaveLength(1);
    server.fault = ({ operation }) =>
      ['ListObjectVersions', 'ListMultipartUploads'].includes(operation)
        ? { status: 501, code: 'NotImplemented' }
        : undefined;
    expect(await listed(store)).toEqual([]);
  });

  test.each(['ListObjectVersions', 'ListMultipartUploads', 'DeleteObjectVersion'] as const)(
    'that allows no %s says so, and what it takes',
    async (forbidden) => {
      const store = makeStore();
      await store.put('current.json', bytesOf('một'));
      await store.put('current.json', bytesOf('hai'));
      server.fault = ({ operation }) => (operation === forbidden ? { status: 403, code: 'AccessDenied' } : undefined);
      const work = async () => {
        for (const each of await listed(store)) await store.past?.erase(each);
      };
      await expect(work()).rejects.toMatchObject({
        code: 'store-refused',
        message: expect.stringMatching(/s3:DeleteObjectVersion.*s3:ListBucketVersions.*s3:ListBucketMultipartUploads/s),
      });
    },
  );

  test('what others keep under the prefix, named as no key is, is not listed', async () => {
    const store = makeStore();
    const above = s3Store(store.uri.replace(/\/[^/]+$/, ''));
    await above.put('khac.json', bytesOf('một'));
    await above.delete('khac.json');
    expect(await listed(store)).toEqual([]);
  });
});
