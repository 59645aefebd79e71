/** The abbreviations that articles of an index define, and how many articles define each alike: `UBND`, `Ủy ban nhân dân`.
 *  Few enough to travel with the manifest, as a query is read before anything is fetched. */
import { ByteReader, ByteWriter, malformed } from './bytes.ts';
import { EntryWriter, readEntries } from './entries.ts';
import type { Units } from '../text/units.ts';

export type LearnedForm = {
  readonly short: Units;
  readonly long: Units;
  /** That define it so. */
  readonly articles: number;
};

/** In an index of this size a pair that one article defines is left out: it may be a slip, and is hardly asked for. */
const MIN_ARTICLES_FROM = 5_000;
const MIN_ARTICLES = 2;
/** Some 50 KB of manifest. */
const MAX_FORMS = 2_000;

/** Gathers what articles define, each article by itself. */
export class LearnedFormsWriter {
  readonly #counts = new Map<string, number>();

  /** `defined`: what one article defines, any order, any repetition. */
  add(defined: Iterable<{ readonly short: Units; readonly long: Units }>): void {
    for (const key of new Set(Array.from(defined, keyOf))) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** How many articles define each; a key is what the table has. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** What another one has counted. */
  addCounts(counts: Iterable<readonly [string, number]>): void {
    for (const [key, count] of counts) this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }

  /** `articles`: of the index. The same articles in any order give the same bytes. */
  take(articles: number): Uint8Array {
    const least = articles < MIN_ARTICLES_FROM ? 1 : MIN_ARTICLES;
    const kept = [...this.#counts]
      .filter(([, count]) => count >= least)
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MAX_FORMS)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const entries = new EntryWriter();
    const number = new ByteWriter(8);
    for (const [key, count] of kept) {
      number.clear();
      number.varint(count);
      entries.add(key, number.take());
    }
    return entries.take();
  }
}

/** Those of several segments together. */
export function readLearned(parts: readonly Uint8Array[]): readonly LearnedForm[] {
  const counts = new Map<string, number>();
  for (const part of parts) {
    for (const { term, postings } of readEntries(part)) {
      counts.set(term, (counts.get(term) ?? 0) + new ByteReader(postings).varint());
    }
  }
  return Array.from(counts, ([key, articles]) => {
    const [short, long] = key.split(BETWEEN);
    if (!short || !long) throw malformed(`the table of abbreviations holds ${key}`);
    return { short: short.split(' '), long: long.split(' '), articles };
  });
}

/** No unit holds it. */
const BETWEEN = '=';
const keyOf = ({ short, long }: { readonly short: Units; readonly long: Units }): string =>
  short.join(' ') + BETWEEN + long.join(' ');
