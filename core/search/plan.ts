/** Given a query, says which terms to look for and what each is worth. */
import type { Term } from '../text/analyze.ts';
import type { Condition } from './filter.ts';
import type { PhrasePlan } from './phrase.ts';
import type { Query, Reading } from './query.ts';
import { ACCENTED, BARE, BARE_WORD_EXACT, DIGIT_BOOST } from './weights.ts';

export type PlannedTerm = {
  readonly term: Term;
  /** Factor on idf · impact. */
  readonly weight: number;
  /** Articles in its postings hold these words of the query, by their numbers; empty where it only adds to the score. */
  readonly proves: readonly number[];
  /** It counts only where no article holds these. */
  readonly unless: readonly Term[];
};

export type QueryPlan = { readonly query: Query; readonly terms: readonly PlannedTerm[] };

/** One alternative of a query: an article has to meet all of it. */
export type ClausePlan = QueryPlan & {
  readonly required: readonly PhrasePlan[];
  readonly excluded: readonly PhrasePlan[];
  readonly conditions: readonly Condition[];
};

export type Order = 'relevance' | 'newest' | 'oldest';

export type Plan = {
  readonly clauses: readonly ClausePlan[];
  /** What every answer has to meet, whatever the alternative. */
  readonly filters: readonly Condition[];
  readonly order: Order;
};

export function planQuery(query: Query): QueryPlan {
  const weights = query.accented ? ACCENTED : BARE;
  const terms = new Map<Term, { weight: number; proves: number[]; unless: readonly Term[] }>();
  const add = ({ term, share, unless }: Reading, weight: number, proves: readonly number[]): void => {
    const known = terms.get(term);
    if (known) {
      known.weight += weight * share;
      known.proves.push(...proves);
      if (unless.length === 0) known.unless = unless;
    } else {
      terms.set(term, { weight: weight * share, proves: [...proves], unless });
    }
  };
  query.words.forEach(({ readings, exact, hasDigit, accented }, number) => {
    const boost = hasDigit ? DIGIT_BOOST : 1;
    const whole = weights.exact + weights.folded;
    const asTyped = accented ? weights.exact : Math.min(weights.exact, BARE_WORD_EXACT);
    readings.forEach((reading, place) => {
      // what was not typed has no accents as typed: its unaccented form counts for both
      const folded = exact === null || place > 0 ? whole : whole - asTyped;
      add(reading, folded * boost, [number]);
    });
    if (exact !== null && asTyped > 0) add({ term: exact, share: 1, unless: [] }, asTyped * boost, []);
  });
  for (const pair of query.pairs) add(pair, weights.pair, []);
  return { query, terms: Array.from(terms, ([term, planned]) => ({ term, ...planned })) };
}

/** Every term that the plan asks the segments for, each once. */
export function termsOf({ clauses }: Plan): Term[] {
  const terms = new Set<Term>();
  for (const { query, terms: planned, required, excluded } of clauses) {
    for (const { term } of planned) terms.add(term);
    for (const standIn of query.standIns) for (const term of standIn.terms) terms.add(term);
    for (const phrase of [...required, ...excluded])
      for (const term of [...phrase.terms, ...phrase.pairs]) terms.add(term);
  }
  return [...terms];
}

/** Whether it takes the columns of dates, sections, tags and authors to answer. */
export function asksForFields({ clauses, filters, order }: Plan): boolean {
  return order !== 'relevance' || filters.length > 0 || clauses.some(({ conditions }) => conditions.length > 0);
}
