/** Given a store, opens the version that is live there for searching. */
import { setMaxListeners } from 'node:events';
import { StorageAdapter, type PlannedTerms, type SegmentFound, type SegmentPostings } from '../index/adapter.ts';
import { BlockCache } from '../index/block-cache.ts';
import { makeEngine, type Engine } from '../index/flexsearch.ts';
import type { Manifest, VersionId } from '../index/manifest.ts';
import { readCurrent } from '../index/published.ts';
import { readLearned } from '../index/learned-forms.ts';
import { readVocabulary, type Vocabulary } from '../index/vocabulary.ts';
import { openSegments, type LiveSegment } from '../index/segment.ts';
import type { CallOptions, Store } from '../store/store.ts';
import { ANALYZER } from '../text/analyze.ts';
import { SaolaError } from '../errors.ts';
import type { Explanation, SearchAnswer, SearchRequest, SuggestAnswer, SuggestRequest } from './answer.ts';
import { lookCloser } from './closer-look.ts';
import { explain } from './explain.ts';
import { countsOf } from './holders.ts';
import { lookThrough, toHit, type Looked } from './hit.ts';
import { wantedOf } from './marks.ts';
import { whatWasMeant } from './meant.ts';
import { pageOf, type Ask, type Hit, type Page, type PageOfHits } from './page.ts';
import { asksForFields, termsOf, type Plan } from './plan.ts';
import { rank, type Outcome } from './rank.ts';
import { readRequest } from './read-request.ts';
import { suggest } from './suggest.ts';
import { makeSynonyms } from './synonyms.ts';
import { needsTexts } from './verify.ts';

export type OpenOptions = {
  /** Bytes of index kept in memory for later searches. @default 64 MiB */
  readonly cacheBytes?: number;
  /** Shared with other versions of the same store: most parts of a version are those of the one before.
   *  @default a cache of its own, of `cacheBytes` */
  readonly cache?: BlockCache;
};

export const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;
const DEFAULT_LIMIT = 10;
/** So many of the first hits say what was meant, whichever page is asked for. */
const READ_BY = 10;

export interface SearchIndex {
  readonly version: VersionId;
  readonly articles: number;
  readonly manifest: Manifest;
  /** Throws `SaolaError` for a store that fails (`store-…`), bytes that are wrong (`index-…`) or a page that cannot be
   *  (`bad-request`); any query is answered. Once the signal is aborted, so are the reads that wait for the store. */
  search(request: SearchRequest, options?: CallOptions): Promise<SearchAnswer>;
  /** The same hits in the same order, by id and unrounded score alone: reads no texts. */
  rank(request: SearchRequest): Promise<readonly RankedId[]>;
  /** What may be meant by what has been typed up to now. Throws as `search` does; anything typed is answered. */
  suggest(request: SuggestRequest, options?: CallOptions): Promise<SuggestAnswer>;
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
  const vocabulary = once(() =>
    readVocabulary(
      live.map(({ terms }) => terms.vocabulary),
      manifest.articles,
    ),
  );
  const engine = engineFor(live);
  const synonyms = once(() =>
    makeSynonyms({
      learned: readLearned(live.map(({ terms }) => terms.learned)),
      ...(manifest.synonyms && { site: manifest.synonyms }),
    }),
  );
  const askWith =
    (calls: CallOptions): Ask =>
    async (plan, page) => {
      const asked: Asked = { plan, calls, vocabulary, outcome: null, found: [] };
      const found = await (await engine).search(asked, page);
      const outcome = asked.outcome as Outcome; // set by the search that has just ended
      return { plan: asked.plan, found, outcome, segments: asked.found };
    };
  return {
    version: manifest.version,
    articles: manifest.articles,
    manifest,
    async search(request, options = {}) {
      const calls = widened(options);
      const { signal } = calls;
      signal?.throwIfAborted();
      const page = pageAsked(request);
      const { asked, plan } = readRequest(request, vocabulary(), synonyms());
      const [clause] = plan.clauses;
      const isRead = asked.plain && clause !== undefined && !request.live;
      const found = await pageOf(plan, page, isRead ? READ_BY : 0, askWith(calls));
      const { hits, first, outcome, total, totalRelation } = found;
      signal?.throwIfAborted();
      const wanted = wantedOf(outcome.clauses.map(({ scale }) => scale.query));
      const look = ({ article }: Hit): Looked => lookThrough(article, wanted);
      const looked = hits.map(look);
      const wordWeights = outcome.clauses.flatMap(({ scale }) => scale.words);
      const meant = isRead
        ? whatWasMeant(
            clause.query,
            outcome.clauses[0]?.scale.mended ?? new Map(),
            page.offset === 0 && looked.length >= first.length ? looked.slice(0, first.length) : first.map(look),
          )
        : null;
      const { clause: missed, words } = outcome.missing;
      const lacked = words.flatMap((number) => plan.clauses[missed]?.query.words[number] ?? []);
      // nobody looks for an article that holds `là gì`
      const loosened = lacked.flatMap(({ text, aside }) => (aside ? [] : [text]));
      return {
        query: asked.text,
        total,
        totalRelation,
        hits: looked.map((article) => toHit(article, wordWeights)),
        ...(loosened.length > 0 && hits.length > 0 && { loosened }),
        ...(meant !== null && { didYouMean: meant }),
        ...(request.explain && { explain: await explained(found, calls) }),
        version: manifest.version,
      };
    },
    async rank(request) {
      const page = pageAsked(request);
      const { plan } = readRequest(request, vocabulary(), synonyms());
      if (needsTexts(plan)) {
        const { hits } = await pageOf(plan, page, 0, askWith({}));
        return hits.map(({ article, at }) => ({ id: article.id, score: at.score }));
      }
      const { found, outcome } = await askWith({})(plan, { ...page, enrich: false });
      return (found as string[]).map((id, i) => ({ id, score: outcome.ranked[page.offset + i]?.score ?? 0 }));
    },
    suggest: (request, calls = {}) =>
      suggest(request, { segments: live, vocabulary: vocabulary(), version: manifest.version, calls: widened(calls) }),
  };

