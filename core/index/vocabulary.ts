/** The words of an index and how many articles hold each: what it takes to read a query before anything is fetched for it.
 *  Unaccented forms only; so that it can travel with the manifest. */
import { ByteReader, ByteWriter } from './bytes.ts';
import { EntryWriter, readEntries } from './entries.ts';
import { kindOf } from '../text/analyze.ts';
import { readKeys } from '../text/keys.ts';

/** Unaccented words and codes with at least one letter, and the articles that hold them. */
export type Vocabulary = ReadonlyMap<string, number>;

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
    this.#leastDf = articles < MIN_DF_FROM ? 1 : MIN_DF;
  }

  /** Any term may come, in ascending order; those that are no words are passed over. */
  add(term: string, df: number): void {
    if (term.length > MAX_WORD_UNITS || kindOf(term) !== 'folded' || !HAS_LETTER.test(term)) return;
    // `Sachs` in one article is still no raw keys for `sách`
    if (df < this.#leastDf && readKeys(term).length === 0) return;
    this.#number.clear();
    this.#number.varint(df);
    this.#entries.add(term, this.#number.take());
  }

  take(): Uint8Array {
    return this.#entries.take();
  }
}

/** The words of several segments together. */
export function readVocabulary(parts: readonly Uint8Array[]): Vocabulary {
  const words = new Map<string, number>();
  for (const part of parts) {
    for (const { term, postings } of readEntries(part)) {
      words.set(term, (words.get(term) ?? 0) + new ByteReader(postings).varint());
    }
  }
  return words;
}
