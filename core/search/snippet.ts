/** Given an article's text and the query's matches in it, cuts the passage that says most about the query.
 *  It begins and ends with a sentence or a clause wherever one does near enough. */
import { cutAtLetter, type Word } from '../text/words.ts';
import type { Mark } from './answer.ts';
import { cutBefore } from './cuts.ts';
import type { Match } from './marks.ts';
import { bestPassage, endOf, LENGTH, type Passage, type Passages } from './passage.ts';

export type Snippet = { readonly snippet: string; readonly marks: readonly Mark[] };

/** Of the quotation marks and brackets that open or close a passage, how many are shown. */
const MOST_SIGNS = 4;
const ELLIPSIS = '…';

/** `weights`: of each word of the query. Without a match, the text's beginning. */
export function cutSnippet(passages: Passages, matches: readonly Match[], weights: readonly number[]): Snippet {
  const { text, words, repeatsFrom } = passages;
  if (text.length <= LENGTH && repeatsFrom === null) return tidy(text, [0, text.length], false, matches);
  const { first, from, until } = bestPassage(passages, matches, weights);
  const to = endFor(text, words, { first, from, until }, endOf(passages, from));
  const opening = /["'“‘«([]*$/u.exec(text.slice(Math.max(0, from - MOST_SIGNS), from))?.[0].length ?? 0;
  return tidy(text, [from - opening, to], isMidway(text, words, first, from - opening), matches);
}

/** The last end of a sentence behind the query's words and in the second half, else of a clause, else of what small words
 *  divide, else of a word; rather before parentheses than between them. */
function endFor(text: string, words: readonly Word[], { first, from, until }: Passage, end: number): number {
  const most = from + LENGTH;
  if (end <= most) return end;
  const ends = { sentence: 0, clause: 0, phrase: 0, word: 0, inside: 0 };
  let open = 0;
  for (let i = first + 1; i <= words.length; i += 1) {
    const last = words[i - 1] as Word;
    if (last.end > most) break;
    const signs = text.slice(last.end, Math.min(words[i]?.start ?? Infinity, last.end + MOST_SIGNS));
    open = Math.max(0, open - count(signs, ')'));
    const cut = cutBefore(text, words, i);
    if (cut !== null) ends[open > 0 && cut !== 'sentence' ? 'inside' : cut] = last.end;
    open += count(signs, '(');
  }
  const near = Math.max(until, from + LENGTH / 2);
  const { sentence, clause, phrase, word, inside } = ends;
  if (sentence >= near) return sentence + lengthOf(/^[.!?…”’"')\]]+/u, text, sentence);
  const late = Math.max(near, from + (LENGTH * 3) / 4);
  const outside = clause >= near ? clause : phrase >= late ? phrase : Math.max(word, phrase, clause);
  const to = outside >= near ? outside : Math.max(outside, inside);
  if (to > from) return to + lengthOf(/^[”’"')\]]+/u, text, to);
  return from + cutAtLetter(text.slice(from, most + 64), LENGTH).length;
}

const count = (signs: string, sign: string): number => signs.split(sign).length - 1;
const lengthOf = (signs: RegExp, text: string, at: number): number =>
  signs.exec(text.slice(at, at + MOST_SIGNS))?.[0].length ?? 0;

/** What stands behind a colon is whole where it begins as sentences do. */
function isMidway(text: string, words: readonly Word[], first: number, from: number): boolean {
  if (from <= 0 || cutBefore(text, words, first) === 'sentence') return false;
  return !(
    /:\s+$/u.test(text.slice(Math.max(0, from - MOST_SIGNS), from)) &&
    /^["“«‘]*\p{Lu}/u.test(text.slice(from, from + MOST_SIGNS))
  );
}

/** White space folded, with `…` where the text goes on, and the marks moved along. */
function tidy(
  text: string,
  [from, to]: readonly [number, number],
  startsMidway: boolean,
  matches: readonly Match[],
): Snippet {
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
