/** What the suites of pages have in common. */
import { wordsOf } from '../../../../indexer/sources/html/clean.ts';

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** F1 over words, each counted as often as it stands there: 1 where both texts hold the same ones. */
export function likenessOfWords(one: string, other: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(one)) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of wordsOf(other)) {
    const count = left.get(word) ?? 0;
    if (count > 0) both += 1;
    left.set(word, count - 1);
  }
  const all = wordsOf(one).length + wordsOf(other).length;
  return all === 0 ? 1 : (2 * both) / all;
}
