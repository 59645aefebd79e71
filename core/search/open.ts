/** Given a store, opens the version that is live there for searching. */
import type { Store } from '../store/store.ts';
import type { Manifest, VersionId } from '../index/manifest.ts';
import type { SearchAnswer, SearchRequest } from './answer.ts';

export type OpenOptions = {
  /** Bytes of index kept in memory for later searches. @default 64 MiB */
  readonly cacheBytes?: number;
};

export interface SearchIndex {
  readonly version: VersionId;
  readonly articles: number;
  readonly manifest: Manifest;
  /** Throws `SaolaError` for a store that fails (`store-…`) or bytes that are wrong (`index-…`); any query is answered. */
  search(request: SearchRequest, options?: { readonly signal?: AbortSignal }): Promise<SearchAnswer>;
}

/** Opens what is live; throws `SaolaError('index-missing')` where nothing has been published. */
export declare function openIndex(store: Store, options?: OpenOptions): Promise<SearchIndex>;
/** Opens a version whose manifest is already at hand; reads nothing. */
export declare function openVersion(store: Store, manifest: Manifest, options?: OpenOptions): SearchIndex;
