/** Given a text as it came, returns it as it is to be shown and kept: entities of HTML as characters, NFC, ligatures as
 *  letters, and nothing in it that nobody sees. Words are found by other rules, at analysis; this is what readers see. */
import { withoutEntities } from './entities.ts';

/** `withoutEntities`, then `tidyText`. What was misread is mended between the two: of a text in TCVN3, what is a soft hyphen
 *  here is a letter. */
export const cleanText = (text: string): string => tidyText(withoutEntities(text));

/** A text without one of these is changed by nothing but normalization. Wide ranges, as few as may be: each article is looked
 *  through for them. */
const HAS_ODD = /[\u0080-\u00BF\u180E\u2000-\u200F\u2028-\u206F\uFB00-\uFEFF]/;
/** Soft hyphen, Mongolian vowel separator, zero-width space, word joiner, byte order mark. */
const UNSEEN = /[\u00AD\u180E\u200B\u2060\uFEFF]/g;
/** Joiners stay where they mean something: in emoji, and in scripts whose letters join. */
const IDLE_JOINERS = /(?<=^|[\p{Script=Latin}\p{Nd}\p{P}\s\u0300-\u036F])[\u200C\u200D]+/gu;
/** No-break spaces. The thin one of French and the one as wide as a digit too. */
const NO_BREAK_SPACES = /[\u00A0\u2007\u202F]/g;
const LIGATURES: readonly string[] = ['ff', 'fi', 'fl', 'ffi', 'ffl', 'st', 'st'];

export function tidyText(text: string): string {
  const composed = text.normalize('NFC');
  if (!HAS_ODD.test(composed)) return composed;
  return composed
    .replace(UNSEEN, '')
    .replace(IDLE_JOINERS, '')
    .replace(NO_BREAK_SPACES, ' ')
    .replace(/[\uFB00-\uFB06]/g, (sign) => LIGATURES[sign.charCodeAt(0) - 0xfb00] ?? sign)
    .normalize('NFC');
}
