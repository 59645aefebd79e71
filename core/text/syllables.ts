/** Given a word without accents, says whether Vietnamese spelling has a syllable that looks so: `ca` (cá, cả …), not `ubnd`.
 *  It knows spelling and no words, so it says yes of some that nobody uses, and no of none that anybody does. */
import { withoutAccents } from './fold.ts';
import { RIMES } from './keys.ts';

/** Folded rimes; a final y is an i in some syllables as `foldWord` leaves them (`mi` for `Mỹ`). */
const FOLDED_RIMES: ReadonlySet<string> = new Set([...RIMES].map(withoutAccents));
const ONSET = /^(?:ngh?|nh?|gi(?=[aeou])|gh?|kh?|ch?|ph?|qu|t[hr]?|[bdhlmrsvx])?/;
/** Onset and rime are right, and nobody writes them together: `ci`, `nge`, `gha`, `quu`, `ien`, `tyen`; and nothing is
 *  called `êu`, so that `EU` may be what it is. */
const NEVER_WRITTEN = /^(?:(?:c|ng)[eiy]|g[ey]|n?gh[^ei]|quu|ie)|[^u]ye|^eu$/;

/** `folded`: one word as `foldWord` gives it, in lower case. */
export function isSyllable(folded: string): boolean {
  const onset = ONSET.exec(folded)?.[0] ?? '';
  const rime = folded.slice(onset.length);
  const known =
    FOLDED_RIMES.has(rime) ||
    (onset === 'gi' && FOLDED_RIMES.has(`i${rime}`)) ||
    (onset === 'qu' && FOLDED_RIMES.has(`u${rime}`));
  return known && !NEVER_WRITTEN.test(folded);
}
