/** Given a plan and the postings of its terms, says what each of them counts in this index. */
import type { SegmentPostings } from '../index/adapter.ts';
import { leastPairDf } from '../index/pairs.ts';
import type { Postings } from '../index/postings.ts';
import { exactTerm, kindOf, pairTerm, type Term } from '../text/analyze.ts';
import { accentSlips } from './accent-slips.ts';
import { isRather, likeliestSpellings } from './by-ear.ts';
import { isGuess, meantGuesses, type MeantGuesses } from './guesses.ts';
import { countsOf, holdersOf, type Holders } from './holders.ts';
import type { ClausePlan, PlannedTerm } from './plan.ts';
import type { Query, Reading } from './query.ts';
import type { StandIn } from './stand-ins.ts';
import type { Mended } from './meant.ts';
import { mendedWords } from './mended.ts';
import { inverseFrequency } from './weights.ts';

/** The postings of one segment by their term. */
export type TermPostings = ReadonlyMap<Term, Postings | null>;

export type Scale = {
  /** Of each term of the plan: weight · idf, `null` where it does not count. */
  readonly terms: readonly (number | null)[];
  readonly idfs: readonly number[];
  readonly dfs: readonly number[];
  /** Of each stand-in of the query that articles hold. */
  readonly standIns: readonly ScaledStandIn[];
  /** Of each word of the query: its idf. */
  readonly words: readonly number[];
  /** The sum of those words' that some article holds: nothing can be asked of the others. */
  readonly queryWeight: number;
  /** Of each word that no article holds as it stands, how it was read. */
  readonly mended: ReadonlyMap<number, Mended>;
  /** The query with those readings alone that are meant. */
  readonly query: Query;
};

export type ScaledStandIn = {
  readonly standIn: StandIn;
  /** Factor on the impact: it counts as the words it stands for and their pairs do, but less. */
  readonly factor: number;
  readonly df: number;
  /** Numbers of the plan's terms that it is counted instead of: an article that holds both has the better one, not both. */
  readonly instead: readonly number[];
  /** In each segment. */
  readonly holders: readonly Holders[];
};

/** A word further on only adds to scores; no reader means a condition by it. */
export const COUNTED_WORDS = 32;

export function scaleOf(
  { query, terms }: ClausePlan,
  found: readonly SegmentPostings[],
  postings: readonly TermPostings[],
): Scale {
  const articles = found.reduce((sum, { segment }) => sum + segment.live, 0);
  const counts = countsOf(postings.map((segment) => (term) => segment.get(term) ?? null));
  const { dfOf } = counts;
  const guesses = meantGuesses(query, dfOf);
  const meant = new Set([...guesses.values()].flat());
  const holdersIn = (all: readonly Term[]): Holders[] =>
    postings.map((segment) => holdersOf(all, (term) => segment.get(term) ?? null));
  const heldBy = counted(counts.heldBy);
  const slips = accentSlips(query, counts);
  // nobody means them, though some article has them
  const rightFor = new Map<Term, Term>(
    Array.from(slips, ([number, exact]) => [query.words[number]?.exact ?? ('' as Term), exactTerm({ exact })]),
  );
  const held = likeliestSpellings(
    query.standIns.flatMap((standIn) => {
      const { terms: needed, through, rather } = standIn;
      if (through && !meant.has(through)) return [];
      // no more articles than hold the rarest of them: nearly always too few
      if (rather && !isRather(rather, Math.min(...needed.map(dfOf)), heldBy)) return [];
      const holders = holdersIn(needed);
      const df = sizeOf(holders);
      if (rather && !isRather(rather, df, heldBy)) return [];
      return df === 0 || isRatherSlip(query, guesses, standIn, df, dfOf) ? [] : [{ standIn, holders, df }];
    }),
  );
  const known = new Set<Term>();
  for (const { standIn } of held) {
    const [number, ...more] = standIn.words;
    const word = number === undefined || more.length > 0 || standIn.through ? undefined : query.words[number];
    if (word) known.add(word.readings[0].term);
  }
  const dfs = terms.map(({ term }) => dfOf(term));
  // a word without accents among others may have lost them: that few have it so (`Hà noi`) says nothing
  const bare = new Map(
    query.words.flatMap(({ exact, accented, readings: [{ term }] }) =>
      query.accented && !accented && exact !== null ? [[exact, term] as const] : [],
    ),
  );
  const ofBegun = { exact: 0, folded: 0, pair: 0 };
  terms.forEach(({ term, begun }, i) => (ofBegun[kindOf(term)] += begun ? (dfs[i] as number) : 0));
  const idfs = terms.map(({ term, begun }, i) => {
    const df = begun
      ? Math.min(ofBegun[kindOf(term)], articles)
      : Math.max(dfs[i] as number, dfOf(bare.get(term) ?? term));
    return inverseFrequency(df, Math.max(articles, df));
  });
  const words = query.words.map(() => 0);
  const scales = terms.map(({ term, weight, proves, unless, guesses: needed }, i) => {
    const [df, idf] = [dfs[i] as number, idfs[i] as number];
    if (unless.some((other) => known.has(other) || (dfOf(other) > 0 && rightFor.get(other) !== term))) return null;
    if (rightFor.has(term) || !needed.every((guess) => meant.has(guess))) return null;
    // of several readings the most common says how much the word tells; of a word that no article holds, its rarity
    if (df > 0) for (const word of proves) words[word] = words[word] ? Math.min(words[word], idf) : idf;
    return df < (kindOf(term) === 'pair' ? leastPairDf(articles) : 1) ? null : weight * idf;
  });
  for (const { standIn, df } of held) {
    for (const word of standIn.words) words[word] ||= inverseFrequency(df, Math.max(articles, df));
  }
  const rarest = inverseFrequency(0, articles);
  // a pair that no article holds as typed is worth what the other is
  const worthOfPair = (i: number, df: number): number =>
    dfs[i] === 0 ? (terms[i]?.weight ?? 0) * inverseFrequency(df, Math.max(articles, df)) : (scales[i] ?? 0);
  return {
    terms: scales,
    idfs,
    dfs,
    standIns: held.map(({ standIn, ...rest }) => {
      const instead = termsInside(query, terms, standIn);
      const ofWords = standIn.words.reduce((sum, word) => sum + worthOf(query, terms, scales, words, word), 0);
      const ofPairs = instead.reduce((sum, i) => sum + (isPair(terms, i) ? worthOfPair(i, rest.df) : 0), 0);
      return Object.assign(rest, { standIn, instead, factor: standIn.share * (ofWords + ofPairs) });
    }),
    words: words.map((idf) => (idf === 0 ? rarest : idf)),
    queryWeight: words.slice(0, COUNTED_WORDS).reduce((sum, idf) => sum + idf, 0),
    mended: mendedWords(
      query,
      guesses,
      held.map(({ standIn }) => standIn),
      dfOf,
      slips,
    ),
    query: withoutGuesses({ ...query, standIns: query.standIns.filter(isHeldOrSure(held)) }, meant),
  };
}

