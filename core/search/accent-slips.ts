/** Given a query and how many articles hold what, says which words have accents that are a slip though some article has them: in
 *  `hà nôi`, as hardly any has nôi behind Hà and very many have nội. */
import { exactTerm, pairTerm, type Term } from '../text/analyze.ts';
import { nearAccents } from '../text/near-accents.ts';
import type { Counts } from './holders.ts';
import type { Query } from './query.ts';

/** Each word costs a look at its postings, and a longer query says enough without it. */
const MOST_WORDS = 6;
/** So many articles at least have the other accents beside its neighbours, and so many times as many as have those that were
 *  typed; and most of all that have its letters there. With 20 `vì chửa` is read as vì chưa. */
const LEAST = 50;
const MORE_COMMON = 50;
const MOST_OF_ALL = 0.5;

/** Of each such word by its number, how it is written instead, as `foldWord` gives it. */
export function accentSlips(
  { words, places }: Pick<Query, 'words' | 'places'>,
  { dfOf, heldBy }: Counts,
): ReadonlyMap<number, string> {
  const slips = new Map<number, string>();
  if (places.length > MOST_WORDS) return slips;
  const unitAt = (place: number): string => words[places[place]?.number ?? -1]?.readings[0].term ?? '';
  const pairAt = (place: number): Term[] =>
    place > 0 && places[place]?.opens === false
      ? [pairTerm({ folded: unitAt(place - 1) }, { folded: unitAt(place) })]
      : [];
  places.forEach(({ number }, at) => {
    const { accented, exact: typed } = words[number] as Query['words'][number];
    if (!accented || typed === null || dfOf(typed) === 0) return;
    const pairs = [...pairAt(at), ...pairAt(at + 1)];
    const sum = (of: (pair: Term) => number): number => pairs.reduce((all, pair) => all + of(pair), 0);
    const all = sum(dfOf);
    if (all < LEAST) return;
    const [first] = pairs;
    // nearly always: many have it as it was typed
    if (first !== undefined && heldBy([first, typed], Math.ceil(all / MORE_COMMON) + 1) * MORE_COMMON > all) return;
    const least = Math.max(LEAST, all * MOST_OF_ALL, sum((pair) => heldBy([pair, typed])) * MORE_COMMON);
    if (all < least) return;
    const other = nearAccents(typed.slice(1)).find(
      ({ exact }) => sum((pair) => heldBy([pair, exactTerm({ exact })])) >= least,
    );
    if (other) slips.set(number, other.exact);
  });
  return slips;
}
