/** Given a version, reads back the articles it holds: they are the source of an update for all that did not change. */
import type { Article } from '../core/article.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import type { Manifest } from '../core/index/manifest.ts';
import { openSegments } from '../core/index/segment.ts';
import type { Store } from '../core/store/store.ts';

/** Live articles by id, in the order they are stored. */
export async function readArticles(store: Store, manifest: Manifest): Promise<Map<string, Article>> {
  const articles = new Map<string, Article>();
  for (const segment of openSegments(manifest, new BlockCache(store, 0))) {
    let doc = 0;
    for await (const record of segment.records.all()) {
      if (!segment.removed.has(doc)) {
        const article = { id: record.id, ...(record.doc as object) } as Article; // as `recordsOf` wrote it
        articles.set(article.id, article);
      }
      doc += 1;
    }
  }
  return articles;
}
