/** Given the words of a query, returns what two neighbours may be written as where one of them is spelled by ear: `lãi suất` for
 *  `lãi xuất`. Both words are known, so it is only meant where many more articles have the two so than as they were typed. */
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
/** So many articles, and so many times as many as hold what was typed. Pairs have no accents (`lại xuất hiện` holds `lai xuat`, `giả
 *  văn bản` holds `gia van`), so both words have to be there with theirs too. */
const ACCENTED = { least: 1, moreCommon: 20 } as const;
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
    const than = [...(left ? [termsTyped(left, slot)] : []), ...(right ? [termsTyped(slot, right)] : [])];
    if (than.length === 0) return;
    for (const { exact, text, sure } of soundAlikes(slot.exact)) {
      const other = foldWord(exact);
      if (!vocabulary.has(other.folded) || (!accented && !sure)) continue;
      const rather = {
        than,
        ...(accented ? ACCENTED : BARE),
        reads: [{ number: slot.number, unit: foldedTerm(other), ...(accented && { spelled: text }) }] as const,
      };
      const add = (a: Slot, b: Slot, pair: readonly [WordForms, WordForms]): void => {
        found.push({
          terms: accented ? [pairTerm(...pair), ...pair.map(exactTerm)] : [pairTerm(...pair)],
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

/** What an article holds that has the two as they were typed. A word without accents may have lost them. */
export function termsTyped(left: WordForms, right: WordForms): Term[] {
  const accented = [left, right].filter(({ exact, folded }) => exact !== folded);
  return [pairTerm(left, right), ...accented.map(exactTerm)];
}

/** What of a pair spelled by ear has to be so for it to be meant. */
export type Rather = {
  /** The terms of what was typed, side by side: the other must be `moreCommon` times as common as any of these. */
  readonly than: readonly (readonly Term[])[];
  readonly moreCommon: number;
  /** Articles that must hold it at least. */
  readonly least: number;
  /** Which words are read otherwise, and how. */
  readonly reads: readonly [Otherwise, ...Otherwise[]];
  /** Of a slip of the hand: how likely it is, as a logarithm. */
  readonly slip?: number;
  /** Neighbours that it must stand beside. @default 1 */
  readonly neighbours?: number;
};

export type Otherwise = {
  readonly number: number;
  /** Empty where it is one with the word before. */
  readonly unit: string;
  /** With its accents, where they are known. */
  readonly spelled?: string;
};

/** `df`: of the articles that hold it in the other spelling, or may; `heldBy`: of those that hold all of the terms. */
export function isRather(
  { than, least, moreCommon }: Rather,
  df: number,
  heldBy: (terms: readonly Term[]) => number,
): boolean {
  return df >= least && than.every((typed) => df >= moreCommon * heldBy(typed));
}

/** Of a word that may be spelled by ear in several ways, the one that most articles have; of slips one alone, the likeliest. */
export function likeliestSpellings<T extends { readonly standIn: StandIn; readonly df: number }>(
  held: readonly T[],
): T[] {
  const heard = new Map<number, { readonly name: string; readonly worth: number }>();
  const slips = new Map<string, { worth: number; neighbours: number }>();
  for (const { standIn, df } of held) {
    const { rather } = standIn;
    if (!rather) continue;
    const name = nameOf(rather);
    const [{ number }] = rather.reads;
    if (rather.slip !== undefined) {
      const slip = slips.get(name) ?? { worth: rather.slip, neighbours: -(rather.neighbours ?? 1) };
      slip.worth += Math.log(df + 1);
      slip.neighbours += 1;
      slips.set(name, slip);
    } else if (df > (heard.get(number)?.worth ?? 0)) heard.set(number, { name, worth: df });
  }
  const [slip] = [...slips]
    .filter(([, { neighbours }]) => neighbours >= 0)
    .toSorted(([a, { worth }], [b, other]) => other.worth - worth || (a < b ? -1 : 1))
    .map(([name]) => name);
  return held.filter(({ standIn: { rather } }) => {
    if (!rather) return true;
    return nameOf(rather) === (rather.slip === undefined ? heard.get(rather.reads[0].number)?.name : slip);
  });
}

const nameOf = ({ reads }: Rather): string => reads.map(({ number, unit }) => `${number} ${unit}`).join();
