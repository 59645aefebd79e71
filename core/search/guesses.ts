/** Given the readings of a query's words and how many articles hold each term, says which of the guesses are meant.
 *  A word that the index does not know may well be right: it is read as another only where that one stands beside its
 *  neighbours in some article, or where there is nothing beside it that could say otherwise. */
import { pairTerm, type Term } from '../text/analyze.ts';
import type { Query, Reading } from './query.ts';

/** A reading that takes more than being held to be believed. It counts only where the word as it stands is not held. */
export type Guess = Reading & {
  /** Terms that articles must hold: the guess with the accents that were typed. */
  readonly needs: readonly Term[];
  /** It is believed without a neighbour's word too. */
  readonly sure: boolean;
};

export const isGuess = (reading: Reading): reading is Guess => 'needs' in reading;

/** Of each word by its number, what is meant by it, the likeliest first. A word that is held is in no need of guesses. */
export type MeantGuesses = ReadonlyMap<number, readonly Guess[]>;

/** So many are looked for at once, those that are at least so likely as a part of the likeliest. */
const MOST_MEANT = 3;
const LIKELY_ENOUGH = 1 / 3;
/** Where no neighbour says which is meant: `mesi` is Messi, and not the Mei of a name too. */
const LIKELY_ENOUGH_ALONE = 0.9;

export function meantGuesses(
  { words, places }: Pick<Query, 'words' | 'places'>,
  dfOf: (term: Term) => number,
): MeantGuesses {
  const meant = new Map<number, readonly Guess[]>();
  const readingsAt = (place: number): readonly Term[] =>
    words[places[place]?.number ?? -1]?.readings.map(({ term }) => term) ?? [];
  words.forEach(({ readings }, number) => {
    const guesses = readings.filter(isGuess);
    if (guesses.length === 0 || dfOf(readings[0].term) > 0) return;
    const at = places.findIndex((place) => place.number === number);
    const before = readingsAt(at - 1);
    const behind = readingsAt(at + 1);
    const best = (pairs: readonly Term[]): number => Math.max(0, ...pairs.map(dfOf));
    const fitOf = (term: Term): number =>
      Math.log1p(best(before.map((other) => pairTerm({ folded: other }, { folded: term })))) +
      Math.log1p(best(behind.map((other) => pairTerm({ folded: term }, { folded: other }))));
    const weighed = guesses
      .filter(({ term, needs }) => dfOf(term) > 0 && needs.every((needed) => dfOf(needed) > 0))
      .map((guess) => ({ guess, fit: fitOf(guess.term) }))
      .map(({ guess, fit }) => ({ guess, fit, worth: guess.share * (1 + fit) }))
      .toSorted((a, b) => b.worth - a.worth);
    const fitting = weighed.filter(({ fit }) => fit > 0);
    const isAlone = words.length === 1;
    const believed = fitting.length > 0 ? fitting : weighed.filter(({ guess }) => isAlone || guess.sure);
    const least = (believed[0]?.worth ?? 0) * (isAlone ? LIKELY_ENOUGH_ALONE : LIKELY_ENOUGH);
    if (believed.length > 0)
      meant.set(
        number,
        believed
          .filter(({ worth }) => worth >= least)
          .slice(0, MOST_MEANT)
          .map(({ guess }) => guess),
      );
  });
  return meant;
}
