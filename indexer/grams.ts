/** Given passages of articles, counts the phrases in them, those of one word first, then of two, and so on.
 *  A phrase is counted only where both phrases of one word less are frequent: what is kept in memory is a few numbers for
 *  each frequent phrase, and not every run of words (Agrawal and Srikant, "Fast algorithms for mining association rules",
 *  1994). */
import type { Passages } from './passages.ts';

export type Gram = {
  readonly words: readonly number[];
  /** Articles that hold it. */
  readonly count: number;
  /** Articles that hold the most frequent phrase that it begins or ends. */
  longest: number;
};

export type Grams = {
  readonly all: readonly Gram[];
  /** The phrase that begins at each place of the row, by its number in `all`; none is `NONE`. */
  readonly at: Int32Array;
  /** How many words each has. */
  readonly size: number;
};

export const NONE = -1;

/** Phrases of one word up to `most` words that `least` articles hold; each list is complete once the next is asked for, which
 *  this does itself. */
export function* countGrams(passages: Passages, most: number, least: number): Generator<Grams> {
  let grams = frequent(passages, 1, Int32Array.from(passages.row), least, (at) => [passages.row[at] as number]);
  for (let size = 2; size <= most + 1; size += 1) {
    const longer = lengthened(passages, grams, least);
    noteLonger(grams, longer);
    yield grams;
    grams = longer;
  }
}

/** The phrases of one word more. Both halves being there says that nothing divides them. */
function lengthened(passages: Passages, { at, all, size }: Grams, least: number): Grams {
  const numbers = new Map<number, number>();
  const numbered = at.map((left, place) => {
    const right = at[place + 1] ?? NONE;
    if (left === NONE || right === NONE || passages.breaks[place + size]) return NONE;
    const pair = left * all.length + right;
    const number = numbers.get(pair) ?? numbers.size;
    numbers.set(pair, number);
    return number;
  });
  return frequent(passages, size + 1, numbered, least, (place) => [
    ...(all[at[place] as number] as Gram).words,
    passages.row[place + size] as number,
  ]);
}

/** Those of `numbered` that `least` articles hold, numbered anew. */
function frequent(
  passages: Passages,
  size: number,
  numbered: Int32Array,
  least: number,
  wordsAt: (place: number) => number[],
): Grams {
  const kinds = numbered.reduce((highest, number) => Math.max(highest, number), NONE) + 1;
  const counts = new Uint32Array(kinds);
  const lastIn = new Int32Array(kinds).fill(NONE);
  numbered.forEach((number, place) => {
    const article = passages.articleAt[place] as number;
    if (number === NONE || lastIn[number] === article) return;
    lastIn[number] = article;
    (counts[number] as number) += 1;
  });
  const renumbered = new Int32Array(kinds).fill(NONE);
  const all: Gram[] = [];
  const at = numbered.map((number, place) => {
    if (number === NONE || (counts[number] as number) < least) return NONE;
    if (renumbered[number] === NONE) {
      renumbered[number] = all.length;
      all.push({ words: wordsAt(place), count: counts[number] as number, longest: 0 });
    }
    return renumbered[number] as number;
  });
  return { all, at, size };
}

function noteLonger(grams: Grams, longer: Grams): void {
  longer.at.forEach((number, place) => {
    if (number === NONE) return;
    const { count } = longer.all[number] as Gram;
    for (const part of [grams.at[place], grams.at[place + 1]]) {
      const gram = grams.all[part as number] as Gram;
      gram.longest = Math.max(gram.longest, count);
    }
  });
}
