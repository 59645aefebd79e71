/** The part of a segment that holds what may be typed: phrases and titles in the order of their unaccented words.
 *  What begins with some letters is found in one read of a few blocks, however many entries begin so. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { ByteReader, ByteWriter, decodeText, encodeText, malformed, sealed } from './bytes.ts';
import { EntryWriter, readEntries, type Entry } from './entries.ts';
import { HEADER_BYTES, PartWriter, type BlockPlace, type BlockSource, type Sink, type WrittenPart } from './part.ts';
import { bestOfPrefixes } from './suggestion-bests.ts';
import { titleHash } from './tombstones.ts';
import type { CallOptions } from '../store/store.ts';

export type SuggestionEntry = {
  /** The unaccented words of `text` with one space between them; of a whole title the first `TITLE_KEY_WORDS`. */
  readonly key: string;
  /** As it is suggested: with its accents and capitals. */
  readonly text: string;
  /** Articles that hold it, from 1 on; 1 for a phrase that comes behind all others. */
  readonly count: number;
  /** It is a title, and no phrase. */
  readonly whole: boolean;
};

/** Enough to tell nearly all titles of a site apart; the rest of a title would only make the keys longer. */
export const TITLE_KEY_WORDS = 8;

/** Some 4 kB before they are compressed. A prefix that has no list of its own touches few of them. */
const BLOCK_ITEMS = 128;
/** A prefix that so many entries begin with has a list of the best of them; all others are gone through. */
const LISTED_FROM = 2 * BLOCK_ITEMS;
/** So many neighbouring blocks hold every range that is shorter than that, and what is read of a longer one. */
const MOST_BLOCKS = LISTED_FROM / BLOCK_ITEMS + 1;
/** As for records. */
const BROTLI_QUALITY = 5;

/** The same entries in any order give the same bytes. */
export function writeSuggestions(unordered: Iterable<SuggestionEntry>, out?: Sink): WrittenPart {
  const entries = [...unordered].toSorted(byKey);
  const part = new PartWriter('suggestions', out);
  const table = new EntryWriter();
  const items = new EntryWriter();
  let count = 0;
  const flush = (): void => {
    const first = items.firstTerm;
    if (first === null) return;
    const body = items.take();
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    };
    const { length } = part.add(sealed(brotliCompressSync(body, { params })));
    table.add(first, varintOf(length));
    count = 0;
  };
  const add = (key: string, payload: Uint8Array): void => {
    items.add(key, payload);
    count += 1;
    if (count === BLOCK_ITEMS) flush();
  };
  const lists = bestOfPrefixes(entries, LISTED_FROM);
  let list = lists.next();
  for (const [at, entry] of entries.entries()) {
    for (; !list.done && list.value.from === at; list = lists.next()) {
      add(list.value.prefix, listPayload(list.value.prefix, list.value.best));
    }
    add(entry.key, entryPayload(entry));
  }
  flush();
  return part.written(table.take());
}

/** By key in UTF-16 units, as all terms stand; what has one key by its text, so that the order is one. */
const byKey = (a: SuggestionEntry, b: SuggestionEntry): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : a.text < b.text ? -1 : a.text > b.text ? 1 : 0;

/** Marks a list; an entry has at least 2 there. */
const LIST = 0;
const markOf = ({ count, whole }: SuggestionEntry): number => 2 * count + (whole ? 1 : 0);

function varintOf(value: number): Uint8Array {
  const out = new ByteWriter(8);
  out.varint(value);
  return out.take();
}

function entryPayload(entry: SuggestionEntry): Uint8Array {
  const out = new ByteWriter();
  out.varint(markOf(entry));
  out.raw(encodeText(entry.text));
  return out.take();
}

