/** A function's log is for what went wrong: Node has nothing to warn of, however many reads a request makes at once. */
import { expect, test } from 'vitest';
import { liveIndex } from '../../../core/search/live.ts';
import { madeArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';

test('many reads at once that listen to one signal', async () => {
  const articles = [...madeArticles(320, 5)];
  const groups = Array.from({ length: 8 }, (_, i) => articles.slice(40 * i, 40 * i + 40));
  const { store } = await publishGroups(groups);
  const warnings: string[] = [];
  const note = ({ message }: Error): void => void warnings.push(message);
  process.on('warning', note);
  let reads = 0;
  try {
    const counted = { ...store, get: (...asked: Parameters<typeof store.get>) => ((reads += 1), store.get(...asked)) };
    const live = liveIndex(counted, { cacheBytes: 1 });
    const query = 'thu tuong nhat ban hoi dam tong thong nga ve quan dao nam kuril';
    await live.search({ query, limit: 50 }, { signal: AbortSignal.timeout(60_000) });
    await new Promise((resolve) => setTimeout(resolve, 10)); // Node tells of them behind what runs
  } finally {
    process.off('warning', note);
  }
  expect(reads).toBeGreaterThan(11);
  expect(warnings).toEqual([]);
});
