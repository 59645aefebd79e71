/** Given a path, returns what kinds of files are there, and some records of those that have records. Reads little of each. */
import { stat } from 'node:fs/promises';
import { peek, readBytes, whatBroke } from './bytes.ts';
import { cellsOf, separatorOf } from './csv/cells.ts';
import { splitRows } from './csv/rows.ts';
import { decodeBytes } from './encoding/decode.ts';
import { listFolder } from './folder.ts';
import { splitList } from './json-list.ts';
import { isCalled, isGhostExport, isPage, isWordPressExport, mayHoldArticles } from './kinds.ts';
import { splitLines } from './lines.ts';
import { splitNestedLists } from './nested-list.ts';
import { isRecord, type Json } from './paths.ts';

export type Sample = {
  /** How many files of each kind there are, by the name that people give it. */
  readonly kinds: ReadonlyMap<string, number>;
  /** One for each ending of files with records. */
  readonly records: readonly RecordSample[];
};

export type RecordSample = {
  readonly file: string;
  /** How many files have this ending. */
  readonly files: number;
  readonly isTable: boolean;
  /** Where in an object the list stands. */
  readonly list?: string;
  readonly records: readonly Json[];
};

const HEAD_BYTES = 1024 * 1024;
const MAX_RECORDS = 20;

/** What exports call their lists. */
const LISTS = ['data', 'items', 'articles', 'posts', 'results', 'rows', 'docs', 'records', 'entries', 'news'].flatMap(
  (name) =>
    name === 'data' ? ['data', 'data.items', 'data.articles', 'data.posts', 'data.rows', 'response.docs'] : [name],
);

export async function sampleOf(path: string): Promise<Sample> {
  const kinds = new Map<string, number>();
  const samples = new Map<string, RecordSample>();
  for await (const file of filesIn(path)) {
    const found = await lookAt(file);
    kinds.set(found.kind, (kinds.get(found.kind) ?? 0) + 1);
    if (!('records' in found)) continue;
    const before = samples.get(found.kind);
    samples.set(found.kind, before ? { ...before, files: before.files + 1 } : { ...found.records, file, files: 1 });
  }
  return { kinds, records: [...samples.values()] };
}

/** The same for what was fetched. `path`: of its address. */
export async function sampleOfBytes(path: string, bytes: Uint8Array): Promise<Sample> {
  const { kind, records } = await kindOf(path, bytes.subarray(0, HEAD_BYTES));
  return { kinds: new Map([[kind, 1]]), records: records ? [{ ...records, file: path, files: 1 }] : [] };
}

async function* filesIn(path: string): AsyncGenerator<string> {
  if (!(await stat(path)).isDirectory()) yield path;
  else for await (const entry of listFolder(path)) if (entry.is === 'file') yield entry.path;
}

type Looked = { readonly kind: string; readonly records?: Omit<RecordSample, 'file' | 'files'> };

async function lookAt(file: string): Promise<Looked> {
  if (isPage(file)) return { kind: 'HTML pages' };
  if (isCalled(file, 'md', 'mdx', 'markdown')) return { kind: 'Markdown' };
  if (isCalled(file, 'txt')) return { kind: 'text' };
  try {
    const { head, all } = await peek(await readBytes(file), (bytes) => bytes.length >= HEAD_BYTES);
    for await (const _ of all) break; // closes the file
    return await kindOf(file, head);
  } catch (error) {
    if (whatBroke(error) === null) throw error;
    return { kind: 'cannot be read' };
  }
}

async function kindOf(file: string, head: Uint8Array): Promise<Looked> {
  const { text } = decodeBytes(head);
  const first = text.trimStart().charAt(0);
  const bytes = Buffer.from(text);
  if (isWordPressExport(text)) return { kind: 'exports of WordPress' };
  if (isGhostExport(text)) return { kind: 'exports of Ghost' };
  if (first === '[') return { kind: 'JSON', records: { isTable: false, records: await fromList(bytes) } };
  if (first === '{' && isCalled(file, 'json'))
    return { kind: 'JSON', records: { isTable: false, ...(await fromObject(bytes)) } };
  if (first === '{') return { kind: 'JSON Lines', records: { isTable: false, records: await fromLines(bytes) } };
  if (isCalled(file, 'csv', 'tsv', 'tab'))
    return { kind: 'tables', records: { isTable: true, records: await fromTable(bytes) } };
  return { kind: mayHoldArticles(file) ? 'unknown' : 'other' };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The last one may be cut off. */
function parsed(bytes: Uint8Array | null): Json[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes ?? []).toString());
    return isRecord(value) ? [value] : [];
  } catch {
    return [];
  }
}

async function fromList(bytes: Uint8Array): Promise<Json[]> {
  const records: Json[] = [];
  for await (const item of splitList(once(bytes))) if (item.is === 'item') records.push(...parsed(item.bytes));
  return records.slice(0, MAX_RECORDS);
}

async function fromLines(bytes: Uint8Array): Promise<Json[]> {
  const records: Json[] = [];
  for await (const line of splitLines(once(bytes)))
    if (records.length < MAX_RECORDS) records.push(...parsed(line.bytes));
  return records;
}

async function fromObject(bytes: Uint8Array): Promise<{ readonly records: readonly Json[]; readonly list?: string }> {
  const lists = new Map<string, Json[]>();
  for await (const item of splitNestedLists(once(bytes), LISTS)) {
    if (item.is === 'item')
      lists.set(item.list, [...(lists.get(item.list) ?? []), ...parsed(item.bytes)].slice(0, MAX_RECORDS));
  }
  const [list, records = []] = [...lists].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const whole = parsed(bytes);
  if (list === undefined || records.length === 0) return { records: whole.length > 0 ? whole : await fromLines(bytes) };
  // One article may have a list of pictures in it.
  return whole[0] && ('title' in whole[0] || 'body' in whole[0]) ? { records: whole } : { records, list };
}

async function fromTable(bytes: Uint8Array): Promise<Json[]> {
  const separator = separatorOf(Buffer.from(bytes).toString().split('\n', 1)[0] ?? '') ?? ',';
  const rows: string[][] = [];
  for await (const row of splitRows(once(bytes), separator.charCodeAt(0))) {
    if (row.is === 'row' && row.bytes.length > 0 && rows.length <= MAX_RECORDS)
      rows.push(cellsOf(Buffer.from(row.bytes).toString(), separator));
  }
  const [header = [], ...others] = rows.filter((row) => !/^sep=.$/.test(row.join(separator)));
  return others.map((row) => Object.fromEntries(header.map((name, at) => [name.trim(), row[at] ?? ''])));
}
