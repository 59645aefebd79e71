/** Given a text and the query's matches in it, says where the passage begins that says most about the query.
 *  Sentences come before clauses, and clauses before what begins in the midst of one, unless they hold much less of the query. */
import type { Word } from '../text/words.ts';
import { cutBefore, type Cut } from './cuts.ts';
import type { Match } from './marks.ts';

export type Passages = {
  readonly text: string;
  /** Of the text. */
  readonly words: readonly Word[];
  /** Words without accents that need not be said again: those of the title. */
  readonly said: ReadonlySet<string>;
  /** What stands behind this place says again what stands before it: no passage has both. `null` where nothing does. */
  readonly repeatsFrom: number | null;
};

/** UTF-16 units: two or three lines on a phone. */
export const LENGTH = 200;
/** A word met again counts, but less than another word of the query. */
const REPEATED = 0.1;
/** Accents as they were typed are better than other ones. */
const EXACT = 1.2;
/** What a passage is worth by how it begins; what begins in the midst of a sentence has to hold more of the query. */
const BEGINNING = { sentence: 1, clause: 0.88, phrase: 0.74, word: 0.7 } satisfies Record<NonNullable<Cut>, number>;
/** Of a passage of full length that comes to the query's words at its very end, so much less. */
const LATE = 0.15;
/** Of one that is short as the text ends, so much less for each part of the length. More than `LATE`, so that near its end
 *  a text is shown from further before. */
const SHORT = 0.25;
/** Where no sentence or clause begins, what stands before a match still says what it is about. */
const LEAD = 50;
/** A sentence of which so many words have been said has no news, unless others are far from the query. */
const MOSTLY_SAID = 0.8;
const SAID = 0.6;
const LEAST_SAID = 4;
/** `first`: the word that a passage begins with. `until`: where the last of the query's words in it ends. */
export type Passage = { readonly first: number; readonly from: number; readonly until: number };

/** Where what may be shown behind `from` ends. */
export const endOf = ({ text, repeatsFrom }: Passages, from: number): number =>
  repeatsFrom !== null && from < repeatsFrom ? repeatsFrom : text.length;

/** Of equals the first. Looks at no word that is further before a match than a passage is long. */
export function bestPassage(passages: Passages, matches: readonly Match[], weights: readonly number[]): Passage {
  const { text, words } = passages;
  let best: Passage = { first: 0, from: 0, until: 0 };
  let most = 0;
  let next = 0;
  let held: Held = { first: 0, beyond: 0, sum: 0, until: 0 };
  for (let i = 0; i < words.length; i += 1) {
    const from = (words[i] as Word).start;
    while (next < matches.length && (matches[next] as Match).start < from) next += 1;
    const match = matches[next];
    if (!match) break;
    if (match.start - from > LENGTH) continue;
    const end = endOf(passages, from);
    held = heldFrom(matches, next, Math.min(end, from + LENGTH), weights, held);
    const { sum, until } = held;
    if (sum <= most) continue;
    // a match that is longer than a passage can begin one, wherever it stands
    const cut = cutBefore(text, words, i) ?? (match.start === from ? 'word' : null);
    if (cut === null) continue;
    const lead = match.start - from;
    const late = cut === 'sentence' || cut === 'clause' ? lead : Math.abs(lead - LEAD);
    const missing = Math.max(0, from + LENGTH - end);
    const worth = sum * BEGINNING[cut] * (1 - (LATE * late + SHORT * missing) / LENGTH);
    if (worth <= most + 1e-9) continue;
    const news = cut === 'sentence' && isSaid(passages, i) ? worth * SAID : worth;
    if (news <= most + 1e-9) continue;
    most = news;
    best = { first: i, from, until };
  }
  return best;
}

/** What matches weigh, `[first, beyond)` of them, and where the last one stands that says something new. */
type Held = { readonly first: number; readonly beyond: number; readonly sum: number; readonly until: number };

/** Of the matches from the `first` on that end before `end`. `before`: of a passage that begins further before. */
function heldFrom(
  matches: readonly Match[],
  first: number,
  end: number,
  weights: readonly number[],
  before: Held,
): Held {
  let beyond = Math.max(first, before.beyond);
  while (beyond < matches.length && (matches[beyond] as Match).end <= end) beyond += 1;
  if (first === before.first && beyond === before.beyond) return before; // as nearly always
  const seen = new Map<number, number>();
  let sum = 0;
  let until = 0;
  for (const match of matches.slice(first, beyond)) {
    const value = (weights[match.word] as number) * (match.exact ? EXACT : 1);
    const known = seen.get(match.word);
    sum += known === undefined ? value : Math.max(0, value - known) + REPEATED * Math.min(value, known);
    if (known === undefined || value > known) until = match.end;
    seen.set(match.word, Math.max(value, known ?? 0));
  }
  return { first, beyond, sum, until };
}

/** Whether the sentence that begins here says little that has not been said. */
function isSaid({ text, words, said }: Passages, first: number): boolean {
  const all = new Set<string>();
  for (let i = first; i < words.length && (words[i] as Word).start - (words[first] as Word).start < LENGTH; i += 1) {
    if (i > first && cutBefore(text, words, i) === 'sentence') break;
    all.add((words[i] as Word).folded);
  }
  let known = 0;
  for (const word of all) if (said.has(word)) known += 1;
  return all.size >= LEAST_SAID && known >= all.size * MOSTLY_SAID;
}
