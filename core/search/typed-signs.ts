/** Given what has been typed up to now, returns which part of it may be completed: inside a quote that is open, what stands
 *  behind it; else everything. Where other signs of the query language stand, what completes it has to have them too. */
import { withoutAccents } from '../text/fold.ts';
import { parseLanguage } from './language.ts';
import { fieldNamed } from './language/fields.ts';
import { COLONS, DASHES, isQuote, partnersOf } from './language/signs.ts';

export type OpenQuote = {
  /** All up to the quote, and that; it stays as it was typed. */
  readonly front: string;
  readonly inside: string;
  /** What closes it. */
  readonly close: string;
};

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
]);

/** `text`: NFC, white space folded. `null` where each quote is closed. */
export function openQuoteIn(text: string): OpenQuote | null {
  // one that would be closed by a quote at the end; the letter keeps an empty one open
  const open = partnersOf(`${text}x"`).get(text.length + 1);
  if (open === undefined) return null;
  const sign = text.charAt(open);
  return { front: text.slice(0, open + 1), inside: text.slice(open + 1), close: CLOSING.get(sign) ?? sign };
}

/** The last thing typed is a name, a colon and what may become a value: no time yet in `sau:2`, nothing in `mục:`. */
const FIELD = new RegExp(`(?:^|[\\s(|${DASHES}])(\\p{L}[\\p{L}\\p{M}${DASHES}]{0,40})[${COLONS}]\\S*$`, 'u');

/** Whether `text` says more than words, or will with the next letter. */
export function hasSigns(text: string): boolean {
  const [, name = ''] = FIELD.exec(text) ?? [];
  return fieldNamed(name) !== undefined || !parseLanguage(text).plain || !parseLanguage(`${text}x`).plain;
}

/** Whether a suggestion has the signs that were typed, where they were: `“Tìm lại”` begins a title. */
export const beginsWithSigns = (suggestion: string, text: string): boolean =>
  asCompared(suggestion).startsWith(asCompared(text).trim());

const asCompared = (text: string): string =>
  Array.from(withoutAccents(text).toLowerCase(), (sign) => (isQuote(sign) ? '"' : sign)).join('');
