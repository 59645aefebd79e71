/** Given a query, how its words were read and the best articles, says what was meant where that is not what was typed. */
import { isSyllable } from '../text/syllables.ts';
import { words } from '../text/words.ts';
import type { Looked } from './hit.ts';
import type { Match } from './marks.ts';
import type { Query } from './query.ts';

/** Of what the best articles say, so much must agree on how a word is spelled. */
const MIN_AGREEMENT = 0.6;
const TITLE_WORTH = 2;

/** What was looked for in the place of a word. */
export type Mended = {
  /** Without accents; none where it is one word with that before it. */
  readonly units: readonly string[];
  /** Its spelling, where that is known without the articles. */
  readonly spelled?: string;
  /** Only one of these, as `foldWord` gives them; the articles choose. @default any */
  readonly among?: ReadonlySet<string>;
};

/** `mended`: words by their number in the query. They are spelled as in the articles; in a query without any accent all words
 *  are. `null` where both are the same words to the index: `22500` is `22.500`. */
export function whatWasMeant(
  query: Query,
  mended: ReadonlyMap<number, Mended>,
  best: readonly Looked[],
): string | null {
  if (best.length === 0 || (query.accented && mended.size === 0 && query.meant === query.text)) return null;
  const votes = votesOf(query, mended, best);
  const winners = votes.map((of, place) => {
    const among = mended.get(query.places[place]?.number as number)?.among;
    return winnerOf(among ? new Map([...of].filter(([shown]) => among.has(wordsOf(shown)))) : of);
  });
  // half of the accents would be worse than none
  const isAgreed = winners.every(
    (winner, place) =>
      winner !== undefined || votes[place]?.size === 0 || mended.has(query.places[place]?.number as number),
  );
  let meant = '';
  let at = 0;
  query.places.forEach(({ number, start, end }, place) => {
    const read = mended.get(number);
    if (read === undefined && query.accented) return;
    if (read?.units.length === 0) {
      at = end;
      return;
    }
    const spelled = winners[place] ?? read?.spelled ?? read?.units.join(' ');
    if (spelled === undefined || (read === undefined && !isAgreed)) return;
    meant += query.meant.slice(at, start) + spelled;
    at = end;
  });
  meant += query.meant.slice(at);
  return wordsOf(meant) === wordsOf(query.text) ? null : meant;
}

const wordsOf = (text: string): string =>
  words(text)
    .map(({ exact }) => exact)
    .join(' ');

/** Spellings of one place, each with what speaks for it. */
type Votes = Map<string, number>;

/** The longer the run of the query's words that stands in a text, the surer the spelling of each of them. */
function votesOf(query: Query, mended: ReadonlyMap<number, Mended>, best: readonly Looked[]): Votes[] {
  const votes = query.places.map((): Votes => new Map());
  const folded = new Map<string, string>(); // a text says the same words again and again
  const lettersOf = (spelled: string): string => {
    const known =
      folded.get(spelled) ??
      words(spelled)
        .map((word) => word.folded)
        .join('');
    folded.set(spelled, known);
    return known;
  };
  best.forEach(({ title, text }, rank) => {
    const held = new Set([...title.matches, ...text.matches].map(({ word }) => word));
    const isWhole = query.words.every((_, number) => held.has(number) || mended.get(number)?.units.length === 0);
    for (const { found, worth } of [
      { found: title, worth: TITLE_WORTH },
      { found: text, worth: 1 },
    ]) {
      const openings = new Set(found.words.flatMap(({ start, opens }) => (opens ? [start] : [])));
      for (const { place, matches } of runsOf(query, found.text, found.matches)) {
        const isLone = matches.length === 1 && query.places.length > 1;
        if (isLone && !isWhole) continue; // it may be any word of these letters
        const vote = (worth * matches.length ** 2) / (rank + 1);
        matches.forEach(({ start, end, word }, i) => {
          const spelled = found.text.slice(start, end);
          // not another name of it: `UBND` stays, though an article writes it out
          if (lettersOf(spelled) !== (mended.get(word)?.units.join('') ?? query.words[word]?.readings[0].term)) return;
          const shown = isLone || openings.has(start) ? withoutCapital(spelled) : spelled;
          const of = votes[place + i] as Votes;
          of.set(shown, (of.get(shown) ?? 0) + vote);
        });
      }
    }
  });
  return votes;
}

/** Matches that stand side by side as the words of the query do, each run as long as it gets. */
function* runsOf(
  { places }: Query,
  text: string,
  matches: readonly Match[],
): Generator<{ readonly place: number; readonly matches: readonly Match[] }> {
  const fits = (i: number, place: number): boolean => {
    const match = matches[i];
    return match !== undefined && places[place]?.number === match.word;
  };
  const joins = (i: number): boolean => areNeighbours(text, matches[i - 1], matches[i]);
  for (let i = 0; i < matches.length; i += 1) {
    for (let place = 0; place < places.length; place += 1) {
      if (!fits(i, place) || (fits(i - 1, place - 1) && joins(i))) continue;
      let length = 1;
      while (fits(i + length, place + length) && joins(i + length)) length += 1;
      yield { place, matches: matches.slice(i, i + length) };
    }
  }
}

const areNeighbours = (text: string, left: Match | undefined, right: Match | undefined): boolean =>
  left !== undefined && right !== undefined && /^[\s-]*$/u.test(text.slice(left.end, right.start));

/** The spelling whose letters most speak for, with the capitals that most of those have. */
function winnerOf(votes: Votes): string | undefined {
  const byLetters = new Map<string, { sum: number; shown: string; most: number }>();
  let all = 0;
  for (const [shown, vote] of votes) {
    all += vote;
    const letters = wordsOf(shown);
    const known = byLetters.get(letters) ?? { sum: 0, shown, most: 0 };
    known.sum += vote;
    if (vote > known.most) [known.shown, known.most] = [shown, vote];
    byLetters.set(letters, known);
  }
  let winner: { sum: number; shown: string } | undefined;
  for (const candidate of byLetters.values()) if (candidate.sum > (winner?.sum ?? 0)) winner = candidate;
  return winner && winner.sum >= all * MIN_AGREEMENT ? winner.shown : undefined;
}

/** What opens a sentence has its capital from there, and what stands alone is a part of any name; but for names of other
 *  languages (`Messi`) and abbreviations (`HĐND`), which have theirs everywhere. */
function withoutCapital(spelled: string): string {
  const isOrdinary = words(spelled).every(({ folded, start, end }) => {
    const rest = spelled.slice(start, end).slice(1);
    return isSyllable(folded) && rest === rest.toLowerCase();
  });
  return isOrdinary ? spelled.toLowerCase() : spelled;
}
