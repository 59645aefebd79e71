/** Given what has been typed up to now in one piece, returns how it may be meant in several: `hanoi` as `ha noi`, `tphc` as
 *  `tp hc`. What follows the known pieces may be the beginning of one. */
import { TITLE_KEY_WORDS } from '../index/suggestions.ts';
import type { Vocabulary } from '../index/vocabulary.ts';
import { isSyllable } from '../text/syllables.ts';
import { divided } from './stand-ins.ts';

/** Shorter ones begin words. */
const LEAST_LETTERS = 4;
/** `Nguyễn Xuân Phúc` in one piece has 14 letters. */
const MOST_LETTERS = 24;
const MOST_PARTS = 4;
/** Ways that are looked up; each may cost the read of a block or two. */
const MOST_WAYS = 6;
/** Nothing but letters without accents. Nobody who sets accents leaves out spaces. */
const RUN = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}])[a-z]{${LEAST_LETTERS},${MOST_LETTERS}}(?![\\p{L}\\p{M}\\p{N}])`,
  'giu',
);

/** Each a text like `text` with spaces within words. Empty where nothing of it can be meant so. */
export function readingsApart(text: string, vocabulary: Vocabulary): string[] {
  const runs = [...text.matchAll(RUN)];
  if (runs.length > TITLE_KEY_WORDS) return []; // a title that has been typed so far is found or is none
  const last = runs.at(-1);
  const isOpen = last !== undefined && last.index + last[0].length === text.length;
  const front = isOpen ? text.slice(0, last.index) : text;
  const apart = front.replace(RUN, (run) =>
    vocabulary.has(run.toLowerCase()) ? run : (divided(run.toLowerCase(), vocabulary)[0]?.join(' ') ?? run),
  );
  const ends = isOpen ? waysOf(last[0].toLowerCase(), vocabulary) : [];
  if (ends.length > 0) return ends.map((end) => apart + end);
  return apart === front ? [] : [apart + text.slice(front.length)];
}

/** Those of few parts first, then those whose parts are common. None for what may be one syllable: `phuc` is no `ph uc`. */
function waysOf(run: string, vocabulary: Vocabulary): string[] {
  if (isSyllable(run)) return [];
  const ways: { readonly parts: readonly string[]; readonly worth: number }[] = [];
  const divide = (from: number, parts: readonly string[], worth: number): void => {
    if (parts.length > 0) ways.push({ parts: [...parts, run.slice(from)], worth });
    if (parts.length === MOST_PARTS - 1) return;
    for (let end = from + 2; end < run.length; end += 1) {
      const part = run.slice(from, end);
      const df = vocabulary.get(part);
      if (df !== undefined && isPart(part)) divide(end, [...parts, part], worth + Math.log(df));
    }
  };
  divide(0, [], 0);
  return ways
    .toSorted(
      (a, b) => a.parts.length - b.parts.length || b.worth - a.worth || (a.parts.join() < b.parts.join() ? -1 : 1),
    )
    .slice(0, MOST_WAYS)
    .map(({ parts }) => parts.join(' '));
}

/** A syllable, or letters that shorten a name: `TP`. */
const isPart = (part: string): boolean => isSyllable(part) || !/[aeiouy]/.test(part);
