/** Given the words of a query, returns what two neighbours may be written as where one of them is spelled by ear: `lãi suất` for
 *  `lãi xuất`. Both words are known, so it is only meant where hardly any article has them side by side as typed. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { exactTerm, foldedTerm, pairTerm, type Term } from '../text/analyze.ts';
import { foldWord, type WordForms } from '../text/fold.ts';
import { soundAlikes } from '../text/misspelled.ts';
import type { StandIn } from './stand-ins.ts';

/** A word of the query where it stands; `code` has no spelling. */
export type Slot = WordForms & { readonly number: number; readonly opens: boolean; readonly isCode: boolean };

/** Each word costs the reads of a few pairs, and a longer query says enough without it. */
const MOST_WORDS = 8;
const BY_EAR_SHARE = 0.9;
/** So many articles, and so much more common than what was typed: `lại xuất hiện` holds `lai xuat` too, so that it is not quite
 *  absent. */
const ACCENTED = { least: 1, moreCommon: 5 } as const;
/** Without an accent to confirm it both may be two other words: of `xe phải`, `se phai` is sẽ phải. Of 30,000 articles a real slip is
 *  200 times as rare (`chuyen hinh` 8, `truyen hinh` 1,716), what is right up to 80 times. */
const BARE = { least: 3, moreCommon: 100 } as const;

/** `accented`: somebody who types accents means them, so that the other spelling must be there with the same. */
export function byEar(slots: readonly Slot[], vocabulary: Vocabulary, accented: boolean): StandIn[] {
  const found: StandIn[] = [];
  const knows = ({ folded, isCode }: Slot): boolean => !isCode && vocabulary.has(folded);
  if (slots.length > MOST_WORDS) return [];
  slots.forEach((slot, i) => {
    if (!knows(slot)) return;
    const [before, behind] = [slots[i - 1], slots[i + 1]];
    const left = before && !slot.opens && knows(before) ? before : null;
    const right = behind && !behind.opens && knows(behind) ? behind : null;
    const typed: Term[] = [...(left ? [pairTerm(left, slot)] : []), ...(right ? [pairTerm(slot, right)] : [])];
    if (typed.length === 0) return;
    for (const { exact, text, sure } of soundAlikes(slot.exact)) {
      const other = foldWord(exact);
      if (!vocabulary.has(other.folded) || (!accented && !sure)) continue;
      const rather = {
        than: typed,
        needs: accented ? [exactTerm(other)] : [],
        ...(accented ? ACCENTED : BARE),
        number: slot.number,
        unit: foldedTerm(other),
        ...(accented && { spelled: text }),
      };
      const add = (a: Slot, b: Slot, pair: readonly [WordForms, WordForms]): void => {
        found.push({
          terms: [pairTerm(...pair)],
          units: pair.map(({ folded }) => folded),
          words: [a.number, b.number],
          share: BY_EAR_SHARE,
          rather,
        });
      };
      if (left) add(left, slot, [left, other]);
      if (right) add(slot, right, [other, right]);
    }
  });
  return found;
}

/** What of a pair spelled by ear has to be so for it to be meant. */
export type Rather = {
  /** What was typed, side by side: the other must be `moreCommon` times as common as any of these. */
  readonly than: readonly Term[];
  /** Terms that articles must hold. */
  readonly needs: readonly Term[];
  /** Articles that must hold it at least. */
  readonly least: number;
  readonly moreCommon: number;
  /** The word that is spelled so, and how else. */
  readonly number: number;
  readonly unit: string;
  /** With its accents, where they are known. */
  readonly spelled?: string;
};

/** `df`: of the articles that hold the pair in the other spelling. */
export function isRather(
  { than, needs, least, moreCommon }: Rather,
  df: number,
  dfOf: (term: Term) => number,
): boolean {
  return (
    df >= least && than.every((typed) => df >= moreCommon * dfOf(typed)) && needs.every((needed) => dfOf(needed) > 0)
  );
}