  async function explained({ plan, outcome, segments, hits }: PageOfHits, calls: CallOptions): Promise<Explanation> {
    const ids = await Promise.all(live.map(({ columns }) => columns.ids(calls)));
    return explain(plan, outcome, segments, hits, ({ segment, doc }) => String(ids[segment]?.[doc]));
  }
}

/** With a signal of its own: every read listens to it, and Node warns of more than ten listeners. */
function widened({ signal, ...options }: CallOptions): CallOptions {
  if (!signal) return options;
  const own = AbortSignal.any([signal]);
  setMaxListeners(0, own);
  return { ...options, signal: own };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** FlexSearch takes 0 for all there are. */
function pageAsked({ limit = DEFAULT_LIMIT, offset = 0 }: SearchRequest): Page {
  for (const [name, value, least] of [['limit', limit, 1] as const, ['offset', offset, 0] as const]) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new SaolaError('bad-request', `"${name}" is ${value}; a whole number from ${least} on is wanted.`);
  }
  return { limit, offset };
}

function checkAnalyzer({ analyzer }: Manifest): void {
  if (analyzer === ANALYZER) return;
  throw new SaolaError(
    'index-analyzer',
    `The index was built with analyzer ${analyzer}; this version of Saola queries with ${ANALYZER}. Rebuild it with this version: saola index … --full.`,
  );
}

/** A plan on its way through FlexSearch's `Index.search`, and what came of it. */
type Asked = {
  /** Once something was found, the one that was ranked by. */
  plan: Plan;
  readonly calls: CallOptions;
  readonly vocabulary: () => Vocabulary;
  outcome: Outcome | null;
  found: readonly SegmentFound[];
};

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
  const { plan, calls } = asked;
  const terms: string[] = termsOf(plan);
  while (terms.length < 2) terms.push('');
  return Object.assign(terms, {
    fields: asksForFields(plan),
    calls,
    more(found: readonly SegmentPostings[]) {
      const at = new Map(termsOf(plan).map((term, i) => [term, i]));
      const counts = countsOf(
        found.map(
          ({ postings }) =>
            (term) =>
              postings[at.get(term) ?? -1] ?? null,
        ),
      );
      const articles = found.reduce((sum, { segment }) => sum + segment.live, 0);
      const closer = lookCloser(plan, counts, articles, asked.vocabulary());
      if (closer === null) return [];
      asked.plan = closer;
      return termsOf(closer).slice(terms.length);
    },
    rank(found: readonly SegmentFound[], limit: number) {
      asked.found = found;
      asked.outcome = rank(asked.plan, found, limit);
      return asked.outcome.ranked;
    },
  });
}
