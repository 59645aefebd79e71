/** Given a text as it came, returns it as it is to be shown and kept: entities of HTML as characters, NFC, ligatures as
 *  letters, and nothing in it that nobody sees. Words are found by other rules, at analysis; this is what readers see. */
import { withoutEntities } from './entities.ts';

/** `withoutEntities`, then `tidyText`. What was misread is mended between the two: of a text in TCVN3, what is a soft hyphen
 *  here is a letter. */
export const cleanText = (text: string): string => tidyText(withoutEntities(text));

/** All but printed ASCII, letters of Latin and Vietnamese that are whole, dashes and quotes: a text without one of these is clean,
 *  and nearly every text is. */
const UNUSUAL = /[\u007F-\u00BF\u01C0-\u1E9F\u1EFA-\u200F\u2028-\uFFFF]/;
/** Soft hyphen, Mongolian vowel separator, zero-width space, word joiner, byte order mark. */
const UNSEEN = /[\u00AD\u180E\u200B\u2060\uFEFF]/g;
/** Joiners stay where they mean something: in emoji, and in scripts whose letters join. */
const IDLE_JOINERS = /(?<=^|[\p{Script=Latin}\p{Nd}\p{P}\s\u0300-\u036F])[\u200C\u200D]+/gu;
/** No-break spaces. The thin one of French and the one as wide as a digit too. */
const NO_BREAK_SPACES = /[\u00A0\u2007\u202F]/g;
const LIGATURES: readonly string[] = ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st'];

export function tidyText(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .replace(UNSEEN, '')
    .replace(IDLE_JOINERS, '')
    .replace(NO_BREAK_SPACES, ' ')
    .replace(/[\uFB00-\uFB06]/g, (sign) => LIGATURES[sign.charCodeAt(0) - 0xfb00] ?? sign)
    .normalize('NFC');
}
