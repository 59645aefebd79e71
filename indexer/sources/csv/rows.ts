/** Given the bytes of a table with a separator, returns its rows as they come in, so that the size of the table does not
 *  matter; a quote that is never closed costs the line on which it opens, and no more. */
import { MAX_ARTICLE_BYTES, type Chunks } from '../bytes.ts';

/** `unclosed`: a quote opens on this line, and no end of it was found. `long`: more bytes than an article may have. Lines are
 *  1-based; a row may go over several. */
export type Row =
  | { readonly is: 'row'; readonly line: number; readonly bytes: Uint8Array }
  | { readonly is: 'unclosed' | 'long'; readonly line: number };

/** `separator`: one byte. */
export async function* splitRows(chunks: Chunks, separator: number): AsyncGenerator<Row> {
  const splitter = new Splitter(separator);
  for await (const chunk of chunks) yield* splitter.read(chunk);
  yield* splitter.end();
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;

class Splitter {
  readonly #separator: number;
  #line = 1;
  /** Where the row at hand began. */
  #rowLine = 1;
  /** `closing`: a quote was met inside quotes; what follows says whether it ends them. */
  #state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  /** The byte at hand is the second of two quotes, which stand for one. */
  #isEscape = false;
  /** A quote of the row at hand is known to have no end on its line, so the row ends with it. */
  #gaveUp = false;
  #held: Uint8Array[] = [];
  #size = 0;
  #isLong = false;

  constructor(separator: number) {
    this.#separator = separator;
  }

  /** Row by row: of short ones a chunk has thousands, and what is read again has millions. */
  *read(chunk: Uint8Array): Generator<Row> {
    yield* this.#scan(chunk, false);
    // Text in quotes may go over lines, but no row is so long: a quote was forgotten.
    const isOpen = this.#state === 'quoted' || this.#state === 'closing';
    if (isOpen && this.#isLong && !this.#gaveUp) yield* this.#giveUp();
  }

  *end(): Generator<Row> {
    if (this.#state === 'quoted') yield* this.#giveUp();
    if (this.#size === 0 && !this.#isLong) return;
    const isLost = this.#state === 'quoted' || this.#gaveUp;
    yield isLost && !this.#isLong ? { is: 'unclosed', line: this.#rowLine } : this.#take();
  }

  /** `byLine`: a row ends with its line, whatever is open. */
  *#scan(chunk: Uint8Array, byLine: boolean): Generator<Row> {
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === LINE_FEED) this.#line += 1;
      if (this.#state === 'closing') this.#state = this.#afterQuote(byte);
      const isOpen = this.#state === 'quoted';
      if (byte === LINE_FEED && (!isOpen || byLine || this.#gaveUp)) {
        this.#hold(chunk.subarray(start, at));
        yield isOpen ? { is: 'unclosed', line: this.#rowLine } : this.#take();
        this.#begin();
        start = at + 1;
      } else if (isOpen) {
        if (byte === QUOTE && !this.#isEscape) this.#state = 'closing';
        this.#isEscape = false;
      } else if (byte === this.#separator) this.#state = 'start';
      else if (this.#state === 'start') this.#state = byte === QUOTE ? 'quoted' : 'plain';
    }
    this.#hold(chunk.subarray(start));
  }

  /** A quote ends the quotes only where the cell ends too: `"Ông nói "không" rồi"` is one cell. */
  #afterQuote(byte: number): 'quoted' | 'plain' {
    if (byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === this.#separator) return 'plain';
    this.#isEscape = byte === QUOTE;
    return 'quoted';
  }

  /** The line on which the quote opens is lost; what was held behind it is read again, a line at a time. */
  *#giveUp(): Generator<Row> {
    const line = this.#rowLine;
    const held = Buffer.concat(this.#held);
    const end = held.indexOf(LINE_FEED);
    if (end === -1) {
      this.#state = 'plain';
      this.#gaveUp = true;
      this.#held = [];
      return;
    }
    this.#line = line + 1;
    this.#begin();
    yield { is: 'unclosed', line };
    yield* this.#scan(held.subarray(end + 1), true);
  }

  #hold(bytes: Uint8Array): void {
    this.#size += bytes.length;
    if (this.#size - bytes.length <= MAX_ARTICLE_BYTES && bytes.length > 0) this.#held.push(bytes);
    if (this.#size > MAX_ARTICLE_BYTES) this.#isLong = true;
  }

  #take(): Row {
    if (this.#isLong) return { is: 'long', line: this.#rowLine };
    const bytes = Buffer.concat(this.#held);
    const end = bytes.at(-1) === CARRIAGE_RETURN ? -1 : undefined;
    return { is: 'row', line: this.#rowLine, bytes: bytes.subarray(0, end) };
  }

  #begin(): void {
    this.#held = [];
    this.#size = 0;
    this.#isLong = false;
    this.#state = 'start';
    this.#isEscape = false;
    this.#gaveUp = false;
    this.#rowLine = this.#line;
  }
}
