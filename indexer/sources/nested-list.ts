/** Given the bytes of a JSON object as they come in, returns the items of the lists in it that are wanted, one by one: `data.items`
 *  of `{"data": {"items": […]}}`. So the size of the object does not matter, and what is not wanted is never held. */
import { MAX_ARTICLE_BYTES, type Chunks } from './bytes.ts';

/** `list` is the path as it was asked for; `number` counts from 1 within that list; `bytes` are `null` where an item is longer
 *  than an article may be. `unclosed`: the bytes end before the object does. Lines are 1-based. */
export type NestedItem =
  | {
      readonly is: 'item';
      readonly list: string;
      readonly line: number;
      readonly number: number;
      readonly bytes: Uint8Array | null;
    }
  | { readonly is: 'unclosed'; readonly line: number };

/** A path goes into objects with points; `*` is any key, or any place in a list: `db.*.data.posts`. */
export async function* splitNestedLists(chunks: Chunks, paths: readonly string[]): AsyncGenerator<NestedItem> {
  const scanner = new Scanner(paths);
  for await (const chunk of chunks) yield* scanner.read(chunk);
  yield* scanner.end();
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** No key that anybody asks for is longer. */
const MAX_KEY_BYTES = 256;

/** What is open around the place at hand. `list`: the wanted path that it is, if it is one. */
type Level = { readonly isList: boolean; key: string; number: number; readonly list: string | null };

class Scanner {
  readonly #paths: readonly (readonly string[])[];
  /** Deeper than the paths go nothing is wanted, and levels are only counted. */
  readonly #deepest: number;
  readonly #levels: Level[] = [];
  #beyond = 0;
  #line = 1;
  #inText = false;
  #escaped = false;
  /** The text at hand may be a key. */
  #key: number[] | null = null;
  #lastText = '';
  /** The item at hand: how deep it began; 0 where there is none. */
  #itemDepth = 0;
  #itemLine = 0;
  #start = 0;
  #held: Uint8Array[] = [];
  #size = 0;

  constructor(paths: readonly string[]) {
    this.#paths = paths.map((path) => path.split('.'));
    this.#deepest = Math.max(...this.#paths.map((path) => path.length)) + 1;
  }

  read(chunk: Uint8Array): NestedItem[] {
    const found: NestedItem[] = [];
    this.#start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === LINE_FEED) {
        this.#line += 1;
        // No text in JSON goes over a line: a quote is missing, and must not swallow all that follows.
        this.#inText = this.#escaped = false;
      } else if (this.#inText) this.#readText(byte);
      else if (byte > SPACE) this.#readSign(byte, chunk, at, found);
    }
    if (this.#itemDepth > 0) this.#hold(chunk.subarray(this.#start));
    return found;
  }

  end(): NestedItem[] {
    return this.#levels.length > 0 ? [{ is: 'unclosed', line: this.#line }] : [];
  }

  get #depth(): number {
    return this.#levels.length + this.#beyond;
  }

  #readText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#inText = false;
      this.#lastText = this.#key ? Buffer.from(this.#key).toString() : '';
      return;
    }
    if (this.#key && this.#key.length < MAX_KEY_BYTES) this.#key.push(byte);
  }

  #readSign(byte: number, chunk: Uint8Array, at: number, found: NestedItem[]): void {
    const level = this.#beyond === 0 ? this.#levels.at(-1) : undefined;
    if (byte === QUOTE) {
      this.#inText = true;
      this.#key = level && !level.isList ? [] : null;
    } else if (byte === COLON && level) level.key = this.#lastText;
    else if (byte === COMMA && level?.isList && level.list === null) level.number += 1;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open(byte === OPEN_LIST, level, at);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(chunk, at, found);
  }

  #open(isList: boolean, above: Level | undefined, at: number): void {
    if (above && above.list !== null && this.#itemDepth === 0) {
      above.number += 1;
      this.#itemDepth = this.#depth + 1;
      this.#itemLine = this.#line;
      this.#start = at;
    }
    if (this.#itemDepth > 0 || this.#depth >= this.#deepest) {
      this.#beyond += 1;
      return;
    }
    this.#levels.push({ isList, key: '', number: 0, list: isList ? this.#wanted() : null });
  }

  #close(chunk: Uint8Array, at: number, found: NestedItem[]): void {
    if (this.#itemDepth > 0 && this.#depth === this.#itemDepth) {
      this.#hold(chunk.subarray(this.#start, at + 1));
      found.push(this.#take());
    }
    if (this.#beyond > 0) this.#beyond -= 1;
    else this.#levels.pop();
  }

  /** The wanted path that the list is which opens here. */
  #wanted(): string | null {
    const here = this.#levels.map(({ isList, key, number }) => (isList ? String(number) : key));
    const fits = (path: readonly string[]): boolean =>
      path.length === here.length && path.every((step, at) => step === '*' || step === here[at]);
    return this.#paths.find(fits)?.join('.') ?? null;
  }

  #hold(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > MAX_ARTICLE_BYTES) this.#held = [];
    else this.#held.push(bytes);
  }

  #take(): NestedItem {
    const level = this.#levels.at(-1);
    const bytes = this.#size > MAX_ARTICLE_BYTES ? null : Buffer.concat(this.#held);
    this.#itemDepth = 0;
    this.#held = [];
    this.#size = 0;
    return { is: 'item', list: level?.list ?? '', line: this.#itemLine, number: level?.number ?? 0, bytes };
  }
}
