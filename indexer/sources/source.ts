/** One contract for every place articles come from: an async iterable of articles and of what was wrong with the rest. */
import type { Article } from '../../core/article.ts';

/** Where something was found: a path or address as given, and where in it. */
export type Origin = {
  readonly file: string;
  /** 1-based; absent where the file is one article. */ readonly line?: number;
};

/** An article that was left out (`skipped`), or taken with something of it dropped (`warning`). `what` names what was
 *  found and what was wanted. */
export type Problem = { readonly kind: 'skipped' | 'warning'; readonly origin: Origin; readonly what: string };

export type Found = { readonly article: Article; readonly origin: Origin } | { readonly problem: Problem };
