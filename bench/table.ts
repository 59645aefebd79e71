/** A table of what was measured, for a terminal and for a document. */

export type Table = {
  readonly title: string;
  readonly head: readonly string[];
  /** The first cell names the row, the others are figures. */
  readonly rows: readonly (readonly string[])[];
  /** What a reader has to know before comparing. */
  readonly note?: string;
};

/** Columns stand under each other: names to the left, figures to the right. */
export function toText({ title, head, rows, note }: Table): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [
    title,
    ...[head, ...rows].map((row) => `  ${line(row)}`),
    ...(note === undefined ? [] : [`  (${note})`]),
  ].join('\n');
}

export function toMarkdown({ title, head, rows, note }: Table): string {
  const rule = `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return [
    `**${title}**`,
    '',
    markdownRow(head),
    rule,
    ...rows.map(markdownRow),
    ...(note === undefined ? [] : ['', note]),
  ].join('\n');
}

const markdownRow = (row: readonly string[]): string =>
  `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
