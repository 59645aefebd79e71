/** Files in old encodings: their articles are read, and the report says what was done, once for a file. */
import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { FileText } from '../../../indexer/sources/file-text.ts';
import { readJsonLines } from '../../../indexer/sources/jsonl.ts';
import { toMisread, toTcvn3, toViqr, toVni, toWindows1258 } from './encoding/encoders.ts';
import { inOwnFolder, lines, only, put, read } from './own-folder.ts';

inOwnFolder();

const KURIL = {
  id: 'kuril',
  title: 'Nga và Nhật Bản bàn về quần đảo Nam Kuril',
  body: 'Thủ tướng Nhật Bản và Tổng thống Nga gặp nhau bên lề hội nghị.\nHai bên chưa thống nhất về vấn đề lịch sử.',
};
const BAO = { id: 'bao', title: 'Bão số 3', body: 'Mất điện.' };
const TEXT = `${KURIL.title}\n\n${KURIL.body}`;

describe('a text file', () => {
  test.each([
    { what: 'read as TCVN3 (ABC)', bytes: toTcvn3(TEXT) },
    { what: 'read as VNI-Windows', bytes: toVni(TEXT) },
    { what: 'read as windows-1258', bytes: toWindows1258(TEXT) },
    { what: 'read as UTF-16 (big endian)', bytes: Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16() },
    { what: 'the text was VIQR, and was turned into Unicode', bytes: toViqr(TEXT) },
    {
      what: 'the text was UTF-8 that had been read as Latin-1 twice, and was turned into Unicode',
      bytes: toMisread(TEXT, 2),
    },
    {
      what: 'the text was TCVN3 (ABC), and was turned into Unicode',
      bytes: Buffer.from(toTcvn3(TEXT).toString('latin1')),
    },
  ])('$what', async ({ what, bytes }) => {
    await put('kuril.txt', bytes);
    expect(await only('kuril.txt')).toEqual({ id: 'kuril.txt', title: KURIL.title, body: KURIL.body });
    expect(await read('kuril.txt')).toEqual(['kuril.txt kuril.txt', `kuril.txt warning: ${what}`]);
  });

  test('of which it is not plain what it is, is left out, and what it may be is said', async () => {
    await put('bao.txt', toTcvn3('Bão số 3 đổ'));
    expect(await read('bao.txt')).toEqual([
      'bao.txt skipped: not UTF-8 text: it may be TCVN3 (ABC), and is too short to tell; save the file as UTF-8',
    ]);
  });

  test('that is Unicode, and looks like something else in one place, is taken as it is', async () => {
    await put('loi.txt', 'Chữ é thành Ã© khi đọc sai bảng mã');
    expect((await only('loi.txt')).title).toBe('Chữ é thành Ã© khi đọc sai bảng mã');
    expect(await read('loi.txt')).toEqual([
      'loi.txt warning: the text was left as it is: a single stretch looks like UTF-8 that had been read as Latin-1',
      'loi.txt loi.txt',
    ]);
  });
});

describe('JSON', () => {
  test('short articles are read as the file is, and the report says so once', async () => {
    const bytes = toTcvn3(lines(KURIL, BAO, { ...BAO, id: 'bao-2' }));
    await put('tin.jsonl.gz', gzipSync(bytes));
    expect(await read('tin.jsonl.gz')).toEqual([
      'tin.jsonl.gz:1 kuril',
      'tin.jsonl.gz:2 bao',
      'tin.jsonl.gz:3 bao-2',
      'tin.jsonl.gz:1 warning: read as TCVN3 (ABC); so were 2 articles behind it',
    ]);
  });

  test('articles of one file in several encodings are each what they are', async () => {
    const articles = [toTcvn3, toVni, (text: string) => Buffer.from(text)].map((encode, at) =>
      encode(JSON.stringify({ ...KURIL, id: `kuril-${at}` })),
    );
    await put(
      'tin.json',
      Buffer.concat([Buffer.from('['), ...articles.flatMap((each) => [each, Buffer.from(',\n')]), Buffer.from(']')]),
    );
    expect(await read('tin.json')).toEqual([
      'tin.json:1 kuril-0',
      'tin.json:2 kuril-1',
      'tin.json:3 kuril-2',
      'tin.json:1 warning: read as TCVN3 (ABC)',
      'tin.json:2 warning: read as VNI-Windows',
    ]);
  });

  test.each(['utf-16le', 'utf-16be'])('a list in %s, chunk by chunk', async (encoding) => {
    const articles = Array.from({ length: 400 }, (_, at) => ({ ...KURIL, id: `kuril-${at}` }));
    const bytes = Buffer.from(JSON.stringify(articles, null, 1), 'utf16le');
    await put('tin.json', encoding === 'utf-16le' ? bytes : bytes.swap16());
    const found = await read('tin.json');
    expect(found).toHaveLength(401);
    expect(found.at(-1)).toMatch(/^tin\.json warning: read as UTF-16/);
  });

  test('texts are cleaned, ids and addresses are not', async () => {
    const url = 'https://bao.vn/?a=1&amp;b=2';
    await put(
      'tin.jsonl',
      lines({
        id: 'a&amp;b',
        url,
        title: 'Nga &amp; Nh&#7853;t',
        body: ['Ku\u00ADril', 'ﬁlm'],
        tags: ['Nga&nbsp;Nhật'],
      }),
    );
    expect(await only('tin.jsonl')).toEqual({
      id: 'a&amp;b',
      url,
      title: 'Nga & Nhật',
      body: 'Kuril\nfilm',
      tags: ['Nga Nhật'],
    });
  });

  test('is never held whole: what was read before the end is there before the end', async () => {
    let sent = 0;
    const line = toVni(lines(KURIL));
    const chunks = Readable.from(
      (function* () {
        for (; sent < 10_000; sent += 1) yield line;
      })(),
      { highWaterMark: 1 },
    );
    for await (const found of readJsonLines(
      {
        file: 'tin.jsonl',
        below: undefined,
        fileText: new FileText('vni'),
        rule: {},
        now: 0,
        again: async () => chunks,
      },
      chunks,
    )) {
      if (!('article' in found)) throw new Error('no article');
      expect(found.article.title).toBe(KURIL.title);
      break;
    }
    expect(sent).toBeLessThan(10);
  });
});
