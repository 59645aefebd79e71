/** What is purged is not remembered either: neither in what is noted of objects, nor in what a bucket keeps of such notes. */
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { s3Store } from '../../../core/store/s3.ts';
import { INGESTED } from '../../../indexer/ingest/holdings.ts';
import { ingest } from '../../../indexer/ingest/ingest.ts';
import { purgeArticles } from '../../../indexer/purge.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { startSmallS3, type SmallS3 } from '../../support/small-s3.ts';

let s3: SmallS3;
beforeAll(async () => {
  s3 = await startSmallS3({ versioned: true });
  for (const [name, value] of Object.entries(s3.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await s3.close();
});

/** Every note that the bucket has, in all its versions. */
const notes = (): string[] =>
  s3.everything('saola').flatMap((bytes) => {
    try {
      const text = brotliDecompressSync(bytes).toString('utf8');
      return text.startsWith('{"saola":"ingested"') ? [text] : [];
    } catch {
      return []; // a part, or a manifest
    }
  });

test('an article that was purged is in no note, old or new', async () => {
  const store = s3Store('s3://saola/kho', { endpoint: s3.endpoint });
  const objects = memoryObjects('bao-moi', 'tin/');
  objects.put('tin/a.jsonl', '{"id":"vu-kien","title":"Bà Tám kiện"}\n{"id":"lu","title":"Lũ lên nhanh"}\n');
  await ingest(store, objects, ['tin/a.jsonl']);
  objects.put('tin/b.jsonl', '{"id":"bao","title":"Bão số 3"}\n');
  await ingest(store, objects, ['tin/b.jsonl']);
  expect(notes().filter((text) => text.includes('vu-kien'))).toHaveLength(2);
  expect(await purgeArticles(store, ['vu-kien'])).toMatchObject({ removed: 1, past: { left: 0 } });
  expect(notes().filter((text) => text.includes('vu-kien'))).toEqual([]);
  expect(s3.peek('saola', `kho/${INGESTED}`)).toBeDefined();
  objects.delete('tin/a.jsonl');
  expect(await ingest(store, objects, ['tin/a.jsonl'])).toMatchObject({ removed: 1, articles: 1 });
});
