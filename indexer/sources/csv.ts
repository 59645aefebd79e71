/** Tables in text: the first row names the columns, each other one is an article. Read as a stream. */
import { peek, type Chunks } from './bytes.ts';
import { cellsOf, separatorOf, type Separator } from './csv/cells.ts';
import { columnsOf } from './csv/columns.ts';
import { splitRows, type Row } from './csv/rows.ts';
import { isCalled } from './kinds.ts';
import { skipped, TOO_LONG, warning } from './piece.ts';
import type { Reading } from './reading.ts';
import { readRecord, type Kind } from './record.ts';
import type { Found } from './source.ts';

/** A first line longer than that names no columns. */
const MAX_HEADER_BYTES = 256 * 1024;

/** What the rows are read by. */
type Table = { readonly header: readonly string[]; readonly kind: Kind };

export async function* readTable(reading: Reading, chunks: Chunks): AsyncGenerator<Found> {
  const { head, all } = await peek(chunks, (bytes) => bytes.length > MAX_HEADER_BYTES || bytes.includes(0x0a));
  const firstLine = new TextDecoder().decode(head.subarray(0, MAX_HEADER_BYTES)).split('\n', 1)[0] ?? '';
  const separator = separatorOf(firstLine) ?? (isCalled(reading.file, 'tsv', 'tab') ? '\t' : ',');
  let table: Table | undefined;
  for await (const row of splitRows(all, separator.charCodeAt(0))) {
    const read = cellsIn(row, reading, separator);
    if ('found' in read) yield* read.found;
    else if (table) yield* articleOf(read.cells, row.line, table, reading);
    else if (read.cells.length > 0 && !/^sep=.$/.test(read.cells.join(separator))) {
      table = tableOf(read.cells);
      const wrong = wrongWith(table, reading);
      if (wrong !== null) {
        yield skipped({ file: reading.file, line: row.line }, wrong);
        return;
      }
    }
  }
  if (!table) yield warning({ file: reading.file }, 'is empty');
}

const UNCLOSED = 'a quote opens on this line that is never closed; a quote within quotes is written twice';

/** No cells where the row is empty. */
function cellsIn(
  row: Row,
  { file, fileText }: Reading,
  separator: Separator,
): { cells: string[] } | { found: Found[] } {
  const origin = { file, line: row.line };
  if (row.is !== 'row') return { found: [skipped(origin, row.is === 'long' ? TOO_LONG : UNCLOSED)] };
  const decoded = fileText.decode(row.bytes, origin);
  if (decoded.text === null) return { found: [skipped(origin, decoded.what)] };
  return { cells: decoded.text.trim() === '' ? [] : cellsOf(decoded.text, separator) };
}

function tableOf(cells: readonly string[]): Table {
  const header = cells.map((cell) => cell.trim());
  const kind: Kind = { fields: columnsOf(header), splitsLists: true, isMended: false };
  return { header, kind };
}

function wrongWith({ header, kind }: Table, { rule }: Reading): string | null {
  const named = [
    ...(rule.fields?.title ?? kind.fields?.title ?? []),
    ...(rule.fields?.body ?? kind.fields?.body ?? []),
  ];
  if (named.some((name) => header.includes(name))) return null;
  const shown = header.slice(0, 12).map((name) => JSON.stringify(name.slice(0, 40)));
  return `no column is called "title" or "body", "tiêu đề" or "nội dung"; found ${shown.join(', ')}. Say in saola.config which columns they are`;
}

/** MySQL writes `\N` for what has no value. */
const NOTHING = '\\N';

function articleOf(cells: readonly string[], line: number, { header, kind }: Table, reading: Reading): Found[] {
  if (cells.length === 0) return [];
  if (cells.slice(header.length).some((cell) => cell.trim() !== '')) {
    const what = `has ${cells.length} cells, where the first row names ${header.length} columns; is a quote missing?`;
    return [skipped({ file: reading.file, line }, what)];
  }
  const record: Record<string, string> = {};
  header.forEach((name, at) => {
    const cell = cells[at] ?? '';
    // Of columns that are called the same, the first counts.
    if (name !== '' && cell !== NOTHING && !Object.hasOwn(record, name)) record[name] = cell;
  });
  return readRecord(record, { line, id: `${reading.file}#${line}` }, reading, kind);
}
