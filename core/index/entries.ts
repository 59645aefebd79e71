/** Terms with their postings in order, front-coded: what dictionary blocks and the runs of a build are made of. */
import type { SaolaError } from '../errors.ts';
import { ByteReader, ByteWriter, decodeText, encodeInto, encodeText, malformed } from './bytes.ts';

export type Entry = { readonly term: string; readonly postings: Uint8Array };

/** An entry's `postings` are one list as `postings.ts` writes it (or whatever else belongs to the term); a writer's are copied.
 *  Each entry: bytes shared with the term before and bytes that follow, those bytes, length of the postings, postings.
 *  Terms come in ascending order of their UTF-16 units (JavaScript's `<`), each once. */
export class EntryWriter {
  readonly #out: ByteWriter;
  #term = new Uint8Array(64);
  #before = new Uint8Array(64);
  #beforeLength = 0;
  #first: string | null = null;

  constructor(capacity?: number) {
    this.#out = new ByteWriter(capacity);
  }

  get bytes(): number {
    return this.#out.length;
  }

  get firstTerm(): string | null {
    return this.#first;
  }

  add(term: string, postings: Uint8Array | ByteWriter): void {
    if (this.#term.length < term.length * MOST_BYTES) this.#term = new Uint8Array(2 * term.length * MOST_BYTES);
    const length = encodeInto(term, this.#term);
    const shared = sharedPrefix(this.#before, this.#term, Math.min(this.#beforeLength, length));
    writeLengths(this.#out, shared, length - shared);
    this.#out.part(this.#term, shared, length);
    this.#out.varint(postings.length);
    if (postings instanceof ByteWriter) this.#out.written(postings);
    else this.#out.raw(postings);
    [this.#term, this.#before, this.#beforeLength] = [this.#before, this.#term, length];
    this.#first ??= term;
  }

  /** What was added since the last call; starts anew. */
  take(): Uint8Array {
    const bytes = this.#out.take();
    this.#out.clear();
    this.#beforeLength = 0;
    this.#first = null;
    return bytes;
  }
}

/** UTF-8 has at most so many for a UTF-16 unit. */
const MOST_BYTES = 3;

export function* readEntries(bytes: Uint8Array): Generator<Entry> {
  const input = new ByteReader(bytes);
  let before: Uint8Array = new Uint8Array();
  while (!input.done) {
    const term = nextTerm(input, before);
    before = term;
    yield { term: decodeText(term), postings: input.raw(input.varint()) };
  }
}

/** The postings of one term, or `null` where it is not among the entries; takes no other term apart. */
export function findEntry(bytes: Uint8Array, term: string): Uint8Array | null {
  const wanted = encodeText(term);
  const input = new ByteReader(bytes);
  let length = 0;
  let matched = 0; // bytes of `wanted` that the entry before begins with
  while (!input.done) {
    const first = input.byte();
    const shared = sharedOf(first, input);
    if (shared > length) throw sharesTooMuch(shared, length);
    const rest = restOf(first, input);
    const start = input.skip(rest);
    const postings = input.varint();
    const at = input.skip(postings);
    length = shared + rest;
    if (shared < matched) return null; // terms with one beginning stand together, and these are over
    if (shared > matched) continue;
    while (matched < length && matched < wanted.length && bytes[start + matched - shared] === wanted[matched])
      matched += 1;
    if (matched === wanted.length && matched === length) return bytes.subarray(at, at + postings);
  }
  return null;
}

function nextTerm(input: ByteReader, before: Uint8Array): Uint8Array {
  const first = input.byte();
  const shared = sharedOf(first, input);
  const rest = input.raw(restOf(first, input));
  if (shared > before.length) throw sharesTooMuch(shared, before.length);
  const term = new Uint8Array(shared + rest.length);
  term.set(before.subarray(0, shared));
  term.set(rest, shared);
  return term;
}

/** Both lengths in one byte, as nearly all are below 15; what is more of one follows. */
const IN_BYTE = 15;

function writeLengths(out: ByteWriter, shared: number, rest: number): void {
  out.byte(Math.min(shared, IN_BYTE) * 16 + Math.min(rest, IN_BYTE));
  if (shared >= IN_BYTE) out.varint(shared - IN_BYTE);
  if (rest >= IN_BYTE) out.varint(rest - IN_BYTE);
}

/** Of the byte that an entry begins with; the first is to be asked for before the second. */
export const sharedOf = (first: number, input: ByteReader): number => withMore(first >> 4, input);
export const restOf = (first: number, input: ByteReader): number => withMore(first & 15, input);
const withMore = (length: number, input: ByteReader): number => (length < IN_BYTE ? length : IN_BYTE + input.varint());

function sharedPrefix(a: Uint8Array, b: Uint8Array, most: number): number {
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared += 1;
  return shared;
}

const sharesTooMuch = (shared: number, length: number): SaolaError =>
  malformed(`a term shares ${shared} bytes with one of ${length}`);
