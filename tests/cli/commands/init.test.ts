/** `saola init`: what it writes for which files, and that `saola index` reads by it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readConfig } from '../../../cli/config/read-config.ts';
import { readSources } from '../../../indexer/sources/read.ts';
import { inOwnFolder, put } from '../../indexer/sources/own-folder.ts';
import { runWith } from '../fake-io.ts';

inOwnFolder();

const FILE = 'saola.config.yaml';

async function articles(source: string): Promise<unknown[]> {
  const config = await readConfig(undefined, '.');
  const found: unknown[] = [];
  for await (const each of readSources([source], config ? { rules: config.rules } : {})) {
    found.push('article' in each ? each.article : each.problem.what);
  }
  return found;
}

test('files of all kinds are counted, and one whose fields are known needs no rule', async () => {
  await put('tin/a.md', '# Bão');
  await put('tin/b.md', '# Mưa');
  await put('tin/c.txt', 'Bão');
  await put('tin/d.jsonl', '{"id": "1", "title": "Bão", "body": "Mưa"}\n');
  await put('tin/e.csv', 'Tiêu đề,Nội dung\nBão,Mưa\n');
  expect(await runWith(['init', 'tin'], {})).toEqual({
    code: 0,
    out: '',
    err: `Looked at 5 files, wrote ${FILE}. Look through it, then: saola index tin --store <uri>\n`,
  });
  const text = await readFile(FILE, 'utf8');
  expect(text).toContain(
    '# Found in tin:\n#   Markdown: 2 files\n#   text: 1 file\n#   JSON Lines: 1 file\n#   tables: 1 file\n',
  );
  expect(text).not.toMatch(/^files:/m);
  expect(await readConfig(undefined, '.')).toEqual({ file: FILE, rules: {} });
});

test.each([
  {
    why: 'an answer of an API, with HTML and dates in seconds',
    file: 'xuat.json',
    text: JSON.stringify({
      meta: { total: 1 },
      data: [
        {
          id: 7,
          attributes: {
            title: 'Bão số 3',
            content: '<p>Mất điện</p>',
            category: { name: 'Thời sự' },
            tags: [{ name: 'bão' }],
            createdAt: 1558341000,
          },
        },
      ],
    }),
    article: {
      id: '7',
      title: 'Bão số 3',
      body: 'Mất điện',
      section: 'Thời sự',
      tags: ['bão'],
      publishedAt: '2019-05-20T08:30:00.000Z',
    },
  },
  {
    why: 'a list of the REST API of WordPress',
    file: 'posts.json',
    text: JSON.stringify([
      {
        id: 7,
        date: '2019-05-20T08:30:00',
        link: 'https://bao.vn/7',
        title: { rendered: 'Bão &amp; mưa' },
        content: { rendered: '<p>Mất điện</p>' },
        excerpt: { rendered: '<p>Tóm</p>' },
      },
    ]),
    article: {
      id: '7',
      url: 'https://bao.vn/7',
      title: 'Bão & mưa',
      summary: 'Tóm',
      body: 'Mất điện',
      publishedAt: '2019-05-20T08:30:00',
    },
  },
  {
    why: 'Vietnamese keys',
    file: 'tin.jsonl',
    text: '{"ma_bai": 7, "tieuDe": "Bão số 3", "noi_dung": "Mất điện", "chuyen_muc": "Thời sự", "ngay_dang": "20/05/2019"}\n',
    article: { id: '7', title: 'Bão số 3', body: 'Mất điện', section: 'Thời sự', publishedAt: '2019-05-20' },
  },
  {
    why: 'a table with HTML',
    file: 'tin.csv',
    text: 'Mã,Tiêu đề,Nội dung,Ghi chú\n7,Bão,"<p>Mất</p>",x\n',
    article: { id: '7', title: 'Bão', body: 'Mất' },
  },
])('what it writes is what the files need: $why', async ({ file, text, article }) => {
  await put(file, text);
  expect(await runWith(['init', file], {})).toMatchObject({ code: 0 });
  expect(await articles(file)).toEqual([article]);
});

test('what is not recognised is said in comments', async () => {
  await put('tin.csv', 'cot 1,cot 2,ngày\nBão,"Mất\nđiện",hôm qua\n');
  await runWith(['init', 'tin.csv'], {});
  const text = await readFile(FILE, 'utf8');
  expect(text).toContain('# neither a title nor a body was recognised; say which they are:');
  expect(text).toContain('# also there: cot 1, cot 2');
  expect(text).toContain('# found: hôm qua');
  expect(await readConfig(undefined, '.')).toMatchObject({ rules: { files: [{ match: 'tin.csv' }] } });
});

test('exports are named, with what may be wanted of them', async () => {
  await put('x.xml', '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"></rss>');
  await put('y.json', '{"db":[{"meta":{},"data":{}}]}');
  await runWith(['init'], {});
  expect(await readFile(FILE, 'utf8')).toMatch(
    /exports of WordPress: 1 file\n#   exports of Ghost: 1 file[^]*# pages: true/,
  );
});

test('names of files and keys cannot get out of a comment or a value', async () => {
  await put(
    'a: {b}\n.json',
    JSON.stringify([{ 'title\nurl': 'x', tieude: '<p>y</p>', 'nội dung: #': 'z', 'tiêu đề': 'Bão' }]),
  );
  await runWith(['init', '.'], {});
  expect(await readConfig(undefined, '.')).toMatchObject({
    rules: { files: [{ match: 'a: {b}\n.json', fields: { title: ['tiêu đề'] } }] },
  });
});

test('nothing is written over without --force', async () => {
  await put(FILE, 'mirror: true\n');
  expect(await runWith(['init'], {})).toMatchObject({
    code: 1,
    err: `There is a ${FILE} in this folder. Say --force to write over it.\n`,
  });
  expect(await readFile(FILE, 'utf8')).toBe('mirror: true\n');
  expect(await runWith(['init', '--force'], {})).toMatchObject({ code: 0 });
  expect(await readFile(FILE, 'utf8')).not.toBe('mirror: true\n');
  await put('saola.config.json', '{}');
  expect(await runWith(['init', '--force'], {})).toMatchObject({
    code: 1,
    err: expect.stringContaining('Take it away first'),
  });
});

test.each([
  { args: ['init', 'a', 'b'], code: 2, err: 'One folder, file or address at a time.' },
  { args: ['init', 'http://127.0.0.1:1/'], code: 1, err: '--allow-private' },
  { args: ['init', 'mat'], code: 1, err: '"mat" does not exist' },
])('$args: $err', async ({ args, code, err }) => {
  expect(await runWith(args, {})).toMatchObject({ code, err: expect.stringContaining(err) });
});
