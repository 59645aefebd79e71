/** Given ranked hits, returns lines of a TREC run: `qid Q0 docid rank score saola`. */
import { SaolaError } from '../core/errors.ts';
import type { Hit } from '../core/search/answer.ts';

/** Digits behind the point: two more than a score has, to keep those apart that are equal. */
const DIGITS = 6;
const UNIT = 10 ** DIGITS;

/** Judges order a run by its scores, some in reverse of the ids where they are equal. So a score that is not below the one
 *  before it is written a millionth below that one. Throws `bad-source` for an id that would not be one word. */
export function trecLines(queryId: string, hits: readonly Pick<Hit, 'id' | 'score'>[]): string {
  let last = Infinity;
  return hits
    .map(({ id, score }, at) => {
      if (!isWord(id)) {
        throw new SaolaError(
          'bad-source',
          `The article "${id}" (query "${queryId}") has white space in its id, which a TREC run cannot hold. Give the articles ids without, and index them again.`,
        );
      }
      last = Math.min(Math.round(score * UNIT), last - 1);
      return `${queryId} Q0 ${id} ${at + 1} ${(last / UNIT).toFixed(DIGITS)} saola\n`;
    })
    .join('');
}

export function isWord(text: string): boolean {
  return text !== '' && !/\s/.test(text);
}
