/** Given all sources, builds one part of an index of them, for others to build the rest meanwhile, and publishes nothing.
 *  Each part knows all articles, so that all parts agree on their order and averages without a word between them. */
import { averagesOf } from '../core/index/article-terms.ts';
import { contentHash } from '../core/index/hash.ts';
import { FORMAT } from '../core/index/manifest.ts';
import type { Store } from '../core/store/store.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import {
  checkJob,
  checkPart,
  chunksOf,
  DEFAULT_JOB,
  describe,
  descriptions,
  missingOf,
  type PartNumber,
} from './building.ts';
import { planChunks } from './chunk-plan.ts';
import type { LeftOutReport } from './boilerplate/leave-out.ts';
import { readAll, type IndexOptions } from './index-articles.ts';
import { makeMissing } from './missing-chunks.ts';
import { Scratch } from './scratch.ts';
import type { Found } from './sources/source.ts';
import { Spool } from './spool.ts';

export type PartOptions = Pick<
  IndexOptions,
  'strict' | 'boilerplate' | 'onNear' | 'memoryBytes' | 'onProgress' | 'onProblem' | 'signal'
> & {
  readonly part: PartNumber;
  /** Which build this is a part of, where there are several in one store. @default `default` */
  readonly job?: string;
};

export type PartReport = {
  readonly job: string;
  readonly number: number;
  readonly of: number;
  /** Of the sources. */
  readonly articles: number;
  /** Of those, how many this part has taken apart. */
  readonly own: number;
  /** Chunks of this part, and how many of them had to be made: the others were kept by a run that was stopped. */
  readonly chunks: number;
  readonly made: number;
  readonly skipped: number;
  /** As in `IndexReport`, of all articles. */
  readonly leftOut?: LeftOutReport;
  /** Numbers of the parts that are not there yet. */
  readonly missing: readonly number[];
};

/** Throws `bad-request` for a part or job that cannot be, `bad-source` as `indexArticles` does. */
export async function buildPart(
  store: Store,
  found: AsyncIterable<Found>,
  { part, job = DEFAULT_JOB, ...options }: PartOptions,
): Promise<PartReport> {
  checkPart(part);
  checkJob(job);
  const { memoryBytes, onProgress, signal } = options;
  const calls = { ...(signal && { signal }) };
  const scratch = new Scratch();
  try {
    const sources = await readAll(found, new Map(), new Spool(scratch), { ...options, mode: 'full' });
    const spool = sources.put;
    const order = spool.inOrder();
    const statistics = averagesOf(spool.words, spool.size);
    const own = shareOf(planChunks(spool, order, statistics), part);
    const articles = own.reduce((sum, chunk) => sum + chunk.numbers.length, 0);
    const made = await makeMissing(spool, own, chunksOf(store, job), {
      statistics,
      ...(memoryBytes !== undefined && { memoryBytes }),
      onProgress: (done) => onProgress?.({ step: 'indexing', done, total: articles }),
      ...calls,
    });
    const description = {
      ...part,
      format: FORMAT,
      analyzer: ANALYZER,
      sources: contentHash(Array.from(order, (number) => spool.row(number).digest)),
      articles: spool.size,
      skipped: sources.skipped,
      words: spool.words,
      chunks: own.map(({ name }) => name),
      boilerplate: sources.learned,
    };
    await describe(store, job, description, calls);
    const there = await descriptions(store, job, calls);
    const missing = missingOf([description, ...there]);
    const { skipped, leftOut } = sources;
    const report = { job, ...part, articles: spool.size, own: articles, chunks: own.length, made, skipped, missing };
    return leftOut.lines > 0 ? { ...report, leftOut } : report;
  } finally {
    scratch.remove();
  }
}

/** Neighbours, so that each part packs as well as the whole does; as many for each part as can be. */
function shareOf<T>(chunks: readonly T[], { number, of }: PartNumber): T[] {
  const until = (parts: number): number => Math.floor((chunks.length * parts) / of);
  return chunks.slice(until(number - 1), until(number));
}
