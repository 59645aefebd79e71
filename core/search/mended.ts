/** Given what was found of a query, says how each word was read that no article holds as it stands: by the guess that fits it
 *  best, apart, in one with the next, or by ear. What is held by another name is held as it stands. */
import { exactTerm, type Term } from '../text/analyze.ts';
import { otherTone } from '../text/near-accents.ts';
import type { MeantGuesses } from './guesses.ts';
import type { Mended } from './meant.ts';
import type { Query } from './query.ts';
import type { StandIn } from './stand-ins.ts';

/** `held`: what stands in for words, of that what articles hold; `accents`: of words whose accents are a slip, what they are instead. */
export function mendedWords(
  { words }: Query,
  guesses: MeantGuesses,
  held: readonly StandIn[],
  dfOf: (term: Term) => number,
  accents: ReadonlyMap<number, string>,
): Map<number, Mended> {
  const mended = new Map<number, Mended>();
  const termOf = (number: number): string => words[number]?.readings[0].term ?? '';
  for (const { words: of, units, rather } of held) {
    const [first, ...others] = of;
    for (const { number, unit, ...spelling } of rather?.reads ?? [])
      if (!mended.has(number) && unit !== termOf(number))
        mended.set(number, { units: unit === '' ? [] : [unit], ...spelling });
    if (first === undefined || of.some((number) => dfOf(termOf(number) as Term) > 0 || mended.has(number))) continue;
    if (of.map(termOf).join('') !== units.join('')) continue;
    mended.set(first, { units });
    for (const other of others) mended.set(other, { units: [] });
  }
  for (const [number, [guess]] of guesses) {
    if (guess && !mended.has(number) && !held.some((standIn) => isOf(standIn, number)))
      mended.set(number, { units: [guess.term] });
  }
  for (const [number, exact] of accents) {
    const word = words[number];
    if (word && !mended.has(number))
      mended.set(number, { units: [word.readings[0].term], spelled: word.text, among: new Set([exact]) });
  }
  words.forEach(({ text, exact, accented, readings: [{ term }] }, number) => {
    if (exact === null || !accented || mended.has(number) || dfOf(exact) > 0 || dfOf(term) === 0) return;
    if (held.some((standIn) => standIn.words.includes(number))) return; // a name that is spelled in several ways
    const alike = otherTone(exact.slice(1));
    if (alike !== undefined && dfOf(exactTerm({ exact: alike })) > 0)
      mended.set(number, { units: [term], spelled: text, among: new Set([alike]) });
  });
  return mended;
}

const isOf = ({ words, through }: StandIn, number: number): boolean =>
  !through && words.length === 1 && words[0] === number;
