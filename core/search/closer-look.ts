/** Given a short query and how many articles hold what, says what to look for besides where two neighbours stand side by side in
 *  hardly any article: a slip may have made one known word of another (`khẩu tang`, `Phậ t đản`, `thuố clá`). Nothing is looked
 *  for where each word stands beside another as it was typed, which is nearly always. What is looked for is read after the rest:
 *  one step more where other articles answer by it (`adapter.ts`). */
import type { Vocabulary } from '../index/vocabulary.ts';
import { exactTerm, foldedTerm, pairTerm, type Term } from '../text/analyze.ts';
import type { WordForms } from '../text/fold.ts';
import { accentSlips } from './accent-slips.ts';
import { termsTyped, type Otherwise, type Rather } from './by-ear.ts';
import type { Counts } from './holders.ts';
import { keysOf, nearWordsOf, otherSpaces, type Form, type Slot } from './otherwise.ts';
import type { Plan } from './plan.ts';
import type { Query } from './query.ts';
import type { StandIn } from './stand-ins.ts';

/** A longer query says enough with one word wrong. */
const MOST_WORDS = 6;
/** Two words that stand side by side in so many articles at most may be there by others' slips. With 3, `Phong Tội phạm` is read
 *  as Phòng Tội phạm; with 1, short queries with a letter lost have 0.015 less. */
const HARDLY_ANY = 2;
/** Of so many articles one. */
const EVERYWHERE = 5;
const SHARE = 0.9;
/** How fast an alternative loses against others the more it takes: one in e² is a letter left out. */
const STEEPNESS = 2;
/** Articles that hold it at least, and so many times as many as hold what was typed. */
const ACCENTED = { least: 3, moreCommon: 20 } as const;
const BARE = { least: 3, moreCommon: 100 } as const;
/** What it takes for two words to change places; as raw keys a word is hardly anything else. */
const SWAPPED = 0.6;
const IN_KEYS = 0.2;

/** `plan` with more to look for, behind all that it has; `null` where nothing is doubted. `counts`: in the index, of `articles`. */
export function lookCloser(plan: Plan, counts: Counts, articles: number, vocabulary: Vocabulary): Plan | null {
  const [clause, ...others] = plan.clauses;
  if (!clause || others.length > 0 || clause.required.length > 0) return null;
  const { query } = clause;
  if (query.places.length < 2 || query.places.length > MOST_WORDS) return null;
  if (query.begun) return null; // it is asked again with each letter, and what is half typed is no slip
  const more = new CloserLook(query, counts, articles, vocabulary).standIns();
  if (more.length === 0) return null;
  return { ...plan, clauses: [{ ...clause, query: { ...query, standIns: [...query.standIns, ...more] } }] };
}

class CloserLook {
  readonly #query: Query;
  readonly #counts: Counts;
  readonly #vocabulary: Vocabulary;
  readonly #articles: number;
  readonly #slots: readonly Slot[];
  /** Whether a place stands beside the one before in hardly any article; `null` where the two are no neighbours. */
  readonly #isOdd: readonly (boolean | null)[];
  readonly #found: StandIn[] = [];

  constructor(query: Query, counts: Counts, articles: number, vocabulary: Vocabulary) {
    this.#articles = articles;
    this.#query = query;
    this.#counts = counts;
    this.#vocabulary = vocabulary;
    this.#slots = slotsOf(query);
    const odd = this.#oddWith(new Set());
    this.#isOdd = odd.includes(true) ? this.#oddWith(new Set(accentSlips(query, counts).keys())) : odd;
  }

