/** The part of a segment that holds its terms and their postings, and the table that finds any of them without a read.
 *  Rare terms stand with their postings in sorted blocks; a common term's postings are a block of their own, whose place
 *  the table gives. So one read answers for any term, and the table is small enough to travel with the manifest. */
import { ByteReader, ByteWriter, malformed, sealed } from './bytes.ts';
import type { ListCache } from './block-cache.ts';
import { EntryWriter, findEntry, readEntries, type Entry } from './entries.ts';
import { contentHash } from './hash.ts';
import { MOST_ARTICLES } from './bits.ts';
import { PartWriter, type BlockPlace, type BlockSource, type Sink, type WrittenPart } from './part.ts';
import { readPostings, withoutRemoved, type Postings } from './postings.ts';
import { storedTerm } from './stored-term.ts';
import { decodeUsualSlots, encodeUsualSlots, usualSlotsFor, type UsualSlots } from './usual-slots.ts';
import type { SegmentVocabulary } from './vocabulary.ts';
import type { CallOptions } from '../store/store.ts';

/** A block is read whole for one term, so it should be no longer than a first byte from S3 is worth (30 ms at 90 MB/s are
 *  2.7 MB, but ten terms are read at once and each is unpacked): 16 KiB, and for big indexes as much as keeps the table
 *  at some 4,000 blocks, up to 64 KiB. */
const BLOCK_BYTES = 16 * 1024;
const MAX_BLOCK_BYTES = 64 * 1024;
const BLOCKS_WANTED = 4_000;
/** Postings longer than this part of a block leave it and get their own. */
const COMMON_SHARE = 1 / 8;

export type TermsOptions = {
  /** Asked for once all entries have come, as it is made while they come. @default none */
  readonly vocabulary?: () => Uint8Array;
  /** The table of abbreviations. @default none */
  readonly learned?: Uint8Array;
  /** What the postings were written with. @default none: `noUsualSlots` */
  readonly usual?: UsualSlots;
  /** @default memory */
  readonly out?: Sink;
};

/** `entries`: every term of the segment by its name (`stored-term.ts`), in ascending order. `bytesExpected`: about how long the part will be. */
export function writeTerms(
  entries: Iterable<Entry>,
  bytesExpected: number,
  { vocabulary, learned, usual, out }: TermsOptions = {},
): WrittenPart {
  const blockBytes = Math.min(MAX_BLOCK_BYTES, Math.max(BLOCK_BYTES, Math.ceil(bytesExpected / BLOCKS_WANTED)));
  const part = new PartWriter('terms', out);
  const block = new EntryWriter(blockBytes * 2);
  const blocks = new TableWriter();
  const commons = new TableWriter();
  const flush = (): void => {
    const first = block.firstTerm;
    if (first !== null) blocks.add(first, part.add(sealed(block.take())));
  };
  for (const { term, postings } of entries) {
    if (postings.length > blockBytes * COMMON_SHARE) {
      commons.add(term, part.add(sealed(postings)));
    } else {
      block.add(term, postings);
      if (block.bytes >= blockBytes) flush();
    }
  }
  flush();
  const top = new ByteWriter();
  const tables = [blocks.take(), commons.take(), vocabulary?.(), learned, usual && encodeUsualSlots(usual)];
  for (const table of tables) {
    top.varint(table?.length ?? 0);
    if (table) top.raw(table);
  }
  return part.written(top.take());
}

type Gone = { readonly removed: Uint8Array | null; readonly words: ReadonlyMap<string, number> };

/** Finds postings in one segment's terms. */
export class TermsReader {
  readonly vocabulary: SegmentVocabulary;
  /** As `learned-forms.ts` reads it. */
  readonly learned: Uint8Array;
  readonly #source: BlockSource;
  readonly #lists: ListCache | undefined;
  /** Before a term, the name of its postings among those kept: other versions have other articles that are gone. */
  readonly #without: string;
  readonly #articles: number;
  readonly #removed: Uint8Array | null;
  readonly #packedUsual: Uint8Array;
  #usual: UsualSlots | undefined;
  readonly #firsts: string[];
  readonly #blocks: BlockPlace[];
  readonly #commons: ReadonlyMap<string, BlockPlace>;

