/** Given a query and how its words were read, says what was meant where that is not what was typed. */
import { words } from '../text/words.ts';
import type { FoundArticle } from './hit.ts';
import type { Query } from './query.ts';

/** `mended`: words by their number in the query, and the unaccented term that was looked for in their place; in an
 *  accented query it is spelled as in `first`, the best of the articles found. `null` where everything was read as it stands. */
export function whatWasMeant(
  query: Query,
  mended: ReadonlyMap<number, string>,
  first: FoundArticle | undefined,
): string | null {
  if (first === undefined || (mended.size === 0 && query.meant === query.text)) return null;
  let meant = '';
  let at = 0;
  query.words.forEach(({ start, end }, number) => {
    const term = mended.get(number);
    if (term === undefined || start < at) return;
    meant += query.meant.slice(at, start) + (query.accented ? spelledIn(first, term) : term);
    at = end;
  });
  return meant + query.meant.slice(at);
}

/** With the accents of its first place in the article, and its capitals where it does not open a sentence. */
function spelledIn({ doc: { title, summary = '', body } }: FoundArticle, term: string): string {
  for (const text of [title, summary, body]) {
    const word = words(text).find(({ folded }) => folded === term);
    if (!word) continue;
    const spelled = text.slice(word.start, word.end);
    return word.opens ? spelled.toLowerCase() : spelled;
  }
  return term;
}
