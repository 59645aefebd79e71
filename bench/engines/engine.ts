/** One contract for everything that is compared: built from articles into a folder, opened from it in another process. */
import type { Article } from '../../core/article.ts';

/** Writes everything that `Open` needs into `folder`, which is empty. */
export type Build = (articles: readonly Article[], folder: string) => Promise<void>;

export type Open = (folder: string) => Promise<Opened>;

export type Opened = {
  /** Ids of the ten best, best first, after all the work that the engine does for an answer. */
  readonly answer: Ask;
  /** The same without what is shown of an article; where an engine shows nothing anyway, it is left out. */
  readonly rank?: Ask;
  /** What has been read so far to open and to answer. */
  readonly read: () => { readonly requests: number; readonly bytes: number };
};

export type Ask = (query: string) => Promise<readonly string[]>;

export const HITS = 10;
