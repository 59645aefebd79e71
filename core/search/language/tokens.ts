/** Given a query, here are its operators and the words between them, in order.
 *  One pass from left to right; whatever is no operator where it stands is words. */
import { INVISIBLE } from '../../text/fold.ts';
import type { Condition } from '../filter.ts';
import type { Phrase } from './asked.ts';
import { conditionOn, fieldNamed, withSpaces } from './fields.ts';
import { COLONS, DASHES, isEither, isOpen, isQuote, matchAt, partnersOf, type Span } from './signs.ts';

export type Token = Span &
  (
    | { readonly is: 'words' | 'close' | 'either' }
    | { readonly is: 'phrase'; readonly phrase: Phrase; readonly not: boolean }
    | { readonly is: 'condition'; readonly condition: Condition }
    | { readonly is: 'open'; readonly title: boolean; readonly not: boolean }
  );

/** What an operator stands before. */
type Value = { readonly text: string; readonly end: number; readonly quoted: boolean };

const DASH = new RegExp(`[${DASHES}][${INVISIBLE}]*`, 'uy');
/** No name has half as many letters; the bound keeps long words from being looked through for a colon. */
const NAME = new RegExp(`(\\p{L}[\\p{L}\\p{M}${DASHES}${INVISIBLE}]{0,40})[${COLONS}][${INVISIBLE}]*`, 'uy');
const WORD = /[\p{L}\p{N}]/uy;
const UNSEEN = new RegExp(`[${INVISIBLE}]`, 'u');
const SENTENCE_SIGNS = '.,;:!?…';

/** `text`: NFC, white space folded. `minusNumbers`: a dash before a number is its sign, and excludes nothing. */
export function tokensOf(text: string, minusNumbers: boolean): Token[] {
  const partners = partnersOf(text);

  const runFrom = (from: number): number => {
    let end = from + 1;
    while (end < text.length && text[end] !== ' ' && !isEither(text.charAt(end)) && !partners.has(end)) end += 1;
    return end;
  };

  const quotedAt = (at: number): Value | null => {
    const close = partners.get(at);
    if (close === undefined || !isQuote(text.charAt(at))) return null;
    return { text: text.slice(at + 1, close).trim(), end: close + 1, quoted: true };
  };

  const wordAt = (at: number): Value | null => {
    if (matchAt(WORD, text, at) === null) return null;
    const end = runFrom(at);
    return { text: withoutLastSigns(text.slice(at, end)), end, quoted: false };
  };

  const opensAt = (at: number): boolean => partners.has(at) && isOpen(text.charAt(at));

  /** `name:value`, the name at `at`. */
  const fieldAt = (start: number, at: number, not: boolean): Token | null => {
    const [whole = '', name = ''] = matchAt(NAME, text, at) ?? [];
    const field = fieldNamed(name);
    if (field === undefined) return null;
    const from = at + whole.length;
    if (field === 'title' && opensAt(from)) return { is: 'open', title: true, not, start, end: from + 1 };
    const value = quotedAt(from) ?? wordAt(from);
    if (value === null) return null;
    const { end } = value;
    if (field === 'title') return { is: 'phrase', phrase: { text: value.text, in: 'title' }, not, start, end };
    const isTime = field === 'from' || field === 'before' || field === 'until';
    const condition = conditionOn(field, value.quoted || isTime ? value.text : withSpaces(value.text), not);
    return condition && { is: 'condition', condition, start, end };
  };

  /** What a dash before `at` excludes. */
  const excludedAt = (start: number, at: number): Token | null => {
    if (opensAt(at)) return { is: 'open', title: false, not: true, start, end: at + 1 };
    const value = quotedAt(at) ?? (minusNumbers && /\p{N}/u.test(text.charAt(at)) ? null : wordAt(at));
    return value && { is: 'phrase', phrase: { text: value.text, in: 'anywhere' }, not: true, start, end: value.end };
  };

  const operatorAt = (start: number): Token | null => {
    const dash = matchAt(DASH, text, start);
    if (dash === null) return fieldAt(start, start, false);
    const at = start + dash[0].length;
    return fieldAt(start, at, true) ?? excludedAt(start, at);
  };

  const signAt = (start: number): Token | null => {
    const end = start + 1;
    if (isEither(text.charAt(start))) return { is: 'either', start, end };
    if (!partners.has(start)) return null;
    const quoted = quotedAt(start);
    if (quoted) {
      return { is: 'phrase', phrase: { text: quoted.text, in: 'anywhere' }, not: false, start, end: quoted.end };
    }
    return isOpen(text.charAt(start))
      ? { is: 'open', title: false, not: false, start, end }
      : { is: 'close', start, end };
  };

  const tokens: Token[] = [];
  let at = 0;
  let begins = true; // a word begins here: only there is a dash or a name an operator
  while (at < text.length) {
    const sign = text.charAt(at);
    if (sign === ' ' || UNSEEN.test(sign)) {
      begins ||= sign === ' ';
      at += 1;
    } else {
      const token: Token = (begins ? operatorAt(at) : null) ??
        signAt(at) ?? { is: 'words', start: at, end: runFrom(at) };
      tokens.push(token);
      begins = token.is === 'open' || token.is === 'either';
      at = token.end;
    }
  }
  return tokens;
}

/** Not by an expression: one that is bound to the end looks at a row of full stops once from each of them. */
function withoutLastSigns(word: string): string {
  let end = word.length;
  while (end > 0 && SENTENCE_SIGNS.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}
