/** Given phrases, returns each as it is to be shown: as most articles write it inside a sentence.
 *  The capital that only opens a sentence is no part of it. */
import { NONE, type Gram, type Grams } from './grams.ts';
import type { Passages } from './passages.ts';

/** Of the times that a word stands inside a sentence, so many have to be names for it to be one where it opens a sentence
 *  before a capital: `Hoa Sen`, but `Tại Nga`. */
const NAME_BEFORE_CAPITAL = 0.1;
const NAME = 0.5;

/** By the number of the phrase, those that are kept. */
export function spellingsOf(
  passages: Passages,
  grams: Grams,
  isKept: (gram: Gram, number: number) => boolean,
): Map<number, string> {
  const kept = grams.all.map(isKept);
  const votes = new Map<number, Votes>();
  grams.at.forEach((number, place) => {
    if (number === NONE || !kept[number]) return;
    const ofGram = votes.get(number) ?? { inside: new Map(), opening: new Map() };
    votes.set(number, ofGram);
    const text = passages.slice(place, place + grams.size - 1);
    if (passages.opens[place]) vote(ofGram.opening, withoutOpening(passages, place, grams.size, text));
    else vote(ofGram.inside, text);
  });
  return new Map(
    Array.from(votes, ([number, { inside, opening }]) => [number, winner(inside.size > 0 ? inside : opening)]),
  );
}

type Votes = { readonly inside: Map<string, number>; readonly opening: Map<string, number> };

function vote(votes: Map<string, number>, text: string): void {
  votes.set(text, (votes.get(text) ?? 0) + 1);
}

/** Where two have as many votes, the one that sorts last: small letters before capitals. */
function winner(votes: ReadonlyMap<string, number>): string {
  const [[text]] = [...votes].toSorted(([a, m], [b, n]) => n - m || (a > b ? -1 : 1)) as [[string, number]];
  return text;
}

function withoutOpening(passages: Passages, place: number, size: number, text: string): string {
  const beforeCapital = size > 1 && passages.isCapital[place + 1] === 1;
  const names = passages.capitalShare(passages.row[place] as number);
  if (names === null || names >= (beforeCapital ? NAME_BEFORE_CAPITAL : NAME)) return text;
  const [first = ''] = text;
  return first.toLowerCase() + text.slice(first.length);
}
