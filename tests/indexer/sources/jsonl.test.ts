/** JSON Lines, whole, broken and packed. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MAX_ARTICLE_BYTES } from '../../../indexer/sources/bytes.ts';
import { BAO, inOwnFolder, KURIL, lines, put, read, XANG } from './own-folder.ts';

inOwnFolder();

test.each([
  { why: 'one article per line', content: lines(KURIL, BAO), found: ['tin.jsonl:1 kuril', 'tin.jsonl:2 bao-so-3'] },
  { why: 'no line end at the end', content: lines(KURIL).trim(), found: ['tin.jsonl:1 kuril'] },
  { why: 'a byte order mark of Windows', content: `\uFEFF${lines(KURIL)}`, found: ['tin.jsonl:1 kuril'] },
  {
    why: 'line ends of Windows, and blank lines that count',
    content: `\r\n${JSON.stringify(KURIL)}\r\n  \r\n${JSON.stringify(BAO)}\r\n`,
    found: ['tin.jsonl:2 kuril', 'tin.jsonl:4 bao-so-3'],
  },
  {
    why: 'a line separator inside a text is no line end',
    content: lines({ ...KURIL, body: 'Dòng\u2028dòng' }, BAO),
    found: ['tin.jsonl:1 kuril', 'tin.jsonl:2 bao-so-3'],
  },
  {
    why: 'an article without a name is called by its place',
    content: `\n${lines({ title: BAO.title })}`,
    found: ['tin.jsonl:2 tin.jsonl#2'],
  },
  {
    why: 'a broken line costs that line only',
    content: `${lines(KURIL)}{"id": "bão", "title": \n${lines(XANG)}`,
    found: ['tin.jsonl:1 kuril', expect.stringMatching(/^tin\.jsonl:2 skipped: broken JSON: /), 'tin.jsonl:3 gia-xang'],
  },
  {
    why: 'so does an article without text, one with a bad date, and what is no article',
    content: lines({ id: 'trống' }, { ...BAO, publishedAt: '2019-02-30' }, 'bão', XANG),
    found: [
      'tin.jsonl:1 skipped: no text in "title" or "body"; found only "id"',
      'tin.jsonl:2 skipped: "publishedAt" must be a date as 2019-06-28 or 2019-06-28T08:30:00+07:00; found "2019-02-30"',
      'tin.jsonl:3 skipped: an article is an object with a "title" or a "body"; found "bão"',
      'tin.jsonl:4 gia-xang',
    ],
  },
  {
    why: 'a dropped link is warned of, and the article kept',
    content: lines({ ...KURIL, url: 'javascript:alert(1)' }),
    found: [
      'tin.jsonl:1 warning: "url" was dropped: it must be an http(s) or a relative address; found "javascript:alert(1)"',
      'tin.jsonl:1 kuril',
    ],
  },
  {
    why: 'an id names one article, and both places are told',
    content: lines(KURIL, BAO, { ...XANG, id: 'kuril' }),
    found: [
      'tin.jsonl:1 kuril',
      'tin.jsonl:2 bao-so-3',
      'tin.jsonl:3 skipped: the id "kuril" was read before, at tin.jsonl:1; an id names one article',
    ],
  },
  {
    why: 'a list under this name is a list',
    content: JSON.stringify([KURIL, BAO], null, 1),
    found: ['tin.jsonl:2 kuril', 'tin.jsonl:7 bao-so-3'],
  },
  { why: 'an empty file is told of', content: '', found: ['tin.jsonl warning: is empty'] },
  { why: 'and so is one of white space', content: ' \n\n', found: ['tin.jsonl warning: is empty'] },
])('$why', async ({ content, found }) => {
  await put('tin.jsonl', content);
  expect(await read('tin.jsonl')).toEqual(found);
});

test.each(['tin.jsonl.gz', 'tin.ndjson', 'TIN.NDJSON.GZ', 'tin.json', 'tin.json.gz', 'tin'])(
  'packed or under another name: %s',
  async (file) => {
    const plain = lines(KURIL, BAO);
    await put(file, /gz$/i.test(file) ? gzipSync(plain) : plain);
    expect(await read(file)).toEqual([`${file}:1 kuril`, `${file}:2 bao-so-3`]);
  },
);

test('what is packed is known by its bytes, whatever it is called; several packs in one are one', async () => {
  await put('tin.jsonl', Buffer.concat([gzipSync(lines(KURIL)), gzipSync(lines(BAO))]));
  expect(await read('tin.jsonl')).toEqual(['tin.jsonl:1 kuril', 'tin.jsonl:2 bao-so-3']);
});

test('bytes that are not UTF-8 cost their line only', async () => {
  const windows1258 = Buffer.from('{"id":"b\xE3o","title":"B\xE3o s\xF4\xED 3"}\n', 'latin1');
  await put('tin.jsonl', Buffer.concat([Buffer.from(lines(KURIL)), windows1258, Buffer.from(lines(XANG))]));
  expect(await read('tin.jsonl')).toEqual([
    'tin.jsonl:1 kuril',
    'tin.jsonl:2 skipped: not UTF-8 text: no old encoding of Vietnamese fits; save the file as UTF-8',
    'tin.jsonl:3 gia-xang',
  ]);
});

test('UTF-16 is read, and named for what it is', async () => {
  await put('tin.jsonl', Buffer.from(`\uFEFF${lines(KURIL)}`, 'utf16le'));
  expect(await read('tin.jsonl')).toEqual(['tin.jsonl:1 kuril', 'tin.jsonl warning: read as UTF-16 (little endian)']);
});

test('a pack that is cut off gives what it still holds, and the other sources are read', async () => {
  const body = Array.from({ length: 20_000 }, (_, n) => ((n * 2_654_435_761) >>> 0).toString(36)).join(' ');
  const packed = gzipSync(lines(KURIL, { ...BAO, body }, XANG));
  await put('a.jsonl.gz', packed.subarray(0, packed.length - 200));
  await put('b.jsonl', lines({ ...XANG, id: 'gia-dien' }));
  const found = await read('a.jsonl.gz', 'b.jsonl');
  expect(found[0]).toBe('a.jsonl.gz:1 kuril');
  expect(found.slice(-2)).toEqual([
    expect.stringMatching(
      /^a\.jsonl\.gz:\d skipped: after this article: the gzip data ends early: the file is cut off, fetch it again$/,
    ),
    'b.jsonl:1 gia-dien',
  ]);
});

test('a pack that is damaged from the start is named, and the rest is read', async () => {
  await put('a.jsonl.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff, 0xff]));
  await put('b.jsonl', lines(KURIL));
  expect(await read('a.jsonl.gz', 'b.jsonl')).toEqual([
    expect.stringMatching(/^a\.jsonl\.gz skipped: the gzip data is damaged \(.+\): fetch the file again$/),
    'b.jsonl:1 kuril',
  ]);
});

test('a line without end is no article and is not held in memory', async () => {
  const endless = 'bão '.repeat(MAX_ARTICLE_BYTES / 4);
  await put('tin.jsonl.gz', gzipSync(`${lines(KURIL)}{"body": "${endless}"}\n${lines(XANG)}`, { level: 1 }));
  expect(await read('tin.jsonl.gz')).toEqual([
    'tin.jsonl.gz:1 kuril',
    'tin.jsonl.gz:2 skipped: longer than 16 MiB, which is no article; is the file damaged?',
    'tin.jsonl.gz:3 gia-xang',
  ]);
});
