/** Given a query, says which terms to look for and what each is worth. */
import type { Term } from '../text/analyze.ts';
import type { Query } from './query.ts';
import { ACCENTED, BARE, DIGIT_BOOST } from './weights.ts';

export type PlannedTerm = {
  readonly term: Term;
  /** Factor on idf · impact. */
  readonly weight: number;
  /** Articles in its postings hold these words of the query, by their numbers; empty where it only adds to the score. */
  readonly proves: readonly number[];
};

export type Plan = { readonly query: Query; readonly terms: readonly PlannedTerm[] };

export function planQuery(query: Query): Plan {
  const weights = query.accented ? ACCENTED : BARE;
  const terms = new Map<Term, { weight: number; proves: number[] }>();
  const add = (term: Term, weight: number, proves: readonly number[]): void => {
    const known = terms.get(term);
    if (known) {
      known.weight += weight;
      known.proves.push(...proves);
    } else {
      terms.set(term, { weight, proves: [...proves] });
    }
  };
  query.words.forEach((word, number) => {
    const boost = word.hasDigit ? DIGIT_BOOST : 1;
    if (word.exact === null) {
      add(word.folded, (weights.exact + weights.folded) * boost, [number]);
    } else {
      add(word.folded, weights.folded * boost, [number]);
      if (weights.exact > 0) add(word.exact, weights.exact * boost, []);
    }
  });
  for (const pair of query.pairs) add(pair, weights.pair, []);
  return { query, terms: [...terms].map(([term, { weight, proves }]) => ({ term, weight, proves })) };
}
