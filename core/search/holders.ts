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

/** In how many articles of an index terms stand: one, and all of several together. */
export type Counts = {
  readonly dfOf: (term: Term) => number;
  /** `enough`: so many in a segment are counted, and then no more. @default all */
  readonly heldBy: (terms: readonly Term[], enough?: number) => number;
};

/** `segments`: of each, the postings of a term. */
export function countsOf(segments: readonly ((term: Term) => Postings | null)[]): Counts {
  const sum = (of: (segment: (term: Term) => Postings | null) => number): number =>
    segments.reduce((all, segment) => all + of(segment), 0);
  return {
    dfOf: (term) => sum((segment) => segment(term)?.df ?? 0),
    heldBy: (terms, enough) => sum((segment) => countHolders(terms, segment, enough)),
  };
}

/** How many articles hold all of the terms. Three times as fast as to say which: it is asked of what was typed, by and by. `enough`: as that of `Counts`. */
export function countHolders(
  terms: readonly Term[],
  postingsOf: (term: Term) => Postings | null,
  enough = Infinity,
): number {
  const lists: Uint32Array[] = [];
  for (const term of new Set(terms)) {
    const postings = postingsOf(term);
    if (postings === null) return 0;
    lists.push(postings.docs);
  }
  const [rarest, ...others] = lists.toSorted((a, b) => a.length - b.length);
  if (!rarest || others.length === 0) return rarest?.length ?? 0;
  let last = 0;
  for (const doc of rarest) if (doc > last) last = doc;
  const heldIn = new Uint8Array(last + 1);
  for (const doc of rarest) heldIn[doc] = 1;
  let count = 0;
  others.forEach((docs, i) => {
    count = 0; // of those that hold all up to this one
    const most = i === others.length - 1 ? enough : Infinity;
    for (let k = 0; k < docs.length && count < most; k += 1) {
      const doc = docs[k] as number;
      if (heldIn[doc] !== i + 1) continue;
      heldIn[doc] = i + 2;
      count += 1;
    }
  });
  return count;
}
