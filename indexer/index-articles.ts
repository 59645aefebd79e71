/** Given a store and articles, publishes a version that holds them. */
import type { Store } from '../core/store/store.ts';
import type { VersionId } from '../core/index/manifest.ts';
import type { Found, Problem } from './sources/source.ts';

export type IndexOptions = {
  /** `update`: add what is new, change what changed. `mirror`: also remove what the sources no longer hold.
   *  `full`: rebuild every segment from the sources, and mirror. @default 'update' */
  readonly mode?: 'update' | 'mirror' | 'full';
  /** Let `mirror` and `full` lose more than a fifth of the articles. @default false */
  readonly allowShrink?: boolean;
  /** Any problem in the sources is an error, and nothing is published. @default false */
  readonly strict?: boolean;
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
  /** Articles through this step, and all of them where that is known. */
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

export declare function indexArticles(
  store: Store,
  found: AsyncIterable<Found>,
  options?: IndexOptions,
): Promise<IndexReport>;
export declare function removeArticles(
  store: Store,
  ids: readonly string[],
  options?: Pick<IndexOptions, 'dryRun' | 'allowShrink' | 'onProgress' | 'signal'>,
): Promise<IndexReport & { readonly missing: readonly string[] }>;
