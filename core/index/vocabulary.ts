/** The words of an index and how many articles hold each: what it takes to read a query before anything is fetched for it.
 *  Unaccented forms only; so that it can travel with the manifest. */
import { ByteReader, ByteWriter, decodeText, malformed } from './bytes.ts';
import { EntryWriter, restOf, sharedOf } from './entries.ts';
import { kindOf } from '../text/analyze.ts';
import { readKeys } from '../text/keys.ts';

/** Unaccented words and codes with at least one letter, and the articles that hold them. */
export type Vocabulary = ReadonlyMap<string, number>;

/** Of one segment: its table, and of the words in it, how many articles that held them are no longer live. */
export type SegmentVocabulary = { readonly words: Uint8Array; readonly gone: ReadonlyMap<string, number> };

/** In an index of this size, a word that one article holds is as likely a slip as a name, and there are more of them than
 *  of all others. */
const MIN_DF_FROM = 5_000;
const MIN_DF = 2;
/** Longer ones are addresses and damage. */
const MAX_WORD_UNITS = 20;
const HAS_LETTER = /\p{L}/u;

export class VocabularyWriter {
  readonly #entries = new EntryWriter();
  readonly #number = new ByteWriter(8);
  readonly #leastDf: number;

  /** `articles`: of the index. */
  constructor(articles: number) {
    this.#leastDf = leastDf(articles);
  }

  /** Any term may come, in ascending order; those that are no words are passed over. */
  add(term: string, df: number): void {
    if (!isVocabularyWord(term) || !isKept(term, df, this.#leastDf)) return;
    this.#number.clear();
    this.#number.varint(df);
    this.#entries.add(term, this.#number.take());
  }

  take(): Uint8Array {
    return this.#entries.take();
  }
}

/** Whether a term is one of those whose articles are counted. */
export const isVocabularyWord = (term: string): boolean =>
  term.length <= MAX_WORD_UNITS && kindOf(term) === 'folded' && HAS_LETTER.test(term);

const leastDf = (articles: number): number => (articles < MIN_DF_FROM ? 1 : MIN_DF);

/** `Sachs` in one article is still no raw keys for `sách`. */
const isKept = (term: string, df: number, least: number): boolean => df >= least || readKeys(term).length > 0;

/** The words of several segments together, in an index of `articles`. */
export function readVocabulary(parts: readonly SegmentVocabulary[], articles: number): Vocabulary {
  const all = new Map<string, number>();
  for (const { words, gone } of parts) {
    eachWord(words, (term, held) => {
      const df = gone.size === 0 ? held : held - (gone.get(term) ?? 0);
      if (df > 0) all.set(term, parts.length === 1 ? df : (all.get(term) ?? 0) + df);
    });
  }
  const least = leastDf(articles);
  // what a small segment keeps may be too rare for all of them
  if (parts.length > 1) for (const [term, df] of all) if (!isKept(term, df, least)) all.delete(term);
  return all;
}

/** Tens of thousands of entries, read before the first answer: what `readEntries` reads, without bytes of its own for each.
 *  Nearly all words are plain letters, which are the same in any encoding, so they are cut out of one string. */
function eachWord(table: Uint8Array, use: (term: string, df: number) => void): void {
  const letters = Buffer.from(table.buffer, table.byteOffset, table.length).toString('latin1');
  const input = new ByteReader(table);
  let before = '';
  while (!input.done) {
    const first = input.byte();
    const shared = sharedOf(first, input);
    const length = restOf(first, input);
    const start = input.skip(length);
    const value = input.varint();
    const df = new ByteReader(table, input.skip(value), input.at).varint();
    // as Latin-1, so that a letter is a byte here too
    if (shared > before.length) throw malformed(`a word shares ${shared} bytes with one of ${before.length}`);
    before = before.slice(0, shared) + letters.slice(start, start + length);
    use(PLAIN.test(before) ? before : decodeText(Buffer.from(before, 'latin1')), df);
  }
}
const PLAIN = /^[\0-\x7f]*$/;
