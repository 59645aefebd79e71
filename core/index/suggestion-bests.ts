/** Given suggestions in the order of their keys, returns the best for each beginning that very many of them share: what is
 *  suggested for one letter is known before anybody types it. */
import { asTyped, lettersOf } from '../text/spelled.ts';
import { words } from '../text/words.ts';
import type { SuggestionEntry } from './suggestions.ts';

/** As many as one answer holds at most. */
const BEST_OF_ALL = 20;
/** Of those spelled alike as far as the beginning goes, so that `má` has suggestions of its own beside those of `ma`. */
const BEST_OF_SPELLING = 8;
/** So many are enough, however many spellings there are of several words. */
const MOST_LISTED = 200;
/** A syllable alone says little about what is looked for, and is more frequent than all that begins with it. */
const ALONE_SHARE = 1 / 10;

export type PrefixList = {
  readonly prefix: string;
  /** The first entry that begins with it. */
  readonly from: number;
  readonly best: readonly SuggestionEntry[];
};

/** The better one first: more frequent, then shorter, then by text. Single syllables count less than phrases. */
export function compareSuggestions(a: SuggestionEntry, b: SuggestionEntry): number {
  return worthOf(b) - worthOf(a) || a.text.length - b.text.length || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
}

const worthOf = ({ key, count }: SuggestionEntry): number => (key.includes(' ') ? count : count * ALONE_SHARE);

/** `entries`: in the order of their keys. Prefixes that so many entries begin with, in the same order. */
export function* bestOfPrefixes(entries: readonly SuggestionEntry[], least: number): Generator<PrefixList> {
  yield* listsBelow(entries, '', 0, entries.length, least);
}

function* listsBelow(
  entries: readonly SuggestionEntry[],
  prefix: string,
  from: number,
  to: number,
  least: number,
): Generator<PrefixList> {
  if (to - from < least) return;
  if (prefix !== '') yield { prefix, from, best: bestOf(entries.slice(from, to), prefix) };
  for (let at = from; at < to;) {
    const next = nextSign(entries[at] as SuggestionEntry, prefix);
    let end = at + 1;
    while (end < to && nextSign(entries[end] as SuggestionEntry, prefix) === next) end += 1;
    if (next !== '') yield* listsBelow(entries, prefix + next, at, end, least);
    at = end;
  }
}

/** A whole code point: half of one is no text. */
function nextSign({ key }: SuggestionEntry, prefix: string): string {
  const sign = key.codePointAt(prefix.length);
  return sign === undefined ? '' : String.fromCodePoint(sign);
}

function bestOf(entries: readonly SuggestionEntry[], prefix: string): SuggestionEntry[] {
  const taken = new Map<string, number>();
  const isAmong = (group: string, most: number): boolean => {
    const before = taken.get(group) ?? 0;
    taken.set(group, before + 1);
    return before < most;
  };
  const best = entries.toSorted(compareSuggestions).filter((entry, place) => {
    const ofSpelling = isAmong(`spelled ${spelledUpTo(entry.text, prefix)}`, BEST_OF_SPELLING);
    const complete = entry.key === prefix && isAmong('complete', BEST_OF_SPELLING);
    return place < BEST_OF_ALL || ofSpelling || complete;
  });
  return best.slice(0, MOST_LISTED);
}

/** What of `text` stands for `prefix`, with its accents. */
function spelledUpTo(text: string, prefix: string): string {
  const typed = prefix.split(' ');
  const list = words(text);
  return typed
    .map((word, i) => {
      const exact = list[i]?.exact ?? '';
      if (i < typed.length - 1) return exact;
      const { letters, tone } = lettersOf(exact);
      return asTyped({ letters: letters.slice(0, word.length), tone: word === '' ? '' : tone });
    })
    .join(' ');
}
