/** A reader of segments that was written after docs/format.md and shares nothing with the product: what the document says
 *  is enough, or this could not read. Notes each thing that it reads, for the example in the document. */
import { createHash } from 'node:crypto';
import { brotliDecompressSync, crc32 } from 'node:zlib';

export type Note = { readonly at: number; readonly hex: string; readonly what: string };
export type Posting = { readonly article: number; readonly slot: number };
/** In the order of the articles. */
export type TermPostings = { readonly df: number; readonly slots: readonly Posting[] };
export type Place = { readonly term: string; readonly offset: number; readonly length: number };

/** A string of 0 and 1, read from its beginning. */
export class Bits {
  readonly parts: string[] = [];
  readonly #text: string;
  #at = 0;
  constructor(text: string) {
    this.#text = text;
  }

  #take(length: number): string {
    const taken = this.#text.slice(this.#at, this.#at + length);
    if (taken.length < length) throw new RangeError('bits that are not there');
    this.#at += length;
    return taken;
  }
  #part(from: number): void {
    this.parts.push(this.#text.slice(from, this.#at));
  }
  #unary(): number {
    let zeros = 0;
    while (this.#take(1) === '0') zeros += 1;
    return zeros;
  }
  #binary(length: number): number {
    return Number.parseInt(`0${this.#take(length)}`, 2);
  }

  unary(): number {
    const from = this.#at;
    const zeros = this.#unary();
    this.#part(from);
    return zeros;
  }
  rice(low: number): number {
    const from = this.#at;
    const value = this.#unary() * 2 ** low + this.#binary(low);
    this.#part(from);
    return value;
  }
  gamma(): number {
    const from = this.#at;
    const behind = this.#unary();
    const value = 2 ** behind + this.#binary(behind);
    this.#part(from);
    return value;
  }
  /** What fills the last byte. */
  end(): void {
    if (this.#text.length - this.#at > 7 || this.#text.slice(this.#at).includes('1')) throw new RangeError('more bits');
  }
}

/** The slots that articles have most terms in: of syllables, and of pairs. */
export type Usual = readonly (readonly [syllables: number, pairs: number])[];

