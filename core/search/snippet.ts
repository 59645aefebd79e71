/** Given an article's text and the query's matches in it, cuts the passage that says most about the query. */
import { cutAtLetter, type Word } from '../text/words.ts';
import type { Mark } from './answer.ts';
import type { Match } from './marks.ts';

export type Snippet = { readonly snippet: string; readonly marks: readonly Mark[] };

/** UTF-16 units: two or three lines on a phone. */
const LENGTH = 200;
/** So much of a sentence's beginning is shown before the first match; a longer one is cut at a word. */
const LEAD = 70;
/** A word met again counts, but less than another word of the query. */
const REPEATED = 0.1;
/** Accents as they were typed are better than other ones. */
const EXACT = 1.2;
/** Of the quotation marks and brackets that open a passage, how many are shown. */
const MOST_OPENING = 4;
const ELLIPSIS = '…';

/** `weights`: of each word of the query. Without a match, the text's beginning. */
export function cutSnippet(
  text: string,
  words: readonly Word[],
  matches: readonly Match[],
  weights: readonly number[],
): Snippet {
  const from = matches.length === 0 ? 0 : startFor(text, words, bestMatch(matches, weights));
  const to = endFor(text, words, from);
  return tidy(text, from, to, matches);
}

/** The match from which a snippet's length holds most of the query's weight; of equals the first. */
function bestMatch(matches: readonly Match[], weights: readonly number[]): Match {
  let best = matches[0] as Match;
  let most = -1;
  const seen = new Map<number, number>();
  matches.forEach((first, i) => {
    seen.clear();
    let sum = 0;
    for (let k = i; k < matches.length && (matches[k] as Match).end - first.start <= LENGTH - LEAD / 2; k += 1) {
      const { word, exact } = matches[k] as Match;
      const value = (weights[word] as number) * (exact ? EXACT : 1);
      const before = seen.get(word);
      sum += before === undefined ? value : Math.max(0, value - before) + REPEATED * Math.min(value, before);
      seen.set(word, Math.max(value, before ?? 0));
    }
    if (sum > most + 1e-9) {
      most = sum;
      best = first;
    }
  });
  return best;
}

/** The beginning of the match's sentence where that is near, else of a clause, else a word some way before it. */
function startFor(text: string, words: readonly Word[], match: Match): number {
  if (text.length <= LENGTH) return 0;
  let start = match.start;
  let clause: number | null = null;
  for (let i = words.findLastIndex((word) => word.start <= match.start); i >= 0; i -= 1) {
    const word = words[i] as Word;
    if (match.start - word.start > LEAD) {
      start = clause ?? start;
      break;
    }
    if (isJoined(text, word.start)) continue;
    start = word.start;
    if (word.opens) break;
    if (BEFORE_CLAUSE.test(text.slice(Math.max(0, start - 4), start))) clause = start;
  }
  // The text's end within reach: show as much before it as there is room for.
  if (text.length - start < LENGTH) {
    const earliest = words.find((word) => word.start >= text.length - LENGTH);
    start = Math.min(start, earliest?.start ?? start);
  }
  const opening = /["'“‘«([]*$/u.exec(text.slice(Math.max(0, start - MOST_OPENING), start));
  return start - (opening?.[0].length ?? 0);
}

/** `Xi-ri` and `28/6` are two words each to the index, and one to a reader. */
const isJoined = (text: string, at: number): boolean =>
  /[\p{L}\p{N}][-–./]$/u.test(text.slice(Math.max(0, at - 3), at));
const BEFORE_CLAUSE = /[,;:)]\s*$|\s[–—-]\s*$|\($/u;

/** The end of a sentence where one ends in the last third, else of a clause that ends in the last quarter, else of a word. */
function endFor(text: string, words: readonly Word[], from: number): number {
  const most = from + LENGTH;
  if (text.length <= most) return text.length;
  let end = 0;
  let sentence = 0;
  let clause = 0;
  for (let i = words.findIndex((word) => word.start >= from); i >= 0 && i < words.length; i += 1) {
    const word = words[i] as Word;
    if (word.end > most) break;
    const next = words[i + 1];
    if (next && isJoined(text, next.start)) continue;
    end = word.end;
    if (next?.opens) sentence = word.end;
    else if (/^[,;)]/u.test(text.slice(word.end, word.end + 1))) clause = word.end;
  }
  if (sentence - from > (LENGTH * 2) / 3)
    return sentence + (/^[.!?…”’"')]+/u.exec(text.slice(sentence, sentence + 4))?.[0].length ?? 0);
  if (clause - from > (LENGTH * 3) / 4) end = clause;
  return end > from ? end : from + cutAtLetter(text.slice(from, most + 64), LENGTH).length;
}

/** White space folded, with `…` where the text goes on, and the marks moved along. */
function tidy(text: string, from: number, to: number, matches: readonly Match[]): Snippet {
  const startsMidway =
    from > 0 && !/(?:[.!?…:]["”’)\s]*\s|\n\s*)["'“‘«([]*$/u.test(text.slice(Math.max(0, from - 8), from));
  let snippet = startsMidway ? ELLIPSIS : '';
  const marks: Mark[] = [];
  let at = from;
  const copy = (end: number): void => {
    // JavaScript takes a byte order mark for white space, which it would part words with
    const piece = text.slice(at, end).replaceAll('\uFEFF', '').replace(/\s+/gu, ' ');
    snippet += snippet === '' || snippet.endsWith(' ') ? piece.trimStart() : piece;
    at = end;
  };
  for (const { start, end } of matches) {
    if (start < from || end > to) continue;
    copy(start);
    const begin = snippet.length;
    copy(end);
    marks.push([begin, snippet.length]);
  }
  copy(to);
  const whole = snippet.trimEnd();
  const endsMidway = to < text.trimEnd().length && !/[.!?…]["”’)]*$/u.test(whole);
  return {
    snippet: endsMidway ? `${whole.replace(/[,;:–-]$/u, '')}${ELLIPSIS}` : whole,
    marks: joinMarks(marks, whole),
  };
}

/** Neighbours with only a space or a hyphen between them are one mark, and so are the parts of one number or code:
 *  `1,5`, `45/2024/QH15`. */
export function joinMarks(marks: readonly Mark[], text: string): Mark[] {
  const joined: [number, number][] = [];
  for (const [start, end] of marks) {
    const last = joined.at(-1);
    if (last && (/^[ \u00A0-]?$/u.test(text.slice(last[1], start)) || isInNumber(text, last[1], start))) last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}

const isInNumber = (text: string, from: number, to: number): boolean =>
  to - from === 1 &&
  /[.,/:–]/u.test(text.charAt(from)) &&
  (/\p{Nd}/u.test(text.charAt(from - 1)) || /\p{Nd}/u.test(text.charAt(to)));
