/** Tables as sources: which columns are what, what separates them, and what a fault costs. */
import * as fc from 'fast-check';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { MAX_ARTICLE_BYTES } from '../../../indexer/sources/bytes.ts';
import { cellsOf, SEPARATORS, separatorOf } from '../../../indexer/sources/csv/cells.ts';
import { splitRows, type Row } from '../../../indexer/sources/csv/rows.ts';
import { readSources } from '../../../indexer/sources/read.ts';
import { inOwnFolder, only, put, read } from './own-folder.ts';

inOwnFolder();

test('a table with Vietnamese names of columns, as Excel saves it', async () => {
  await put(
    'tin.csv',
    '\uFEFFMã bài;Tiêu đề;Nội dung;Chuyên mục;Tác giả;Ngày đăng;Từ khóa;Ghi chú\r\n' +
      '7;"Bão số 3; gió mạnh";"Hàng nghìn hộ\r\nmất điện, ""rất lâu"".";Thời sự;Minh Anh, Thu Hà;20/05/2019 08:30;bão, Quảng Ninh;x\r\n',
  );
  expect(await only('tin.csv')).toEqual({
    id: '7',
    title: 'Bão số 3; gió mạnh',
    body: 'Hàng nghìn hộ\nmất điện, "rất lâu".',
    section: 'Thời sự',
    authors: ['Minh Anh', 'Thu Hà'],
    publishedAt: '2019-05-20T08:30+07:00',
    tags: ['bão', 'Quảng Ninh'],
  });
});

test.each([
  { why: 'commas', file: 'a.csv', text: 'id,title\n1,Bão số 3\n2,Giá xăng\n', found: ['a.csv:2 1', 'a.csv:3 2'] },
  { why: 'tabs', file: 'a.tsv', text: 'id\ttitle\n1\tBão, mưa\n', found: ['a.tsv:2 1'] },
  { why: 'Excel says which sign it is', file: 'a.csv', text: 'sep=;\nid;title\n1;Bão\n', found: ['a.csv:3 1'] },
  { why: 'one column', file: 'a.csv', text: 'title\nBão số 3\n', found: ['a.csv:2 a.csv#2'] },
  { why: 'empty rows', file: 'a.csv', text: '\n\nid,title\n\n1,Bão\n\n', found: ['a.csv:5 1'] },
  { why: 'cells at the end left out', file: 'a.csv', text: 'id,title,body\n1,Bão\n', found: ['a.csv:2 1'] },
  { why: 'empty cells too many', file: 'a.csv', text: 'id,title\n1,Bão,,\n', found: ['a.csv:2 1'] },
  { why: 'columns of one name', file: 'a.csv', text: 'id,title,title\n1,Bão,Mưa\n', found: ['a.csv:2 1'] },
  {
    why: 'no names of columns',
    file: 'a.csv',
    text: '1,Bão số 3\n2,Giá xăng\n',
    found: [
      expect.stringMatching(
        /^a\.csv:1 skipped: no column is called "title".*; found "1", "Bão số 3"\. Say in saola\.config/,
      ),
    ],
  },
  { why: 'nothing but empty rows', file: 'a.csv', text: '\n\n', found: ['a.csv warning: is empty'] },
  {
    why: 'cells too many cost their row',
    file: 'a.csv',
    text: 'id,title\n1,Bão,mưa\n2,Xăng\n',
    found: ['a.csv:2 skipped: has 3 cells, where the first row names 2 columns; is a quote missing?', 'a.csv:3 2'],
  },
  {
    why: 'a quote that is never closed costs its line',
    file: 'a.csv',
    text: 'id,title\n1,"Bão\n2,Xăng\n3,Vàng',
    found: [expect.stringMatching(/^a\.csv:2 skipped: a quote opens on this line/), 'a.csv:3 2', 'a.csv:4 3'],
  },
  {
    why: 'quotes that nobody doubled',
    file: 'a.csv',
    text: 'id,title\n1,"Ông nói "không" rồi"\n',
    found: ['a.csv:2 1'],
  },
  { why: 'what MySQL writes for nothing', file: 'a.tsv', text: 'id\ttitle\tdate\n1\tBão\t\\N\n', found: ['a.tsv:2 1'] },
  { why: 'JSON under that name', file: 'a.csv', text: '[{"id": "1", "title": "Bão"}]', found: ['a.csv:1 1'] },
])('$why', async ({ file, text, found }) => {
  await put(file, text);
  expect(await read(file)).toEqual(found);
});

test('UTF-16, as Excel calls it "Unicode text"', async () => {
  await put('tin.tsv', Buffer.from('\uFEFFtiêu đề\tnội dung\nBão số 3\tMất điện\n', 'utf16le'));
  expect(await only('tin.tsv')).toMatchObject({ title: 'Bão số 3', body: 'Mất điện' });
});

