/** Several runs of one engine on one size, as one figure each: the median. */
import type { BuildFigures } from './child/build.ts';
import type { SearchFigures, Spread } from './child/search.ts';
import type { EngineName } from './engines/names.ts';
import { median } from './statistics.ts';

export type Run = {
  readonly engine: EngineName;
  readonly articles: number;
  readonly queries: number;
  readonly build: BuildFigures;
  /** Of the index, by part. */
  readonly bytes: Readonly<Record<string, number>>;
  readonly search: SearchFigures;
};

export type Summary = Pick<Run, 'engine' | 'articles' | 'queries' | 'bytes'> & {
  readonly runs: number;
  readonly build: { readonly articlesPerSecond: number; readonly peakBytes: number };
  readonly search: SearchFigures;
};

/** `runs`: at least one, all of one engine and size. */
export function summarise(runs: readonly Run[]): Summary {
  const [first] = runs;
  if (!first) throw new RangeError('no runs, so nothing to summarise');
  const { engine, articles, queries, bytes } = first;
  const middle = (figure: (run: Run) => number): number => median(runs.map(figure));
  const spread = (figure: (search: SearchFigures) => Spread): Spread => ({
    p50: middle(({ search }) => figure(search).p50),
    p99: middle(({ search }) => figure(search).p99),
  });
  const ranks = runs.every(({ search }) => search.ranking);
  return {
    engine,
    articles,
    queries,
    bytes,
    runs: runs.length,
    build: {
      articlesPerSecond: middle(({ build }) => build.articles / (build.ms / 1000)),
      peakBytes: middle(({ build }) => build.peakBytes),
    },
    search: {
      openMs: middle(({ search }) => search.openMs),
      firstAnswerMs: middle(({ search }) => search.firstAnswerMs),
      fromStartMs: middle(({ search }) => search.fromStartMs),
      requests: middle(({ search }) => search.requests),
      readBytes: middle(({ search }) => search.readBytes),
      firstBytes: middle(({ search }) => search.firstBytes),
      warmBytes: middle(({ search }) => search.warmBytes),
      answer: spread(({ answer }) => answer),
      ...(ranks && { ranking: spread(({ ranking, answer }) => ranking ?? answer) }),
      empty: middle(({ search }) => search.empty),
      own: middle(({ search }) => search.own),
    },
  };
}
