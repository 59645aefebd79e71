/** Given what has been typed up to now, returns what may be meant: phrases and titles that begin so, with their accents.
 *  Each stands in an article just so: nothing is put together here. Never fails for what is typed; looks at a bounded number of
 *  entries, and waits for two reads at most. */
import { SaolaError } from '../errors.ts';
import type { CallOptions } from '../store/store.ts';
import type { LiveSegment } from '../index/segment.ts';
import { compareSuggestions } from '../index/suggestion-bests.ts';
import type { SuggestionEntry } from '../index/suggestions.ts';
import type { Vocabulary } from '../index/vocabulary.ts';
import { foldWord, tidied } from '../text/fold.ts';
import { accentsLike } from '../text/spelled.ts';
import { words, type Word } from '../text/words.ts';
import type { SuggestAnswer, SuggestRequest, Suggestion } from './answer.ts';
import { isQuote } from './language/signs.ts';
import { readingsApart } from './typed-apart.ts';
import { readingsOf } from './typed-readings.ts';
import { beginsWithSigns, hasSigns, openQuoteIn } from './typed-signs.ts';
import { isMeantBy, prefixesOf, readTyped, type Typed } from './typed.ts';

export const SUGGEST_LIMIT = { default: 8, most: 20 } as const;

export type Suggesting = {
  readonly segments: readonly Pick<LiveSegment, 'suggestions'>[];
  readonly vocabulary: Vocabulary;
  readonly version: string;
  /** Of the request that asks. @default none */
  readonly calls?: CallOptions;
};

/** One way to understand what was typed. */
type Wish = {
  readonly typed: Typed;
  /** What stands around a suggestion: the open quote with all before it, and the one that closes it. */
  readonly around: readonly [front: string, close: string];
  readonly isWanted: (entry: SuggestionEntry) => boolean;
};

/** Throws `SaolaError('bad-request')` for a limit that cannot be, and what reading throws. Titles of articles that were removed
 *  are gone at once; a phrase counts them until its segment is written anew. */
export async function suggest(
  { query, limit = SUGGEST_LIMIT.default }: SuggestRequest,
  { segments, vocabulary, version, calls }: Suggesting,
): Promise<SuggestAnswer> {
  checkLimit(limit);
  const text = tidied(query);
  const find = async (wishes: readonly Wish[]): Promise<Suggestion[] | null> => {
    const found = await findIn(segments, wishes, calls);
    return firstOf(wishes.map((wish, i) => () => shown(found[i] as SuggestionEntry[], wish, limit)));
  };
  const found = (await find(wishesOf(text, vocabulary))) ?? [];
  const apart = found.length < limit ? ((await find(wishesApart(text, vocabulary))) ?? []) : [];
  const known = new Set(found.map((each) => each.text));
  const suggestions = [...found, ...apart.filter((each) => !known.has(each.text))].slice(0, limit);
  return { query: text.trim(), suggestions, version };
}

/** As it stands; and behind a quote that is open. */
function wishesOf(text: string, vocabulary: Vocabulary): Wish[] {
  const signs = hasSigns(text);
  const quote = openQuoteIn(text);
  const asItStands = readingsOf(text, vocabulary).flatMap((reading) =>
    wishFor(reading, ['', ''], ({ text: found }) => (!signs && !quote) || beginsWithSigns(found, reading)),
  );
  if (!quote) return asItStands;
  const inside = readingsOf(quote.inside, vocabulary).flatMap((reading) =>
    // a quote inside would close it
    wishFor(reading, [quote.front, quote.close], ({ text: found }) => !Array.from(found).some(isQuote)),
  );
  return [...asItStands, ...inside];
}

/** With spaces that were left out. Nobody does who knows the signs of the query language. */
function wishesApart(text: string, vocabulary: Vocabulary): Wish[] {
  if (hasSigns(text) || openQuoteIn(text)) return [];
  return readingsApart(text, vocabulary).flatMap((reading) => wishFor(reading, ['', ''], () => true));
}

function wishFor(reading: string, around: Wish['around'], isWanted: Wish['isWanted']): Wish[] {
  const typed = readTyped(reading);
  return typed ? [{ typed, around, isWanted }] : [];
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

/** Those of all segments, each text once with its counts summed. */
async function findIn(
  segments: Suggesting['segments'],
  wishes: readonly Wish[],
  calls: CallOptions | undefined,
): Promise<SuggestionEntry[][]> {
  if (wishes.length === 0) return [];
  const prefixes = wishes.map(({ typed }) => prefixesOf(typed));
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
function shown(entries: readonly SuggestionEntry[], wish: Wish, limit: number): Suggestion[] | null {
  const { typed } = wish;
  const byNearness: Suggestion[][] = [[], [], []];
  const nearest = byNearness[2] as Suggestion[];
  for (const entry of entries.toSorted(compareSuggestions)) {
    const list = words(entry.text);
    if (!isMeantBy(list, typed) || !wish.isWanted(entry)) continue;
    const nearness = Math.min(...typed.words.map((word, i) => accentsLike(list[i] as Word, word)));
    const alike = byNearness[nearness] as Suggestion[];
    if (alike.length < limit) alike.push(suggestionOf(entry.text, list, wish));
    if (nearest.length === limit) break;
  }
  return byNearness.findLast((alike) => alike.length > 0) ?? null;
}

function suggestionOf(text: string, list: readonly Word[], { typed, around: [front, close] }: Wish): Suggestion {
  const first = list[0] as Word;
  const last = list[typed.words.length - 1] as Word;
  const length = lettersUpTo(text.slice(last.start, last.end), (typed.words.at(-1) as Word).folded.length);
  const marks = [[front.length + first.start, front.length + last.start + length]] as const;
  return { text: front + text + close, marks };
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
