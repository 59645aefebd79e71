/** The names that terms have in the files of an index. A syllable as written stands behind its unaccented form, and the pairs
 *  that begin with it behind both: a query asks for them together, so they should be neighbours. */
import { withoutAccents } from '../text/fold.ts';

const BEHIND = '\u0001';
const ESCAPE = '=';

/** `đảo` as written (`=đảo`) is `dao`, the sign, `đảo`; where it has no accents nothing stands behind the sign. All others
 *  are called what they are. Any string has a name of its own: one that could be taken for another begins with `=`. */
export function storedTerm(term: string): string {
  if (!term.includes(BEHIND)) {
    if (!term.startsWith(ESCAPE)) return term;
    const form = term.slice(1);
    const folded = withoutAccents(form);
    if (!folded.startsWith(ESCAPE)) return `${folded}${BEHIND}${form === folded ? '' : form}`;
  }
  return `${ESCAPE}${term}`;
}

/** What `storedTerm` made the name of. */
export function termOf(stored: string): string {
  if (stored.startsWith(ESCAPE)) return stored.slice(1);
  const at = stored.indexOf(BEHIND);
  if (at < 0) return stored;
  return `=${stored.slice(at + 1) || stored.slice(0, at)}`;
}