  /** `mistaken`: words whose accents are a slip. */
  #oddWith(mistaken: ReadonlySet<number>): (boolean | null)[] {
    return this.#slots.map((slot, at) => {
      const before = this.#slots[at - 1];
      return before && !slot.opens ? this.#isHardlyThere(before, slot, mistaken) : null;
    });
  }

  standIns(): readonly StandIn[] {
    this.#slots.forEach((slot, at) => {
      if (!this.#isDoubted(at)) return;
      this.#addNearWords(slot, at);
    });
    for (let at = 1; at < this.#slots.length; at += 1) {
      if (this.#isOdd[at] === true && (this.#isDoubted(at - 1) || this.#isDoubted(at))) this.#addOfTwo(at);
    }
    return this.#found;
  }

  /** Wrong accents are no wrong letters: then it is the pair without them that counts. */
  #isHardlyThere(left: Slot, right: Slot, mistaken: ReadonlySet<number>): boolean {
    const { dfOf, heldBy } = this.#counts;
    const { words, standIns } = this.#query;
    const isMistaken = mistaken.has(left.number) || mistaken.has(right.number);
    const typed = isMistaken ? dfOf(pairTerm(left, right)) : heldBy(termsTyped(left, right), HARDLY_ANY + 1);
    if (typed > HARDLY_ANY) return false;
    const guesses = ({ number }: Slot): readonly Term[] =>
      words[number]?.readings.slice(1).map(({ term }) => term) ?? [];
    const others = [
      ...guesses(left).map((folded) => dfOf(pairTerm({ folded }, right))),
      ...guesses(right).map((folded) => dfOf(pairTerm(left, { folded }))),
      ...standIns
        .filter(({ words: of }) => of.includes(left.number) && of.includes(right.number))
        .map(({ terms }) => Math.min(...terms.map(dfOf))),
    ];
    return others.every((df) => df <= HARDLY_ANY);
  }

  /** It has neighbours, and hardly stands beside any of them. */
  #isDoubted(at: number): boolean {
    const beside = new Set([this.#isOdd[at], this.#isOdd[at + 1]]);
    return beside.has(true) && !beside.has(false);
  }

  /** What so many articles have with just these accents is what was meant: of `từ này` này is no slip for ngày. */
  #isEverywhere(slot: Slot): boolean {
    const { accented } = this.#query;
    return accented && this.#counts.dfOf(exactTerm(slot)) * EVERYWHERE > this.#articles;
  }

  #before(at: number): Slot | undefined {
    return this.#slots[at]?.opens ? undefined : this.#slots[at - 1];
  }

  #behind(at: number): Slot | undefined {
    return this.#slots[at + 1]?.opens ? undefined : this.#slots[at + 1];
  }

  #addNearWords(slot: Slot, at: number): void {
    if (slot.isCode || this.#counts.dfOf(foldedTerm(slot)) === 0 || this.#isEverywhere(slot)) return;
    const [before, behind] = [this.#before(at), this.#behind(at)];
    const than = [...(before ? [termsTyped(before, slot)] : []), ...(behind ? [termsTyped(slot, behind)] : [])];
    for (const { form, cost } of nearWordsOf(slot, this.#vocabulary)) {
      const reads = [{ number: slot.number, unit: form.folded }] as const;
      const read = { than, reads, cost, neighbours: than.length };
      if (before) this.#add([asTyped(before), form], [before, slot], read);
      if (behind) this.#add([form, asTyped(behind)], [slot, behind], read);
    }
  }

  /** What two neighbours may be together: one word, others, or in the other order. */
  #addOfTwo(at: number): void {
    const [left, right] = [this.#slots[at - 1] as Slot, this.#slots[at] as Slot];
    if (left.isCode || right.isCode) return;
    const than = [termsTyped(left, right)];
    const as = (a: Form, b: Form): Rather['reads'] => [readAs(left, a), readAs(right, b)];
    this.#add([asTyped(right), asTyped(left)], [left, right], {
      than,
      reads: as(asTyped(left), asTyped(right)),
      cost: SWAPPED,
    });
    const { joined, moved } = otherSpaces(left, right, this.#vocabulary);
    for (const form of keysOf(left, right)) this.#addOne(form, at, IN_KEYS);
    if (joined) this.#addOne(joined.form, at, joined.cost);
    for (const { forms, cost } of moved) this.#add(forms, [left, right], { than, reads: as(...forms), cost });
  }

  /** The two before and at `at` are one word. */
  #addOne(form: Form, at: number, cost: number): void {
    const [left, right] = [this.#slots[at - 1] as Slot, this.#slots[at] as Slot];
    const reads = [readAs(left, form), { number: right.number, unit: '' }] as const;
    const [before, behind] = [this.#before(at - 1), this.#behind(at)];
    const neighbours = before && behind ? 2 : 1;
    const read = { than: [termsTyped(left, right)], reads, cost, neighbours };
    if (before) this.#add([asTyped(before), form], [before, left, right], read);
    if (behind) this.#add([form, asTyped(behind)], [left, right, behind], read);
    if (this.#slots.length === 2) this.#add([form], [left, right], read);
  }

  #add(
    forms: readonly [Form, ...Form[]],
    of: readonly Slot[],
    { cost, ...read }: Pick<Rather, 'than' | 'reads' | 'neighbours'> & { readonly cost: number },
  ): void {
    const [first, second] = forms;
    this.#found.push({
      terms: [second ? pairTerm(first, second) : foldedTerm(first), ...new Set(forms.flatMap(({ needs }) => needs))],
      units: forms.map(({ folded }) => folded),
      words: [...new Set(of.map(({ number }) => number))],
      share: SHARE,
      rather: { ...read, ...(this.#query.accented ? ACCENTED : BARE), slip: -STEEPNESS * cost },
    });
  }
}

const readAs = ({ number }: Slot, { folded, spelled }: Form): Otherwise => ({
  number,
  unit: folded,
  ...(spelled !== undefined && { spelled }),
});
const asTyped = (word: Slot): Form => ({ ...word, needs: isAccented(word) ? [exactTerm(word)] : [] });
const isAccented = ({ exact, folded }: WordForms): boolean => exact !== folded;

function slotsOf({ words, places, meant }: Query): Slot[] {
  return places.map(({ number, opens, start, end }) => {
    const { exact, readings } = words[number] as Query['words'][number];
    const folded = readings[0].term;
    return {
      number,
      opens,
      start,
      end,
      text: meant.slice(start, end),
      exact: exact?.slice(1) ?? folded,
      folded,
      isCode: exact === null,
    };
  });
}
