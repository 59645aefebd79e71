/** Given the pieces of one file as bytes or as JSON, returns their texts as they are to be kept, whatever encoding they came
 *  in; and remembers what was done for it, so that a report says it once for the file and not for each article. */
import { ENCODING_NAMES, type Encoding } from './encoding/encodings.ts';
import { tidyText } from './encoding/clean.ts';
import { decodeBytes } from './encoding/decode.ts';
import { withoutEntities } from './encoding/entities.ts';
import { repairTexts } from './encoding/repair.ts';
import { warning } from './piece.ts';
import type { Found, Origin } from './source.ts';

/** What of an article is text; ids and addresses stay as they are. */
const TEXT_KEYS: ReadonlySet<string> = new Set(['title', 'summary', 'body', 'captions', 'section', 'tags', 'authors']);

type Done = { readonly origin: Origin; articles: number };

export class FileText {
  readonly #done = new Map<string, Done>();
  #hint: Encoding | null;

  /** `hint`: what the beginning of the file is in; decides for pieces that are too short to tell. */
  constructor(hint: Encoding | null = null) {
    this.#hint = hint;
  }

  /** `null` and a reason where it cannot be told what the bytes are. */
  decode(
    bytes: Uint8Array,
    origin: Origin,
  ): { readonly text: string } | { readonly text: null; readonly what: string } {
    const { text, encoding, doubt } = decodeBytes(bytes, this.#hint);
    if (doubt !== undefined) return { text: null, what: `not UTF-8 text: ${doubt}; save the file as UTF-8` };
    if (encoding !== 'utf-8') {
      this.note(encoding, origin);
      this.#hint ??= encoding;
    }
    return { text };
  }

  /** Says that an article was read as something else than UTF-8. */
  note(encoding: Encoding, origin: Origin): void {
    this.#note(`read as ${ENCODING_NAMES[encoding]}`, origin);
  }

  /** The texts of one article, which are judged together; the warnings are about it. */
  mend(
    texts: readonly string[],
    origin: Origin,
  ): { readonly texts: readonly string[]; readonly warnings: readonly Found[] } {
    const { text, mended, doubt } = repairTexts(texts.map(withoutEntities));
    if (mended) this.#note(`the text was ${ENCODING_NAMES[mended]}, and was turned into Unicode`, origin);
    const warnings = doubt === undefined ? [] : [warning(origin, `the text was left as it is: ${doubt}`)];
    return { texts: text.map(tidyText), warnings };
  }

  /** The same for an article in JSON, of any shape. */
  mendJson(json: unknown, origin: Origin): { readonly json: unknown; readonly warnings: readonly Found[] } {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return { json, warnings: [] };
    const before = textsOf(json);
    const { texts, warnings } = this.mend(before, origin);
    if (texts.every((text, at) => text === before[at])) return { json, warnings };
    let next = 0;
    return { json: withTexts(json, () => texts[next++] ?? ''), warnings };
  }

  /** What was done, each with the place where it was first; to be said behind the articles of the file. */
  *report(): Generator<Found> {
    for (const [what, { origin, articles }] of this.#done) {
      yield warning(origin, articles === 1 ? what : `${what}; so were ${articles - 1} articles behind it`);
    }
  }

  #note(what: string, origin: Origin): void {
    const done = this.#done.get(what);
    if (done) done.articles += 1;
    else this.#done.set(what, { origin, articles: 1 });
  }
}

function textsOf(json: object): string[] {
  const texts: string[] = [];
  for (const [key, value] of Object.entries(json) as [string, unknown][]) {
    if (!TEXT_KEYS.has(key)) continue;
    for (const each of Array.isArray(value) ? value : [value]) if (typeof each === 'string') texts.push(each);
  }
  return texts;
}

/** `next` gives the texts in the order of `textsOf`. */
function withTexts(json: object, next: () => string): object {
  const put = (value: unknown): unknown => (typeof value === 'string' ? next() : value);
  const entries = Object.entries(json).map(([key, value]: [string, unknown]): [string, unknown] => {
    if (!TEXT_KEYS.has(key)) return [key, value];
    return [key, Array.isArray(value) ? value.map(put) : put(value)];
  });
  return Object.fromEntries(entries);
}
