/** Terms to test with. */
import * as fc from 'fast-check';
import { syllable } from '../text/spellings.ts';

/** Terms as the analyzer makes them, in the order that a block wants. */
export const someTerms = (maxLength = 40): fc.Arbitrary<string[]> =>
  fc
    .array(
      fc.oneof(
        syllable(),
        syllable().map((word) => `=${word}`),
        fc.tuple(syllable(), syllable()).map((pair) => pair.join(' ')),
        fc.constantFrom('', '22500', 'g20', '東', '👍', '\u{20000}', '\uFFFD'),
      ),
      { maxLength },
    )
    .map((terms) => [...new Set(terms)].toSorted(byUnits));
const byUnits = (a: string, b: string): number => (a < b ? -1 : 1);
