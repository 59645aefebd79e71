/** Given a word that is still being typed, returns the words of the index that it may become. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldedTerm } from '../text/analyze.ts';
import type { Reading } from './query.ts';

/** Completions that are looked for, each with its pair: enough to hold what two letters begin most often. */
const MOST = 8;
/** What the likeliest completion counts against the word as it stands. */
const BEST_SHARE = 0.6;

/** The most common first. A word of one letter may become too many to say anything: only what precedes it does. */
export function likelyEnds(begun: string, vocabulary: Vocabulary): Reading[] {
  const { terms, dfs } = sortedOf(vocabulary);
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms[middle] as string) < begun) low = middle + 1;
    else high = middle;
  }
  const best: { readonly term: string; readonly df: number }[] = [];
  for (let i = low; i < terms.length && (terms[i] as string).startsWith(begun); i += 1) {
    const df = dfs[i] as number;
    if (terms[i] === begun || (best.length === MOST && df <= (best[MOST - 1] as { df: number }).df)) continue;
    const at = best.findIndex((other) => other.df < df);
    best.splice(at < 0 ? best.length : at, 0, { term: terms[i] as string, df });
    if (best.length > MOST) best.pop();
  }
  const most = best[0]?.df ?? 1;
  return best.map(({ term, df }) => ({
    term: foldedTerm({ folded: term }),
    share: BEST_SHARE * Math.sqrt(df / most),
    unless: [],
  }));
}

type Sorted = { readonly terms: readonly string[]; readonly dfs: readonly number[] };
const kept = new WeakMap<Vocabulary, Sorted>();

function sortedOf(vocabulary: Vocabulary): Sorted {
  const known = kept.get(vocabulary);
  if (known) return known;
  const terms = [...vocabulary.keys()].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const sorted = { terms, dfs: terms.map((term) => vocabulary.get(term) as number) };
  kept.set(vocabulary, sorted);
  return sorted;
}
