/** What is wrong with a store, as it is found: the first hundred faults by name, the others counted. */
import { damageIn } from '../../core/index/bytes.ts';
import { SaolaError } from '../../core/errors.ts';
import type { BlockPlace } from '../../core/index/part.ts';
import type { Key } from '../../core/store/store.ts';

export type Fault = {
  readonly key: Key;
  /** Where in the object the block begins that is meant; absent where it is the whole object. */
  readonly offset?: number;
  /** What was found, and what is wanted. */
  readonly what: string;
};

/** More say nothing that these do not: one lost part may be thousands. */
const MOST_NAMED = 100;

export class Faults {
  readonly named: Fault[] = [];
  count = 0;

  add(fault: Fault): void {
    this.count += 1;
    if (this.named.length < MOST_NAMED) this.named.push(fault);
  }
}

/** Adds a fault of the part that is being looked at. */
export type Tell = (what: string, offset?: number) => void;

/** What is looked for in the parts of one kind. */
export type PartCheck = {
  /** All blocks that the table of contents names. */
  readonly places: readonly BlockPlace[];
  /** Called in the order of their offsets; `null`: the block is damaged, and has been told of. */
  readonly block: (place: BlockPlace, body: Uint8Array | null) => void | Promise<void>;
  /** Called behind the last block. Returns what the articles are called there, as `idMarks` has it. */
  readonly end: () => BigUint64Array | null;
};

/** What kept something from being read, in a few words. Throws again what is no damage. */
export function damageOf(error: unknown): string {
  if (error instanceof SaolaError && error.code === 'index-malformed') return damageIn(error);
  if (error instanceof SyntaxError) return `it is not JSON (${error.message})`;
  // of zlib: Z_BUF_ERROR, ERR__ERROR_FORMAT_PADDING_1, ERR_BUFFER_TOO_LARGE
  if (error instanceof Error && 'code' in error && /^(?:Z|ERR)_/.test(String(error.code))) {
    return `it cannot be unpacked (${String(error.code)})`;
  }
  throw error;
}

/** A term, key or id as it can be shown in a line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
