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

/** A piece of a source that is not indexed, and why: half a sentence, for whoever looks at sources. */
export type LeftOut = { readonly text: string; readonly why: string };
export type Leave = (text: string, why: string) => void;

export type FoundArticle = {
  readonly article: Article;
  readonly origin: Origin;
  /** What stood beside the article. @default not asked for (`ReadOptions.tellLeftOut`), or nothing */
  readonly leftOut?: readonly LeftOut[];
};

export type Found = FoundArticle | { readonly problem: Problem };
