/** Given what has been typed up to now, returns how it may be read, the likeliest first: as it stands; and where the input
 *  method is off, as that would have written it. Its last word may be half typed: `tuwow` is no syllable but begins `tương`. */
import type { Vocabulary } from '../index/vocabulary.ts';
import { withoutKeys } from './raw-keys.ts';

/** What the last word is typed with; none where something stands behind it. */
const LAST = /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}\p{N}]*$/u; // begins at one place only, so that no text takes long

/** The last word stands for itself first, unless those before it are keys: `mes` begins `Messi`, though it would be `mé`. */
export function readingsOf(text: string, vocabulary: Vocabulary): readonly string[] {
  const [last] = LAST.exec(text) as unknown as [string];
  const front = text.slice(0, text.length - last.length);
  const read = withoutKeys(front, vocabulary, 'any');
  const asTyped = read + last;
  const keys = withoutKeys(text, vocabulary, 'any');
  const first = read === front ? [asTyped, keys] : [keys, asTyped];
  return [...new Set([...first, withoutHalfKeys(asTyped), withoutSeparators(asTyped)])];
}

/** `22.5` is on the way to `22.500`, which is one number of five digits. */
const withoutSeparators = (text: string): string =>
  text.replace(/(?<![\p{Nd}.,])\p{Nd}[\p{Nd}.,]*$/u, (number) => number.replace(/[.,]/g, ''));

/** A run of plain letters and digits at the end; what an input method would take for one word. No syllable takes more than
 *  twelve keys. */
const LAST_RUN = /(?<![\p{L}\p{M}\p{N}])[a-z][a-z0-9]{0,11}$/iu;
/** Telex: `dd`, `aa`, `ee`, `oo`, `w`, and a tone behind a vowel. VNI: digits. Two letters that are one with a mark are left
 *  as that letter without it. */
const KEYS: readonly (readonly [RegExp, string])[] = [
  [/[1-9]/g, ''],
  [/^dd/, 'd'],
  [/([aeo])\1/g, '$1'],
  [/w/g, ''],
  [/(?<=[aeiouy].*)[sfrxj]$/, ''],
];

/** `text` where nothing in the last word can be a key. */
function withoutHalfKeys(text: string): string {
  const run = LAST_RUN.exec(text);
  if (!run) return text;
  const letters = KEYS.reduce((left, [keys, letter]) => left.replace(keys, letter), run[0].toLowerCase());
  return letters === '' || letters === run[0].toLowerCase() ? text : text.slice(0, run.index) + letters;
}