/** What a slip may have been is no other name of what was typed: only what it is counts, and is marked. */
function isHeldOrSure(held: readonly { readonly standIn: StandIn }[]): (standIn: StandIn) => boolean {
  const are = new Set(held.map(({ standIn }) => standIn));
  return (standIn) => standIn.rather?.slip === undefined || are.has(standIn);
}

/** Of the same terms only once. */
function counted(count: (terms: readonly Term[]) => number): (terms: readonly Term[]) => number {
  const known = new Map<readonly Term[], number>();
  return (terms) => {
    const sum = known.get(terms) ?? count(terms);
    known.set(terms, sum);
    return sum;
  };
}

const sizeOf = (holders: readonly Holders[]): number => holders.reduce((sum, { size }) => sum + size, 0);

/** What an article can get for a word at most: its idf, or less where no article has it with the accents that were typed. A
 *  second name is not to get what the first cannot. */
function worthOf(
  query: Query,
  terms: ClausePlan['terms'],
  scales: readonly (number | null)[],
  idfs: readonly number[],
  word: number,
): number {
  const idf = idfs[word] as number;
  const exact = query.words[word]?.exact;
  const direct = terms.reduce(
    (sum, { term, proves }, i) => sum + (proves.includes(word) || term === exact ? (scales[i] ?? 0) : 0),
    0,
  );
  return direct === 0 ? idf : Math.min(idf, direct);
}

const isPair = (terms: ClausePlan['terms'], i: number): boolean =>
  kindOf(terms[i]?.term ?? '') === 'pair' && terms[i]?.guesses.length === 0;

/** Where a run of letters may be syllables written together or one with a slip (`nhaan`: nhà ăn, nhân), the more common it is,
 *  or what alone stands beside a neighbour: of `bổ suung` sung, and not sự ủng. */
function isRatherSlip(
  { words, places }: Query,
  guesses: MeantGuesses,
  { words: of, units }: StandIn,
  df: number,
  dfOf: (term: Term) => number,
): boolean {
  const [number = -1, ...more] = of;
  const [asItStands] = words[number]?.readings ?? [];
  if (!asItStands || more.length > 0 || units.join('') !== asItStands.term || dfOf(asItStands.term) > 0) return false;
  const at = places.findIndex((place) => place.number === number);
  const unitAt = (place: number): Term | undefined => words[places[place]?.number ?? -1]?.readings[0].term;
  const [before, behind] = [unitAt(at - 1), unitAt(at + 1)];
  const isBeside = (first = '', last = first): boolean =>
    (before !== undefined && dfOf(pairTerm({ folded: before }, { folded: first })) > 0) ||
    (behind !== undefined && dfOf(pairTerm({ folded: last }, { folded: behind })) > 0);
  const isApart = isBeside(units[0], units.at(-1));
  return (
    guesses.get(number)?.some(({ term }) => dfOf(term) > df * SLIP_MORE_COMMON || (!isApart && isBeside(term))) ?? false
  );
}
const SLIP_MORE_COMMON = 10;

/** The terms that say something about the stand-in's words alone: each by itself, as typed, and side by side. */
function termsInside({ words }: Query, terms: ClausePlan['terms'], { words: of }: StandIn): number[] {
  const own = new Set<Term>();
  const units = of.map((number) => words[number]?.readings[0].term ?? ('' as Term));
  of.forEach((number, i) => {
    for (const { term } of words[number]?.readings ?? []) own.add(term);
    const exact = words[number]?.exact;
    if (exact) own.add(exact);
    if (i > 0) own.add(pairTerm({ folded: units[i - 1] as Term }, { folded: units[i] as Term }));
  });
  const isNear = ({ unless, guesses }: PlannedTerm): boolean =>
    guesses.length === 0 && unless.some((exact) => own.has(exact));
  return terms.flatMap((planned, i) => (own.has(planned.term) || isNear(planned) ? [i] : []));
}

function withoutGuesses(query: Query, meant: ReadonlySet<Reading>): Query {
  const words = query.words.map((word) => {
    const [asItStands, ...others] = word.readings;
    const readings = [asItStands, ...others.filter((other) => !isGuess(other) || meant.has(other))] as const;
    return { ...word, readings };
  });
  return { ...query, words };
}
