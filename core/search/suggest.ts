/** Given what has been typed up to now, returns what may be meant: phrases and titles that begin so, with their accents.
 *  Never fails for what is typed; looks at a bounded number of entries, and waits for two reads at most. */
import { SaolaError } from '../errors.ts';
import type { CallOptions } from '../store/store.ts';
import type { LiveSegment } from '../index/segment.ts';
import { compareSuggestions } from '../index/suggestion-bests.ts';
import { TITLE_KEY_WORDS, type SuggestionEntry } from '../index/suggestions.ts';
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldWord, tidied } from '../text/fold.ts';
import { accentsLike } from '../text/spelled.ts';
import { words, type Word } from '../text/words.ts';
import type { SuggestAnswer, SuggestRequest, Suggestion } from './answer.ts';
import { isMeantBy, prefixesOf, readTyped, withoutWords, type Typed } from './typed.ts';
import { readingsOf } from './typed-readings.ts';

export const SUGGEST_LIMIT = { default: 8, most: 20 } as const;

export type Suggesting = {
  readonly segments: readonly Pick<LiveSegment, 'suggestions'>[];
  readonly vocabulary: Vocabulary;
  readonly version: string;
  /** Of the request that asks. @default none */
  readonly calls?: CallOptions;
};

/** Throws `SaolaError('bad-request')` for a limit that cannot be, and what reading throws. Titles of articles that were removed
 *  are gone at once; a phrase counts them until its segment is written anew. */
export async function suggest(
  { query, limit = SUGGEST_LIMIT.default }: SuggestRequest,
  { segments, vocabulary, version, calls }: Suggesting,
): Promise<SuggestAnswer> {
  checkLimit(limit);
  const text = tidied(query);
  const readings = readingsOf(text, vocabulary).flatMap((reading) => readTyped(reading) ?? []);
  const find = async (typed: readonly Typed[]): Promise<Suggestion[] | null> => {
    const found = await findIn(segments, typed, calls);
    return firstOf(typed.map((each, i) => () => shown(found[i] as SuggestionEntry[], each, limit)));
  };
  const suggestions = (await find(readings)) ?? (await find(endsOf(readings))) ?? [];
  return { query: text.trim(), suggestions, version };
}

function firstOf<T>(makers: readonly (() => T | null)[]): T | null {
  for (const make of makers) {
    const made = make();
    if (made !== null) return made;
  }
  return null;
}

function checkLimit(limit: number): void {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= SUGGEST_LIMIT.most) return;
  throw new SaolaError('bad-request', `"limit" is ${limit}; a whole number from 1 to ${SUGGEST_LIMIT.most} is wanted.`);
}

/** What is left of readings without words from their front, which stay as they are; the longest first. */
function endsOf(readings: readonly Typed[]): Typed[] {
  const ends = readings.flatMap((whole) => {
    const from = Math.max(1, whole.words.length - TITLE_KEY_WORDS);
    const counts = Array.from({ length: Math.max(0, whole.words.length - from) }, (_, i) => from + i);
    return counts.flatMap((count) => withoutWords(whole, count) ?? []);
  });
  return ends.toSorted((a, b) => b.words.length - a.words.length);
}

/** Those of all segments, each text once with its counts summed. */
async function findIn(
  segments: Suggesting['segments'],
  typed: readonly Typed[],
  calls: CallOptions | undefined,
): Promise<SuggestionEntry[][]> {
  const prefixes = typed.map(prefixesOf);
  const found = await Promise.all(segments.map(({ suggestions }) => suggestions.find(prefixes.flat(), calls)));
  let at = 0;
  return prefixes.map(({ length }) => {
    const ranges = found.map((ofSegment) => ofSegment.slice(at, at + length).flat());
    at += length;
    return summed(ranges);
  });
}

function summed(ranges: readonly (readonly SuggestionEntry[])[]): SuggestionEntry[] {
  const sums = new Map<string, SuggestionEntry>();
  for (const range of ranges) {
    // two prefixes of one word may have found the same
    for (const entry of new Map(range.map((each) => [each.text, each])).values()) {
      const name = entry.text.toLowerCase();
      const known = sums.get(name);
      if (!known) sums.set(name, entry);
      else {
        const { text } = compareSuggestions(known, entry) <= 0 ? known : entry;
        sums.set(name, { ...known, text, count: known.count + entry.count, whole: known.whole && entry.whole });
      }
    }
  }
  return [...sums.values()];
}

/** The best of those whose accents are nearest to what was typed: what was typed is respected where anything begins so. */
function shown(entries: readonly SuggestionEntry[], typed: Typed, limit: number): Suggestion[] | null {
  const byNearness: Suggestion[][] = [[], [], []];
  const nearest = byNearness[2] as Suggestion[];
  for (const { text, whole } of entries.toSorted(compareSuggestions)) {
    if (whole && typed.front !== '') continue; // a title is no end of something else
    const list = words(text);
    if (!isMeantBy(list, typed)) continue;
    const nearness = Math.min(...typed.words.map((word, i) => accentsLike(list[i] as Word, word)));
    const alike = byNearness[nearness] as Suggestion[];
    if (alike.length < limit) alike.push(suggestionOf(text, list, typed));
    if (nearest.length === limit) break;
  }
  return byNearness.findLast((alike) => alike.length > 0) ?? null;
}

function suggestionOf(text: string, list: readonly Word[], { words: typed, front, start }: Typed): Suggestion {
  const last = list[typed.length - 1] as Word;
  const length = lettersUpTo(text.slice(last.start, last.end), (typed.at(-1) as Word).folded.length);
  const from = front === '' ? (list[0] as Word).start : start;
  return { text: front + text, marks: [[from, front.length + last.start + length]] };
}

/** The units of the first letters of a word, so many without their accents. */
function lettersUpTo(word: string, wanted: number): number {
  let units = 0;
  let letters = 0;
  for (const [letter] of word.matchAll(/\P{M}\p{M}*/gu)) {
    if (letters >= wanted) break;
    units += letter.length;
    letters += foldWord(letter).folded.length;
  }
  return units;
}
