/** Given a store, says what the live version is made of and what all of it weighs. Writes nothing. */
import { SaolaError } from '../core/errors.ts';
import { unsealed } from '../core/index/bytes.ts';
import { readEntries } from '../core/index/entries.ts';
import {
  BUILDING,
  CURRENT,
  partKey,
  PART_KINDS,
  SEGMENTS,
  serializeManifest,
  VERSIONS,
} from '../core/index/manifest.ts';
import { readPostings } from '../core/index/postings.ts';
import { readCurrent } from '../core/index/published.ts';
import { termOf } from '../core/index/stored-term.ts';
import { TermsReader } from '../core/index/terms.ts';
import { usualSlotsFor } from '../core/index/usual-slots.ts';
import { kindOf, type TermKind } from '../core/text/analyze.ts';
import { NO_BLOCKS, readBlocks } from './part-blocks.ts';
import { versionOf } from './versions.ts';
import type { PartKind, Segment, VersionId } from '../core/index/manifest.ts';
import type { CallOptions, Store } from '../core/store/store.ts';

export type StatsOptions = CallOptions & {
  /** Bytes of terms that have been read, of all there are. */
  readonly onProgress?: (done: number, total: number) => void;
};

export type PartSizes = { readonly [Kind in PartKind]: number };

export type TermSize = {
  readonly term: string;
  /** Articles that hold it, tombstones too. */
  readonly df: number;
  /** Of its postings. */
  readonly bytes: number;
};

export type StatsReport = {
  readonly version: VersionId;
  readonly publishedAt: string;
  readonly analyzer: string;
  /** That are live. */
  readonly articles: number;
  readonly manifestBytes: number;
  readonly segments: readonly {
    readonly articles: number;
    /** Tombstones among them. */
    readonly removed: number;
    readonly bytes: PartSizes;
  }[];
  /** Over all segments. */
  readonly bytes: PartSizes;
  /** Different terms, over all segments. */
  readonly terms: Readonly<Record<TermKind, number>>;
  /** Articles of all terms together. */
  readonly postings: Readonly<Record<TermKind, number>>;
  /** The twenty terms whose postings have the most bytes, over all segments. */
  readonly largest: readonly TermSize[];
  readonly keptVersions: number;
  /** Everything of Saola's in the store, named by a version or not. */
  readonly stored: { readonly objects: number; readonly bytes: number };
};

const LARGEST = 20;

/** Throws `index-missing` where nothing is live, `index-malformed` where it is damaged. Keeps some megabytes of a part in
 *  memory, and no list of all terms. */
export async function stats(store: Store, { onProgress, ...options }: StatsOptions = {}): Promise<StatsReport> {
  const current = await readCurrent(store, options);
  if (!current) throw new SaolaError('index-missing', `Nothing is published at ${store.uri}.`);
  const { version, publishedAt, analyzer, articles, segments } = current.manifest;
  const bytes = sumOf(segments.map(sizesOf));
  let done = 0;
  const onPiece = (piece: Uint8Array): void => onProgress?.((done += piece.length), bytes.terms);
  const terms: Record<TermKind, number> = { exact: 0, folded: 0, pair: 0 };
  const postings: Record<TermKind, number> = { exact: 0, folded: 0, pair: 0 };
  const largest = new Largest();
  for await (const size of merged(segments.map((segment) => termsOf(store, segment, { ...options, onPiece })))) {
    const kind = kindOf(size.term);
    terms[kind] += 1;
    postings[kind] += size.df;
    largest.add(size);
  }
  return {
    version,
    publishedAt,
    analyzer,
    articles,
    manifestBytes: serializeManifest(current.manifest).length,
    segments: segments.map((segment) => ({
      articles: segment.articles,
      removed: segment.removed?.docs.length ?? 0,
      bytes: sizesOf(segment),
    })),
    bytes,
    terms,
    postings,
    largest: largest.take(),
    ...(await storedIn(store, options)),
  };
}

function sizesOf(segment: Segment): PartSizes {
  const { terms, columns, records, suggestions } = segment;
  return { terms: terms.bytes, columns: columns.bytes, records: records.bytes, suggestions: suggestions.bytes };
}

function sumOf(sizes: readonly PartSizes[]): PartSizes {
  const sum = { terms: 0, columns: 0, records: 0, suggestions: 0 };
  for (const each of sizes) for (const kind of PART_KINDS) sum[kind] += each[kind];
  return sum;
}

