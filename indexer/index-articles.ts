/** Given a store and articles, publishes a version that holds them. */
import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../core/article.ts';
import { SaolaError } from '../core/errors.ts';
import { statisticsOf } from '../core/index/article-terms.ts';
import type { PartKind, SynonymGroup, VersionContent, VersionId } from '../core/index/manifest.ts';
import type { Current } from '../core/index/published.ts';
import type { Store } from '../core/store/store.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { buildSegment, digestOf } from './build.ts';
import { publish, readReplaceable, type Unreadable } from './publish.ts';
import { readArticles } from './read-articles.ts';
import type { Found, Problem } from './sources/source.ts';
import { writeSegment } from './write-segment.ts';

export type IndexOptions = {
  /** `update`: add what is new, change what changed. `mirror`: also remove what the sources no longer hold.
   *  `full`: rebuild every segment from the sources, and mirror. @default 'update' */
  readonly mode?: 'update' | 'mirror' | 'full';
  /** Let `mirror` and `full` lose more than a fifth of the articles. @default false */
  readonly allowShrink?: boolean;
  /** Any problem in the sources is an error, and nothing is published. @default false */
  readonly strict?: boolean;
  /** What may be written for what, in place of what the index has now; none takes that away.
   *  @default those that the index has, which every publish keeps; none where `full` replaces what it cannot read */
  readonly synonyms?: readonly SynonymGroup[];
  /** Do everything but publish. @default false */
  readonly dryRun?: boolean;
  /** Called often; cheap to ignore. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called for each problem as it is met. */
  readonly onProblem?: (problem: Problem) => void;
  readonly signal?: AbortSignal;
};

export type Progress = {
  readonly step: 'reading' | 'indexing' | 'writing';
  /** Articles through this step (for `writing`: parts of the index), and all of them where that is known. */
  readonly done: number;
  readonly total?: number;
};

export type IndexReport = {
  /** `null` where nothing was published: a dry run, or nothing had changed. */
  readonly version: VersionId | null;
  /** Articles in the index afterwards. */
  readonly articles: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Articles of the sources that were left out because something was wrong with them. */
  readonly skipped: number;
  /** Bytes of new parts written to the store. */
  readonly bytesWritten: number;
};

/** Of the articles before, how much `mirror` and `full` may take away unasked. */
const MAX_SHRINK = 0.2;

/** Reads everything first, so that a problem under `strict` or a shrink that is not allowed leaves all as it was. Throws
 *  `bad-source` for these and where there is nothing to index, `publish-conflict` where somebody else published meanwhile. */
export async function indexArticles(
  store: Store,
  found: AsyncIterable<Found>,
  options: IndexOptions = {},
): Promise<IndexReport> {
  const { mode = 'update', strict = false, onProblem, onProgress, signal } = options;
  const live = await readLive(store, mode, signal);
  const wanted = new Map<string, Article>();
  let skipped = 0;
  let warned = 0;
  for await (const item of found) {
    signal?.throwIfAborted();
    if ('problem' in item) {
      if (item.problem.kind === 'skipped') skipped += 1;
      else warned += 1;
      onProblem?.(item.problem);
    } else {
      wanted.set(item.article.id, item.article);
      if (wanted.size % 100 === 0) onProgress?.({ step: 'reading', done: wanted.size });
    }
  }
  if (strict && skipped + warned > 0) {
    throw new SaolaError(
      'bad-source',
      `${skipped + warned} problems in the sources, and --strict allows none. Nothing was published; mend them or leave --strict out.`,
    );
  }
  if (wanted.size === 0) {
    throw new SaolaError(
      'bad-source',
      `The sources hold no article that can be indexed (${skipped} were skipped). Nothing was published; check the paths and the problems named above.`,
    );
  }
  onProgress?.({ step: 'reading', done: wanted.size, total: wanted.size });
  const next = mode === 'update' ? new Map([...live.articles, ...wanted]) : wanted;
  return replace(store, live, next, { ...options, skipped, always: mode === 'full' });
}

/** Takes articles out by their ids, all of them if so told; ids that are not there are returned as `missing`. */
export async function removeArticles(
  store: Store,
  ids: readonly string[],
  options: Pick<IndexOptions, 'dryRun' | 'onProgress' | 'signal'> = {},
): Promise<IndexReport & { readonly missing: readonly string[] }> {
  const live = await readLive(store, 'update', options.signal);
  if (live.current === null) {
    throw new SaolaError('index-missing', `Nothing is published at ${store.uri}, so there is nothing to remove.`);
  }
  const next = new Map(live.articles);
  const missing = [...new Set(ids)].filter((id) => !next.delete(id));
  return {
    ...(await replace(store, live, next, { ...options, allowShrink: true, skipped: 0, always: false })),
    missing,
  };
}

