/** Given titles, returns their words as numbers, in one row: titles of a hundred thousand articles fit in a few megabytes.
 *  Words are told apart by their accents, and not by their capitals. */
import { words } from '../core/text/words.ts';

/** So many times a word has to be seen before it is known what it never does. */
const SEEN_ENOUGH = 30;
/** A title has some ten words, so that one in ten ends it; of `của`, `các`, `đề` not one in a hundred does. */
const ENDS_RARELY = 0.02;
/** What may stand between two words of one phrase: `TP.HCM`, `K-pop`, `24/7`, and neither commas nor quotes. */
const JOINS = /^[\s.\-–\/&+]*$/;

export type Titles = {
  /** NFC, white space folded. */
  readonly texts: readonly string[];
  /** The word at each place of the row. */
  readonly row: Uint32Array;
  /** 1 where a word opens a sentence or title. */
  readonly opens: Uint8Array;
  /** 1 where a word stands behind anything that no phrase goes across, and at the end of the row. */
  readonly breaks: Uint8Array;
  /** 1 where a word begins with a capital. */
  readonly isCapital: Uint8Array;
  /** The title that each place belongs to. */
  readonly titleAt: Uint32Array;
  /** What stands from the word at `from` to the one at `to`, both in one title. */
  slice(from: number, to: number): string;
  folded(word: number): string;
  /** The words of a title. */
  wordsOf(title: number): Uint32Array;
  /** Whether it ends next to no title or sentence, so that a phrase with it at the end goes on. */
  neverEnds(word: number): boolean;
  /** Of the times that it stands inside a sentence, those with a capital, 0 to 1; `null` where it never stands there. */
  capitalShare(word: number): number | null;
};

export function readTitles(given: readonly string[]): Titles {
  const texts = given.map((text) => text.normalize('NFC').trim().replace(/\s+/gu, ' '));
  const numbers = new Map<string, number>();
  const folded: string[] = [];
  const row: number[] = [];
  const opens: number[] = [];
  const breaks: number[] = [];
  const capitals: number[] = [];
  const titleAt: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const firsts: number[] = [];
  for (const [title, text] of texts.entries()) {
    firsts.push(row.length);
    let end = 0;
    for (const word of words(text)) {
      const number = numbers.get(word.exact) ?? numbers.size;
      if (number === numbers.size) {
        numbers.set(word.exact, number);
        folded.push(word.folded);
      }
      row.push(number);
      opens.push(word.opens ? 1 : 0);
      breaks.push(word.opens || !JOINS.test(text.slice(end, word.start)) ? 1 : 0);
      end = word.end;
      capitals.push(CAPITAL.test(text.slice(word.start, word.end)) ? 1 : 0);
      titleAt.push(title);
      starts.push(word.start);
      ends.push(word.end);
    }
  }
  firsts.push(row.length);
  breaks.push(1);
  const counts = countWords({ row, opens, capitals }, numbers.size);
  const count = (of: keyof WordCounts, word: number): number => counts[of][word] as number;
  const numbered = Uint32Array.from(row);
  return {
    texts,
    row: numbered,
    opens: Uint8Array.from(opens),
    breaks: Uint8Array.from(breaks),
    isCapital: Uint8Array.from(capitals),
    titleAt: Uint32Array.from(titleAt),
    slice: (from, to) => (texts[titleAt[from] as number] as string).slice(starts[from], ends[to]),
    folded: (word) => folded[word] as string,
    wordsOf: (title) => numbered.subarray(firsts[title], firsts[title + 1]),
    neverEnds: (word) => count('seen', word) >= SEEN_ENOUGH && count('ended', word) < count('seen', word) * ENDS_RARELY,
    capitalShare: (word) => (count('inside', word) === 0 ? null : count('insideCapital', word) / count('inside', word)),
  };
}

const CAPITAL = /^\p{Lu}/u;

type WordCounts = Readonly<Record<'seen' | 'ended' | 'inside' | 'insideCapital', Uint32Array>>;

function countWords(
  { row, opens, capitals }: Readonly<Record<'row' | 'opens' | 'capitals', readonly number[]>>,
  words: number,
): WordCounts {
  const made = (): Uint32Array => new Uint32Array(words);
  const counts: WordCounts = { seen: made(), ended: made(), inside: made(), insideCapital: made() };
  for (const [place, word] of row.entries()) {
    const isInside = opens[place] === 0;
    (counts.seen[word] as number) += 1;
    if (opens[place + 1] !== 0)
      // the last word ends one too
      (counts.ended[word] as number) += 1;
    if (isInside) (counts.inside[word] as number) += 1;
    if (isInside && capitals[place] === 1) (counts.insideCapital[word] as number) += 1;
  }
  return counts;
}
