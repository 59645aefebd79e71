/** Given what has been typed, returns it without the keys of accents in its last word: the input method is off, and the word not
 *  complete yet, so that `tuwow` is no syllable but begins `tương`. */

/** A run of plain letters and digits at the end; what an input method would take for one word. */
const LAST_RUN = /(?<![\p{L}\p{M}\p{N}])[a-z][a-z0-9]*$/iu;
/** Telex: `dd`, `aa`, `ee`, `oo`, `w`, and a tone behind a vowel. VNI: digits. Two letters that are one with a mark are left
 *  as that letter without it. */
const KEYS: readonly (readonly [RegExp, string])[] = [
  [/[1-9]/g, ''],
  [/^dd/, 'd'],
  [/([aeo])\1/g, '$1'],
  [/w/g, ''],
  [/(?<=[aeiouy].*)[sfrxj]$/, ''],
];

/** `null` where nothing in the last word can be a key. */
export function withoutHalfKeys(text: string): string | null {
  const run = LAST_RUN.exec(text);
  if (!run) return null;
  const letters = KEYS.reduce((left, [keys, letter]) => left.replace(keys, letter), run[0].toLowerCase());
  return letters === '' || letters === run[0].toLowerCase() ? null : text.slice(0, run.index) + letters;
}
