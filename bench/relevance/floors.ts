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

/** nDCG@10 as typed, bare and half accented; then the least share of "as typed" that raw keys and one slip may leave. */
type Least = {
  readonly asis: number;
  readonly bare: number;
  readonly half: number;
  readonly keys: number;
  readonly typo: number;
};

const LEAST: Readonly<Record<string, Least>> = {
  'news-clusters': { asis: 0.975, bare: 0.97, half: 0.97, keys: 0.98, typo: 0.99 },
  'news-clusters +10k': { asis: 0.938, bare: 0.925, half: 0.925, keys: 0.98, typo: 0.985 },
  'short +10k': { asis: 0.86, bare: 0.848, half: 0.842, keys: 0.97, typo: 0.88 },
  'xquad-vi': { asis: 0.971, bare: 0.967, half: 0.969, keys: 0.98, typo: 0.98 },
};

const KEYS = ['telex', 'telex-mid', 'vni'] as const;
/** Ways to type that are not to make any difference: every query has the very same answers. */
const ALIKE = ['nfd', 'caps', 'tone', 'iy'] as const;

export const FLOORS: readonly Floor[] = Object.entries(LEAST).flatMap(([set, least]) => floorsOf(set, least));

function floorsOf(set: string, { asis, bare, half, keys, typo }: Least): Floor[] {
  const floor = (kind: Kind, measure: Floor['measure'], atLeast: number): Floor => ({ set, kind, measure, atLeast });
  return [
    floor('asis', 'ndcg10', asis),
    floor('bare', 'ndcg10', bare),
    floor('half', 'ndcg10', half),
    ...KEYS.map((kind) => floor(kind, 'ofAsTyped', keys)),
    floor('typo', 'ofAsTyped', typo),
    ...ALIKE.map((kind) => floor(kind, 'sameTen', 1)),
  ];
}

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
