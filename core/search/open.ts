/** Given a store, opens the version that is live there for searching. */
import { StorageAdapter, type PlannedTerms, type Ranked, type SegmentFound } from '../index/adapter.ts';
import { BlockCache } from '../index/block-cache.ts';
import { makeEngine, type Engine, type EngineSearch } from '../index/flexsearch.ts';
import type { Manifest, VersionId } from '../index/manifest.ts';
import { readCurrent } from '../index/published.ts';
import { readVocabulary } from '../index/vocabulary.ts';
import { openSegments, type LiveSegment } from '../index/segment.ts';
import type { Store } from '../store/store.ts';
import { ANALYZER } from '../text/analyze.ts';
import { SaolaError } from '../errors.ts';
import type { SearchAnswer, SearchRequest } from './answer.ts';
import { whatWasMeant } from './meant.ts';
import { toHit, type FoundArticle } from './hit.ts';
import { planQuery, type Plan } from './plan.ts';
import { parseQuery } from './query.ts';
import { rank, type Outcome } from './rank.ts';

export type OpenOptions = {
  /** Bytes of index kept in memory for later searches. @default 64 MiB */
  readonly cacheBytes?: number;
  /** Shared with other versions of the same store: most parts of a version are those of the one before.
   *  @default a cache of its own, of `cacheBytes` */
  readonly cache?: BlockCache;
};

export const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
const DEFAULT_LIMIT = 10;

export interface SearchIndex {
  readonly version: VersionId;
  readonly articles: number;
  readonly manifest: Manifest;
  /** Throws `SaolaError` for a store that fails (`store-…`), bytes that are wrong (`index-…`) or a page that cannot be
   *  (`bad-request`); any query is answered. */
  search(request: SearchRequest, options?: { readonly signal?: AbortSignal }): Promise<SearchAnswer>;
  /** The same hits in the same order, by id and unrounded score alone: reads no texts. */
  rank(request: SearchRequest): Promise<readonly RankedId[]>;
}

export type RankedId = { readonly id: string; readonly score: number };

/** Opens what is live; throws `SaolaError('index-missing')` where nothing has been published. */
export async function openIndex(store: Store, options?: OpenOptions): Promise<SearchIndex> {
  const current = await readCurrent(store);
  if (!current) {
    throw new SaolaError(
      'index-missing',
      `Nothing is published at ${store.uri}. Publish articles first: saola index <source…> --store ${store.uri}`,
    );
  }
  return openVersion(store, current.manifest, options);
}

/** Opens a version whose manifest is already at hand; reads nothing. Throws `SaolaError('index-analyzer')` where its terms
 *  were made by another analyzer than this version's queries are. */
export function openVersion(store: Store, manifest: Manifest, { cacheBytes, cache }: OpenOptions = {}): SearchIndex {
  checkAnalyzer(manifest);
  const live = openSegments(manifest, cache ?? new BlockCache(store, cacheBytes ?? DEFAULT_CACHE_BYTES));
  const vocabulary = once(() => readVocabulary(live.map(({ terms }) => terms.vocabulary)));
  const engine = engineFor(live);
  async function ask(plan: Plan, page: EngineSearch): Promise<{ found: unknown[]; outcome: Outcome }> {
    checkPage(page);
    const asked: Asked = { plan, outcome: null };
    const found = await (await engine).search(asked, page);
    return { found, outcome: asked.outcome as Outcome }; // set by the search that has just ended
  }
  return {
    version: manifest.version,
    articles: manifest.articles,
    manifest,
    async search({ query: typed, limit = DEFAULT_LIMIT, offset = 0 }, { signal } = {}) {
      signal?.throwIfAborted();
      const query = parseQuery(typed, vocabulary());
      const { found, outcome } = await ask(planQuery(query), { limit, offset, enrich: true });
      signal?.throwIfAborted();
      const { total, missing, wordWeights, mended } = outcome;
      const articles = found as FoundArticle[];
      const meant = whatWasMeant(query, mended, articles[0]);
      const loosened = missing.flatMap((number) => query.words[number]?.text ?? []);
      return {
        query: query.text,
        total,
        totalRelation: 'eq',
        hits: articles.map((article) => toHit(article, query, wordWeights)),
        ...(loosened.length > 0 && { loosened }),
        ...(meant !== null && { didYouMean: meant }),
        version: manifest.version,
      };
    },
    async rank({ query, limit = DEFAULT_LIMIT, offset = 0 }) {
      const { found, outcome } = await ask(planQuery(parseQuery(query, vocabulary())), {
        limit,
        offset,
        enrich: false,
      });
      return (found as string[]).map((id, i) => ({ id, score: (outcome.ranked[offset + i] as Ranked).score }));
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** FlexSearch takes 0 for all there are. */
function checkPage({ limit, offset }: Pick<EngineSearch, 'limit' | 'offset'>): void {
  for (const [name, value, least] of [['limit', limit, 1] as const, ['offset', offset, 0] as const]) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new SaolaError('bad-request', `"${name}" is ${value}; a whole number from ${least} on is wanted.`);
  }
}

function checkAnalyzer({ analyzer }: Manifest): void {
  if (analyzer === ANALYZER) return;
  throw new SaolaError(
    'index-analyzer',
    `The index was built with analyzer ${analyzer}; this version of Saola queries with ${ANALYZER}. Rebuild it with this version: saola index … --full.`,
  );
}

/** A plan on its way through FlexSearch's `Index.search`, and what came of it. */
type Asked = { readonly plan: Plan; outcome: Outcome | null };

async function readOnly(): Promise<never> {
  throw new TypeError('an opened version is never written to');
}

/** Every search goes through FlexSearch into our storage; the plan travels on the array of terms that the encoder returns. */
function engineFor(live: readonly LiveSegment[]): Promise<Engine<Asked>> {
  const storage = new StorageAdapter('saola', {
    live: async () => live,
    commit: readOnly,
    clear: readOnly,
    close: async () => {},
  });
  return makeEngine<Asked>({ storage, encode: plannedTerms });
}

/** FlexSearch hands a single term over as a bare string, without its plan; the empty term, which nothing holds, keeps it
 *  company. */
function plannedTerms(asked: Asked): PlannedTerms {
  const { plan } = asked;
  const terms: string[] = plan.terms.map(({ term }) => term);
  if (terms.length === 1) terms.push('');
  return Object.assign(terms, {
    rank(found: readonly SegmentFound[], limit: number) {
      asked.outcome = rank(plan, found, limit);
      return asked.outcome.ranked;
    },
  });
}
