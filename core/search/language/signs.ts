/** Given a query, says which of its quotes and parentheses belong together; one without a partner is no operator.
 *  Each sign counts in the forms that keyboards send: curly and angled quotes, full width. */
import { INVISIBLE } from '../../text/fold.ts';

/** A place in the query, `[start, end)` in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

const QUOTES = '"＂“”„‟«»';
const OPEN = '(（';
const CLOSE = ')）';
/** The hyphen of a keyboard, the minus sign, and the hyphen in full width; longer dashes stand between words and say nothing. */
export const DASHES = '\\-\u2212－';
export const COLONS = ':：';
const EITHER = '|｜';

const HAS_WORD = /[\p{L}\p{N}]/u;
const PAIRED = new RegExp(`[${QUOTES}${OPEN}${CLOSE}]`, 'gu');
/** Inches: of `tivi 55" 65"` no quote opens. */
const OPENING_QUOTE = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}][${INVISIBLE}]*)[${QUOTES}]`, 'uy');

/** There is something in it to look for. */
export const hasWord = (text: string): boolean => HAS_WORD.test(text);
export const isQuote = (sign: string): boolean => QUOTES.includes(sign);
export const isOpen = (sign: string): boolean => OPEN.includes(sign);
export const isEither = (sign: string): boolean => EITHER.includes(sign);

/** For each quote and parenthesis that has a partner, where that stands: further on for one that opens. What stands in
 *  quotes is a phrase, parentheses too. Any quote closes any other, since phones mix them; quotes around nothing are none. */
export function partnersOf(text: string): ReadonlyMap<number, number> {
  const signs = Array.from(text.matchAll(PAIRED), ({ index }) => index);
  const partners = new Map<number, number>();
  pairQuotes(text, signs, partners);
  const open: number[] = [];
  let quotedUntil = -1;
  for (const at of signs) {
    const sign = text.charAt(at);
    if (at < quotedUntil) continue;
    if (isQuote(sign)) quotedUntil = partners.get(at) ?? -1;
    else if (isOpen(sign)) open.push(at);
    else join(partners, open.pop(), at);
  }
  return partners;
}

function pairQuotes(text: string, signs: readonly number[], partners: Map<number, number>): void {
  let opened: number | undefined;
  for (const at of signs) {
    if (!isQuote(text.charAt(at))) continue;
    if (opened !== undefined) {
      if (hasWord(text.slice(opened, at))) join(partners, opened, at);
      opened = undefined;
    } else if (matchAt(OPENING_QUOTE, text, at) !== null) {
      opened = at;
    }
  }
}

function join(partners: Map<number, number>, open: number | undefined, close: number): void {
  if (open === undefined) return;
  partners.set(open, close);
  partners.set(close, open);
}

/** What a sticky expression finds at exactly this place. */
export function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}