function listPayload(prefix: string, best: readonly SuggestionEntry[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(LIST);
  for (const entry of best) {
    out.varint(markOf(entry));
    out.text(entry.text);
    out.text(entry.key.slice(prefix.length));
  }
  return out.take();
}

/** A block's place, and the key of the first item in it. */
export type SuggestionBlock = BlockPlace & { readonly first: string };

export class SuggestionsReader {
  readonly #top: Uint8Array;
  readonly #source: BlockSource;
  readonly #gone: ReadonlyMap<number, number>;
  #table: readonly SuggestionBlock[] | undefined;

  /** `gone`: titles of articles that are no longer live, by their hash, and how often. @default none */
  constructor(top: Uint8Array, source: BlockSource, gone: ReadonlyMap<number, number> = new Map()) {
    this.#top = top;
    this.#source = source;
    this.#gone = gone;
  }

  /** For each prefix the entries whose key begins with it, or the best of them where they are very many: of all, and of
   *  those spelled alike up to there. Fewer than `LISTED_FROM`, or a list; all blocks are asked for at once.
   *  `prefixes`: unaccented words with one space between them, not empty. */
  async find(prefixes: readonly string[], options?: CallOptions): Promise<SuggestionEntry[][]> {
    const table = (this.#table ??= readSuggestionTable(this.#top));
    const ranges = prefixes.map((prefix) => blocksOf(table, prefix));
    const wanted = [...new Set(ranges.flat())];
    const bodies = await this.#source.blocks(wanted, options);
    const items = new Map(wanted.map((block, i) => [block, suggestionItems(bodies[i] as Uint8Array)]));
    return prefixes.map((prefix, i) => {
      const entries = (ranges[i] as SuggestionBlock[]).flatMap((block) => items.get(block) as Entry[]);
      return this.#live(entriesIn(entries, prefix));
    });
  }

  #live(entries: SuggestionEntry[]): SuggestionEntry[] {
    if (this.#gone.size === 0) return entries;
    return entries.flatMap((entry) => {
      const count = entry.count - (entry.whole ? (this.#gone.get(titleHash(entry.text)) ?? 0) : 0);
      return count > 0 ? [{ ...entry, count }] : [];
    });
  }
}

/** The first that may hold what begins with `prefix`, and those behind it that begin with it, as many as matter. */
function blocksOf(table: readonly SuggestionBlock[], prefix: string): SuggestionBlock[] {
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((table[middle] as SuggestionBlock).first < prefix) low = middle + 1;
    else high = middle;
  }
  const from = Math.max(0, low - 1);
  const found = table.slice(from, from + MOST_BLOCKS);
  return found.filter(({ first }, i) => i === 0 || first.startsWith(prefix));
}

function entriesIn(items: readonly Entry[], prefix: string): SuggestionEntry[] {
  const found: SuggestionEntry[] = [];
  for (const item of items) {
    if (!item.term.startsWith(prefix) || (isList(item) && item.term !== prefix)) continue;
    const read = readSuggestion(item);
    if (Array.isArray(read)) return read;
    found.push(read);
  }
  return found;
}

const isList = ({ postings }: Entry): boolean => postings[0] === LIST;

/** What an item holds: an entry, or the best of those that begin with its key. */
export function readSuggestion(item: Entry): SuggestionEntry | SuggestionEntry[] {
  const input = new ByteReader(item.postings);
  const mark = input.varint();
  if (mark === LIST) return [...readList(item.term, input)];
  return readEntry(mark, item.term, decodeText(input.raw(input.left)));
}

function* readList(prefix: string, input: ByteReader): Generator<SuggestionEntry> {
  while (!input.done) {
    const mark = input.varint();
    const text = input.text();
    yield readEntry(mark, prefix + input.text(), text);
  }
}

function readEntry(mark: number, key: string, text: string): SuggestionEntry {
  if (mark < 2) throw malformed(`suggestion ${text} stands in no article`);
  return { key, text, count: Math.floor(mark / 2), whole: mark % 2 === 1 };
}

/** The items of a block. */
export const suggestionItems = (body: Uint8Array): Entry[] => [...readEntries(brotliDecompressSync(body))];

export function readSuggestionTable(top: Uint8Array): SuggestionBlock[] {
  let offset = HEADER_BYTES;
  return Array.from(readEntries(top), ({ term, postings }) => {
    const length = new ByteReader(postings).varint();
    const block = { first: term, offset, length };
    offset += length;
    return block;
  });
}
