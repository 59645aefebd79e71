/** Given what is live and what is to change, writes the parts of the next version and says what it holds: a new segment for
 *  what is new, tombstones for what is gone, and small segments put together where they have become many. */
import type { Place } from '../core/index/adapter.ts';
import { averagesOf, wordsIn } from '../core/index/article-terms.ts';
import type { FieldWords, PartKind, Segment, Statistics, VersionContent } from '../core/index/manifest.ts';
import type { LiveSegment } from '../core/index/segment.ts';
import type { Store } from '../core/store/store.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import { buildFromSpool } from './build.ts';
import { buried, type Gone } from './bury.ts';
import type { Beside } from './finish-segment.ts';
import { frequenciesIn } from './frequencies.ts';
import type { KeptChunks } from './kept-chunks.ts';
import { segmentsToMerge } from './merge-plan.ts';
import { articlesAt, articlesOf } from './read-articles.ts';
import type { Scratch } from './scratch.ts';
import type { Spool } from './spool.ts';
import { writeSegment } from './write-segment.ts';

export type WriteProgress = { readonly step: 'indexing' | 'writing'; readonly done: number; readonly total: number };

export type WriteOptions = {
  /** Where the work is done; what is made is gone with it. */
  readonly scratch: Scratch;
  readonly memoryBytes?: number | undefined;
  /** As `BuildOptions` has it. */
  readonly kept?: (() => KeptChunks) | undefined;
  readonly onKept?: ((articles: number) => void) | undefined;
  readonly onProgress?: ((progress: WriteProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type Written = {
  readonly content: Omit<VersionContent, 'synonyms' | 'boilerplate'>;
  /** For `publish`: the bytes of a part that was written, should it have disappeared. */
  readonly lost: (kind: PartKind) => Promise<Uint8Array | null>;
  readonly bytesWritten: number;
};

/** An open version, as an update finds it. */
export type Before = { readonly content: VersionContent; readonly live: readonly LiveSegment[] };

export type Change = {
  /** New articles, and changed ones as they are now; those that are written anew with them join them there. */
  readonly put: Spool;
  /** Where the removed ones stand, and the changed ones before. */
  readonly gone: readonly Place[];
  /** Numbers of segments that must not stay: a tombstone leaves the text where it is. @default none */
  readonly mustGo?: ReadonlySet<number>;
};

/** Averages further from those that the impacts were made with would rank new articles otherwise than a rebuild. */
const MOST_DRIFT = 0.1;

/** All segments anew. */
export async function writeWhole(store: Store, spool: Spool, options: WriteOptions): Promise<Written> {
  const { words, size: articles } = spool;
  const statistics = averagesOf(words, articles);
  const content = { analyzer: ANALYZER, articles, statistics, words };
  if (articles === 0) return { content: { ...content, segments: [] }, lost: nowhere, bytesWritten: 0 };
  const { segment, ...written } = await writeNew(store, spool, statistics, null, options);
  return { content: { ...content, segments: [segment] }, ...written };
}

/** What has changed, and no more than it takes to keep the segments few. */
export async function writeChange(
  store: Store,
  { content, live }: Before,
  { put, gone, mustGo }: Change,
  options: WriteOptions,
): Promise<Written> {
  const goneOf = live.map((_, number) => gone.flatMap(({ segment, doc }) => (segment === number ? [doc] : [])));
  const buriedNow = await Promise.all(live.map((segment, number) => withTexts(segment, goneOf[number] as number[])));
  const words = lessAndMore(content.words, wordsIn(buriedNow.flat().map(({ article }) => article)), put.words);
  const articles = content.articles - gone.length + put.size;

  const kept = live.flatMap(({ live: before, articles: all }, number) => {
    const left = before - (goneOf[number] as number[]).length;
    return left === 0 ? [] : [{ number, articles: all, live: left, mustGo: mustGo?.has(number) ?? false }];
  });
  const merged = new Set(segmentsToMerge(kept, put.size).map((at) => kept[at]?.number));
  const isWhole =
    content.analyzer !== ANALYZER ||
    kept.every(({ number }) => merged.has(number)) ||
    hasDrifted(content.statistics, averagesOf(words, articles));
  for (const { number } of kept) {
    if (!isWhole && !merged.has(number)) continue;
    const staying = articlesOf(live[number] as LiveSegment, new Set(goneOf[number]));
    for await (const { article, digest } of staying) put.add(article, digest);
  }
  if (isWhole) return writeWhole(store, put, options);

  const staying = kept.filter(({ number }) => !merged.has(number)).map(({ number }) => number);
  const segments = staying.map((number) => buried(content.segments[number] as Segment, buriedNow[number] as Gone[]));
  const next = { analyzer: ANALYZER, articles, statistics: content.statistics, words };
  if (put.size === 0) return { content: { ...next, segments }, lost: nowhere, bytesWritten: 0 };
  const others = staying.map((number) => live[number] as LiveSegment);
  const beside: Beside = { articles: articles - put.size, frequencies: (terms) => frequenciesIn(others, terms) };
  const { segment, ...written } = await writeNew(store, put, content.statistics, beside, options);
  return { content: { ...next, segments: [...segments, segment] }, ...written };
}

async function writeNew(
  store: Store,
  spool: Spool,
  statistics: Statistics,
  beside: Beside | null,
  { scratch, memoryBytes, kept, onKept, onProgress, signal }: WriteOptions,
) {
  const built = await buildFromSpool(spool, scratch, {
    statistics,
    ...(beside && { beside }),
    ...(memoryBytes !== undefined && { memoryBytes }),
    kept,
    onKept,
    onProgress: (done) => onProgress?.({ step: 'indexing', done, total: spool.size }),
    ...(signal && { signal }),
  });
  const { segment, bytesWritten } = await writeSegment(store, built, {
    onPart: (done, total) => onProgress?.({ step: 'writing', done, total }),
    ...(signal && { signal }),
  });
  return { segment, bytesWritten, lost: async (kind: PartKind) => built[kind].bytes.take() };
}

const nowhere = async (): Promise<null> => null;

async function withTexts(segment: LiveSegment, docs: readonly number[]): Promise<Gone[]> {
  const articles = await articlesAt(segment, docs);
  return articles.map((article, i) => ({ doc: docs[i] as number, article }));
}

function lessAndMore(all: FieldWords, less: FieldWords, more: FieldWords): FieldWords {
  return { title: all.title - less.title + more.title, body: all.body - less.body + more.body };
}

function hasDrifted(frozen: Statistics, now: Statistics): boolean {
  return (['averageTitle', 'averageBody'] as const).some((of) => Math.abs(now[of] / frozen[of] - 1) > MOST_DRIFT);
}
