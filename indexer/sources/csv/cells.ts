/** Given the text of one row, returns its cells; given the first line of a table, returns what separates them. */

/** In order of how usual they are: `;` is what Excel writes under Vietnamese settings. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Quotes around a cell go, two of them in it are one. A quote ends the quotes only where the cell ends, too. */
export function cellsOf(row: string, separator: Separator): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= row.length) {
    const { cell, end } = row[at] === '"' ? quoted(row, at, separator) : plain(row, at, separator);
    cells.push(cell);
    at = end + 1;
  }
  return cells;
}

type Cell = { readonly cell: string; readonly end: number };

function plain(row: string, start: number, separator: Separator): Cell {
  const found = row.indexOf(separator, start);
  const end = found === -1 ? row.length : found;
  return { cell: row.slice(start, end), end };
}

function quoted(row: string, start: number, separator: Separator): Cell {
  for (let at = row.indexOf('"', start + 1); at !== -1; at = row.indexOf('"', at + 1)) {
    if (row[at + 1] === '"') at += 1;
    else if (at + 1 >= row.length || row[at + 1] === separator)
      return { cell: row.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 };
  }
  return plain(row, start, separator);
}

/** The sign that stands most often outside quotes; `sep=;` of Excel says it. `null` where there is none of them. */
export function separatorOf(line: string): Separator | null {
  const said = SEPARATORS.find((each) => line.trim() === `sep=${each}`);
  if (said) return said;
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  let best: { readonly separator: Separator; readonly count: number } | null = null;
  for (const separator of SEPARATORS) {
    const count = bare.split(separator).length - 1;
    if (count > (best?.count ?? 0)) best = { separator, count };
  }
  return best?.separator ?? null;
}
