/** Given a line of Unicode, returns the bytes that it was before somebody read them as windows-1258, if that can be: TCVN3 or
 *  VNI read so has letters that Vietnamese has (`đ`, `ơ`, tones as marks) between signs that it has not: `Thñ t­íng, ®­îc`. */

const DECODER = new TextDecoder('windows-1258');
const BYTES: ReadonlyMap<string, string> = new Map(
  Array.from({ length: 0x80 }, (_, at) => [DECODER.decode(Uint8Array.of(0x80 + at)), String.fromCharCode(0x80 + at)]),
);

/** Letters of Latin-1 that Vietnamese has not, and signs that stand in no word. */
const STRANGE = /[¦¨ª¬®¶¸¹¾ÄÅÆÇËÎÏÑÖ×ØÛÜßäåæçëîïñöøûü\u00AD]/g;
/** A name or two of elsewhere may stand in any line. */
const LEAST_STRANGE = 3;
const MOST_UNITS_A_SIGN = 60;

/** Whether a line that has Vietnamese letters is nevertheless none. A cheap look, which nearly every line fails. */
export function isStrange(line: string): boolean {
  const signs = line.match(STRANGE)?.length ?? 0;
  return signs >= LEAST_STRANGE && signs * MOST_UNITS_A_SIGN >= line.length;
}

/** As characters U+0000 to U+00FF; `null` where a letter is none that windows-1258 yields. */
export function bytesBefore1258(line: string): string | null {
  let bytes = '';
  for (const sign of line.normalize('NFC')) {
    const own = sign < '\u0080' ? sign : (BYTES.get(sign) ?? taken(sign));
    if (own === undefined) return null;
    bytes += own;
  }
  return bytes;
}

/** A letter and the tone behind it were two bytes, and have become one letter since. */
function taken(sign: string): string | undefined {
  const marks = sign.normalize('NFD');
  const letter = marks.slice(0, -1).normalize('NFC');
  const [before, tone] = [letter < '\u0080' ? letter : BYTES.get(letter), BYTES.get(marks.slice(-1))];
  return marks.length < 2 || before === undefined || tone === undefined ? undefined : before + tone;
}