export class Cursor {
  readonly notes: Note[] = [];
  readonly #bytes: Buffer;
  at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.#end = end;
  }

  get done(): boolean {
    return this.at === this.#end;
  }

  take(length: number, what: (bytes: Buffer) => string): Buffer {
    const bytes = this.#bytes.subarray(this.at, this.at + length);
    if (this.at + length > this.#end) throw new RangeError(`${what(bytes)} at ${this.at} goes beyond ${this.#end}`);
    if (length > 0)
      this.notes.push({ at: this.at, hex: bytes.toString('hex').replace(/..(?!$)/g, '$& '), what: what(bytes) });
    this.at += length;
    return bytes;
  }

  varint(what: (value: number) => string): number {
    let length = 1;
    while ((this.#bytes[this.at + length - 1] ?? 0) >= 0x80) length += 1;
    const value = this.#bytes
      .subarray(this.at, this.at + length)
      .reduceRight((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    this.take(length, () => what(value));
    return value;
  }

  /** Bits that are codes, each noted in the bytes that hold the last of it; `read` takes them from a string of 0 and 1. */
  bits(length: number, read: (bits: Bits) => string): void {
    const bytes = this.#bytes.subarray(this.at, this.at + length);
    const bits = new Bits([...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join(''));
    const what = read(bits);
    this.take(length, () => `${bits.parts.join(' ')}: ${what}`);
  }

  /** What follows up to the block's end, which is its checksum. */
  checksum(start: number): void {
    const wanted = crc32(this.#bytes.subarray(start, this.at));
    const found = this.take(4, () => `CRC-32 of the bytes from ${start} to here`).readUInt32LE();
    if (found !== wanted) throw new RangeError(`block at ${start} has checksum ${wanted}, not ${found}`);
  }
}

export function readHeader(cursor: Cursor, letter: string): void {
  const name = cursor.take(6, (bytes) => `“${bytes.toString('latin1')}”: a part of kind ${letter}`).toString('latin1');
  const format = cursor.take(2, (bytes) => `format ${bytes.readUInt16LE()}`).readUInt16LE();
  if (name !== `SAOLA${letter}` || format !== 5) throw new RangeError(`header ${name} ${format}`);
}

/** The sign in the name of a term cannot be seen. */
const shown = (term: string): string =>
  term
    .split('\u0001')
    .map((piece) => piece && `“${piece}”`)
    .join(' 01 ')
    .trim();

/** A front-coded term. */
function readTerm(cursor: Cursor, before: Buffer): Buffer {
  const lengths = cursor
    .take(1, ([byte = 0]) => `${byte >> 4} bytes as in the term before, ${byte & 15} of its own`)
    .readUInt8();
  const whole = (length: number): number =>
    length < 15 ? length : length + cursor.varint((more) => `and ${more} more`);
  const shared = whole(lengths >> 4);
  const rest = whole(lengths & 15);
  const own = cursor.take(rest, (bytes) => shown(Buffer.concat([before.subarray(0, shared), bytes]).toString()));
  return Buffer.concat([before.subarray(0, shared), own]);
}

const log2 = (value: number): number => Math.floor(Math.log2(value));
const range = (length: number): number[] => [...Array(length).keys()];

export function readPostings(cursor: Cursor, end: number, term: string, usual: Usual): TermPostings {
  const slots: Posting[] = [];
  cursor.bits(end - cursor.at, (bits) => {
    const said: string[] = [];
    const df = bits.gamma();
    let group = -1;
    while (slots.length < df) {
      group += bits.unary() + 1;
      const left = df - slots.length;
      const low = Math.max(0, log2(left) - (group === 0 ? 3 : 2));
      const count = left === 1 ? 1 : group === 0 ? left - bits.rice(low) : bits.rice(low) + 1;
      const lowOfGaps = Math.min(24, log2(Math.floor(usual.length / count)));
      let article = -1;
      const articles = range(count).map(() => (article += bits.rice(lowOfGaps) + 1));
      const ofKind = term.includes(' ') ? 1 : 0;
      for (const each of articles) {
        const own = usual[each];
        if (!own) throw new RangeError(`no article ${each}`);
        slots.push({ article: each, slot: (own[ofKind] - group + 16) % 16 });
      }
      said.push(`group ${group} has ${articles.join(' and ')}`);
    }
    bits.end();
    return `${df} in all, ${said.join(', ')}`;
  });
  return { df: slots.length, slots: slots.toSorted((a, b) => a.article - b.article) };
}

/** What stands under a name. */
function termNamed(name: string): string {
  if (name.startsWith('=')) return name.slice(1);
  const [folded = '', ...rest] = name.split('\u0001');
  return rest.length === 0 ? name : `=${rest.join('\u0001') || folded}`;
}

/** A block of the dictionary: its terms with their postings. */
export function readDictionaryBlock(cursor: Cursor, length: number, usual: Usual): Map<string, TermPostings> {
  const start = cursor.at;
  const terms = new Map<string, TermPostings>();
  let before: Buffer = Buffer.alloc(0);
  while (cursor.at < start + length - 4) {
    before = readTerm(cursor, before);
    const bytes = cursor.varint((value) => `${value} bytes of postings`);
    const term = termNamed(before.toString());
    terms.set(term, readPostings(cursor, cursor.at + bytes, term, usual));
  }
  cursor.checksum(start);
  return terms;
}

/** One of the first two tables of a terms part. */
export function readPlaces(cursor: Cursor, name: string): Place[] {
  const end = cursor.varint((value) => `${value} bytes of table: ${name}`) + cursor.at;
  const places: Place[] = [];
  let before: Buffer = Buffer.alloc(0);
  let last = 0;
  while (cursor.at < end) {
    before = readTerm(cursor, before);
    cursor.varint((value) => `${value} bytes of place`);
    const offset = last + cursor.varint((value) => `${value} bytes behind the block named before: at ${last + value}`);
    const length = cursor.varint((value) => `${value} bytes long`);
    places.push({ term: termNamed(before.toString()), offset, length });
    last = offset + length;
  }
  return places;
}

/** How many articles hold each word, as far as the segment says. */
export function readVocabulary(cursor: Cursor): Map<string, number> {
  const end = cursor.varint((value) => `${value} bytes of table: vocabulary`) + cursor.at;
  const words = new Map<string, number>();
  let before: Buffer = Buffer.alloc(0);
  while (cursor.at < end) {
    before = readTerm(cursor, before);
    cursor.varint((value) => `${value} byte of number`);
    words.set(
      before.toString(),
      cursor.varint((value) => `${value} articles hold it`),
    );
  }
  return words;
}

/** How many articles define each abbreviation. */
export function readAbbreviations(cursor: Cursor): Map<string, number> {
  const end = cursor.varint((value) => `${value} bytes of table: abbreviations`) + cursor.at;
  const pairs = new Map<string, number>();
  let before: Buffer = Buffer.alloc(0);
  while (cursor.at < end) {
    before = readTerm(cursor, before);
    cursor.varint((value) => `${value} byte of number`);
    pairs.set(
      before.toString(),
      cursor.varint((value) => `${value} articles define it so`),
    );
  }
  return pairs;
}

const unpackUsual = (packed: Buffer): Usual =>
  Array.from(brotliDecompressSync(packed), (byte) => [byte & 15, byte >> 4]);

/** The usual slots of each article; the last of the tables. */
export function readUsual(cursor: Cursor, articles: number): Usual {
  const length = cursor.varint((value) => `${value} bytes of table: usual slots`);
  if (length === 0) return range(articles).map(() => [0, 0]);
  const packed = cursor.take(length, (bytes) =>
    unpackUsual(bytes)
      .map(([syllables, pairs], i) => `article ${i}: ${syllables} of syllables, ${pairs} of pairs`)
      .join('; '),
  );
  return unpackUsual(packed);
}

export type SegmentBytes = Readonly<
  Record<'terms' | 'columns' | 'records' | 'suggestions', { readonly bytes: Uint8Array; readonly top: Uint8Array }>
>;
/** For each article: milliseconds since 1970, its section (one at most), tags and authors. */
export type FieldsContent = {
  readonly times: readonly (number | undefined)[];
  readonly sections: readonly (readonly string[])[];
  readonly tags: readonly (readonly string[])[];
  readonly authors: readonly (readonly string[])[];
};
export type SegmentContent = {
  readonly terms: ReadonlyMap<string, TermPostings>;
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly abbreviations: ReadonlyMap<string, number>;
  readonly ids: readonly (string | number)[];
  readonly digests: Buffer;
  readonly signatures: Buffer;
  readonly fields: FieldsContent;
  readonly records: readonly unknown[];
  readonly suggestions: SuggestionsContent;
};
export type SuggestionContent = {
  readonly key: string;
  readonly text: string;
  readonly articles: number;
  readonly isTitle: boolean;
};
/** The entries in order, and the list of each prefix that has one. */
export type SuggestionsContent = {
  readonly entries: readonly SuggestionContent[];
  readonly lists: ReadonlyMap<string, readonly SuggestionContent[]>;
};

/** All of a segment. */
export function readSegment({ terms, columns, records, suggestions }: SegmentBytes): SegmentContent {
  return {
    ...readTerms(terms, readColumns(columns).ids.length),
    ...readColumns(columns),
    records: readRecords(records),
    suggestions: readSuggestions(suggestions),
  };
}

function readTerms(
  { bytes, top }: SegmentBytes['terms'],
  articles: number,
): Pick<SegmentContent, 'terms' | 'vocabulary' | 'abbreviations'> {
  readHeader(new Cursor(bytes), 'T');
  const table = new Cursor(top);
  const [blocks, commons] = [readPlaces(table, 'blocks'), readPlaces(table, 'common terms')];
  const [vocabulary, abbreviations] = [readVocabulary(table), readAbbreviations(table)];
  const usual = readUsual(table, articles);
  const all = new Map<string, TermPostings>();
  for (const { term, offset, length } of blocks) {
    const block = readDictionaryBlock(new Cursor(bytes, offset, offset + length), length, usual);
    if ([...block.keys()][0] !== term) throw new RangeError(`a block does not begin with ${term}`);
    for (const [each, postings] of block) all.set(each, postings);
  }
  for (const { term, offset, length } of commons) {
    const cursor = new Cursor(bytes, offset, offset + length);
    all.set(term, readPostings(cursor, offset + length - 4, term, usual));
    cursor.checksum(offset);
  }
  return { terms: all, vocabulary, abbreviations };
}

function readColumns({
  bytes,
  top,
}: SegmentBytes['columns']): Pick<SegmentContent, 'ids' | 'digests' | 'signatures' | 'fields'> {
  readHeader(new Cursor(bytes), 'C');
  const table = new Cursor(top);
  const columns = new Map<string, Buffer>();
  while (!table.done) {
    const name = readName(table);
    const offset = table.varint((value) => `at ${value}`);
    columns.set(
      name,
      readBlock(
        bytes,
        offset,
        table.varint((value) => `${value} bytes long`),
      ),
    );
  }
  const column = (name: string): Buffer => columns.get(name) ?? Buffer.alloc(0);
  const ids = JSON.parse(brotliDecompressSync(column('ids')).toString()) as (string | number)[];
  return {
    ids,
    digests: column('digests'),
    signatures: column('signatures'),
    fields: readFields(new Cursor(brotliDecompressSync(column('fields'))), ids.length),
  };
}

function readFields(cursor: Cursor, articles: number): FieldsContent {
  const unit = cursor.varint((value) => `times in units of ${value} ms`);
  let last = 0;
  const times = Array.from({ length: articles }, () => {
    const coded = cursor.varint((value) => (value === 0 ? 'no time' : `time ${value}`));
    if (coded === 0) return undefined;
    const zigzag = coded - 1;
    last += (zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2) * unit;
    return last;
  });
  const labels = (): string[][] => {
    const names = Array.from({ length: cursor.varint((value) => `${value} names`) }, () => readName(cursor));
    const counts = Array.from({ length: articles }, () => cursor.varint((value) => `has ${value}`));
    return counts.map((count) =>
      Array.from({ length: count }, () => {
        const number = cursor.varint((value) => `name ${value}`);
        return names[number] ?? `no name ${number}`;
      }),
    );
  };
  const fields = { times, sections: labels(), tags: labels(), authors: labels() };
  if (!cursor.done) throw new RangeError('something follows the fields');
  return fields;
}

function readName(cursor: Cursor): string {
  const length = cursor.varint((value) => `${value} bytes of name`);
  return cursor.take(length, (text) => `“${text.toString()}”`).toString();
}

function readRecords({ bytes, top }: SegmentBytes['records']): unknown[] {
  readHeader(new Cursor(bytes), 'R');
  const table = new Cursor(top);
  const all: unknown[] = [];
  let offset = 8;
  for (let blocks = table.varint((value) => `${value} blocks`); blocks > 0; blocks -= 1) {
    const length = table.varint((value) => `${value} bytes long`);
    const count = table.varint((value) => `${value} records`);
    const lines = brotliDecompressSync(readBlock(bytes, offset, length))
      .toString()
      .split('\n');
    if (lines.length !== count) throw new RangeError(`${lines.length} records instead of ${count}`);
    for (const line of lines) all.push(JSON.parse(line));
    offset += length;
  }
  return all;
}

function readSuggestions({ bytes, top }: SegmentBytes['suggestions']): SuggestionsContent {
  readHeader(new Cursor(bytes), 'S');
  const table = new Cursor(top);
  const entries: SuggestionContent[] = [];
  const lists = new Map<string, SuggestionContent[]>();
  let offset = 8;
  let first: Buffer = Buffer.alloc(0);
  while (!table.done) {
    first = readTerm(table, first);
    table.varint((value) => `${value} bytes of length`);
    const length = table.varint((value) => `${value} bytes long`);
    const items = new Cursor(brotliDecompressSync(readBlock(bytes, offset, length)));
    readItems(items, first.toString(), entries, lists);
    offset += length;
  }
  if (offset !== bytes.length) throw new RangeError(`blocks end at ${offset} of ${bytes.length}`);
  return { entries, lists };
}

const entryOf = (head: number, text: string, key: string): SuggestionContent => ({
  key,
  text,
  articles: Math.floor(head / 2),
  isTitle: head % 2 === 1,
});

function readItems(
  items: Cursor,
  first: string,
  entries: SuggestionContent[],
  lists: Map<string, SuggestionContent[]>,
): void {
  let before: Buffer = Buffer.alloc(0);
  for (let at = 0; !items.done; at += 1) {
    before = readTerm(items, before);
    const key = before.toString();
    if (at === 0 && key !== first) throw new RangeError(`a block begins with ${key}, not with ${first}`);
    const end = items.varint((value) => `${value} bytes of item`) + items.at;
    const head = items.varint((value) => (value === 0 ? 'a list' : `head ${value}`));
    if (head > 0) {
      const text = items.take(end - items.at, (bytesOfText) => `“${bytesOfText.toString()}”`).toString();
      entries.push(entryOf(head, text, key));
      continue;
    }
    const list: SuggestionContent[] = [];
    while (items.at < end) {
      const number = items.varint((value) => `head ${value}`);
      const text = readName(items);
      list.push(entryOf(number, text, key + readName(items)));
    }
    lists.set(key, list);
  }
}

function readBlock(bytes: Uint8Array, offset: number, length: number): Buffer {
  const cursor = new Cursor(bytes, offset, offset + length);
  const body = cursor.take(length - 4, () => 'body');
  cursor.checksum(offset);
  return body;
}

/** The twelve digits that end the name of the version that `json` is the manifest of. */
export function digestOfManifest(json: string): string {
  const nameless = json.replace(/("version":"\d+-)[0-9a-f]{12}"/, '$1000000000000"');
  return createHash('sha256').update(nameless).digest('hex').slice(0, 12);
}

/** The impact that a slot stands for. */
export function impactOfSlot(term: string, slot: number): number {
  const levels = term.startsWith('=') || !term.includes(' ') ? 16 : 8;
  return 2.4 * (1 - (slot + 0.5) / levels);
}
