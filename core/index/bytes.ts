/** Writing and reading the few shapes that all parts of an index are made of: varints, strings, checksummed blocks. */
import { crc32 } from 'node:zlib';
import { SaolaError } from '../errors.ts';

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder('utf-8', { fatal: true });

/** Up to here a loop copies faster than `set`. */
const FEW_BYTES = 64;

/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes: Uint8Array;
  #length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** LEB128, least significant group first; 0 to 2^53 − 1. */
  varint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest = rest > 0x7fffffff ? Math.floor(rest / 128) : rest >>> 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  uint32(value: number): void {
    this.#room(4);
    new DataView(this.#bytes.buffer).setUint32(this.#length, value, true);
    this.#length += 4;
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Of `bytes` those from `from` to before `to`: a few, for which a view would cost more than the copy. */
  part(bytes: Uint8Array, from: number, to: number): void {
    this.#room(to - from);
    for (let i = from; i < to; i += 1) this.#bytes[this.#length++] = bytes[i] as number;
  }

  /** What another one has written. */
  written(other: ByteWriter): void {
    if (other.#length < FEW_BYTES) this.part(other.#bytes, 0, other.#length);
    else this.raw(other.#bytes.subarray(0, other.#length));
  }

  /** Length in bytes, then UTF-8. */
  text(value: string): void {
    const bytes = ENCODER.encode(value);
    this.varint(bytes.length);
    this.raw(bytes);
  }

  /** A copy of what was written, from `from` to before `to`. @default all of it */
  take(from = 0, to = this.#length): Uint8Array {
    return this.#bytes.slice(from, Math.min(to, this.#length));
  }

  *chunks(): Generator<Uint8Array> {
    yield this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

/** Reads what `ByteWriter` wrote. Bytes that end too early throw `SaolaError('index-malformed')`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  at: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.at = at;
    this.#end = end;
  }

  get done(): boolean {
    return this.at >= this.#end;
  }

  /** Bytes that are still to be read. */
  get left(): number {
    return this.#end - this.at;
  }

  byte(): number {
    if (this.at >= this.#end) throw cutShort();
    return this.#bytes[this.at++] as number;
  }

  varint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80 && value <= Number.MAX_SAFE_INTEGER) return value;
      scale *= 128;
      if (byte < 0x80 || scale > Number.MAX_SAFE_INTEGER) throw malformed('a number is longer than 53 bits');
    }
  }

  uint32(): number {
    const bytes = this.raw(4);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }

  /** A view, not a copy. */
  raw(length: number): Uint8Array {
    const start = this.skip(length);
    return this.#bytes.subarray(start, this.at);
  }

  /** Goes on behind so many bytes; returns where they begin. */
  skip(length: number): number {
    const start = this.at;
    if (start + length > this.#end) throw cutShort();
    this.at += length;
    return start;
  }

  text(): string {
    return decodeText(this.raw(this.varint()));
  }
}

export function decodeText(bytes: Uint8Array): string {
  try {
    return DECODER.decode(bytes);
  } catch (cause) {
    throw malformed('a text is not UTF-8', { cause });
  }
}

/** Writes UTF-8 to the front of `bytes`, which has room for it; returns how many bytes that are. */
export function encodeInto(text: string, bytes: Uint8Array): number {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return ENCODER.encodeInto(text, bytes).written;
    bytes[i] = unit;
  }
  return text.length;
}

export const encodeText = (text: string): Uint8Array => ENCODER.encode(text);

/** Four bytes, CRC-32 as in gzip: enough to notice damage; the SHA-256 of the whole part is what guards against forgery. */
export const CHECKSUM_BYTES = 4;

/** `body` with its checksum behind it: the shape of every block that can be read alone. */
export function sealed(body: Uint8Array): Uint8Array {
  const block = new Uint8Array(body.length + CHECKSUM_BYTES);
  block.set(body);
  new DataView(block.buffer).setUint32(body.length, crc32(body), true);
  return block;
}

/** The body of a sealed block, checked; `what` names the block where it is refused. */
export function unsealed(block: Uint8Array, what: string): Uint8Array {
  const length = block.length - CHECKSUM_BYTES;
  if (length < 0) throw malformed(`${what} is ${block.length} bytes short of its checksum`);
  const body = block.subarray(0, length);
  const found = crc32(body);
  const wanted = new DataView(block.buffer, block.byteOffset).getUint32(length, true);
  if (found !== wanted) throw malformed(`${what} has checksum ${hex(found)}, but ${hex(wanted)} stands behind it`);
  return body;
}

export function malformed(what: string, options?: ErrorOptions): SaolaError {
  return new SaolaError(
    'index-malformed',
    `The index is damaged: ${what}. Publish it again with \`saola index --full\`.`,
    options,
  );
}

/** What `malformed` was told, without its advice. */
export const damageIn = ({ message }: SaolaError): string =>
  message.replace(/^The index is damaged: (.*)\. Publish it again with .*$/s, '$1');

const cutShort = (): SaolaError => malformed('a block ends too early');
const hex = (value: number): string => value.toString(16).padStart(8, '0');
