/** Ingesting behind a rollback: what is live again came of objects, as long as anybody can go back to it. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../../core/article.ts';
import { memoryStore } from '../../../core/store/memory.ts';
import type { Store } from '../../../core/store/store.ts';
import { gc } from '../../../indexer/gc.ts';
import { readLive } from '../../../indexer/index-articles.ts';
import { readHoldings } from '../../../indexer/ingest/holdings.ts';
import { ingest } from '../../../indexer/ingest/ingest.ts';
import { digestText } from '../../../indexer/read-articles.ts';
import { rollback } from '../../../indexer/rollback.ts';
import { digestOf } from '../../../indexer/spool.ts';
import { memoryObjects, type MemoryObjects } from '../../support/memory-objects.ts';

const article = (id: string, title: string): Article => ({ id, title, body: 'Tâm bão cách bờ 120 km.' });
const BAO = article('bao', 'Bão số 3 vào bờ');
const LU = article('lu', 'Lũ lên nhanh');
const changed = (of: Article, title: string): Article => ({ ...of, title });
const markOf = (of: Article): string => digestText(digestOf(of));

let store: Store;
let objects: MemoryObjects;
beforeEach(() => {
  [store, objects] = [memoryStore(), memoryObjects('bao-moi', 'tin/')];
});
const run = (...keys: readonly string[]) => ingest(store, objects, keys);
const later = () => new Date(Date.now() + 7 * 24 * 60 * 60 * 1000);

describe('whoever goes back to an old version', () => {
  const editions = [BAO, changed(BAO, 'Bão số 3 mạnh lên'), changed(BAO, 'Bão số 3 đã tan')] as const;
  const putAll = async (): Promise<void> => {
    for (const each of editions) {
      objects.put('tin/bao.json', JSON.stringify(each));
      await run('tin/bao.json');
    }
  };

  test.each([1, 2])('version %i: an object that is deleted takes its article along', async (version) => {
    await putAll();
    await rollback(store, String(version));
    objects.delete('tin/bao.json');
    expect(await run('tin/bao.json')).toMatchObject({ removed: 1, articles: 0 });
  });

  test('has the same once the object is gone, and another batch came between', async () => {
    await putAll();
    objects.delete('tin/bao.json');
    await run('tin/bao.json');
    objects.put('tin/lu.json', JSON.stringify(LU));
    await run('tin/lu.json');
    await rollback(store, '1');
    expect([...(await readLive(store, 'update')).known.keys()]).toEqual([BAO.id]);
    expect(await run('tin/bao.json')).toMatchObject({ removed: 1, articles: 0 });
  });

  test('may do so as long as it is kept; a clean-up forgets what only deleted versions had', async () => {
    await putAll();
    await run('tin/bao.json');
    const marks = async () => (await readHoldings(store)).objects.get('tin/bao.json')?.left.map(([, mark]) => mark);
    expect(await marks()).toEqual([BAO, editions[1]].map(markOf));
    // Each is let go one version late: the one that it was missed in first.
    await gc(store, { keep: 2, now: later });
    expect(await marks()).toEqual([BAO, editions[1]].map(markOf));
    await gc(store, { keep: 1, now: later });
    expect(await marks()).toEqual([markOf(editions[1])]);
    objects.put('tin/lu.json', JSON.stringify(LU));
    await run('tin/lu.json');
    await gc(store, { keep: 1, now: later });
    expect(await marks()).toEqual([]);
  });

  test('to one that is deleted by now keeps what it had in mind', async () => {
    await putAll();
    await rollback(store, '1');
    await gc(store, { keep: 1, now: later });
    objects.delete('tin/bao.json');
    expect(await run('tin/bao.json')).toMatchObject({ removed: 1, articles: 0 });
  });
});
