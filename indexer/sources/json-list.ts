/** Given the bytes of a JSON list as they come in, returns its items one by one, so that the size of the list does not
 *  matter and a broken item costs that item only. */
import { MAX_ARTICLE_BYTES, type Chunks } from './bytes.ts';

/** `bytes` are `null` where an item is longer than an article may be. `more`: something stands behind the end of the list.
 *  `unclosed`: the bytes end before the list does. Lines are 1-based. */
export type Item =
  | { readonly is: 'item'; readonly line: number; readonly bytes: Uint8Array | null }
  | { readonly is: 'more' | 'unclosed'; readonly line: number };

export async function* splitList(chunks: Chunks): AsyncGenerator<Item> {
  const scanner = new Scanner();
  for await (const chunk of chunks) yield* scanner.read(chunk);
  yield* scanner.end();
}

const NONE: readonly Item[] = [];

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Knows of JSON only what it takes to find where items end; whoever gets an item parses it. */
class Scanner {
  #line = 1;
  #where: 'before' | 'inside' | 'behind' | 'done' = 'before';
  #inText = false;
  #escaped = false;
  /** Line on which the item starts; 0 between items. */
  #itemLine = 0;
  /** Brackets of the item that are still open. */
  #open = 0;
  /** A text of the item did not end on its line, so its brackets cannot be counted on. */
  #isBroken = false;
  /** Nothing but white space stands before on this line. */
  #isLineStart = false;
  /** Where in the chunk at hand the item starts or goes on. */
  #start = 0;
  #held: Uint8Array[] = [];
  #size = 0;

  read(chunk: Uint8Array): Item[] {
    const found: Item[] = [];
    this.#start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === LINE_FEED) {
        this.#line += 1;
        // No text in JSON goes over a line: a quote is missing, and must not swallow all that follows.
        if (this.#inText) this.#isBroken = true;
        this.#inText = this.#escaped = false;
        this.#isLineStart = true;
      } else if (this.#inText) this.#readText(byte);
      else if (byte > SPACE) {
        found.push(...this.#readSign(byte, chunk, at));
        this.#isLineStart = false;
      }
    }
    if (this.#itemLine > 0) this.#hold(chunk.subarray(this.#start));
    return found;
  }

  end(): Item[] {
    const found: Item[] = this.#itemLine > 0 ? [this.#take()] : [];
    if (this.#where === 'inside') found.push({ is: 'unclosed', line: this.#line });
    return found;
  }

  #readText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inText = false;
  }

  #readSign(byte: number, chunk: Uint8Array, at: number): readonly Item[] {
    if (this.#where === 'inside') return this.#readItem(byte, chunk, at);
    if (this.#where === 'behind') {
      this.#where = 'done';
      return [{ is: 'more', line: this.#line }];
    }
    // Up to the bracket there can only be a byte order mark.
    if (this.#where === 'before' && byte === OPEN_LIST) this.#where = 'inside';
    return NONE;
  }

  #readItem(byte: number, chunk: Uint8Array, at: number): readonly Item[] {
    const isBetween = this.#open === 0;
    const ends = isBetween && (byte === COMMA || byte === CLOSE_LIST);
    // A forgotten comma costs nothing: an opening bracket behind a whole item begins the next one. So does one that opens
    // a line after a broken text.
    const begins = byte === OPEN_OBJECT && (isBetween || (this.#isBroken && this.#isLineStart));
    let found = NONE;
    if (this.#itemLine > 0 && (ends || begins)) {
      this.#hold(chunk.subarray(this.#start, at));
      found = [this.#take()];
    }
    if (ends) {
      if (byte === CLOSE_LIST) this.#where = 'behind';
      return found;
    }
    if (this.#itemLine === 0) {
      this.#itemLine = this.#line;
      this.#start = at;
    }
    if (byte === QUOTE) this.#inText = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#open = Math.max(0, this.#open - 1);
    return found;
  }

  #hold(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size > MAX_ARTICLE_BYTES) this.#held = [];
    else this.#held.push(bytes);
  }

  #take(): Item {
    const bytes = this.#size > MAX_ARTICLE_BYTES ? null : Buffer.concat(this.#held);
    const item: Item = { is: 'item', line: this.#itemLine, bytes };
    this.#itemLine = 0;
    this.#open = 0;
    this.#isBroken = false;
    this.#held = [];
    this.#size = 0;
    return item;
  }
}
