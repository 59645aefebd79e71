/** Given a query, says which terms to look for and what each is worth. */
import { exactTerm, type Term } from '../text/analyze.ts';
import { nearAccents } from '../text/near-accents.ts';
import type { Condition } from './filter.ts';
import type { PhrasePlan } from './phrase.ts';
import { isGuess, type Guess } from './guesses.ts';
import type { PairReading, Query, Reading } from './query.ts';
import { ACCENTED, BARE, BARE_WORD_EXACT, DIGIT_BOOST } from './weights.ts';

export type PlannedTerm = {
  readonly term: Term;
  /** Factor on idf · impact. */
  readonly weight: number;
  /** Articles in its postings hold these words of the query, by their numbers; empty where it only adds to the score. */
  readonly proves: readonly number[];
  /** It counts only where no article holds these. */
  readonly unless: readonly Term[];
  /** One of many that a begun word may become, which are rated together. */
  readonly begun: boolean;
  /** It counts only where these are meant. */
  readonly guesses: readonly Guess[];
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
  const terms = new Map<Term, { weight: number; proves: number[]; begun: boolean }>();
  const conditional: PlannedTerm[] = [];
  const add = (reading: Reading | PairReading, weight: number, proves: readonly number[]): void => {
    const { term, share, unless, begun = false } = reading;
    const guesses = 'guesses' in reading ? reading.guesses : isGuess(reading) ? [reading] : [];
    const known = terms.get(term);
    if (unless.length > 0) conditional.push({ term, weight: weight * share, proves, unless, begun, guesses });
    else if (known) {
      known.weight += weight * share;
      known.proves.push(...proves);
      known.begun &&= begun;
    } else terms.set(term, { weight: weight * share, proves: [...proves], begun });
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
    if (exact === null || asTyped === 0) return;
    const [{ share }] = readings;
    add({ term: exact, share, unless: [] }, asTyped * boost, []);
    if (number >= MOST_NEAR_WORDS) return;
    for (const near of nearTerms(exact)) add({ ...near, unless: [exact] }, share * asTyped * boost, []);
  });
  for (const pair of query.pairs) add(pair, weights.pair, []);
  const certain = Array.from(terms, ([term, planned]) => ({ term, ...planned, unless: [], guesses: [] }));
  return { query, terms: [...certain, ...conditional] };
}

/** Accents that may be wrong are looked for in so many words of a query; they stand beside the word in the index. */
const MOST_NEAR_WORDS = 8;

/** What a word may be with one mark otherwise: `muỗi` for `muổi`, which no article has. */
const nearTerms = (exact: Term): Pick<Reading, 'term' | 'share'>[] =>
  nearAccents(exact.slice(1)).map((near) => ({ term: exactTerm(near), share: near.share }));

/** Every term that the plan asks the segments for, each once. Those of stand-ins come last in an alternative: a closer look adds to
 *  them, and what was found of the others before keeps its place. */
export function termsOf({ clauses }: Plan): Term[] {
  const terms = new Set<Term>();
  for (const { query, terms: planned, required, excluded } of clauses) {
    for (const { term, guesses } of planned) {
      terms.add(term);
      for (const { needs } of guesses) for (const needed of needs) terms.add(needed);
    }
    for (const phrase of [...required, ...excluded])
      for (const term of [...phrase.terms, ...phrase.pairs]) terms.add(term);
    for (const { terms: held, rather } of query.standIns)
      for (const term of [...held, ...(rather?.than.flat() ?? [])]) terms.add(term);
  }
  return [...terms];
}

/** Whether it takes the columns of dates, sections, tags and authors to answer. */
export function asksForFields({ clauses, filters, order }: Plan): boolean {
  return order !== 'relevance' || filters.length > 0 || clauses.some(({ conditions }) => conditions.length > 0);
}
