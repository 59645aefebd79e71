/** Given a text in which only some letters of words in capitals are capitals (`CộNG HOà Xã HộI`), returns it with those
 *  words in capitals. */

const WORDS = /\p{L}[\p{L}\p{M}]*(?:[ \t-]+\p{L}[\p{L}\p{M}]*)*/gu;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;
/** A letter without a capital in the font, and behind it a capital. `(?![A-z])`: nobody leaves `a` small among capitals. */
const MIXED = /(?![A-z])\p{Ll}\p{M}*\p{Lu}|\p{Lu}{2}(?![A-z])\p{Ll}/u;
const HAS_PLAIN_SMALL = /[a-z]/;

/** Words without `a` to `z` that stand beside a mixed one are of the same run. */
export function upperedRuns(text: string): string {
  if (!MIXED.test(text)) return text;
  return text.replace(WORDS, (line) => (MIXED.test(line) ? upperedLine(line) : line));
}

function upperedLine(line: string): string {
  const found = [...line.matchAll(WORD)];
  const isRun = found.map(([word]) => MIXED.test(word) && !HAS_PLAIN_SMALL.test(word));
  const joins = (at: number): boolean => !HAS_PLAIN_SMALL.test(found[at]?.[0] ?? 'a');
  for (let at = 1; at < found.length; at += 1) isRun[at] ||= isRun[at - 1] === true && joins(at);
  for (let at = found.length - 2; at >= 0; at -= 1) isRun[at] ||= isRun[at + 1] === true && joins(at);
  let next = 0;
  return line.replace(WORD, (word) => (isRun[next++] === true ? word.toUpperCase() : word));
}
