/** Given a text, returns the abbreviations that it defines itself: `Ủy ban nhân dân (UBND)`, `UBND (Ủy ban nhân dân)`.
 *  Only where each letter is the initial of a word and no word is left over, so that what is learned is right; foreign
 *  ones (`WHO`) have other initials and are not learned. */
import { withoutAccents } from './fold.ts';
import { isSyllable } from './syllables.ts';
import { unitsOf, type Units } from './units.ts';
import { words } from './words.ts';

export type Definition = { readonly short: Units; readonly long: Units };

/** Two to ten capitals, as `TTDBKTTVQG` has ten; what may stand between them makes no other abbreviation. */
const SHORT = String.raw`\p{Lu}(?:[&.\/\-]?\p{Lu}){1,9}`;
const ALL_SHORT = new RegExp(`^(?:(?:gọi|viết) tắt\\s*(?:là|:)?\\s*)?["“'‘]?(${SHORT})["”'’]?$`, 'u');
const SHORT_AT_END = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}&./-])(${SHORT})["”'’]?\\s?$`, 'u');
const OF = /^(?:(?:gọi|viết) tắt (?:của|cho|từ)|tức(?: là)?)\s+/u;
/** What may be between a long form and the parenthesis behind it. */
const GAP = /^["”'’]?\s?["”'’]?$/u;

/** Ten Vietnamese words have 35 letters on average; none has over seven. */
const LONG_UNITS = 120;
const BRACKETS = new RegExp(`\\(([^()\\n]{2,${LONG_UNITS}})\\)`, 'g');

/** In the order of the text, with repetitions. Never throws. */
export function definitionsIn(text: string): Definition[] {
  if (!text.includes('(')) return [];
  const found: Definition[] = [];
  for (const match of text.matchAll(BRACKETS)) {
    const inside = (match[1] as string).trim().normalize('NFC');
    const before = (): string => text.slice(Math.max(0, match.index - LONG_UNITS), match.index).normalize('NFC');
    const short = ALL_SHORT.exec(inside)?.[1];
    const definition = short === undefined ? shortThenLong(before(), inside) : longThenShort(before(), short);
    if (definition) found.push(definition);
  }
  return found;
}

function longThenShort(before: string, short: string): Definition | null {
  const list = words(before);
  const wanted = initialsOf(short);
  const own = list.slice(-wanted.length);
  const [first] = own;
  const last = own.at(-1);
  if (!first || !last || !GAP.test(before.slice(last.end))) return null;
  if (own.slice(1).some(({ opens }) => opens)) return null;
  return matched(short, before.slice(first.start));
}

function shortThenLong(before: string, inside: string): Definition | null {
  const short = SHORT_AT_END.exec(before)?.[1];
  return short === undefined ? null : matched(short, inside.replace(OF, ''));
}

/** Where each letter of `short` begins a word of `long`, in order, and all words are begun. */
function matched(short: string, long: string): Definition | null {
  const wanted = initialsOf(short);
  const list = words(long);
  const isRight =
    list.length === wanted.length &&
    list.every(({ start, end }, i) =>
      wanted[i] === AND ? /^và$/iu.test(long.slice(start, end)) : baseOf(long.charAt(start)) === wanted[i],
    );
  const units = unitsOf(short);
  if (!isRight || (units.length === 1 && isSyllable(units[0] as string))) return null;
  return { short: units, long: unitsOf(long) };
}

/** Stands for `và`. */
const AND = '&';
const initialsOf = (short: string): readonly string[] => Array.from(short.replace(/[./-]/g, ''), baseOf);
/** `Ủ` and `ưu` begin with u; `đ` is no d, as whoever writes it as a capital writes `Đ`. */
const baseOf = (letter: string): string => (/^đ$/iu.test(letter) ? 'đ' : withoutAccents(letter).toLowerCase());
