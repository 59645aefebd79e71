/** Given articles, returns what may be suggested to somebody who types: phrases that several articles hold, each as most of
 *  them spell it, and the titles themselves. The same articles in any order give the same. */
import { TITLE_KEY_WORDS, type SuggestionEntry } from '../core/index/suggestions.ts';
import { words } from '../core/text/words.ts';
import { cutNames } from './cut-names.ts';
import { countGrams, type Gram } from './grams.ts';
import { readPassages, type Passages, type Read } from './passages.ts';
import { edgesOf } from './phrase-edges.ts';
import { spellingsOf } from './spellings.ts';

/** `Thủ tướng Chính phủ Nguyễn Xuân Phúc` has seven words. */
const MOST_WORDS = 7;
/** From this size on a phrase of two articles is as often an article published twice. */
const THREE_ARTICLES_FROM = 20_000;
/** A phrase gives way to a longer one that so much of it is part of: `thủ tướng Nhật` to `thủ tướng Nhật Bản`. */
const PART_OF_LONGER = 0.8;
/** Of phrases that only accents tell apart, one that is so much rarer is a slip. */
const SLIP = 1 / 20;

/** What a name does is seldom one syllable: `Hà Nội chi` goes on. */
const NAME_AND_SYLLABLE = /(?:^|\s)\p{Lu}[^\s]*\s\p{Lu}[^\s]*\s\p{Ll}+$/u;

/** Of a larger index what may be suggested comes from the latest articles: each takes 4 kB of memory here, and what people look for is
 *  seldom older than a hundred thousand articles. */
const LATEST = 100_000;

/** What `suggestionsOf` reads where there are too many articles to read their texts. `articles`: in order of time. */
export function latestTitles(
  articles: Iterable<Pick<Read, 'title'>> & { readonly length: number },
  most = LATEST,
): Read[] {
  const titles: Read[] = [];
  let left = Math.max(0, articles.length - most);
  for (const { title } of articles) {
    if (left > 0) left -= 1;
    else titles.push({ title, body: '' });
  }
  return titles;
}

/** `inAll`: articles of the whole index, of which these may be the latest. @default these are all */
export function suggestionsOf(articles: readonly Read[], inAll = articles.length): SuggestionEntry[] {
  const passages = readPassages(articles, inAll);
  const least = articles.length < THREE_ARTICLES_FROM ? 2 : 3;
  const phrases = withoutSlips(phrasesOf(passages, least)).map(behindOthers);
  const known = new Set(phrases.map(({ text }) => text.toLowerCase()));
  return [...phrases, ...wholeTitles(passages).filter(({ text }) => !known.has(text.toLowerCase()))];
}

function* phrasesOf(passages: Passages, least: number): Generator<SuggestionEntry> {
  const exactOf = (gram: Gram): string[] => gram.words.map((word) => passages.exact(word));
  const isKept = (gram: Gram): boolean =>
    gram.longest < gram.count * PART_OF_LONGER &&
    !passages.neverEnds(gram.words.at(-1) as number) &&
    edgesOf(exactOf(gram)) !== 'cut';
  for (const grams of countGrams(passages, MOST_WORDS, least)) {
    const cut = cutNames(passages, grams);
    const texts = spellingsOf(passages, grams, (gram, number) => cut[number] === 0 && isKept(gram));
    for (const [number, gram] of grams.all.entries()) {
      const text = texts.get(number);
      if (text === undefined || NAME_AND_SYLLABLE.test(text)) continue;
      const key = gram.words.map((word) => passages.folded(word)).join(' ');
      yield { key, text, count: gram.count, whole: false };
    }
  }
}

function withoutSlips(phrases: Iterable<SuggestionEntry>): SuggestionEntry[] {
  const all = [...phrases];
  const most = new Map<string, number>();
  for (const { key, count } of all) most.set(key, Math.max(most.get(key) ?? 0, count));
  return all.filter(({ key, count }) => !key.includes(' ') || count > (most.get(key) as number) * SLIP);
}

/** What says nothing alone counts as if one article held it: it comes where nothing better begins so, with its accents. */
function behindOthers(phrase: SuggestionEntry): SuggestionEntry {
  const isCommon = edgesOf(words(phrase.text).map(({ exact }) => exact)) === 'common';
  return isCommon ? { ...phrase, count: 1 } : phrase;
}

function wholeTitles(passages: Passages): SuggestionEntry[] {
  const entries = new Map<string, SuggestionEntry>();
  for (const { text, from, to } of passages.titles) {
    if (from === to) continue;
    const row = passages.row.subarray(from, Math.min(to, from + TITLE_KEY_WORDS));
    const key = Array.from(row, (word) => passages.folded(word)).join(' ');
    entries.set(text, { key, text, count: (entries.get(text)?.count ?? 0) + 1, whole: true });
  }
  return [...entries.values()];
}
