/** `saola search`: one answer for a person or a program, many for an evaluation. */
import { mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hit } from '../../../core/search/answer.ts';
import { toTcvn3 } from '../../indexer/sources/encoding/encoders.ts';
import { fakeIndex, runWith } from '../fake-io.ts';

const KURIL: Hit = {
  id: 'kuril',
  title: 'Nga, Nhật bàn về Nam Kuril',
  snippet: '',
  score: 9.5,
  marks: { title: [[17, 26]], snippet: [] },
};
const ITURUP: Hit = { ...KURIL, id: 'iturup', title: 'Đảo Iturup nhìn từ biển', marks: { title: [], snippet: [] } };

describe('one query', () => {
  test('hits on stdout, talk about them on stderr', async () => {
    const index = fakeIndex({ 'nam kuril': [KURIL] });
    expect(await runWith(['search', 'nam kuril', '--store', 'kho'], index)).toEqual({
      code: 0,
      out: '1. Nga, Nhật bàn về Nam Kuril\n   kuril\n',
      err: '1 article for “nam kuril” in version 00000001-0a1b2c3d4e5f:\n',
    });
  });

  test.each([
    { why: 'words without quotes around them are one query', args: ['nam', 'kuril'], query: 'nam kuril' },
    { why: 'what begins with - goes behind --', args: ['--', '-xe', 'máy'], query: '-xe máy' },
    { why: 'an empty one is one', args: [''], query: '' },
  ])('$why', async ({ args, query }) => {
    const index = fakeIndex({});
    const { code } = await runWith(['search', '--store', 'kho', '--limit', '1000', ...args], index);
    expect({ code, asked: index.asked }).toEqual({ code: 0, asked: [{ query, limit: 1000 }] });
  });

  test('filters and order go with it', async () => {
    const index = fakeIndex({});
    const args = [
      '--section',
      'Thể thao',
      '--section',
      'Kinh tế',
      '--tag',
      'G20',
      '--from',
      '2019',
      '--sort',
      'newest',
    ];
    await runWith(['search', 'kuril', '--store', 'kho', ...args], index);
    const filters = { section: ['Thể thao', 'Kinh tế'], tag: ['G20'], from: '2019', sort: 'newest' };
    expect(index.asked).toEqual([{ query: 'kuril', limit: 10, ...filters }]);
  });

  test.each([
    { why: 'no such order', args: ['--sort', 'date'], says: '--sort must be relevance, newest, oldest; found "date".' },
    { why: 'a filter for many queries', args: ['--batch', '-', '--tag', 'G20'], says: '--tag is for one query' },
  ])('$why is misuse', async ({ args, says }) => {
    const words = args.includes('--batch') ? [] : ['kuril'];
    const { code, err } = await runWith(['search', ...words, '--store', 'kho', ...args], fakeIndex({}));
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(says) as string });
  });

  test('ten hits unless told otherwise', async () => {
    const index = fakeIndex({});
    await runWith(['search', 'kuril', '--store', 'kho'], index);
    expect(index.asked).toEqual([{ query: 'kuril', limit: 10 }]);
  });

  test('--json prints the answer as /search gives it, alone', async () => {
    const index = fakeIndex({ kuril: [KURIL] });
    const { code, out, err } = await runWith(['search', 'kuril', '--store', 'kho', '--json'], index);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      query: 'kuril',
      total: 1,
      totalRelation: 'eq',
      hits: [KURIL],
      version: '00000001-0a1b2c3d4e5f',
    });
    expect(out.endsWith('}\n')).toBe(true);
  });

  test('nothing found is no failure', async () => {
    expect(await runWith(['search', 'tê giác', '--store', 'kho'], fakeIndex({}))).toEqual({
      code: 0,
      out: '',
      err: 'Nothing found for “tê giác” in version 00000001-0a1b2c3d4e5f.\n',
    });
  });

  test('none that meets all that is asked is no word on those that were not looked through', async () => {
    const index = fakeIndex({}, { totalRelation: 'gte' });
    expect((await runWith(['search', 'bão -title:bão', '--store', 'kho'], index)).err).toMatch(
      /^None of the best .* may\.\n$/,
    );
  });

  test('says what the answer is not', async () => {
    const index = fakeIndex({ kuril: [KURIL] }, { total: 1_200, totalRelation: 'gte', loosened: ['shikotan', 'g20'] });
    expect((await runWith(['search', 'kuril', '--store', 'kho'], index)).err).toBe(
      'at least 1,200 articles for “kuril” in version 00000001-0a1b2c3d4e5f; the best 1:\n' +
        'Even the fullest of them lacks “shikotan”, “g20”.\n',
    );
  });

  test.each([
    { where: 'on a terminal', wishes: { isTerminal: true }, isBold: true },
    { where: 'where no terminal is', wishes: {}, isBold: false },
    { where: 'where NO_COLOR asks for none', wishes: { isTerminal: true, env: { NO_COLOR: '1' } }, isBold: false },
    { where: 'on a terminal that cannot', wishes: { isTerminal: true, env: { TERM: 'dumb' } }, isBold: false },
  ])('marks $where: bold $isBold', async ({ wishes, isBold }) => {
    const { out } = await runWith(['search', 'kuril', '--store', 'kho'], fakeIndex({ kuril: [KURIL] }), wishes);
    expect(out.includes('\u001B[1mNam Kuril\u001B[22m')).toBe(isBold);
    expect(out.includes('\u001B')).toBe(isBold);
  });
});