test('a rule names the columns', async () => {
  await put('tin.csv', 'cot 1,cot 2\nBão số 3,<p>Mất</p><p>điện</p>\n');
  const rules = { fields: { title: ['cot 1'], body: ['cot 2'] }, htmlFields: ['body' as const] };
  for await (const found of readSources(['tin.csv'], { rules })) {
    expect(found).toMatchObject({ article: { title: 'Bão số 3', body: 'Mất\nđiện' } });
  }
  expect.assertions(1);
});

const cell = fc.string({ unit: fc.constantFrom('b', 'ã', 'o', ' ', '"', ',', ';', '\t', '\n', '\r'), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
const written = (rows: readonly (readonly string[])[], separator: string): string =>
  rows.map((row) => `${row.map((each) => `"${each.replaceAll('"', '""')}"`).join(separator)}\r\n`).join('');

async function rowsOf(text: string, separator: string, chunkBytes: number): Promise<Row[]> {
  const bytes = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const rows: Row[] = [];
  for await (const row of splitRows(Readable.from(chunks), separator.charCodeAt(0))) rows.push(row);
  return rows;
}

test('what was written in quotes is read again, however it is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(...SEPARATORS),
      fc.integer({ min: 1, max: 7 }),
      async (rows, separator, size) => {
        const found = await rowsOf(written(rows, separator), separator, size);
        expect(found.map((row) => (row.is === 'row' ? cellsOf(row.bytes.toString(), separator) : row.is))).toEqual(
          rows,
        );
      },
    ),
  );
});

test('any bytes are read in one way, however they are cut', async () => {
  const some = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r'), maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(some, fc.integer({ min: 1, max: 5 }), async (text, size) => {
      expect(await rowsOf(text, ',', size)).toEqual(await rowsOf(text, ',', 1_000));
    }),
  );
});

test('a forgotten quote in a table without end, and a line without end, are held no longer than an article', async () => {
  const half = 'x'.repeat(1023);
  let sent = 0;
  async function* chunks() {
    yield Buffer.from('id,title\n1,"Bão\n');
    for (; sent < (3 * MAX_ARTICLE_BYTES) / 1024; sent += 1) yield Buffer.from(`2,${half}\n`);
    yield Buffer.from('3,');
    for (let at = 0; at < (2 * MAX_ARTICLE_BYTES) / 1024; at += 1) yield Buffer.from(half);
    yield Buffer.from('\n4,Xăng');
  }
  const counts = new Map<string, number>();
  let first = 0;
  for await (const row of splitRows(chunks(), 0x2c)) {
    if (row.line === 3) first = sent;
    counts.set(row.is, (counts.get(row.is) ?? 0) + 1);
  }
  expect(first).toBeLessThan(MAX_ARTICLE_BYTES / 1024 + 2);
  expect(Object.fromEntries(counts)).toEqual({ row: sent + 2, unclosed: 1, long: 1 });
});

test.each([
  { line: 'id,tiêu đề', separator: ',' },
  { line: '"a,b";"c"', separator: ';' },
  { line: 'a\tb,c\td', separator: '\t' },
  { line: 'title', separator: null },
])('what separates $line', ({ line, separator }) => expect(separatorOf(line)).toBe(separator));

test('a quote that is forgotten above very many short rows costs its line', async () => {
  const rows = Buffer.from(`2,${'x'.repeat(61)}\n`.repeat(16 * 1024));
  async function* chunks() {
    yield Buffer.from('id,title\n1,"Bão\n');
    for (let at = 0; at <= MAX_ARTICLE_BYTES / rows.length; at += 1) yield rows;
  }
  let whole = 0;
  const others: Row[] = [];
  for await (const row of splitRows(chunks(), 0x2c)) {
    if (row.is === 'row') whole += 1;
    else others.push(row);
  }
  expect(others).toEqual([{ is: 'unclosed', line: 2 }]);
  expect(whole).toBe(1 + (MAX_ARTICLE_BYTES / rows.length + 1) * 16 * 1024);
});

test('a line without end and full of quotes is looked at once', async () => {
  const part = Buffer.from('"a","b'.repeat(100_000));
  async function* chunks() {
    yield Buffer.from('id,title\n');
    for (let at = 0; at <= (2 * MAX_ARTICLE_BYTES) / part.length; at += 1) yield part;
    yield Buffer.from('\n2,Xăng\n');
  }
  const rows: string[] = [];
  for await (const row of splitRows(chunks(), 0x2c)) rows.push(`${row.line} ${row.is}`);
  expect(rows).toEqual(['1 row', expect.stringMatching(/^2 (?:long|unclosed)$/), '3 row']);
});
