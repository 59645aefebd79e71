/** Given a word that is still being typed, returns the words of the index that it may become. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldedTerm, pairTerm, type Term } from '../text/analyze.ts';
import { foldWord } from '../text/fold.ts';
import { isSyllable } from '../text/syllables.ts';
import { unitsOf } from '../text/units.ts';
import type { Word } from '../text/words.ts';
import type { Reading } from './query.ts';
import { readTyped } from './typed.ts';
import { readingsOf } from './typed-readings.ts';

/** Completions that are looked for, each with its pair: enough to hold what two letters begin most often. */
const MOST = 8;
/** Completions that are looked for beside the word before alone: pairs with it stand side by side in the index. */
const MOST_BESIDE = 24;
/** What the likeliest completion counts against the word as it stands. */
const BEST_SHARE = 0.6;

/** What was typed, as it is likeliest meant: the first reading whose last word the index knows, or knows longer ones of. `null`
 *  where there is none. The same text gives the same readings to suggestions. */
export function readLive(text: string, vocabulary: Vocabulary): string | null {
  const begins = (word: string): boolean => vocabulary.has(word) || likelyEnds(word, vocabulary).length > 0;
  const isKnown = (reading: string): boolean => {
    const last = unitsOf(reading).at(-1); // `g2` begins `g20`, and all of `TP.H` begins `TP.HCM`
    if (last === undefined) return false;
    const [run = '', letters = '', behind = ''] = MIXED.exec(reading) ?? [];
    if (run === '' || unitsOf(run).length === 1) {
      return /^\d+$/.test(last) || begins(last) || endsOf(reading, vocabulary).length > 0;
    }
    // `iphone1` is a name with half a number; behind a syllable digits are the keys of VNI: `thu3`
    const { folded } = foldWord(letters);
    return /^\d+$/.test(behind) && !isSyllable(folded) && vocabulary.has(folded);
  };
  return readingsOf(text, vocabulary).find(isKnown) ?? null;
}

/** Letters and behind them what begins with a digit, as the last word. */
const MIXED = /(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}]+)(\d[\p{L}\p{M}\p{N}]*)$/u;

/** What the last word of a text may become. */
export function endsOf(text: string, vocabulary: Vocabulary): Reading[] {
  const typed = readTyped(text);
  if (!typed) return [];
  const folded = (typed.words.at(-1) as Word).folded;
  // `ky` is `ki` by itself, and begins `Kyoto`
  const begun = folded === typed.begins ? [folded] : [folded, typed.begins];
  const ends = begun.flatMap((each) => likelyEnds(each, vocabulary));
  return [...new Map(ends.map((reading) => [reading.term, reading])).values()];
}

/** What the two words at the end of a text may become together: of `donald tr`, `donald trump`, though many words that begin so are
 *  more common. `before`: the last but one. */
export function endsBeside(before: Term, text: string, vocabulary: Vocabulary): Reading[] {
  const typed = readTyped(text);
  if (!typed) return [];
  return likelyEnds(typed.begins, vocabulary, MOST_BESIDE).map(({ term, share }) => ({
    term: pairTerm({ folded: before }, { folded: term }),
    share,
    unless: [],
    begun: true,
  }));
}

/** What a number at the end of a text may become whose last group is still being typed: `22.5` is on the way to `22.500`.
 *  No index counts its numbers, so these are those that go on with one digit more and then with zeros. Empty where the text ends
 *  otherwise. */
export function numberEnds(text: string): Reading[] {
  const [, groups, begun] = NUMBER.exec(text) ?? [];
  if (groups === undefined || begun === undefined) return [];
  const digits = `${groups.replace(/[.,]/g, '')}${begun}`;
  return Array.from({ length: 10 }, (_, next) => ({
    term: foldedTerm({ folded: `${digits}${next}`.padEnd(digits.length + GROUP - begun.length, '0') }),
    share: next === 0 ? BEST_SHARE : BEST_SHARE / 2,
    unless: [],
  }));
}
const GROUP = 3;
const NUMBER = /(?<![\d.,])([1-9]\d{0,2}(?:[.,]\d{3}){0,3})[.,](\d{1,2})$/;

/** The most common first. A word of one letter may become too many to say anything: only what precedes it does. */
export function likelyEnds(begun: string, vocabulary: Vocabulary, most = MOST): Reading[] {
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
    if (terms[i] === begun || (best.length === most && df <= (best[most - 1] as { df: number }).df)) continue;
    const at = best.findIndex((other) => other.df < df);
    best.splice(at < 0 ? best.length : at, 0, { term: terms[i] as string, df });
    if (best.length > most) best.pop();
  }
  const common = best[0]?.df ?? 1;
  return best.map(({ term, df }) => ({
    term: foldedTerm({ folded: term }),
    share: BEST_SHARE * Math.sqrt(df / common),
    unless: [],
    begun: true,
  }));
}

/** How surely a word that may still go on is meant as it stands. Begun words are words too, and rare ones: of `thủ tướng nh` those
 *  articles would come first that name an accused `Nh.`, as nothing tells more than what few have. */
export function standingShare(begun: string, ends: readonly Reading[], vocabulary: Vocabulary): number {
  const held = vocabulary.get(begun) ?? 0;
  const most = ends.reduce((df, { term }) => Math.max(df, vocabulary.get(term) ?? 0), 0);
  return held === 0 ? 1 : Math.min(1, Math.sqrt(held / Math.max(1, most)));
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
