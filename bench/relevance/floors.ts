/** How good the ranking must stay. A floor that is passed by much is raised; none is ever lowered to let a change pass. */
import type { Kind } from './sets.ts';

/** What is judged of one set's queries typed in one way. */
export type Result = {
  readonly set: string;
  readonly kind: Kind;
  readonly queries: number;
  /** Queries without any answer. */
  readonly empty: number;
  readonly ndcg10: number;
  readonly mrr10: number;
  readonly recall100: number;
  /** nDCG@10 as a share of the same queries' as typed. */
  readonly ofAsTyped: number;
  /** Share of the queries that have the same ten answers in the same order as when typed as they are. */
  readonly sameTen: number;
};

export type Floor = {
  readonly set: string;
  readonly kind: Kind;
  readonly measure: 'ndcg10' | 'ofAsTyped' | 'sameTen';
  readonly atLeast: number;
};

/** Ways to type that are not to make any difference: every query has the very same answers. */
const ALIKE = ['nfd', 'caps', 'tone', 'iy'] as const;
const SETS = ['news-clusters', 'xquad-vi', 'news-clusters +10k', 'short +10k'];

export const FLOORS: readonly Floor[] = [
  { set: 'news-clusters', kind: 'asis', measure: 'ndcg10', atLeast: 0.962 },
  { set: 'news-clusters', kind: 'bare', measure: 'ndcg10', atLeast: 0.955 },
  { set: 'xquad-vi', kind: 'asis', measure: 'ndcg10', atLeast: 0.962 },
  { set: 'xquad-vi', kind: 'bare', measure: 'ndcg10', atLeast: 0.957 },
  ...SETS.flatMap((set) => ALIKE.map((kind) => ({ set, kind, measure: 'sameTen', atLeast: 1 }) as const)),
];

export type Check = Floor & { readonly found: number; readonly passed: boolean };

/** The floors of what was run, each with what was found. */
export function checkFloors(results: readonly Result[], floors: readonly Floor[] = FLOORS): Check[] {
  return floors.flatMap((floor) => {
    const result = results.find(({ set, kind }) => set === floor.set && kind === floor.kind);
    if (!result) return [];
    const found = result[floor.measure];
    return [{ ...floor, found, passed: found >= floor.atLeast }]; // NaN passes nothing
  });
}