async function storedIn(store: Store, options: CallOptions): Promise<Pick<StatsReport, 'keptVersions' | 'stored'>> {
  let [keptVersions, objects, bytes] = [0, 0, 0];
  // Only what is Saola's: others may have put something beside it.
  for (const prefix of [CURRENT, VERSIONS, SEGMENTS, BUILDING]) {
    for await (const listed of store.list(prefix, options)) {
      objects += 1;
      bytes += listed.bytes;
      if (prefix === VERSIONS && versionOf(listed.key)) keptVersions += 1;
    }
  }
  return { keptVersions, stored: { objects, bytes } };
}

/** Keeps the largest of what comes. */
class Largest {
  #kept: TermSize[] = [];
  #least = 0;

  add(size: TermSize): void {
    if (size.bytes < this.#least) return;
    this.#kept.push(size);
    if (this.#kept.length < 50 * LARGEST) return;
    this.#kept = this.take();
    this.#least = this.#kept.at(-1)?.bytes ?? 0;
  }

  take(): TermSize[] {
    return this.#kept.toSorted((a, b) => b.bytes - a.bytes || (a.term < b.term ? -1 : 1)).slice(0, LARGEST);
  }
}

type Terms = AsyncGenerator<readonly TermSize[]>;

/** The terms of a segment by their names in ascending order, a block at a time. */
async function* termsOf(
  store: Store,
  { terms, articles }: Segment,
  options: CallOptions & { readonly onPiece: (piece: Uint8Array) => void },
): Terms {
  const key = partKey('terms', terms);
  const reader = new TermsReader(terms.top, NO_BLOCKS, articles);
  const { blocks, commons } = reader.places;
  const commonAt = new Map(Array.from(commons, ([name, { offset }]) => [offset, name]));
  const places = [...blocks, ...commons.values()].toSorted((a, b) => a.offset - b.offset);
  const sizeOf = (name: string, list: Uint8Array): TermSize => {
    const { df } = readPostings(list, usualSlotsFor(termOf(name), reader.usual));
    return { term: name, df, bytes: list.length };
  };
  // A common term's own block stands before the dictionary block that it would be in.
  let waiting: TermSize[] = [];
  for await (const { place, block } of readBlocks(store, { key, bytes: terms.bytes }, places, options)) {
    const body = unsealed(block, `${key}, block at ${place.offset}`);
    const common = commonAt.get(place.offset);
    if (common !== undefined) waiting.push(sizeOf(common, body));
    else {
      const sizes = Array.from(readEntries(body), ({ term, postings }) => sizeOf(term, postings));
      const last = sizes.at(-1)?.term ?? '';
      yield [...sizes, ...waiting.filter(({ term }) => term < last)].toSorted(byTerm);
      waiting = waiting.filter(({ term }) => term >= last);
    }
  }
  yield waiting;
}

const byTerm = (a: TermSize, b: TermSize): number => (a.term < b.term ? -1 : 1);

/** Each term once, by itself, with its numbers of all segments added up. */
async function* merged(segments: readonly Terms[]): AsyncGenerator<TermSize> {
  let cursors: Cursor[] = [];
  for (const segment of segments) {
    const cursor = new Cursor(segment);
    if (await cursor.next()) cursors.push(cursor);
  }
  while (cursors.length > 0) {
    const least = cursors.reduce((term, { head }) => (head.term < term ? head.term : term), firstOf(cursors));
    let [df, bytes] = [0, 0];
    const ended = new Set<Cursor>();
    for (const cursor of cursors) {
      if (cursor.head.term !== least) continue;
      df += cursor.head.df;
      bytes += cursor.head.bytes;
      if (!cursor.step() && !(await cursor.next())) ended.add(cursor);
    }
    if (ended.size > 0) cursors = cursors.filter((cursor) => !ended.has(cursor));
    yield { term: termOf(least), df, bytes };
  }
}

const firstOf = ([first]: readonly Cursor[]): string => (first as Cursor).head.term;

class Cursor {
  readonly #blocks: Terms;
  #block: readonly TermSize[] = [];
  #at = 0;

  constructor(blocks: Terms) {
    this.#blocks = blocks;
  }

  get head(): TermSize {
    return this.#block[this.#at] as TermSize;
  }

  /** To the next term of the block at hand; false where that was the last. */
  step(): boolean {
    this.#at += 1;
    return this.#at < this.#block.length;
  }

  /** To the first term of the next block; false where there is none. */
  async next(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#blocks.next();
      if (done) return false;
      [this.#block, this.#at] = [value, 0];
      if (value.length > 0) return true;
    }
  }
}
