/** What is judged: collections of articles, and the queries that were judged on each. Paths are below `shared/`. */
import { NEWS } from '../data.ts';

export type Source = {
  readonly file: string;
  /** Take so many articles from the start. @default all */
  readonly first?: number;
};

export type Collection = {
  readonly articles: readonly Source[];
  readonly sets: readonly { readonly name: string; readonly queries: string }[];
  /** Only with `--all`: takes minutes. */
  readonly large?: boolean;
};

const CLUSTERS = 'data/relevance/news-clusters';
const XQUAD = 'data/relevance/xquad-vi';

export const COLLECTIONS: readonly Collection[] = [
  {
    articles: [{ file: `${CLUSTERS}/articles.jsonl.gz` }],
    sets: [{ name: 'news-clusters', queries: `${CLUSTERS}/queries.jsonl` }],
  },
  {
    articles: [{ file: `${XQUAD}/articles.jsonl.gz` }],
    sets: [{ name: 'xquad-vi', queries: `${XQUAD}/queries.jsonl` }],
  },
  {
    articles: [{ file: `${CLUSTERS}/articles.jsonl.gz` }, { file: NEWS, first: 10_000 }],
    sets: [
      { name: 'news-clusters +10k', queries: `${CLUSTERS}/queries.jsonl` },
      { name: 'short +10k', queries: `${CLUSTERS}/short-queries.jsonl` },
    ],
    large: true,
  },
];

/** Ways to type a query that are always run, and all that `../shared/relevance/variants.mjs` knows. */
export const USUAL_KINDS = ['asis', 'bare', 'half', 'telex', 'typo'] as const;
export const KINDS = [...USUAL_KINDS, 'telex-mid', 'vni', 'nfd', 'caps', 'tone', 'iy'] as const;
export type Kind = (typeof KINDS)[number];
