/** Given rows of cells, returns them as lines in columns: the first to the left, the others, which are numbers, to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, widthOf(cell))));
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, at) => {
        const space = ' '.repeat((widths[at] ?? 0) - widthOf(cell));
        return at === 0 ? cell + space : space + cell;
      })
      .join('  ');
  return rows.map((row) => `${lineOf(row).trimEnd()}\n`).join('');
}

/** Columns of a terminal: a mark stands on the letter before it. */
const widthOf = (cell: string): number => cell.replace(/\p{M}/gu, '').length;
