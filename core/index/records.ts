/** The part of a segment that holds what is shown of each article, several to a compressed block. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { ArticleId } from './columns.ts';
import { ByteReader, ByteWriter, decodeText, encodeText, malformed, sealed } from './bytes.ts';
import { HEADER_BYTES, PartWriter, type BlockPlace, type BlockSource, type Sink, type WrittenPart } from './part.ts';
import type { CallOptions } from '../store/store.ts';

/** `doc` is anything that JSON can carry. */
export type ArticleRecord = { readonly id: ArticleId; readonly doc: unknown };

/** A hit costs its whole block. Four or five news articles to a block compress nearly as well as a hundred. */
const BLOCK_BYTES = 16 * 1024;
/** Of 11, where the time of each step doubles; 5 is within 6 % of the size of 9 on news. */
const BROTLI_QUALITY = 5;

/** Some records as they stand in the part, and how many. */
export type RecordBlock = { readonly block: Uint8Array; readonly records: number };

/** `records`: of articles that stand one behind the other. */
export function* packRecords(records: Iterable<ArticleRecord>): Generator<RecordBlock> {
  let lines: string[] = [];
  let bytes = 0;
  const packed = (): RecordBlock => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes };
    const block = sealed(brotliCompressSync(encodeText(lines.join('\n')), { params }));
    return { block, records: lines.length };
  };
  for (const record of records) {
    const line = JSON.stringify(record); // escapes line ends, so that a line is a record
    lines.push(line);
    bytes += Buffer.byteLength(line);
    if (bytes < BLOCK_BYTES) continue;
    yield packed();
    lines = [];
    bytes = 0;
  }
  if (lines.length > 0) yield packed();
}

/** Puts blocks of records one behind the other, in the order of the segment. */
export class RecordsWriter {
  readonly #part: PartWriter;
  readonly #places: BlockPlace[] = [];
  readonly #counts: number[] = [];

  constructor(out?: Sink) {
    this.#part = new PartWriter('records', out);
  }

  add({ block, records }: RecordBlock): void {
    this.#places.push(this.#part.add(block));
    this.#counts.push(records);
  }

  written(): WrittenPart {
    return this.#part.written(writeTable(this.#places, this.#counts));
  }
}

/** `records`: one for each article, in the order of the segment. */
export function writeRecords(records: Iterable<ArticleRecord>): WrittenPart {
  const writer = new RecordsWriter();
  for (const block of packRecords(records)) writer.add(block);
  return writer.written();
}

/** A block's records as they were written; of several in a block as a rule one is wanted, and only that is decoded. */
class Lines {
  readonly #text: Uint8Array;
  readonly #ends: readonly number[];

  /** `wanted`: how many the table says that the block holds. */
  constructor(body: Uint8Array, wanted: number) {
    const text = brotliDecompressSync(body);
    const ends: number[] = [];
    for (let end = text.indexOf(LINE_END); end >= 0; end = text.indexOf(LINE_END, end + 1)) ends.push(end);
    ends.push(text.length);
    if (ends.length !== wanted) throw malformed(`a block holds ${ends.length} records instead of ${wanted}`);
    this.#text = text;
    this.#ends = ends;
  }

  json(line: number): string {
    const start = line === 0 ? 0 : (this.#ends[line - 1] as number) + 1;
    return decodeText(this.#text.subarray(start, this.#ends[line]));
  }

  record(line: number): ArticleRecord {
    return JSON.parse(this.json(line)) as ArticleRecord; // as written; the block's checksum vouches for it
  }
}
const LINE_END = 0x0a;

/** The records of a block, each as JSON; `wanted`: how many the table says that it holds. */
export function recordLines(body: Uint8Array, wanted: number): string[] {
  const lines = new Lines(body, wanted);
  return Array.from({ length: wanted }, (_, line) => lines.json(line));
}

export class RecordsReader {
  readonly #source: BlockSource;
  readonly #places: BlockPlace[];
  /** The first article of each block, and one beyond the last. */
  readonly #starts: number[] = [0];

  constructor(top: Uint8Array, source: BlockSource, articles: number) {
    const { places, counts } = readRecordTable(top);
    this.#source = source;
    this.#places = places;
    for (const count of counts) this.#starts.push((this.#starts.at(-1) as number) + count);
    if (this.#starts.at(-1) !== articles)
      throw malformed(`${this.#starts.at(-1)} records stand for ${articles} articles`);
  }

  /** In the order asked for; every block that is needed once, all at once. */
  async records(docs: readonly number[], options?: CallOptions): Promise<ArticleRecord[]> {
    const blockOf = docs.map((doc) => this.#blockOf(doc));
    const distinct = [...new Set(blockOf)];
    const places = distinct.map((block) => this.#places[block] as BlockPlace);
    const bodies = await this.#source.blocks(places, options);
    const lines = new Map(distinct.map((block, i) => [block, this.#lines(bodies[i] as Uint8Array, block)]));
    return docs.map((doc, i) => {
      const block = blockOf[i] as number;
      return (lines.get(block) as Lines).record(doc - (this.#starts[block] as number));
    });
  }

  /** Every record in order, a block at a time. */
  async *all(): AsyncGenerator<ArticleRecord> {
    for (let block = 0; block < this.#places.length; block += 1) {
      const [body] = await this.#source.blocks([this.#places[block] as BlockPlace]);
      const lines = this.#lines(body as Uint8Array, block);
      for (let line = 0; line < this.#countIn(block); line += 1) yield lines.record(line);
    }
  }

  #lines(body: Uint8Array, block: number): Lines {
    return new Lines(body, this.#countIn(block));
  }

  #countIn(block: number): number {
    return (this.#starts[block + 1] as number) - (this.#starts[block] as number);
  }

  #blockOf(doc: number): number {
    let low = 0;
    let high = this.#places.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= doc) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** The length of each block from the header on, and how many records it holds. */
function writeTable(places: readonly BlockPlace[], counts: readonly number[]): Uint8Array {
  const out = new ByteWriter();
  out.varint(places.length);
  places.forEach(({ length }, i) => {
    out.varint(length);
    out.varint(counts[i] as number);
  });
  return out.take();
}

/** The blocks of the part, and how many records each holds. */
export function readRecordTable(bytes: Uint8Array): { places: BlockPlace[]; counts: number[] } {
  const input = new ByteReader(bytes);
  const places: BlockPlace[] = [];
  const counts: number[] = [];
  let offset = HEADER_BYTES;
  for (let rest = input.varint(); rest > 0; rest -= 1) {
    const length = input.varint();
    places.push({ offset, length });
    counts.push(input.varint());
    offset += length;
  }
  return { places, counts };
}
