/** Saola on a folder: hits with titles and snippets, from what is read of the index for a query. */
import { openIndex } from '../../core/search/open.ts';
import { BlockCache } from '../../core/index/block-cache.ts';
import { openSegments } from '../../core/index/segment.ts';
import { planQuery } from '../../core/search/plan.ts';
import { parseQuery } from '../../core/search/query.ts';
import { rank } from '../../core/search/rank.ts';
import { fileStore } from '../../core/store/file.ts';
import type { Store } from '../../core/store/store.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { HITS, type Ask, type Build, type Open, type Opened } from './engine.ts';

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
    async ranker(): Promise<Ask> {
      const segments = openSegments(index.manifest, new BlockCache(store, CACHE_BYTES));
      const ids = await Promise.all(segments.map(({ columns }) => columns.ids()));
      return async (query) => {
        const plan = planQuery(parseQuery(query));
        const terms = plan.terms.map(({ term }) => term);
        const found = await Promise.all(
          segments.map(async (segment) => ({ segment, postings: await segment.terms.postings(terms) })),
        );
        return rank(plan, found, HITS).ranked.map(({ segment, doc }) => String(ids[segment]?.[doc]));
      };
    },
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
