/** Saola on a folder: hits with titles and snippets, from what is read of the index for a query. */
import { openIndex } from '../../core/search/open.ts';
import { fileStore } from '../../core/store/file.ts';
import type { Store } from '../../core/store/store.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { HITS, type Build, type Open, type Opened } from './engine.ts';

/** Half of a function with 1 GB, which is more than these indexes have: warm means that nothing is read. */
const CACHE_BYTES = 512 * 1024 * 1024;

export const build: Build = async (articles, folder) => {
  const found = async function* () {
    for (const article of articles) yield { article, origin: { file: 'news' } };
  };
  await indexArticles(fileStore(folder), found());
};

export const open: Open = async (folder) => {
  const store = fileStore(folder);
  const read = countReads(store);
  const index = await openIndex(store, { cacheBytes: CACHE_BYTES });
  return {
    read,
    answer: async (query) => (await index.search({ query, limit: HITS })).hits.map(({ id }) => id),
    rank: async (query) => (await index.rank({ query, limit: HITS })).map(({ id }) => id),
  };
};

/** Counts what is read through the store from now on. */
function countReads(store: Store): Opened['read'] {
  const get = store.get.bind(store);
  const read = { requests: 0, bytes: 0 };
  store.get = async (...asked) => {
    const stored = await get(...asked);
    read.requests += 1;
    read.bytes += stored?.bytes.length ?? 0;
    return stored;
  };
  return () => ({ ...read });
}