type Live = { readonly current: Current | Unreadable | null; readonly articles: ReadonlyMap<string, Article> };

/** What is there now. Only `full` can do without reading it. */
async function readLive(store: Store, mode: NonNullable<IndexOptions['mode']>, signal?: AbortSignal): Promise<Live> {
  const current = await readReplaceable(store, { ...(signal && { signal }) });
  if (current && 'problem' in current) {
    if (mode !== 'full') throw current.problem;
    return { current, articles: new Map() };
  }
  return { current, articles: current ? await readArticles(store, current.manifest) : new Map() };
}

type ReplaceOptions = IndexOptions & {
  readonly skipped: number;
  /** Publish even where nothing has changed. */ readonly always: boolean;
};

async function replace(
  store: Store,
  live: Live,
  next: ReadonlyMap<string, Article>,
  options: ReplaceOptions,
): Promise<IndexReport> {
  const { dryRun = false, allowShrink = false, skipped, always, signal } = options;
  const { removed, ...changes } = compare(live.articles, next);
  if (!allowShrink && removed > 0 && skipped > 0) {
    throw new SaolaError(
      'bad-source',
      `Of the sources, ${skipped} could not be read, and of the live articles ${removed} are not among the rest; they may be the same. Nothing was published; mend the sources, or say --allow-shrink.`,
    );
  }
  if (!allowShrink && removed > live.articles.size * MAX_SHRINK) {
    throw new SaolaError(
      'bad-source',
      `This would remove ${removed} of ${live.articles.size} articles, more than a fifth. Nothing was published; if it is meant, say --allow-shrink.`,
    );
  }
  const report = { ...changes, removed, articles: next.size, skipped, version: null, bytesWritten: 0 };
  const before = live.current !== null && 'manifest' in live.current ? live.current.manifest : null;
  const synonyms = options.synonyms ?? before?.synonyms ?? [];
  const analyzerChanged = before !== null && before.analyzer !== ANALYZER;
  const sameArticles = changes.added + changes.changed + removed === 0 && live.current !== null;
  const sameSegments = sameArticles && !always && !analyzerChanged;
  if (dryRun || (sameSegments && isDeepStrictEqual(synonyms, before?.synonyms ?? []))) return report;
  const { content, lost, bytesWritten } =
    sameSegments && before ? writtenBefore(before) : await contentOf(store, [...next.values()], options);
  signal?.throwIfAborted();
  const { manifest } = await publish(
    store,
    live.current,
    { ...content, ...(synonyms.length > 0 && { synonyms }) },
    { lost, ...(signal && { signal }) },
  );
  return { ...report, version: manifest.version, bytesWritten };
}

type Written = {
  readonly content: Omit<VersionContent, 'synonyms'>;
  readonly lost: (kind: PartKind) => Promise<Uint8Array | null>;
  readonly bytesWritten: number;
};

function writtenBefore({ analyzer, articles, statistics, segments }: VersionContent): Written {
  return { content: { analyzer, articles, statistics, segments }, lost: async () => null, bytesWritten: 0 };
}

async function contentOf(
  store: Store,
  articles: readonly Article[],
  { onProgress, signal }: Pick<IndexOptions, 'onProgress' | 'signal'>,
): Promise<Written> {
  const statistics = statisticsOf(articles);
  const content = { analyzer: ANALYZER, articles: articles.length, statistics };
  if (articles.length === 0) return { content: { ...content, segments: [] }, lost: async () => null, bytesWritten: 0 };
  const built = await buildSegment(articles, {
    statistics,
    onProgress: (done) => onProgress?.({ step: 'indexing', done, total: articles.length }),
    ...(signal && { signal }),
  });
  const { segment, bytesWritten } = await writeSegment(store, built, {
    onPart: (done, total) => onProgress?.({ step: 'writing', done, total }),
    ...(signal && { signal }),
  });
  return { content: { ...content, segments: [segment] }, lost: async (kind) => built[kind].bytes, bytesWritten };
}

function compare(before: ReadonlyMap<string, Article>, next: ReadonlyMap<string, Article>) {
  let [added, changed, unchanged] = [0, 0, 0];
  for (const [id, article] of next) {
    const known = before.get(id);
    if (!known) added += 1;
    else if (sameArticle(known, article)) unchanged += 1;
    else changed += 1;
  }
  let removed = 0;
  for (const id of before.keys()) if (!next.has(id)) removed += 1;
  return { added, changed, unchanged, removed };
}

const sameArticle = (a: Article, b: Article): boolean => Buffer.compare(digestOf(a), digestOf(b)) === 0;
