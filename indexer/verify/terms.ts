/** Given the table of a part of terms and then its blocks, tells what is wrong with terms, postings and vocabulary. */
import { ByteReader } from '../../core/index/bytes.ts';
import { readEntries } from '../../core/index/entries.ts';
import { impactOf } from '../../core/index/impact.ts';
import { readLearned } from '../../core/index/learned-forms.ts';
import type { BlockPlace } from '../../core/index/part.ts';
import { readPostings } from '../../core/index/postings.ts';
import { noUsualSlots, usualSlotsFor, type UsualSlots } from '../../core/index/usual-slots.ts';
import { termOf } from '../../core/index/stored-term.ts';
import { TermsReader } from '../../core/index/terms.ts';
import { isVocabularyWord } from '../../core/index/vocabulary.ts';
import { ANALYZER, kindOf } from '../../core/text/analyze.ts';
import { NO_BLOCKS } from '../part-blocks.ts';
import { damageOf, shown, type PartCheck, type Tell } from './faults.ts';

export type CheckedSegment = { readonly articles: number; readonly analyzer: string };

export function checkTerms(top: Uint8Array, segment: CheckedSegment, tell: Tell): PartCheck {
  const reader = new TermsReader(top, NO_BLOCKS, segment.articles);
  const { blocks, firsts, commons } = reader.places;
  const numbers = new Map(blocks.map(({ offset }, number) => [offset, number]));
  const commonAt = new Map(Array.from(commons, ([name, { offset }]) => [offset, name]));
  const words = numbersIn(reader.vocabulary.words, 'the vocabulary', segment, tell);
  checkLearned(reader.learned, segment, tell);
  const postings = new PostingsCheck(segment, words, usualIn(reader, segment, tell), tell);
  let last: string | null = null;
  let read = 0;

  const dictionary = (place: BlockPlace, body: Uint8Array): void => {
    const first = firsts[numbers.get(place.offset) as number] as string;
    let isFirst = true;
    for (const { term: name, postings: list } of readEntries(body)) {
      const term = termOf(name);
      if (isFirst && name !== first) {
        tell(`the block begins with ${shown(term)}; the table names ${shown(termOf(first))}`, place.offset);
      }
      isFirst = false;
      if (last !== null && name <= last) tell(`${shown(term)} stands behind ${shown(termOf(last))}`, place.offset);
      last = name;
      if (commons.has(name)) tell(`${shown(term)} has a block of its own, and stands here too`, place.offset);
      postings.check(term, list, place.offset);
    }
  };
  return {
    places: [...blocks, ...commons.values()],
    block(place, body) {
      if (body === null) return;
      try {
        const common = commonAt.get(place.offset);
        if (common === undefined) dictionary(place, body);
        else postings.check(termOf(common), body, place.offset);
        read += 1;
      } catch (error) {
        tell(damageOf(error), place.offset);
      }
    },
    end() {
      if (read === blocks.length + commons.size) postings.end(); // else what is missing has been told of
      return null;
    },
  };
}

class PostingsCheck {
  readonly #segment: CheckedSegment;
  readonly #words: Map<string, number>;
  readonly #hasWords: boolean;
  readonly #usual: UsualSlots;
  readonly #tell: Tell;
  /** For each article the term, by number, that it was seen with last. */
  readonly #seen: Uint32Array;
  #terms = 0;

  constructor(segment: CheckedSegment, words: Map<string, number>, usual: UsualSlots, tell: Tell) {
    this.#segment = segment;
    this.#words = words;
    this.#hasWords = words.size > 0;
    this.#usual = usual;
    this.#tell = tell;
    this.#seen = new Uint32Array(segment.articles);
  }

  check(term: string, bytes: Uint8Array, offset: number): void {
    this.#terms += 1;
    let read;
    try {
      read = readPostings(bytes, usualSlotsFor(term, this.#usual));
    } catch (error) {
      this.#tell(`the postings of ${shown(term)}: ${damageOf(error)}`, offset);
      this.#words.delete(term);
      return;
    }
    const { df, docs, slots } = read;
    const tell = (what: string): void => this.#tell(`${shown(term)} ${what}`, offset);
    let twice: number | undefined;
    for (const doc of docs) if (this.#isSeen(doc)) twice ??= doc;
    if (twice !== undefined) tell(`has article ${twice} in two slots; one is wanted`);
    if (this.#segment.analyzer !== ANALYZER) return;
    const slot = slots.find((each) => impactOf(kindOf(term), each) <= 0);
    if (slot !== undefined) tell(`has slot ${slot}; terms of its kind have fewer`);
    this.#checkWord(term, df, tell);
  }

  /** Every term has been looked at. */
  end(): void {
    for (const [word, df] of this.#words) {
      this.#tell(`the vocabulary says that ${df} articles hold ${shown(word)}; the terms do not have it`);
    }
  }

  #isSeen(doc: number): boolean {
    const seen = this.#seen[doc] === this.#terms;
    this.#seen[doc] = this.#terms;
    return seen;
  }

  #checkWord(term: string, df: number, tell: (what: string) => void): void {
    const counted = this.#words.get(term);
    this.#words.delete(term);
    if (counted !== undefined && counted !== df)
      tell(`stands in ${df} articles; the vocabulary says that ${counted} hold it`);
    // what one article holds may be left out
    if (counted === undefined && df > 1 && this.#hasWords && isVocabularyWord(term)) {
      tell(`stands in ${df} articles; the vocabulary does not have it`);
    }
  }
}

function usualIn(reader: TermsReader, { articles }: CheckedSegment, tell: Tell): UsualSlots {
  try {
    return reader.usual;
  } catch (error) {
    tell(`the usual slots cannot be read: ${damageOf(error)}`);
    return noUsualSlots(articles);
  }
}

/** A table of terms with a number of articles each. */
function numbersIn(table: Uint8Array, name: string, { articles }: CheckedSegment, tell: Tell): Map<string, number> {
  const numbers = new Map<string, number>();
  let last: string | null = null;
  try {
    for (const { term, postings } of readEntries(table)) {
      if (last !== null && term <= last) tell(`${name} has ${shown(term)} behind ${shown(last)}`);
      last = term;
      const number = new ByteReader(postings).varint();
      if (number === 0 || number > articles) {
        tell(`${name} says that ${number} articles of ${articles} hold ${shown(term)}`);
      }
      numbers.set(term, number);
    }
  } catch (error) {
    tell(`${name} cannot be read: ${damageOf(error)}`);
  }
  return numbers;
}

function checkLearned(table: Uint8Array, segment: CheckedSegment, tell: Tell): void {
  numbersIn(table, 'the table of abbreviations', segment, tell);
  try {
    readLearned([table]);
  } catch (error) {
    tell(damageOf(error));
  }
}
