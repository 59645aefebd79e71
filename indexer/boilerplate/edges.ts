/** Given how many lines a body has, says how many of them are its beginning and its end, where a site puts what is its own. */

const MOST_AT_START = 3;
const MOST_AT_END = 8;

/** A quarter of the lines or more is neither; a body of one line has no edges. */
export function edgesOf(lines: number): { readonly start: number; readonly end: number } {
  return { start: Math.min(MOST_AT_START, lines >> 2), end: Math.min(MOST_AT_END, lines >> 1) };
}
