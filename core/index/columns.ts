/** The part of a segment that holds one value an article under a name, each column a block of its own. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { ByteReader, ByteWriter, decodeText, encodeText, malformed, sealed } from './bytes.ts';
import { decodeFields, encodeFields, noFields, type Fields } from './fields.ts';
import { SIGNATURE_WORDS } from './signature.ts';
import { PartWriter, type BlockPlace, type BlockSource, type Sink, type WrittenPart } from './part.ts';
import { shared } from '../share.ts';
import type { CallOptions } from '../store/store.ts';

/** What an article is called: FlexSearch allows numbers as well as strings, and keeps them apart. */
export type ArticleId = string | number;

export type Columns = {
  readonly ids: readonly ArticleId[];
  /** 16 bytes an article: what it held when it was indexed. Empty where the index was made without. */
  readonly digests: Uint8Array;
  /** `SIGNATURE_WORDS` little-endian words an article. Empty where the index was made without. */
  readonly signatures: Uint8Array;
  /** `null` where the index is made without. */
  readonly fields: Fields | null;
};

export const DIGEST_BYTES = 16;

export function writeColumns(columns: Columns, out?: Sink): WrittenPart {
  const part = new PartWriter('columns', out);
  const top = new ByteWriter();
  const add = (name: string, body: Uint8Array): void => {
    const { offset, length } = part.add(sealed(body));
    top.text(name);
    top.varint(offset);
    top.varint(length);
  };
  add('ids', pack(encodeText(JSON.stringify(columns.ids))));
  add('digests', columns.digests);
  add('signatures', columns.signatures);
  add('fields', columns.fields ? pack(encodeFields(columns.fields)) : new Uint8Array());
  return part.written(top.take());
}

export class ColumnsReader {
  readonly #source: BlockSource;
  readonly #articles: number;
  readonly #places = new Map<string, BlockPlace>();
  readonly #ids = kept((signal) => this.#readIds({ signal }));
  readonly #fields = kept((signal) => this.#readFields({ signal }));

  constructor(top: Uint8Array, source: BlockSource, articles: number) {
    this.#source = source;
    this.#articles = articles;
    const input = new ByteReader(top);
    while (!input.done) this.#places.set(input.text(), { offset: input.varint(), length: input.varint() });
  }

  /** The block of each column, those that a reader does not know too. */
  get places(): ReadonlyMap<string, BlockPlace> {
    return this.#places;
  }

  /** Unpacked once and kept: whoever asks for ids asks often. */
  ids({ signal }: CallOptions = {}): Promise<readonly ArticleId[]> {
    return this.#ids(signal);
  }

  async #readIds(options: CallOptions): Promise<readonly ArticleId[]> {
    const ids: unknown = JSON.parse(decodeText(unpack(await this.#column('ids', options), 'ids')));
    if (!Array.isArray(ids) || ids.length !== this.#articles) {
      throw malformed('the column of ids does not fit its segment');
    }
    return ids as ArticleId[]; // as JSON.stringify wrote them; the checksum vouches for that
  }

  /** Read when first asked for, unpacked once and kept. Articles of an index that was made without have no time and no
   *  names. */
  fields({ signal }: CallOptions = {}): Promise<Fields> {
    return this.#fields(signal);
  }

  async #readFields(options: CallOptions): Promise<Fields> {
    const packed = await this.#column('fields', options);
    return packed.length === 0 ? noFields(this.#articles) : decodeFields(unpack(packed, 'fields'), this.#articles);
  }

  async digests(): Promise<Uint8Array> {
    const digests = await this.#column('digests');
    if (digests.length !== 0 && digests.length !== this.#articles * DIGEST_BYTES) {
      throw malformed(`the column of digests has ${digests.length} bytes for ${this.#articles} articles`);
    }
    return digests;
  }

  /** Kept in memory by whoever caches blocks; every query reads it. */
  async signatures(options?: CallOptions): Promise<Uint32Array> {
    const bytes = await this.#column('signatures', options);
    if (bytes.length !== 0 && bytes.length !== this.#articles * SIGNATURE_WORDS * 4) {
      throw malformed(`the column of signatures has ${bytes.length} bytes for ${this.#articles} articles`);
    }
    // a block starts a buffer of its own, and every machine that runs Node is little-endian
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }

  async #column(name: string, options?: CallOptions): Promise<Uint8Array> {
    const place = this.#places.get(name);
    if (!place) throw malformed(`the segment has no column ${name}`);
    return (await this.#source.blocks([place], options))[0] as Uint8Array;
  }
}

/** Made for the first who asks and kept for all others; where making it failed or was given up, made again. */
function kept<T extends object>(make: (signal: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let made: T | undefined;
  const making = shared(async (signal) => (made = await make(signal)));
  return async (signal) => made ?? (await making(signal));
}

/** 9 instead of 5 makes fields at most 2 % smaller and takes three times as long. */
const pack = (bytes: Uint8Array): Uint8Array =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

function unpack(packed: Uint8Array, name: string): Uint8Array {
  try {
    return brotliDecompressSync(packed);
  } catch (cause) {
    throw malformed(`the column of ${name} is not Brotli`, { cause });
  }
}
