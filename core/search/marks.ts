/** Given the texts of an article and a query, says where in them the query's words stand.
 *  A word has many accents in Vietnamese, and mostly one is meant: where an article says which, the others are no marks. */
import { codeTerm, exactTerm, foldedTerm, pairTerm } from '../text/analyze.ts';
import { words, type Word } from '../text/words.ts';
import type { Query, QueryWord } from './query.ts';

/** A place where a word of the query stands, in UTF-16 units of the text. */
export type Match = {
  readonly start: number;
  readonly end: number;
  /** Which word of the query, by number. */
  readonly word: number;
  /** With the accents as they were typed. */
  readonly exact: boolean;
};

/** `spelled`: the word with its accents; `null` for a code or another name, which has no other ones.
 *  `run`: how many words of the query stand here side by side, as they do in the query. */
type Place = Match & { readonly spelled: string | null; readonly run: number };

/** What of a query is looked for in texts. */
export type Wanted = {
  readonly byFolded: ReadonlyMap<string, number>;
  readonly byExact: ReadonlyMap<string, number>;
  /** Other names of several units, by the first of them: the rest, and the words that they stand for. */
  readonly byFirst: ReadonlyMap<string, readonly { readonly rest: readonly string[]; readonly word: number }[]>;
  /** Of each word, by number. */
  readonly accents: readonly Accents[];
  /** `left right` of words, by number, that stand so in the query. */
  readonly neighbours: ReadonlySet<string>;
};

/** What the spelling of a word in the query says. */
type Accents = {
  /** `typed` has its accents, `bare` is one without beside others that have theirs, which may have lost them, `open` says
   *  nothing. */
  readonly are: 'typed' | 'bare' | 'open';
  /** Other letters are another name, or what a slip was meant for. `null`: it is still being typed, and may become any. */
  readonly letters: string | null;
};

/** Of several queries, the words of the second are numbered behind those of the first. */
export function wantedOf(queries: readonly Pick<Query, 'words' | 'standIns' | 'places' | 'accented'>[]): Wanted {
  const byFolded = new Map<string, number>();
  const byExact = new Map<string, number>();
  const byFirst = new Map<string, { readonly rest: readonly string[]; readonly word: number }[]>();
  const accents: Accents[] = [];
  const neighbours = new Set<string>();
  for (const { words: wanted, standIns, places, accented } of queries) {
    const before = accents.length;
    wanted.forEach((word, number) => {
      for (const { term, begun } of word.readings) {
        const unit = begun ? (term.split(' ').at(-1) as string) : term; // beside the word before, which is one of its own
        if (!byFolded.has(unit)) byFolded.set(unit, before + number);
      }
      if (word.exact !== null && !byExact.has(word.exact)) byExact.set(word.exact, before + number);
      accents.push(accentsOf(word, accented));
    });
    for (const { units, words: stoodFor } of standIns) {
      const [first = '', ...rest] = units;
      const word = before + (stoodFor[0] ?? 0);
      if (rest.length === 0) {
        if (!byFolded.has(first)) byFolded.set(first, word);
      } else byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, word }]);
    }
    const found = places.map(({ number }) => {
      const { exact, readings } = wanted[number] as QueryWord;
      return (exact === null ? undefined : byExact.get(exact)) ?? byFolded.get(readings[0].term);
    });
    for (let i = 1; i < found.length; i += 1) neighbours.add(`${found[i - 1]} ${found[i]}`);
  }
  return { byFolded, byExact, byFirst, accents, neighbours };
}

function accentsOf({ accented, readings: [asItStands, ...others] }: QueryWord, amongAccented: boolean): Accents {
  // `tư` may become `tướng`, whatever accents it has by now
  if (others.some(({ unless }) => unless.length === 0)) return { are: 'open', letters: null };
  return { are: accented ? 'typed' : amongAccented ? 'bare' : 'open', letters: asItStands.term };
}

/** Every place of a text, in order, and its words, which those who cut it need too. */
export function findMatches(text: string, wanted: Wanted): { readonly words: Word[]; readonly matches: Place[] } {
  const { byFolded, byExact, byFirst, accents } = wanted;
  const list = words(text);
  const hasPairs = Array.from(byFolded.keys()).some((term) => term.includes(' '));
  const places: (Place & { readonly first: number; readonly last: number })[] = [];
  const add = (first: number, last: number, match: Pick<Place, 'word' | 'exact' | 'spelled'>): void => {
    places.push({ start: at(list, first).start, end: at(list, last).end, ...match, run: 1, first, last });
  };
  for (let i = 0; i < list.length; i += 1) {
    const word = at(list, i);
    const next = list[i + 1];
    const name = byFirst.get(word.folded)?.find(({ rest }) => rest.every((unit, k) => isNext(list[i + 1 + k], unit)));
    const pair =
      next && !next.opens
        ? (numberOf(byFolded, codeTerm(word, next)) ?? (hasPairs ? byFolded.get(pairTerm(word, next)) : undefined))
        : undefined;
    if (name) {
      add(i, i + name.rest.length, { word: name.word, exact: false, spelled: null });
      i += name.rest.length;
    } else if (pair !== undefined) {
      add(i, i + 1, { word: pair, exact: true, spelled: null });
      i += 1;
    } else {
      const folded = byFolded.get(foldedTerm(word));
      if (folded === undefined) continue; // nearly all words of a text: the same unaccented word is wanted or none
      const exact = byExact.get(exactTerm(word));
      const number = exact ?? folded;
      const letters = accents[number]?.letters ?? word.folded;
      add(i, i, { word: number, exact: exact !== undefined, spelled: letters === word.folded ? word.exact : null });
    }
  }
  return { words: list, matches: withRuns(places, list, wanted) };
}

