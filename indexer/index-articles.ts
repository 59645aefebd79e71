/** Given a store and articles, publishes a version that holds them. */
import { isDeepStrictEqual } from 'node:util';
import { SaolaError } from '../core/errors.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import type { LearnedLine } from '../core/index/learned-line.ts';
import type { Manifest, SynonymGroup, VersionContent, VersionId } from '../core/index/manifest.ts';
import type { Current } from '../core/index/published.ts';
import { openSegments, type LiveSegment } from '../core/index/segment.ts';
import { MEMORY } from '../core/store/memory.ts';
import type { Store } from '../core/store/store.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { leaveOut, type LeftOutReport } from './boilerplate/leave-out.ts';
import { Learner } from './boilerplate/learner.ts';
import { NearCopies, type NearCopy } from './near-copies.ts';
import { writeChange, writeWhole, type Written } from './next-version.ts';
import { publish, readReplaceable, type Unreadable } from './publish.ts';
import { changesOf, checkShrink } from './changes.ts';
import { digestText, knownArticles, type Known } from './read-articles.ts';
import type { KeptChunks } from './kept-chunks.ts';
import { Scratch } from './scratch.ts';
import type { LiveArticles } from './sources/live-articles.ts';
import type { Found, Problem } from './sources/source.ts';
import { digestOf, Spool } from './spool.ts';
import { Unfinished } from './unfinished.ts';
import { tellLoss } from './unreadable.ts';

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
  /** Take out of bodies what many articles repeat, and teasers of others. @default true */
  readonly boilerplate?: boolean;
  /** Do everything but publish. @default false */
  readonly dryRun?: boolean;
  /** Bytes of memory that the run may take, about: it says how many threads take articles apart. What does not fit waits in a
   *  folder for temporary files. @default 1 GiB */
  readonly memoryBytes?: number;
  /** Folder in which a run that is stopped leaves what it has done of more than a thousand articles, for the next run into the
   *  same index; an index in memory has none. @default the system's folder for temporary files */
  readonly unfinishedIn?: string;
  /** Called where such a run was stopped before, with the articles that it had taken apart of those that are wanted now. */
  readonly onResumed?: (articles: number) => void;
  /** Called before anything is read where `full` replaces a `current.json` that cannot be read, with what was found, what is
   *  lost with it, and what to do. */
  readonly onUnreadable?: (loss: string) => void;
  /** Called often; cheap to ignore. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called for each problem as it is met. */
  readonly onProblem?: (problem: Problem) => void;
  /** Called for each article that is nearly an earlier one of the same run. */
  readonly onNear?: (near: NearCopy) => void;
  /** As given to `readSources`: articles that stay although their source was not read again. @default none */
  readonly live?: LiveArticles;
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
  /** What was taken out of the articles that are new or changed; absent where nothing was. */
  readonly leftOut?: LeftOutReport;
  /** Bytes of new parts written to the store. */
  readonly bytesWritten: number;
};

/** Reads everything first, so that a problem under `strict` or a shrink that is not allowed leaves all as it was. Throws
 *  `bad-source` for these and where there is nothing to index, `publish-conflict` where somebody else published meanwhile. */
export async function indexArticles(
  store: Store,
  found: AsyncIterable<Found>,
  options: IndexOptions = {},
): Promise<IndexReport> {
  const { mode = 'update', signal } = options;
  const scratch = new Scratch();
  try {
    const live = await readLive(store, mode, signal);
    await tellLoss(store, live.current, options);
    const kept = live.current !== null && 'manifest' in live.current ? live.current.manifest.boilerplate : undefined;
    const sources = await readAll(found, live.known, new Spool(scratch), options, mode === 'full' ? [] : kept);
    const gone = mode === 'update' ? [] : [...live.known.keys()].filter((id) => !sources.put.hasMet(id));
    return await replace(store, live, { put: sources.put, gone }, scratch, { ...options, ...without(sources) });
  } finally {
    scratch.remove();
  }
}

const without = ({ skipped, learned, leftOut }: Sources) => ({ skipped, learned, leftOut });

type Sources = {
  /** Those that are new or not what is live; under `full` all. Of the others it has met the ids. */
  readonly put: Spool;
  readonly skipped: number;
  readonly learned: readonly LearnedLine[];
  readonly leftOut: LeftOutReport;
};

