/** Given what a reader typed, returns its words as the index knows them. Never fails: any string is a query. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { codeTerm, exactTerm, foldedTerm, pairTerm, type Term } from '../text/analyze.ts';
import { tidied } from '../text/fold.ts';
import { words, type Word } from '../text/words.ts';
import { askedAbout, ASIDE_SHARE } from './asides.ts';
import { byEar, type Slot } from './by-ear.ts';
import { asMostWrite } from './codes.ts';
import { isGuess, type Guess } from './guesses.ts';
import { endsBeside, endsOf, likelyEnds, numberEnds, readLive, standingShare } from './live-word.ts';
import { keysGuess, withoutKeys } from './raw-keys.ts';
import { likelyWords } from './slips.ts';
import { divided, namesOfGuesses, RUN_TOGETHER_SHARE, standInsFor, type StandIn } from './stand-ins.ts';
import type { Synonyms } from './synonyms.ts';

/** A term that may be meant by a word or by two neighbours. */
export type Reading = {
  readonly term: Term;
  /** How surely it is meant: 1 for what stands there. */
  readonly share: number;
  /** It is meant only where no article holds these: the words as they stand. */
  readonly unless: readonly Term[];
  /** One of many that a begun word may become: that few articles hold it says nothing, only how many hold any of them. */
  readonly begun?: true;
};

type Readings = readonly [Reading, ...(Reading | Guess)[]];

/** Two readings side by side. */
export type PairReading = Reading & {
  /** It counts only where these of them are meant. */
  readonly guesses: readonly Guess[];
};

/** One thing that is wanted: a word, or a code of two (`G20`). */
export type QueryWord = {
  /** As it stands in the query's `meant`, `[start, end)` of it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The term that says an article holds it, whatever its accents; behind it, what was meant if no article does. */
  readonly readings: Readings;
  /** The term that says it stands there with just these accents. A code has none: its letters have no accents. */
  readonly exact: Term | null;
  readonly hasDigit: boolean;
  /** It was typed with an accent. */
  readonly accented: boolean;
  /** It says how is asked, not about what: no article has to hold it. */
  readonly aside: boolean;
};

export type QueryPlace = {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** A sentence or clause begins here: it is no neighbour of the word before. */
  readonly opens: boolean;
};

export type Query = {
  /** NFC, trimmed, white space folded. */
  readonly text: string;
  /** The same with raw keys read. */
  readonly meant: string;
  /** Each once, in the order typed. */
  readonly words: readonly QueryWord[];
  /** Each once. */
  readonly pairs: readonly PairReading[];
  /** What holds some of the words by another name. */
  readonly standIns: readonly StandIn[];
  /** Every place in the query: `[start, end)` of `meant`, and the number of its word. */
  readonly places: readonly QueryPlace[];
  /** Somebody who types one accent means them all. */
  readonly accented: boolean;
  /** Its last word may go on. */
  readonly begun: boolean;
};

/** How many of its words say what it is about. */
export const countAbout = (query: Pick<Query, 'words'>): number => query.words.filter(({ aside }) => !aside).length;

/** What is known when a query is read. */
export type Known = {
  /** Of the index that is asked; what it does not know is read as raw keys or as a slip, if it knows that.
   *  @default none, so that every word stands as it is */
  readonly vocabulary?: Vocabulary;
  /** @default none */
  readonly synonyms?: Synonyms;
  /** The last word is still being typed. @default false */
  readonly live?: boolean;
};

/** Slips are looked for in so many words of a query at most. */
const MOST_SLIPS = 8;

const NOTHING_KNOWN: Vocabulary = new Map();
const NO_SYNONYMS: Synonyms = { longest: 0, of: () => [] };

