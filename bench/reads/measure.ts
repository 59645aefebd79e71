/** Counts what searches read of a store as far away as S3: each from cold, or one after another with a cache. */
import { CURRENT } from '../../core/index/manifest.ts';
import { liveIndex, type LiveIndex } from '../../core/search/live.ts';
import { fileStore } from '../../core/store/file.ts';
import { memoryStore } from '../../core/store/memory.ts';
import type { Store } from '../../core/store/store.ts';
import type { MixedQuery } from '../mixed-queries.ts';
import { bytesByKind, READ_KINDS, S3, S3_ONE_LINK, slowStore, STEPS, stepsOf, type ReadKind } from '../slow-store.ts';
import { percentile } from '../statistics.ts';
import { workClock } from '../work-clock.ts';

export type Asked = {
  readonly kind: MixedQuery['kind'];
  readonly query: string;
  readonly gets: number;
  readonly bytes: Readonly<Record<ReadKind, number>>;
  readonly getsByKind: Readonly<Record<ReadKind, number>>;
  readonly steps: number;
  /** On the network, on one of a single link, and at work between. */
  readonly waitMs: number;
  readonly waitOneLinkMs: number;
  readonly workMs: number;
};

/** Nothing is published meanwhile, and nobody looks: a look is one conditional read in 15 s, however many answers. */
const STILL = () => 0;

/** What the folder holds of the version that is live, in memory: no disk is measured. */
export async function inMemory(folder: string): Promise<Store> {
  const [files, store] = [fileStore(folder), memoryStore()];
  const keys = [CURRENT];
  for await (const { key } of files.list('segments/')) keys.push(key);
  for (const key of keys) {
    const stored = await files.get(key);
    if (stored) await store.put(key, stored.bytes);
  }
  return store;
}

/** Each search on an index that nobody has opened. */
export const cold = (store: Store, queries: readonly MixedQuery[], cacheBytes: number): Promise<Asked[]> =>
  asked(store, queries, (slow) => () => liveIndex(slow, { cacheBytes, now: STILL }));

/** One after another on one index, from the first on. */
export const warm = (store: Store, queries: readonly MixedQuery[], cacheBytes: number): Promise<Asked[]> =>
  asked(store, queries, (slow) => {
    const index = liveIndex(slow, { cacheBytes, now: STILL });
    return () => index;
  });

async function asked(
  store: Store,
  queries: readonly MixedQuery[],
  opening: (slow: Store) => () => LiveIndex,
): Promise<Asked[]> {
  const [steps, oneLink, s3] = [slowStore(store, STEPS), slowStore(store, S3_ONE_LINK), slowStore(store, S3)];
  const all = [steps, oneLink, s3].map((slow) => ({ slow, index: opening(slow) }));
  const found: Asked[] = [];
  for (const { kind, ...request } of queries) {
    let workMs = 0;
    for (const { slow, index } of all) {
      slow.start();
      const passed = workClock();
      await index().search(request);
      workMs = passed(); // the last one's, which is not slowed by code that is new to the machine
    }
    const getsByKind = Object.fromEntries(
      READ_KINDS.map((each) => [each, s3.reads.filter((read) => read.kind === each).length]),
    ) as Record<ReadKind, number>;
    found.push({
      kind,
      query: request.query,
      gets: s3.reads.length,
      getsByKind,
      bytes: bytesByKind(s3.reads),
      steps: stepsOf(steps.reads),
      waitMs: s3.passedMs,
      waitOneLinkMs: oneLink.passedMs,
      workMs,
    });
  }
  return found;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const bytesOf = ({ bytes }: Asked): number => READ_KINDS.reduce((sum, kind) => sum + bytes[kind], 0);

export type Spread = { readonly p50: number; readonly p99: number };
export const spread = (values: readonly number[]): Spread => ({
  p50: percentile(values, 50),
  p99: percentile(values, 99),
});