describe('--batch', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola-batch-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const QUERIES = '{"id": "q1", "query": "nam kuril", "relevant": ["kuril"]}\n\n{"id": 2, "query": "tê giác"}\r\n';
  const RUN = 'q1 Q0 kuril 1 9.500000 saola\nq1 Q0 iturup 2 9.499999 saola\n';
  const hits = { 'nam kuril': [KURIL, ITURUP] };
  const batch = async (queries: string | Uint8Array, run = join(folder, 'run.trec')) => {
    await writeFile(join(folder, 'queries.jsonl'), queries);
    const args = ['search', '--batch', join(folder, 'queries.jsonl'), '--run', run, '--store', 'kho', '--limit', '110'];
    const index = fakeIndex(hits);
    return { ...(await runWith(args, index)), asked: index.asked, files: await readdir(folder) };
  };

  test('answers every query, in order, as deep as asked, into a file of its own', async () => {
    const { code, out, err, asked } = await batch(QUERIES);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '2 queries answered in 0.0 s.\n' });
    expect(asked).toEqual([
      { query: 'nam kuril', limit: 110 },
      { query: 'tê giác', limit: 110 },
    ]);
    expect(await readFile(join(folder, 'run.trec'), 'utf8')).toBe(RUN);
  });

  test('packed queries, and a run that is there already', async () => {
    await writeFile(join(folder, 'run.trec'), 'cũ');
    expect((await batch(gzipSync(QUERIES))).files).toEqual(['queries.jsonl', 'run.trec']);
    expect(await readFile(join(folder, 'run.trec'), 'utf8')).toBe(RUN);
  });

  test.each([{ run: [] }, { run: ['--run', '-'] }])('from stdin to stdout: %j', async ({ run }) => {
    const args = ['search', '--batch', '-', ...run, '--store', 'kho'];
    expect(await runWith(args, fakeIndex(hits), { stdin: QUERIES })).toMatchObject({ code: 0, out: RUN });
  });

  test('progress on a terminal', async () => {
    const args = ['search', '--batch', '-', '--store', 'kho'];
    const { err } = await runWith(args, fakeIndex(hits), { stdin: QUERIES, isTerminal: true });
    expect(err).toContain('\rsearching 1 of 2');
  });

  test.each([
    { why: 'no JSON', queries: 'nam kuril\n', says: 'queries.jsonl:1 is no query; wanted {"id": "…", "query": "…"}' },
    { why: 'no id', queries: `${QUERIES}{"query": "kuril"}`, says: 'queries.jsonl:4 is no query' },
    { why: 'no query', queries: '{"id": "q1"}', says: 'queries.jsonl:1 is no query' },
    { why: 'a query that is no text', queries: '{"id": "q1", "query": 5}', says: 'queries.jsonl:1 is no query' },
    { why: 'a text', queries: '"nam kuril"', says: 'queries.jsonl:1 is no query' },
    { why: 'null', queries: 'null', says: 'queries.jsonl:1 is no query' },
    { why: 'not UTF-8', queries: Buffer.from([0xff, 0x0a]), says: 'queries.jsonl: this is not UTF-8: ' },
    {
      why: 'an id of two words',
      queries: '{"id": "câu 1", "query": "kuril"}',
      says: 'queries.jsonl:1: the id "câu 1" is empty or has white space; it must be one word.',
    },
    { why: 'an id twice', queries: `${QUERIES}{"id": "2", "query": "kuril"}`, says: 'the id "2" stands twice' },
    { why: 'none at all', queries: '\n', says: 'There is no query in' },
  ])('a query that cannot be judged stops it before it starts: $why', async ({ queries, says }) => {
    const { code, out, err, asked, files } = await batch(queries);
    expect({ code, out, asked, files }).toEqual({ code: 1, out: '', asked: [], files: ['queries.jsonl'] });
    expect(err).toContain(says);
  });

  test('in an old encoding they are read all the same; how a query is typed stays as it is', async () => {
    const queries =
      '{"id": "1", "query": "thủ tướng Nhật Bản thăm quần đảo"}\n{"id": "2", "query": "Thu? tu+o+\'ng Nha^.t Ba?n dde^\'n"}\n';
    const { code, err, asked } = await batch(toTcvn3(queries));
    expect({ code, asked }).toMatchObject({
      code: 0,
      asked: [{ query: 'thủ tướng Nhật Bản thăm quần đảo' }, { query: "Thu? tu+o+'ng Nha^.t Ba?n dde^'n" }],
    });
    expect(err).toContain('queries.jsonl: read as TCVN3 (ABC).');
  });

  test('queries that are not there are named', async () => {
    const { code, err } = await runWith(
      ['search', '--batch', join(folder, 'q.jsonl'), '--store', 'kho'],
      fakeIndex({}),
    );
    expect({ code, err }).toEqual({
      code: 1,
      err: `The file of queries "${join(folder, 'q.jsonl')}" does not exist, or is a link to what does not.\n`,
    });
  });

  test('an id that a run cannot hold is told of, and no half run is left', async () => {
    await writeFile(join(folder, 'queries.jsonl'), '{"id": "q1", "query": "kuril"}\n{"id": "q2", "query": "bão"}');
    const index = fakeIndex({ kuril: [KURIL], bão: [{ ...KURIL, id: 'bài viết.txt' }] });
    const run = join(folder, 'run.trec');
    const args = ['search', '--batch', join(folder, 'queries.jsonl'), '--run', run, '--store', 'kho'];
    const { code, err } = await runWith(args, index);
    expect(code).toBe(1);
    expect(err).toContain('The article "bài viết.txt" (query "q2") has white space in its id');
    expect(await readdir(folder)).toEqual(['queries.jsonl']);
  });

  test('a run that cannot be written is told of', async () => {
    const { code, err, files } = await batch(QUERIES, join(folder, 'khong-co', 'run.trec'));
    expect({ code, files }).toEqual({ code: 1, files: ['queries.jsonl'] });
    expect(err).toMatch(/^The run cannot be written to ".*run\.trec": ENOENT/);
  });

  test.skipIf(process.platform === 'win32')('what is no file is written to, never replaced', async () => {
    // A link to a device: replacing the device itself would be worse than a failing test.
    await symlink('/dev/null', join(folder, 'khong'));
    const { code, files } = await batch(QUERIES, join(folder, 'khong'));
    expect({ code, files }).toEqual({ code: 0, files: ['khong', 'queries.jsonl'] });
    expect(await readFile(join(folder, 'khong'), 'utf8')).toBe('');
  });
});
