/** Chunks that are made, kept in a store by their names: whoever needs one of them next finds it, be it the run that goes on
 *  after a kill, or the one that joins what several machines made. A damaged one is as good as none. */
import { ByteReader, ByteWriter, decodeText, encodeText, malformed, sealed, unsealed } from '../core/index/bytes.ts';
import { DIGEST_BYTES } from '../core/index/columns.ts';
import type { ContentHash } from '../core/index/hash.ts';
import { SaolaError } from '../core/errors.ts';
import type { CallOptions, Key, Store } from '../core/store/store.ts';
import type { Chunk } from './chunk.ts';
import type { Facts } from './spool.ts';

export type KeptChunk = Chunk & {
  /** Of its articles, in their order. */
  readonly facts: () => Facts[];
};

export class KeptChunks {
  readonly #store: Store;
  readonly #prefix: Key;

  /** `prefix`: what all their keys begin with. */
  constructor(store: Store, prefix: Key) {
    this.#store = store;
    this.#prefix = prefix;
  }

  key(name: ContentHash): Key {
    return `${this.#prefix}${name}.chunk`;
  }

  /** Whether it is there, whole; it is made young then, as somebody counts on it. */
  async holds(name: ContentHash, options: CallOptions = {}): Promise<boolean> {
    return (await this.read(name, options)) !== null && (await this.#store.touch(this.key(name), options));
  }

  /** `null` where it is not there, or not as it was written. */
  async read(name: ContentHash, options: CallOptions = {}): Promise<KeptChunk | null> {
    const stored = await this.#store.get(this.key(name), options);
    try {
      return stored && decodeChunk(stored.bytes, name);
    } catch (error) {
      if (error instanceof SaolaError && error.code === 'index-malformed') return null;
      throw error;
    }
  }

  async write(name: ContentHash, chunk: Chunk, facts: readonly Facts[], options: CallOptions = {}): Promise<void> {
    await this.#store.put(this.key(name), encodeChunk(name, chunk, facts), { ...options, immutable: true });
  }

  async remove(name: ContentHash, options: CallOptions = {}): Promise<void> {
    await this.#store.delete(this.key(name), options);
  }
}

export function encodeChunk(
  name: ContentHash,
  { run, usual, records, learned }: Chunk,
  facts: readonly Facts[],
): Uint8Array {
  const out = new ByteWriter(1 << 20);
  const bytes = (piece: Uint8Array): void => {
    out.varint(piece.length);
    out.raw(piece);
  };
  out.text(name);
  out.varint(run.length);
  run.forEach(bytes);
  bytes(usual.syllables);
  bytes(usual.pairs);
  out.varint(records.length);
  for (const { block, records: count } of records) {
    out.varint(count);
    bytes(block);
  }
  bytes(encodeText(JSON.stringify(learned)));
  for (const { digest } of facts) out.raw(digest);
  bytes(encodeText(JSON.stringify(facts.map(shown))));
  return sealed(out.take());
}

/** What of an article's facts JSON can carry. */
type Shown = Omit<Facts, 'digest'>;

function shown({ id, title, publishedAt, section, tags, authors }: Facts): Shown {
  return {
    id,
    title,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(section !== undefined && { section }),
    ...(tags !== undefined && { tags }),
    ...(authors !== undefined && { authors }),
  };
}

/** Throws `index-malformed` for anything but what `encodeChunk` made under that name. */
export function decodeChunk(bytes: Uint8Array, name: ContentHash): KeptChunk {
  const input = new ByteReader(unsealed(bytes, `chunk ${name}`));
  const piece = (): Uint8Array => input.raw(input.varint());
  const pieces = <T>(make: () => T): T[] => Array.from({ length: input.varint() }, make);
  const found = input.text();
  if (found !== name) throw malformed(`chunk ${name} says that it is ${found}`);
  const run = pieces(piece);
  const usual = { syllables: piece(), pairs: piece() };
  const records = pieces(() => ({ records: input.varint(), block: piece() }));
  const learned = JSON.parse(decodeText(piece())) as Chunk['learned']; // as `encodeChunk` wrote it; the checksum vouches for that
  const digests = input.raw(usual.syllables.length * DIGEST_BYTES);
  const lines = piece();
  const digestOf = (doc: number): Uint8Array => digests.slice(doc * DIGEST_BYTES, (doc + 1) * DIGEST_BYTES);
  const facts = (): Facts[] =>
    (JSON.parse(decodeText(lines)) as Shown[]).map((each, doc) => Object.assign(each, { digest: digestOf(doc) }));
  return { run, usual, records, learned, facts };
}
