/** Given a store and articles, publishes a version that holds them. */
import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../core/article.ts';
import { SaolaError } from '../core/errors.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import type { Manifest, SynonymGroup, VersionContent, VersionId } from '../core/index/manifest.ts';
import type { Current } from '../core/index/published.ts';
import { openSegments, type LiveSegment } from '../core/index/segment.ts';
import type { Store } from '../core/store/store.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { digestOf } from './build.ts';
import { writeChange, writeWhole, type Written } from './next-version.ts';
import { publish, readReplaceable, type Unreadable } from './publish.ts';
import { articlesOf, digestText, knownArticles, type Known } from './read-articles.ts';
import type { Found, Problem } from './sources/source.ts';

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
  const gone = mode === 'update' ? [] : [...live.known.keys()].filter((id) => !wanted.has(id));
  return replace(store, live, { wanted, gone }, { ...options, skipped, whole: mode === 'full' });
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
  const distinct = [...new Set(ids)];
  const gone = distinct.filter((id) => live.known.has(id));
  const missing = distinct.filter((id) => !live.known.has(id));
  const report = await replace(
    store,
    live,
    { wanted: new Map(), gone },
    { ...options, allowShrink: true, skipped: 0, whole: false },
  );
  return { ...report, missing };
}

type Live = {
  readonly current: Current | Unreadable | null;
  readonly segments: readonly LiveSegment[];
  readonly known: ReadonlyMap<string, Known>;
};

/** Enough for the blocks that the terms of a few articles lie in. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** What is there now. Only `full` can do without reading it. */
async function readLive(store: Store, mode: NonNullable<IndexOptions['mode']>, signal?: AbortSignal): Promise<Live> {
  const current = await readReplaceable(store, { ...(signal && { signal }) });
  if (current && 'problem' in current) {
    if (mode !== 'full') throw current.problem;
    return { current, segments: [], known: new Map() };
  }
  if (!current) return { current, segments: [], known: new Map() };
  const segments = openSegments(current.manifest, new BlockCache(store, CACHE_BYTES));
  return { current, segments, known: await knownArticles(segments) };
}

/** `wanted`: articles as they are to be. `gone`: ids of live ones that are to go. */
type Wanted = { readonly wanted: ReadonlyMap<string, Article>; readonly gone: readonly string[] };

type ReplaceOptions = IndexOptions & {
  readonly skipped: number;
  /** Build all of it anew of what is wanted, even where nothing has changed. */ readonly whole: boolean;
};

async function replace(
  store: Store,
  live: Live,
  { wanted, gone }: Wanted,
  options: ReplaceOptions,
): Promise<IndexReport> {
  const { dryRun = false, allowShrink = false, skipped, whole, signal } = options;
  const before = live.current !== null && 'manifest' in live.current ? live.current.manifest : null;
  const { added, changed } = compare(live.known, wanted);
  const removed = gone.length;
  if (!allowShrink) checkShrink({ removed, skipped, live: live.known.size });
  const articles = live.known.size + added.length - removed;
  const unchanged = articles - added.length - changed.length;
  const counts = { added: added.length, changed: changed.length, removed, unchanged, articles, skipped };
  const report: IndexReport = { ...counts, version: null, bytesWritten: 0 };
  const synonyms = options.synonyms ?? before?.synonyms ?? [];
  const isSame = added.length + changed.length + removed === 0 && live.current !== null;
  const isKept = isSame && !whole && before?.analyzer === ANALYZER;
  if (dryRun || (isKept && isDeepStrictEqual(synonyms, before.synonyms ?? []))) return report;
  const { content, lost, bytesWritten } = isKept
    ? writtenBefore(before)
    : await write(store, live, before, { wanted, gone, put: [...added, ...changed] }, options);
  signal?.throwIfAborted();
  const { manifest } = await publish(
    store,
    live.current,
    { ...content, ...(synonyms.length > 0 && { synonyms }) },
    { lost, ...(signal && { signal }) },
  );
  return { ...report, version: manifest.version, bytesWritten };
}

async function write(
  store: Store,
  { segments, known }: Live,
  before: Manifest | null,
  { wanted, gone, put }: Wanted & { readonly put: readonly Article[] },
  { whole, onProgress, signal }: ReplaceOptions,
): Promise<Written> {
  const options = { onProgress, signal };
  if (whole || before === null) return writeWhole(store, [...wanted.values()], options);
  if (before.analyzer !== ANALYZER) {
    const articles = new Map<string, Article>();
    for (const segment of segments) for await (const article of articlesOf(segment)) articles.set(article.id, article);
    for (const article of put) articles.set(article.id, article);
    for (const id of gone) articles.delete(id);
    return writeWhole(store, [...articles.values()], options);
  }
  const places = [...gone, ...put.map(({ id }) => id)].flatMap((id) => known.get(id) ?? []);
  return writeChange(store, { content: before, live: segments }, { put, gone: places }, options);
}

function writtenBefore({ analyzer, articles, statistics, words, segments }: VersionContent): Written {
  return { content: { analyzer, articles, statistics, words, segments }, lost: async () => null, bytesWritten: 0 };
}

function checkShrink({ removed, skipped, live }: { removed: number; skipped: number; live: number }): void {
  if (removed > 0 && skipped > 0) {
    throw new SaolaError(
      'bad-source',
      `Of the sources, ${skipped} could not be read, and of the live articles ${removed} are not among the rest; they may be the same. Nothing was published; mend the sources, or say --allow-shrink.`,
    );
  }
  if (removed > live * MAX_SHRINK) {
    throw new SaolaError(
      'bad-source',
      `This would remove ${removed} of ${live} articles, more than a fifth. Nothing was published; if it is meant, say --allow-shrink.`,
    );
  }
}

/** Which of the articles are new, and which are not what is live under their ids. */
function compare(known: ReadonlyMap<string, Known>, wanted: ReadonlyMap<string, Article>) {
  const added: Article[] = [];
  const changed: Article[] = [];
  for (const [id, article] of wanted) {
    const before = known.get(id);
    if (!before) added.push(article);
    else if (before.digest !== digestText(digestOf(article))) changed.push(article);
  }
  return { added, changed };
}
