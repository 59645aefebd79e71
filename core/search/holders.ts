/** Given the postings of several terms, returns the articles that hold all of them. */
import type { Postings } from '../index/postings.ts';
import { impactOf } from '../index/impact.ts';
import { kindOf, type Term } from '../text/analyze.ts';

/** Articles, by number, with the impact of the term that tells least about them. */
export type Holders = ReadonlyMap<number, number>;

const NONE: Holders = new Map();

/** `postingsOf`: `null` for a term that no article holds. Work: the postings of all terms, once. */
export function holdersOf(terms: readonly Term[], postingsOf: (term: Term) => Postings | null): Holders {
  const lists: { readonly term: Term; readonly postings: Postings }[] = [];
  for (const term of terms) {
    const postings = postingsOf(term);
    if (postings === null) return NONE;
    lists.push({ term, postings });
  }
  lists.sort((a, b) => a.postings.df - b.postings.df);
  let holders: Map<number, number> | null = null;
  for (const { term, postings } of lists) {
    const kind = kindOf(term);
    const next = new Map<number, number>();
    const { docs, slots } = postings;
    for (let i = 0; i < docs.length; i += 1) {
      const doc = docs[i] as number;
      const impact = impactOf(kind, slots[i] as number);
      const before: number | undefined = holders === null ? impact : holders.get(doc);
      if (before !== undefined) next.set(doc, Math.min(before, impact));
    }
    holders = next;
  }
  return holders ?? NONE;
}
