/** Given an object that should be an article, returns that article or what is wrong with it, in the words of a report. */
import { parseArticle } from '../../core/article.ts';
import { MAX_ARTICLE_BYTES } from './bytes.ts';
import type { Found, Leave, LeftOut, Origin, Problem } from './source.ts';

export const TOO_LONG = `longer than ${MAX_ARTICLE_BYTES / 1024 / 1024} MiB, which is no article; is the file damaged?`;

export const skipped = (origin: Origin, what: string): { readonly problem: Problem } => ({
  problem: { kind: 'skipped', origin, what },
});
export const warning = (origin: Origin, what: string): { readonly problem: Problem } => ({
  problem: { kind: 'warning', origin, what },
});

/** The warnings come before the article that they are about. */
export function readArticle(json: unknown, origin: Origin, id: string): Found[] {
  const parsed = parseArticle(json, { id });
  if (!parsed.ok) return [skipped(origin, parsed.problem)];
  return [...parsed.warnings.map((what) => warning(origin, what)), { article: parsed.article, origin }];
}

/** Gathers what is left out where it is asked for: `leave` takes it, `put` gives it to the articles. */
export function leftOutList(isAsked: boolean | undefined): {
  readonly leave: Leave | undefined;
  readonly put: <F extends Found>(found: readonly F[]) => F[];
} {
  const leftOut: LeftOut[] = [];
  return {
    leave: isAsked ? (text, why) => leftOut.push({ text, why }) : undefined,
    put: (found) => found.map((each) => ('article' in each && leftOut.length > 0 ? { ...each, leftOut } : each)),
  };
}
