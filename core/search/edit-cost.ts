/** Given a word as it was typed and one that may be meant, says what it takes to make the first of the second.
 *  Slips of the hand: a letter left out, put in, doubled, swapped with the next, or the key beside it. */

/** Rows of a QWERTY keyboard, and by how much of a key each is set off. */
const ROWS: readonly (readonly [keys: string, offset: number])[] = [
  ['qwertyuiop', 0],
  ['asdfghjkl', 0.25],
  ['zxcvbnm', 0.75],
];
/** Two keys that touch lie no farther apart: `t` touches f and g, `s` touches w, e, z and x. */
const TOUCHING_KEYS = 1.26;
const KEY_PLACES: ReadonlyMap<string, readonly [number, number]> = new Map(
  ROWS.flatMap(([keys, offset], row) => Array.from(keys, (key, i) => [key, [i + offset, row] as const])),
);

/** Letters that foreign words are written with one for the other, as they are said alike. */
const ALIKE: readonly string[] = ['bp', 'ck', 'dt', 'iy', 'sz', 'vw', 'gj'];

/** From so many letters on, two slips are one word still. */
export const TWO_SLIPS_FROM = 8;
/** The second of two. */
const SECOND_SLIP = 1.3;

/** Of one slip, or in a long word of two; `null` where it takes more. 0 for the same word. */
export const costOf = (typed: string, meant: string): number | null =>
  editCost(typed, meant) ?? (typed.length >= TWO_SLIPS_FROM ? twoEditsCost(typed, meant) : null);

/** Where `typed` and `meant` differ: what stands between their common beginning and their common end. */
export function difference(typed: string, meant: string): { readonly from: number; left: string; right: string } {
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  let behind = 0;
  const most = Math.min(typed.length, meant.length) - from;
  while (behind < most && typed[typed.length - 1 - behind] === meant[meant.length - 1 - behind]) behind += 1;
  return {
    from,
    left: typed.slice(from, typed.length - behind),
    right: meant.slice(from, meant.length - behind),
  };
}

/** What one slip costs; `null` where one is not enough. */
export function editCost(typed: string, meant: string): number | null {
  const { from, left, right } = difference(typed, meant);
  if (left.length === 0 && right.length === 0) return 0;
  if (left.length === 2 && right.length === 2) return left[0] === right[1] && left[1] === right[0] ? 0.8 : null;
  if (left.length === 1 && right.length === 0) return isDouble(typed, from) ? 0.6 : 1;
  if (left.length === 0 && right.length === 1) return isDouble(meant, from) ? 0.8 : 0.9;
  if (left.length === 1 && right.length === 1) return areNeighbours(left, right) || areAlike(left, right) ? 0.9 : 1.2;
  return null;
}

/** Whether every letter that was typed is in the word that was meant and the other way round: swapped or doubled only. */
export function keepsLetters(typed: string, meant: string): boolean {
  const { from, left, right } = difference(typed, meant);
  if (left.length === 2 && right.length === 2) return left[0] === right[1] && left[1] === right[0];
  return left.length + right.length === 1 && isDouble(left.length === 1 ? typed : meant, from);
}

const isDouble = (word: string, at: number): boolean => word[at] === word[at - 1] || word[at] === word[at + 1];
const areAlike = (a: string, b: string): boolean => ALIKE.some((pair) => pair.includes(a) && pair.includes(b));

function areNeighbours(a: string, b: string): boolean {
  const [one, other] = [KEY_PLACES.get(a), KEY_PLACES.get(b)];
  return one !== undefined && other !== undefined && Math.hypot(one[0] - other[0], one[1] - other[1]) <= TOUCHING_KEYS;
}

/** Optimal string alignment distance of exactly 2 (Damerau 1964), as a cost; `null` where it is more. */
function twoEditsCost(typed: string, meant: string): number | null {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: meant.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= meant.length; k += 1) {
      const same = typed[i - 1] === meant[k - 1];
      let least = Math.min(
        (row[k] as number) + 1,
        (next[k - 1] as number) + 1,
        (row[k - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && k > 1 && typed[i - 1] === meant[k - 2] && typed[i - 2] === meant[k - 1])
        least = Math.min(least, (before[k - 2] as number) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[meant.length] === 2 ? 1 + SECOND_SLIP : null;
}