export function parseQuery(typed: string, known: Known = {}): Query {
  const { vocabulary = NOTHING_KNOWN, synonyms = NO_SYNONYMS, live = false } = known;
  const text = tidied(typed).trim();
  const isBegun = live && !/\s$/u.test(typed);
  const meant = (isBegun ? readLive(text, vocabulary) : null) ?? withoutKeys(text, vocabulary);
  const list = asMostWrite(words(meant), vocabulary);
  const accented = list.some((word) => word.exact !== word.folded);
  const found = new Map<Term, QueryWord>();
  const numbers = new Map<Term, number>();
  const pairs = new Pairs();
  const places: QueryPlace[] = [];
  const slots: Slot[] = [];
  const about = askedAbout(list);
  let slips = 0;
  let before: readonly [Reading, ...Reading[]] | null = null;
  for (let i = 0; i < list.length; i += 1) {
    const word = list[i] as Word;
    const next = list[i + 1];
    const isLast = (each: Word | undefined): boolean => isBegun && each === list.at(-1) && each?.end === meant.length;
    const likely = isLast(word)
      ? endsOf(meant, vocabulary)
      : slips < MOST_SLIPS
        ? [...(accented ? [] : keysGuess(word.exact, vocabulary)), ...likelyWords(word, vocabulary)]
        : [];
    if (!vocabulary.has(word.folded)) slips += 1;
    const aside = i < about.from || i >= about.to;
    const share = (isLast(word) ? standingShare(word.folded, likely, vocabulary) : 1) * (aside ? ASIDE_SHARE : 1);
    const readings: Readings = [{ ...asItStands(foldedTerm(word)), share }, ...likely];
    const beside = isLast(word) && before && !word.opens ? endsBeside(before[0].term, meant, vocabulary) : [];
    const apart = divided(word.folded, vocabulary);
    const two = joined(word, next, list[i + 2], vocabulary, isLast(next) ? meant : null);
    const isCode = next !== undefined && two !== null;
    if (before && !word.opens) pairs.add(before, [...readings, ...apart.map((parts) => partOf(parts[0]))]);
    before = [...readings, ...apart.map((parts) => partOf(parts.at(-1)))];
    const { start } = word;
    const { end } = isCode ? next : word;
    const wanted: QueryWord = {
      text: meant.slice(start, end),
      start,
      end,
      readings: isCode ? two : [...readings, ...beside],
      exact: isCode ? null : exactTerm(word),
      hasDigit: isCode || isNumber(word),
      accented: word.exact !== word.folded,
      aside,
    };
    // `má mà` are two wishes of one folded form; the second would count the same article twice
    const key = wanted.exact ?? wanted.readings[0].term;
    if (!found.has(key)) {
      numbers.set(key, found.size);
      found.set(key, wanted);
    }
    const number = numbers.get(key) as number;
    places.push({ number, start, end, opens: word.opens });
    slots.push({ number, exact: word.exact, folded: word.folded, opens: word.opens, isCode: isCode || isLast(word) });
    if (isCode) {
      before = [asItStands(foldedTerm(next))];
      pairs.add(readings, before);
      i += 1;
    }
  }
  const all = [...found.values()];
  return {
    text,
    meant,
    words: all,
    pairs: pairs.all(),
    standIns: [
      ...standInsFor(
        places.map(({ number }) => ({ number, unit: (all[number] as QueryWord).readings[0].term })),
        vocabulary,
        synonyms,
      ),
      ...namesOfGuesses(
        all.map(({ readings }) => readings),
        synonyms,
      ),
      ...byEar(slots, vocabulary, accented),
    ],
    places,
    accented,
    begun: isBegun,
  };
}

/** Two words that are one code, unless the second is rather one with the word behind it: of `CSGT TP.HCM`, more articles have
 *  TP.HCM in one than CSGT.TP. `begun`: the query, where it ends with the second and that may not be all of it; then they are
 *  one only if that is, or begins, what the index knows, and a number of two groups may become one of one. */
function joined(
  word: Word,
  next: Word | undefined,
  after: Word | undefined,
  vocabulary: Vocabulary,
  begun: string | null,
): Readings | null {
  if (!next) return null;
  const code = codeTerm(word, next);
  if (code === null) {
    const ends = begun === null ? [] : numberEnds(begun);
    return ends.length > 0 ? [asItStands(pairTerm(word, next)), ...ends] : null;
  }
  const held = (term: Term): number => vocabulary.get(term) ?? 0;
  const other = after ? codeTerm(next, after) : null;
  if (other && held(other) > held(code)) return null;
  const ends = begun === null ? [] : likelyEnds(code, vocabulary);
  const share = standingShare(code, ends, vocabulary);
  return begun === null || ends.length > 0 || held(code) > 0 ? [{ ...asItStands(code), share }, ...ends] : null;
}

/** The pairs of a query, each once for what has to be meant by its words. */
class Pairs {
  readonly #found = new Map<string, PairReading>();

  add(left: readonly Reading[], right: readonly Reading[]): void {
    left.forEach((a, i) => {
      right.forEach((b, k) => {
        if (i > MOST_BESIDE_GUESSES && k > MOST_BESIDE_GUESSES) return;
        const term = pairTerm({ folded: a.term }, { folded: b.term });
        const guesses = [a, b].filter(isGuess);
        const share = a.share * b.share;
        const key = [term, ...guesses.map(({ unless }) => unless.join())].join('|');
        if ((this.#found.get(key)?.share ?? 0) < share)
          this.#found.set(key, {
            term,
            share,
            unless: [...a.unless, ...b.unless],
            guesses,
            ...((a.begun ?? b.begun) && { begun: true }),
          });
      });
    });
  }

  all(): PairReading[] {
    return [...this.#found.values()];
  }
}
/** Of two neighbours that are guessed, so many guesses of each are looked for beside all of the other. */
const MOST_BESIDE_GUESSES = 2;

const asItStands = (term: Term): Reading => ({ term, share: 1, unless: [] });
/** Of a run of syllables, the one that stands beside its neighbour. */
const partOf = (part = ''): Reading => ({
  term: foldedTerm({ folded: part }),
  share: RUN_TOGETHER_SHARE,
  unless: [],
});
const isNumber = (word: Word): boolean => /^\d/.test(word.folded);
