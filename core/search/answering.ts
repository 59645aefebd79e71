/** Given how the articles of an index were scored by one alternative of a query, says which of them answer it: those with all of
 *  its words where there are enough, else those with most of their weight. */
import type { ClausePlan, Plan } from './plan.ts';
import { countAbout, type Query } from './query.ts';
import { coverageOf, coveredBy, type Coverage } from './coverage.ts';
import { COUNTED_WORDS, type Scale } from './scale.ts';
import type { Scored } from './score.ts';
import { ENOUGH_FULL_MATCHES, LEAST_WANTED_IDF, MIN_COVERAGE, MOST_WORDS_ALL_WANTED } from './weights.ts';

/** Of each segment: 1 for each article that answers. */
export type Answering = readonly Uint8Array[];

/** `open`: of each segment, 1 for each article that may be in an answer. By date, what holds a few of the words would come
 *  before what holds all: there, one with all is enough. */
export function answering(
  { order, filters }: Plan,
  { query, conditions, excluded }: ClausePlan,
  scale: Scale,
  scored: readonly Scored[],
  open: readonly Uint8Array[],
): Answering {
  const words = query.words.length;
  if (words === 0) {
    const asks = query.meant === '' && filters.length + conditions.length + excluded.length > 0;
    // signs that are no words find nothing
    return scored.map((of, i) => (asks ? allowed(of, open[i] as Uint8Array) : new Uint8Array(of.held.length)));
  }
  const may = scored.map((of, i) => allowed(of, open[i] as Uint8Array));
  const enough =
    order !== 'relevance' ? 1 : countAbout(query) <= MOST_WORDS_ALL_WANTED ? ENOUGH_FULL_MATCHES : Infinity;
  if (enough < Infinity) {
    const all = demanded(query, scale);
    const full = scored.map(({ held }, i) => withAll(held, all, may[i] as Uint8Array));
    if (full.reduce((sum, { count }) => sum + count, 0) >= enough) return full.map(({ are }) => are);
  }
  const least = scale.queryWeight * MIN_COVERAGE;
  const coverage = coverageOf(scale);
  return scored.map(({ held }, i) => withMost(held, coverage, least, may[i] as Uint8Array));
}

/** The words that an article has to hold, a bit each: those that say what it is about, but for such as stand in any text. */
function demanded({ words }: Query, scale: Scale): number {
  const weighs = (number: number): number => (words[number]?.aside ? 0 : (scale.words[number] as number));
  const counted = words.slice(0, COUNTED_WORDS);
  const least = Math.min(LEAST_WANTED_IDF, Math.max(...counted.map((_, number) => weighs(number))));
  return counted.reduce((bits, _, number) => (weighs(number) >= least ? bits | (1 << number) : bits), 0) >>> 0;
}

/** Looks at each article of the index for each alternative, as all below do: these are loops for that. */
function allowed({ allowed: may }: Scored, open: Uint8Array): Uint8Array {
  if (may === null) return open;
  const both = new Uint8Array(open.length);
  for (let doc = 0; doc < open.length; doc += 1) both[doc] = (open[doc] as number) & (may[doc] as number);
  return both;
}

function withAll(
  held: Uint32Array,
  all: number,
  may: Uint8Array,
): { readonly are: Uint8Array; readonly count: number } {
  const are = new Uint8Array(held.length);
  let count = 0;
  for (let doc = 0; doc < held.length; doc += 1) {
    if (((held[doc] as number) & all) >>> 0 !== all || may[doc] === 0) continue;
    are[doc] = 1;
    count += 1;
  }
  return { are, count };
}

function withMost(held: Uint32Array, coverage: Coverage, least: number, may: Uint8Array): Uint8Array {
  const are = new Uint8Array(held.length);
  for (let doc = 0; doc < held.length; doc += 1) {
    const words = held[doc] as number;
    if (words !== 0 && coveredBy(words, coverage) >= least) are[doc] = may[doc] as number;
  }
  return are;
}
