/** Given the words of a query, returns by what other name an article may hold them: `Nhật Bản` for `nhatban`, `Saigon` for
 *  `Sài Gòn`, `Ủy ban nhân dân` for `UBND`, and each the other way round. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { pairTerm, type Term } from '../text/analyze.ts';
import type { Rather } from './by-ear.ts';
import { isGuess, type Guess } from './guesses.ts';
import { otherNumerals } from './numerals.ts';
import { isSyllable } from '../text/syllables.ts';
import type { Reading } from './query.ts';
import type { Synonyms } from './synonyms.ts';

/** An article that holds all of `terms` holds the words of the query with these numbers. */
export type StandIn = {
  readonly terms: readonly [Term, ...Term[]];
  readonly units: readonly string[];
  readonly words: readonly number[];
  /** How surely it is meant, below 1: what was typed comes first. */
  readonly share: number;
  /** It is another name of what a word is guessed to be, and counts where that is meant. */
  readonly through?: Guess;
  /** It is two words in another spelling, and counts where that is rather meant. */
  readonly rather?: Rather;
};

type Place = { readonly number: number; readonly unit: string };

/** What was typed comes first, however surely another name means the same. */
const MOST_SHARE = 0.95;
/** `nhatban` is not written so by anybody who means something else. */
export const RUN_TOGETHER_SHARE = 0.9;
/** Shorter runs are words of other languages, or slips. */
const MIN_RUN_LETTERS = 5;
const MOST_PARTS = 5;
/** Ways to divide a run that are looked for; each costs the reads of its pairs. */
const MOST_WAYS = 2;
/** Names of so many words in all: each costs the reads of its pairs. */
const MOST_STAND_INS = 16;

export function standInsFor(places: readonly Place[], vocabulary: Vocabulary, synonyms: Synonyms): StandIn[] {
  const found = new Map<string, StandIn>();
  const add = (span: readonly Place[], units: readonly string[], sure: number): void => {
    const terms = termsOf(units);
    const words = [...new Set(span.map(({ number }) => number))];
    const key = `${words.join()} ${terms.join('|')}`;
    const share = Math.min(sure, MOST_SHARE);
    const known = found.get(key);
    if (terms.length === 0 || (known ? known.share >= share : found.size >= MOST_STAND_INS)) return;
    found.set(key, { terms: terms as [Term, ...Term[]], units, words, share });
  };
  for (let from = 0; from < places.length; from += 1) {
    const most = Math.min(places.length - from, Math.max(synonyms.longest, MOST_PARTS));
    for (let length = 1; length <= most; length += 1) {
      const span = places.slice(from, from + length);
      const units = span.map(({ unit }) => unit);
      for (const { units: other, share } of synonyms.of(units)) add(span, other, share);
      const [left, right, ...more] = span;
      if (left && right && more.length === 0)
        for (const { units: other, share } of otherNumerals(left, right)) add(span, other, share);
      if (length === 1)
        for (const parts of divided(units[0] as string, vocabulary)) add(span, parts, RUN_TOGETHER_SHARE);
      else if (length <= MOST_PARTS && isRun(units.join(''), vocabulary))
        add(span, [units.join('')], RUN_TOGETHER_SHARE);
    }
  }
  return [...found.values()];
}

const LETTERS = /^[a-z]+$/;

/** Syllables written as one word, by somebody: `saigon`, not `hoan`, which is one. */
function isRun(joined: string, vocabulary: Vocabulary): boolean {
  return joined.length >= MIN_RUN_LETTERS && LETTERS.test(joined) && !isSyllable(joined) && vocabulary.has(joined);
}

/** Other names of what unknown words are guessed to be: of `washinton` what `Washington` is called too. */
export function namesOfGuesses(words: readonly (readonly Reading[])[], synonyms: Synonyms): StandIn[] {
  const found = words.flatMap((readings, number) =>
    readings
      .filter(isGuess)
      .slice(0, NAMED_GUESSES)
      .flatMap((guess) =>
        synonyms.of([guess.term]).flatMap(({ units, share }): StandIn[] => {
          const [first, ...rest] = termsOf(units);
          const sure = Math.min(share, MOST_SHARE) * guess.share;
          return first ? [{ terms: [first, ...rest], units, words: [number], share: sure, through: guess }] : [];
        }),
      ),
  );
  return found.slice(0, MOST_STAND_INS);
}
const NAMED_GUESSES = 3;

/** The likeliest ways to read a run as known syllables, the fewest and most common first; and behind them two words of other
 *  languages that are known (`worldcup`), where it is not known itself. */
export function divided(run: string, vocabulary: Vocabulary): string[][] {
  if (run.length < MIN_RUN_LETTERS || !LETTERS.test(run) || isSyllable(run)) return [];
  const ways: Way[] = [];
  const divide = (from: number, parts: readonly string[], worth: number): void => {
    if (from === run.length) {
      if (parts.length > 1) ways.push({ parts: [...parts], worth });
      return;
    }
    if (parts.length === MOST_PARTS) return;
    for (let end = Math.min(run.length, from + 7); end > from; end -= 1) {
      const part = run.slice(from, end);
      const df = vocabulary.get(part);
      if (df !== undefined && isSyllable(part)) divide(end, [...parts, part], worth + Math.log(df) - PART_COST);
    }
  };
  divide(0, [], 0);
  return [...likeliest(ways, MOST_WAYS), ...likeliest(foreignHalves(run, vocabulary), MOST_FOREIGN_WAYS)];
}
const MOST_FOREIGN_WAYS = 3;
/** Shorter pieces are known in any run. */
const MIN_FOREIGN_LETTERS = 3;

type Way = { readonly parts: string[]; readonly worth: number };

const likeliest = (ways: readonly Way[], most: number): string[][] =>
  ways
    .toSorted((a, b) => b.worth - a.worth || (a.parts.join(' ') < b.parts.join(' ') ? -1 : 1))
    .slice(0, most)
    .map(({ parts }) => parts);

function foreignHalves(run: string, vocabulary: Vocabulary): Way[] {
  const ways: Way[] = [];
  if (vocabulary.has(run)) return ways;
  for (let at = MIN_FOREIGN_LETTERS; at <= run.length - MIN_FOREIGN_LETTERS; at += 1) {
    const parts = [run.slice(0, at), run.slice(at)];
    if (parts.every(isSyllable) || !parts.every((part) => vocabulary.has(part))) continue;
    // the rarer they are, the less by chance they are two words
    ways.push({ parts, worth: -parts.reduce((sum, part) => sum + Math.log(vocabulary.get(part) as number), 0) });
  }
  return ways;
}
/** One syllable more has to be this much more common in all. */
const PART_COST = 12;

/** The terms that an article holds which has these units side by side. */
function termsOf(units: readonly string[]): Term[] {
  if (units.length === 1) return [units[0] as Term];
  const terms: Term[] = [];
  units.forEach((unit, i) => {
    const next = units[i + 1];
    // a code stands in pairs with its halves alone
    if (isCode(unit)) terms.push(unit as Term);
    else if (next !== undefined && !isCode(next)) terms.push(pairTerm({ folded: unit }, { folded: next }));
  });
  return [...new Set(terms)];
}

const isCode = (unit: string): boolean => (/\d/.test(unit) ? /[a-z]/.test(unit) : !/[aeiouy]/.test(unit));
