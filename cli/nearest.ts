/** Given a word that is not known, returns the known one that was most likely meant. */

/** `null` where none is near: more than a third of the letters would have to change. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: { readonly word: string; readonly edits: number } | null = null;
  for (const each of known) {
    const edits = each.startsWith(word) && word.length >= 3 ? 0 : distance(word, each);
    if (edits <= Math.ceil(Math.max(word.length, each.length) / 3) && edits < (best?.edits ?? Infinity)) {
      best = { word: each, edits };
    }
  }
  return best?.word ?? null;
}

/** Letters to insert, take out, change or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + (isSame ? 0 : 1),
          isSwap ? at(i - 2, j - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
