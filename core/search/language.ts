/** Given what a reader typed, here is what is asked for: words, phrases, exclusions, conditions, and alternatives of them.
 *  Never fails: any string is a query, and broken syntax is words. docs/query.md says it to readers. */
import { tidied } from '../text/fold.ts';
import type { Asked, Clause } from './language/asked.ts';
import { clausesOf } from './language/clauses.ts';
import { groupsOf } from './language/groups.ts';
import { tokensOf } from './language/tokens.ts';

export type { Asked, Clause, Exclusion, Phrase } from './language/asked.ts';

/** One to eight alternatives; the work grows with the length of the text, whatever stands in it. Case, accents and NFD do
 *  not change how it is read. */
export function parseLanguage(typed: string): Asked {
  const text = tidied(typed).trim();
  const asked = read(text, false);
  // who types `-5` and nothing else means five below zero: an answer of all that has no 5 in it helps nobody
  return asked.alternatives.some(wantsSomething) ? asked : read(text, true);
}

function read(text: string, minusNumbers: boolean): Asked {
  const [first, ...others] = clausesOf(text, groupsOf(text, tokensOf(text, minusNumbers))) ?? [];
  if (first) return { text, plain: false, alternatives: [first, ...others] };
  return { text, plain: true, alternatives: [{ words: text, phrases: [], excluded: [], conditions: [] }] };
}

const wantsSomething = ({ words, conditions }: Clause): boolean => words !== '' || conditions.some(({ not }) => !not);