  /** `top` is the table that `writeTerms` made; nothing is read here. `gone`: the articles that are no longer live, and the
   *  words of the vocabulary that these held. @default none */
  constructor(
    top: Uint8Array,
    source: BlockSource & { readonly lists?: ListCache },
    articles: number,
    gone: Gone = { removed: null, words: new Map() },
  ) {
    const input = new ByteReader(top);
    const blocks = readTable(input.raw(input.varint()));
    const commons = readTable(input.raw(input.varint()));
    this.vocabulary = { words: input.raw(input.varint()), gone: gone.words };
    this.learned = input.raw(input.varint());
    this.#packedUsual = input.raw(input.varint());
    if (articles > MOST_ARTICLES) throw malformed(`a segment has ${articles} articles`);
    this.#source = source;
    this.#lists = source.lists;
    this.#without = gone.removed ? `${contentHash(gone.removed)} ` : '';
    this.#articles = articles;
    this.#removed = gone.removed;
    this.#firsts = blocks.terms;
    this.#blocks = blocks.places;
    this.#commons = new Map(commons.terms.map((term, i) => [term, commons.places[i] as BlockPlace]));
  }

  /** In the order of `terms`; `null` for one that no live article holds. All reads happen at once, and none for postings that
   *  are kept decoded. */
  async postings(terms: readonly string[], options?: CallOptions): Promise<(Postings | null)[]> {
    const found = new Map<string, Postings | null>();
    const places = new Map<string, BlockPlace>();
    for (const term of new Set(terms)) {
      const name = storedTerm(term);
      const place = this.#commons.get(name) ?? this.#blockOf(name);
      const kept = place && this.#lists?.get(this.#without + term);
      if (place && kept === undefined) places.set(term, place);
      else found.set(term, kept ?? null);
    }
    const distinct = [...new Set(places.values())];
    const bodies = await this.#source.blocks(distinct, options);
    const bodyOf = new Map(distinct.map((place, i) => [place, bodies[i] as Uint8Array]));
    for (const [term, place] of places) {
      const postings = this.#postingsIn(bodyOf.get(place) as Uint8Array, term);
      this.#lists?.set(this.#without + term, postings);
      found.set(term, postings);
    }
    return terms.map((term) => found.get(term) as Postings | null);
  }

  /** What the postings were written with. */
  get usual(): UsualSlots {
    return (this.#usual ??= decodeUsualSlots(this.#packedUsual, this.#articles));
  }

  #postingsIn(body: Uint8Array, term: string): Postings | null {
    const name = storedTerm(term);
    const bytes = this.#commons.has(name) ? body : findEntry(body, name);
    const postings = bytes && readPostings(bytes, usualSlotsFor(term, this.usual));
    return postings && this.#removed ? withoutRemoved(postings, this.#removed) : postings;
  }

  /** Every block in order, and the first of each, terms by their names, for whoever goes through the whole segment. */
  get places(): {
    readonly blocks: readonly BlockPlace[];
    readonly firsts: readonly string[];
    readonly commons: ReadonlyMap<string, BlockPlace>;
  } {
    return { blocks: this.#blocks, firsts: this.#firsts, commons: this.#commons };
  }

  #blockOf(name: string): BlockPlace | null {
    let low = 0;
    let high = this.#firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#firsts[middle] as string) <= name) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? null : (this.#blocks[low - 1] as BlockPlace);
  }
}

/** Terms in order, front-coded, each with the place of a block: bytes since the end of the block named before, length. */
class TableWriter {
  readonly #entries = new EntryWriter();
  readonly #place = new ByteWriter(16);
  #end = 0;

  add(term: string, place: BlockPlace): void {
    this.#place.clear();
    this.#place.varint(place.offset - this.#end);
    this.#place.varint(place.length);
    this.#entries.add(term, this.#place.take());
    this.#end = place.offset + place.length;
  }

  take(): Uint8Array {
    return this.#entries.take();
  }
}

function readTable(bytes: Uint8Array): { terms: string[]; places: BlockPlace[] } {
  const terms: string[] = [];
  const places: BlockPlace[] = [];
  let end = 0;
  for (const { term, postings } of readEntries(bytes)) {
    const before = terms.at(-1);
    if (before !== undefined && before >= term) throw malformed(`the terms table names ${term} behind ${before}`);
    const input = new ByteReader(postings);
    const offset = end + input.varint();
    const length = input.varint();
    terms.push(term);
    places.push({ offset, length });
    end = offset + length;
  }
  return { terms, places };
}
