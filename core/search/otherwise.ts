/** Given a known word that may be a slip, or two neighbours, returns which words of the index a hand makes that of: by one letter,
 *  by a space that is too many or beside its place, or by keys of VNI in one word. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { exactTerm, type Term } from '../text/analyze.ts';
import { foldWord, type WordForms } from '../text/fold.ts';
import { readKeys } from '../text/keys.ts';
import { soundAlikes } from '../text/misspelled.ts';
import { isSyllable } from '../text/syllables.ts';
import type { Slot as Neighbour } from './by-ear.ts';
import { costOf } from './edit-cost.ts';
import { accentsKept, BY_EAR, COMMON_WORTH, nearWords } from './slips.ts';

/** A word of the query where it stands in its `meant`. */
export type Slot = Neighbour & { readonly text: string; readonly start: number; readonly end: number };

/** A word that may be meant. */
export type Form = WordForms & {
  /** Terms that an article must hold which has it: its accents, where they are known. */
  readonly needs: readonly Term[];
  /** As it is written, where its accents were typed. */
  readonly spelled?: string;
};

/** `cost`: as that of slips. */
export type Near = { readonly form: Form; readonly cost: number };

/** Each costs the reads of its pairs. With twice as many no set is better. */
const MOST_NEAR = 12;
/** One letter is near to any other. */
const MIN_LETTERS = 2;
const SPACE_TOO_MANY = 1;
const SPACE_MOVED = 0.7;
const LETTERS = /^[a-z]+$/;

/** The likeliest first, however common the word itself is. */
export function nearWordsOf(word: WordForms, vocabulary: Vocabulary): Near[] {
  const { folded } = word;
  if (folded.length < MIN_LETTERS || !LETTERS.test(folded)) return [];
  const costs = new Map<string, number>();
  for (const term of nearWords(folded, vocabulary)) {
    const cost = term === folded ? null : costOf(folded, term);
    if (cost !== null) costs.set(term, cost);
  }
  for (const { exact } of soundAlikes(folded)) if (vocabulary.has(exact)) costs.set(exact, BY_EAR);
  return Array.from(costs, ([term, cost]) => ({
    term,
    cost,
    worth: COMMON_WORTH * Math.log10(vocabulary.get(term) as number) - cost,
  }))
    .toSorted((a, b) => b.worth - a.worth || (a.term < b.term ? -1 : 1))
    .slice(0, MOST_NEAR)
    .map(({ term, cost }) => ({ form: { exact: term, folded: term, needs: accentsKept(word, term) }, cost }));
}

type OtherSpaces = {
  readonly joined: Near | null;
  readonly moved: readonly { readonly forms: readonly [Form, Form]; readonly cost: number }[];
};

/** `Phậ t` is Phật, `thuố clá` thuốc lá. */
export function otherSpaces(left: Slot, right: Slot, vocabulary: Vocabulary): OtherSpaces {
  if (!LETTERS.test(left.folded + right.folded)) return { joined: null, moved: [] };
  const letters = Array.from(left.text + right.text);
  const formOf = (from: number, to?: number): Form => {
    const text = letters.slice(from, to).join('');
    const form = foldWord(text);
    return form.exact === form.folded ? { ...form, needs: [] } : { ...form, needs: [exactTerm(form)], spelled: text };
  };
  const isKnown = ({ folded }: Form): boolean => vocabulary.has(folded);
  const whole = formOf(0);
  const space = Array.from(left.text).length;
  return {
    joined: isSyllable(whole.folded) && isKnown(whole) ? { form: whole, cost: SPACE_TOO_MANY } : null,
    moved: [space - 1, space + 1]
      .filter((at) => at > 0 && at < letters.length)
      .map((at) => ({ forms: [formOf(0, at), formOf(at)] as const, cost: SPACE_MOVED }))
      .filter(({ forms }) => forms.every(isKnown)),
  };
}

/** `vie65t` is two words to the index, `thu3` too: a number right behind letters may be the key of a tone. */
export function keysOf(left: Slot, right: Slot): Form[] {
  if (left.end !== right.start || !/^\d$/.test(right.text)) return [];
  return readKeys(left.text + right.text).map((reading) => {
    const form = foldWord(reading);
    return { exact: form.exact, folded: form.folded, needs: [exactTerm(form)], spelled: reading };
  });
}
