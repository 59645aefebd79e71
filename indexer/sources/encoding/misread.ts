/** Given a text in which UTF-8 was read as windows-1252 or Latin-1 (`Tháº¿ giá»›i`), once or more often, returns it as it
 *  was meant, and how sure that is. */
import { couldBeWord } from './likeness.ts';
import { WINDOWS_1252 } from './single-byte.ts';

export type Unread = {
  readonly text: string;
  /** Runs that were letters before, without a doubt; and such as may be ordinary signs side by side (`Ã”`). */
  readonly sure: number;
  readonly weak: number;
  /** Runs that would be something else than Vietnamese or its punctuation; they stay as they are. */
  readonly odd: number;
  /** How often it was misread: the most of any run. */
  readonly times: number;
};

/** The byte that a character was read from; C1 controls come from Latin-1, the others from windows-1252. */
const BYTES: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 128 }, (_, at): [string, number] => [String.fromCharCode(0x80 + at), 0x80 + at]),
  ...WINDOWS_1252.slice(0x80, 0xa0).map((sign, at): [string, number] => [sign, 0x80 + at]),
]);

const FOLLOWING = `[${WINDOWS_1252.slice(0x80, 0xa0).join('')}\\u0080-\\u00BF]`;
/** UTF-8 of U+0080 to U+10FFFF (RFC 3629, section 4), several characters side by side. */
const RUN = new RegExp(
  `(?:[\\u00C2-\\u00DF]${FOLLOWING}|[\\u00E0-\\u00EF]${FOLLOWING}{2}|[\\u00F0-\\u00F4]${FOLLOWING}{3})+`,
  'g',
);
/** Found in a clean text hardly ever, and in any misread one. */
const SUSPECT = new RegExp(`[ÂÃÄÅÆÌ]${FOLLOWING}|á[º»]${FOLLOWING}|â€${FOLLOWING}`);
/** A capital and a quote or dash behind it; the end of a quotation in French style and a sign behind that. */
const WEAK = /^(?:[ÂÃÄÅÆÉÊÌÍÒÓÔÕÙÚÝ]|á»)[‘’“”–—…•]$/;
/** What Vietnamese news is made of outside ASCII: its letters and marks, quotes, dashes, signs of money, other Latin. */
const EXPECTED =
  /^(?:[\u00A0-\u017F\u01A0\u01A1\u01AF\u01B0\u02C6\u02DC\u1EA0-\u1EF9\u200B\u2010-\u203A\u20AB\u20AC\u2122\uFEFF\uFB00-\uFB04\u{1F300}-\u{1FAFF}\u2190-\u27BF]|\p{M})+$/u;

export const mayBeMisread = (text: string): boolean => SUSPECT.test(text);

/** Stands for an `Ã` that has lost what stood behind it: no text has it (Unicode 23.7, "Noncharacters"). */
const LOST = '\uFDD0';

/** `à` ends in a byte that Latin-1 reads as a no-break space, and many programs have made a space of it, or nothing at the end
 *  of a text: `lÃ  má»™t`. Marked before anything is mended, since an `Ã` of `XÃ HỘI` that was misread itself is none of these. */
export const withLostSpacesMarked = (text: string): string => text.replace(/Ã(?= |$)/gmu, LOST);

/** What was marked is `à`. Whether the letters behind the space belong to the word, its spelling says. For texts of which it is
 *  known that they were misread. */
export const withLostSpaces = (text: string): string =>
  text.replace(LOSTS, (_, before: string, after: string) => {
    const joined = `${before}à${after}`;
    return after === '' || couldBeWord(joined) ? joined : `${before}à ${after}`;
  });
const LOSTS = new RegExp(`(\\p{L}*)${LOST}(?: |$)(\\p{L}*)`, 'gmu');

const MOST_TIMES = 3;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `withWeak`: whether runs that may be ordinary signs are taken for letters too. */
export function unread(text: string, { withWeak = true } = {}): Unread {
  const count = { sure: 0, weak: 0, odd: 0, times: 0 };
  const meant = text.replace(RUN, (run) => {
    const { run: to, times } = unreadRun(run);
    if (!EXPECTED.test(to)) {
      count.odd += 1;
      return run;
    }
    if (WEAK.test(run)) {
      count.weak += 1;
      return withWeak ? to : run;
    }
    count.sure += 1;
    count.times = Math.max(count.times, times);
    return to;
  });
  return { text: meant, ...count };
}

function unreadRun(run: string): { readonly run: string; readonly times: number } {
  let to = run;
  for (let times = 0; times < MOST_TIMES; times += 1) {
    const bytes = Array.from(to, (sign) => BYTES.get(sign) ?? -1);
    const next = bytes.includes(-1) ? null : decoded(Uint8Array.from(bytes));
    if (next === null) return { run: to, times };
    to = next;
  }
  return { run: to, times: MOST_TIMES };
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}