const at = <T>(list: readonly T[], i: number): T => list[i] as T;
const numberOf = (numbers: ReadonlyMap<string, number>, term: string | null): number | undefined =>
  term === null ? undefined : numbers.get(term);
const isNext = (word: Word | undefined, unit: string): boolean =>
  word !== undefined && word.folded === unit && !word.opens;

function withRuns(
  places: readonly (Place & { readonly first: number; readonly last: number })[],
  list: readonly Word[],
  { neighbours }: Wanted,
): Place[] {
  const runs: Place[] = [];
  let from = 0;
  places.forEach(({ word, last }, i) => {
    const next = places[i + 1];
    if (next?.first === last + 1 && !at(list, next.first).opens && neighbours.has(`${word} ${next.word}`)) return;
    for (const { first: _, last: __, ...place } of places.slice(from, i + 1))
      runs.push({ ...place, run: i + 1 - from });
    from = i + 1;
  });
  return runs;
}

/** Of the places in all texts of an article those that are shown, text by text. A word typed with accents is shown with just
 *  those where the article has it so. What was typed without any is shown with the accents that it has beside most of the other
 *  words of the query: of `quan dao nam kuril`, behind `quần đảo Nam Kuril` no `năm`. */
export function meantMatches(texts: readonly (readonly Place[])[], { accents }: Wanted): Match[][] {
  const ofWords = accents.map((): Spelled[] => []);
  for (const place of texts.flat()) if (isSpelled(place)) ofWords[place.word]?.push(place);
  const shown = ofWords.map((places, word) => spellingsOf(places, accents[word]?.are ?? 'open'));
  return texts.map((places) =>
    places.filter(({ word, spelled }) => spelled === null || (shown[word]?.has(spelled) ?? true)),
  );
}

/** The matches without those that are a part of a number or code of which the rest is not asked for: of `1,5` no `1` in `1,8`, of
 *  `24h` no `h` in `21h`. */
export function wholeMatches(text: string, matches: readonly Match[]): Match[] {
  const whole: Match[] = [];
  for (let from = 0, to = 1; from < matches.length; from = to, to += 1) {
    while (to < matches.length && isOne(text, at(matches, to - 1).end, at(matches, to).start)) to += 1;
    const [first, last] = [at(matches, from), at(matches, to - 1)];
    if (!isWithin(text, first.start) && !isWithin(text, last.end)) whole.push(...matches.slice(from, to));
  }
  return whole;
}

const isOne = (text: string, end: number, start: number): boolean =>
  end === start || (start === end + 1 && POINT.test(text.charAt(end)));

/** Whether a number or a code goes on from what is before `place` to what is behind it. */
function isWithin(text: string, place: number): boolean {
  const [before, behind] = [text.charAt(place - 1), text.charAt(place)];
  if (DIGIT.test(before))
    return SIGN_OF_CODE.test(behind) || (POINT.test(behind) && DIGIT.test(text.charAt(place + 1)));
  if (!DIGIT.test(behind)) return false;
  return SIGN_OF_CODE.test(before) || (POINT.test(before) && DIGIT.test(text.charAt(place - 2)));
}
const DIGIT = /\p{Nd}/u;
const POINT = /[.,]/;
const SIGN_OF_CODE = /[\p{L}\p{M}\p{Nd}]/u;

type Spelled = Place & { readonly spelled: string };
const isSpelled = (place: Place): place is Spelled => place.spelled !== null;

/** `null` for any. */
function spellingsOf(places: readonly Spelled[], are: Accents['are']): ReadonlySet<string> | null {
  const asTyped = places.filter(({ exact }) => exact);
  if (are === 'typed' && asTyped.length > 0) return spellings(asTyped);
  // what was typed outweighs one neighbour: of `việt nam`, `miền Nam` rather than `Việt năm`
  const weightOf = ({ exact, run }: Place): number => run + (exact && are === 'bare' ? 1.5 : 0);
  const most = places.reduce((best, place) => Math.max(best, weightOf(place)), 0);
  // and one that stands alone with other accents is another word: `năm` to `u23 việt nam`
  if (most < 2) return are === 'bare' ? new Set() : null;
  return spellings(places.filter((place) => weightOf(place) === most));
}

const spellings = (places: readonly Spelled[]): ReadonlySet<string> => new Set(places.map(({ spelled }) => spelled));