/** Takes all articles in, and says by the problems whether any may be published. `kept`: lines that were learned before. */
export async function readAll(
  found: AsyncIterable<Found>,
  known: ReadonlyMap<string, Known>,
  put: Spool,
  { mode = 'update', strict = false, boilerplate = true, onProblem, onNear, onProgress, live, signal }: IndexOptions,
  kept: readonly LearnedLine[] = [],
): Promise<Sources> {
  // A rebuild takes nothing over, so nothing counts as held.
  if (mode !== 'full') live?.know((id) => known.get(id)?.digest);
  const learner = boilerplate ? new Learner() : null;
  const copies = onNear ? new NearCopies() : null;
  let skipped = 0;
  let warned = 0;
  for await (const item of found) {
    signal?.throwIfAborted();
    if ('problem' in item) {
      if (item.problem.kind === 'skipped') skipped += 1;
      else warned += 1;
      onProblem?.(item.problem);
    } else {
      const { article } = item;
      const digest = digestOf(article);
      learner?.see(article);
      const near = copies?.add(`${article.title}\n${article.body}`, item.origin);
      if (near) onNear?.(near);
      if (mode !== 'full' && known.get(article.id)?.digest === digestText(digest)) put.skip(article.id);
      else put.add(article, digest);
      if (put.met % 100 === 0) onProgress?.({ step: 'reading', done: put.met });
    }
  }
  for (const id of live?.kept ?? []) if (!put.hasMet(id)) put.skip(id);
  if (strict && skipped + warned > 0) {
    throw new SaolaError(
      'bad-source',
      `${skipped + warned} problems in the sources, and --strict allows none. Nothing was published; mend them or leave --strict out.`,
    );
  }
  if (put.met === 0) {
    throw new SaolaError(
      'bad-source',
      `The sources hold no article that can be indexed (${skipped} were skipped). Nothing was published; check the paths and the problems named above.`,
    );
  }
  onProgress?.({ step: 'reading', done: put.met, total: put.met });
  return { put, skipped, ...leaveOut(put, learner, kept) };
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
  const scratch = new Scratch();
  try {
    const change = { put: new Spool(scratch), gone };
    const report = await replace(store, live, change, scratch, { ...options, allowShrink: true, skipped: 0 });
    return { ...report, missing };
  } finally {
    scratch.remove();
  }
}

export type Live = {
  readonly current: Current | Unreadable | null;
  readonly segments: readonly LiveSegment[];
  readonly known: ReadonlyMap<string, Known>;
};

/** Enough for the blocks that the terms of a few articles lie in. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** What is there now. Only `full` can do without reading it. */
export async function readLive(
  store: Store,
  mode: NonNullable<IndexOptions['mode']>,
  signal?: AbortSignal,
): Promise<Live> {
  const current = await readReplaceable(store, { ...(signal && { signal }) });
  if (current && 'problem' in current) {
    if (mode !== 'full') throw current.problem;
    return { current, segments: [], known: new Map() };
  }
  if (!current) return { current, segments: [], known: new Map() };
  const segments = openSegments(current.manifest, new BlockCache(store, CACHE_BYTES));
  return { current, segments, known: await knownArticles(segments) };
}

/** `put`: articles that are new or not what is live. `gone`: ids of live ones that are to go. */
export type Wanted = { readonly put: Spool; readonly gone: readonly string[] };

/** Where the work is done. */
type Places = { readonly scratch: Scratch; readonly unfinished: Unfinished };

export type ReplaceOptions = IndexOptions &
  Partial<Pick<Sources, 'learned' | 'leftOut'>> & { readonly skipped: number };

/** Puts live what is wanted, where that is not what is live already. Throws as `indexArticles` does. */
export async function replace(
  store: Store,
  live: Live,
  { put, gone }: Wanted,
  scratch: Scratch,
  options: ReplaceOptions,
): Promise<IndexReport> {
  const { mode, dryRun = false, allowShrink = false, skipped, leftOut, signal } = options;
  const before = live.current !== null && 'manifest' in live.current ? live.current.manifest : null;
  const changes = changesOf(live.known, put.facts(), gone.length);
  if (!allowShrink) checkShrink({ removed: changes.removed, skipped, live: live.known.size });
  const report: IndexReport = {
    version: null,
    ...changes,
    skipped,
    ...(leftOut && leftOut.lines + leftOut.whole > 0 && { leftOut }),
    bytesWritten: 0,
  };
  const synonyms = options.synonyms ?? before?.synonyms ?? [];
  const boilerplate = options.learned ?? before?.boilerplate ?? [];
  const isSame = changes.added + changes.changed + changes.removed === 0 && live.current !== null;
  const isKept = isSame && mode !== 'full' && before?.analyzer === ANALYZER;
  if (dryRun || (isKept && isDeepStrictEqual(synonyms, before.synonyms ?? []))) return report;
  const unfinished = new Unfinished(store, options.unfinishedIn);
  const { content, lost, bytesWritten } = isKept
    ? writtenBefore(before)
    : await write(store, live, before, { put, gone }, { ...options, scratch, unfinished });
  signal?.throwIfAborted();
  const { manifest } = await publish(
    store,
    live.current,
    { ...content, ...(synonyms.length > 0 && { synonyms }), ...(boilerplate.length > 0 && { boilerplate }) },
    { lost, ...(signal && { signal }) },
  );
  unfinished.remove();
  return { ...report, version: manifest.version, bytesWritten };
}

async function write(
  store: Store,
  { segments, known }: Live,
  before: Manifest | null,
  { put, gone }: Wanted,
  { mode, memoryBytes, onProgress, onResumed, signal, scratch, unfinished }: ReplaceOptions & Places,
): Promise<Written> {
  // an index in memory is gone with its process, and nobody goes on with it
  const kept = store.uri === MEMORY ? undefined : (): KeptChunks => unfinished.open();
  const options = { scratch, memoryBytes, kept, onKept: onResumed, onProgress, signal };
  if (mode === 'full' || before === null) return writeWhole(store, put, options);
  const places = [...gone, ...Array.from(put.facts(), ({ id }) => id)].flatMap((id) => known.get(id) ?? []);
  return writeChange(store, { content: before, live: segments }, { put, gone: places }, options);
}

function writtenBefore({ analyzer, articles, statistics, words, segments }: VersionContent): Written {
  return { content: { analyzer, articles, statistics, words, segments }, lost: async () => null, bytesWritten: 0 };
}
