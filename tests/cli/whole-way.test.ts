/** Articles in, answers out, by the command line alone, with every part real. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SearchAnswer } from '../../core/search/answer.ts';
import type { IndexReport } from '../../indexer/index-articles.ts';
import type { KeptVersion } from '../../indexer/versions.ts';
import { runWith } from './fake-io.ts';

const EXAMPLES = fileURLToPath(new URL('../../examples/articles', import.meta.url));

/** A page as a scraper leaves it: boxes and teasers around the text. */
const SCRAPED = `TIN LIÊN QUAN | |
Tàu cá Hokkaido trở về cảng | |
Hai ngoại trưởng bắt tay trước giờ họp. (Ảnh: Báo Sông Hồng) |
Sau hai ngày họp ở Tokyo, đôi bên chưa thống nhất được về tương lai của quần đảo Nam Kuril.
Cuộc gặp cấp cao sẽ diễn ra bên lề hội nghị G20 ngày 28-29/6.
Đảo Kunashir có suối nước nóng nổi tiếng ... |`;

let folder = '';
let store = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-whole-way-'));
  store = join(folder, 'kho');
});
afterAll(() => rm(folder, { recursive: true }));

async function json<T>(...args: readonly string[]): Promise<T> {
  const { code, out, err } = await runWith([...args, '--json', '--store', store]);
  if (code !== 0) throw new Error(`saola ${args.join(' ')} ended with ${code}: ${err}`);
  return JSON.parse(out) as T;
}

const idsFor = async (query: string): Promise<string[]> => {
  const { hits } = await json<SearchAnswer>('search', query);
  return hits.map(({ id }) => id);
};

// One store lives through all of these, in order, as that of a site does.

test('before anything is published, searching says what to do', async () => {
  const { code, out, err } = await runWith(['search', 'Kuril', '--store', store]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('saola index');
});

test.each(['Kuril', 'kuril', 'G20', 'quan dao nam kuril', 'Quần đảo Nam Kuril'])(
  'a scraped text is found by %s',
  async (query) => {
    const file = join(folder, 'kuril.txt');
    const alone = join(folder, 'kho-mot-bai');
    await writeFile(file, SCRAPED);
    expect((await runWith(['index', file, '--store', alone])).code).toBe(0);
    const { code, out } = await runWith(['search', query, '--store', alone]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1\. Sau hai ngày họp ở Tokyo, đôi bên chưa thống nhất/);
  },
);

test('what a scraped text has of another article finds nothing', async () => {
  const { code, out } = await runWith(['search', 'suối nước nóng', '--store', join(folder, 'kho-mot-bai')]);
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

test('the examples are indexed, and again without a change', async () => {
  const first = await json<IndexReport>('index', EXAMPLES);
  expect(first).toMatchObject({ changed: 0, removed: 0, unchanged: 0, skipped: 0, added: first.articles });
  expect(first.articles).toBeGreaterThanOrEqual(60);
  expect(await json<IndexReport>('index', EXAMPLES)).toMatchObject({ version: null, unchanged: first.articles });
});

test('a dry run publishes nothing', async () => {
  const file = join(folder, 'moi.json');
  await writeFile(file, '[{"id": "moi", "title": "Cá voi dạt vào bờ biển Cần Giờ"}]');
  expect(await json<IndexReport>('index', file, '--dry-run')).toMatchObject({ version: null, added: 1 });
  expect(await idsFor('cá voi Cần Giờ')).not.toContain('moi');
});

test('what was published is found, with and without accents, and shown to people', async () => {
  const [first] = await idsFor('Nam Kuril G20');
  expect(first).toBe('nga-nhat-nam-kuril-g20-osaka');
  expect((await idsFor('nam kuril g20'))[0]).toBe(first);
  const { out, err } = await runWith(['search', 'nam', 'kuril', '--store', store, '--limit', '2']);
  expect(out).toContain('/tin/nga-nhat-nam-kuril-g20-osaka.html');
  expect(out).not.toContain('\u001B');
  expect(err).toMatch(/^\d+ articles? for “nam kuril”/);
});

test('--mirror takes away what the sources lack, but not nearly all of it unasked', async () => {
  const file = join(folder, 'moi.json');
  const { code, err } = await runWith(['index', file, '--mirror', '--store', store]);
  expect(code).toBe(1);
  expect(err).toContain('--allow-shrink');
  expect(await idsFor('Nam Kuril')).toContain('nga-nhat-nam-kuril-g20-osaka');
});

test('a broken source costs what is broken, and with --strict everything', async () => {
  const file = join(folder, 'hong.jsonl');
  await writeFile(file, '{"id": "sao-la", "title": "Thấy lại sao la ở Quảng Nam"}\n{"id": "hỏng", \n');
  const strict = await runWith(['index', file, '--strict', '--store', store]);
  expect(strict.code).toBe(1);
  expect(strict.err).toContain(`${file}:2: skipped: broken JSON`);
  expect(await idsFor('sao la Quảng Nam')).not.toContain('sao-la');
  expect(await json<IndexReport>('index', file)).toMatchObject({ added: 1, skipped: 1, removed: 0 });
  expect((await idsFor('sao la Quảng Nam'))[0]).toBe('sao-la');
});

test('what is removed is gone, and a rollback brings it back', async () => {
  expect(await json<IndexReport>('remove', 'sao-la')).toMatchObject({ removed: 1 });
  expect(await idsFor('sao la Quảng Nam')).not.toContain('sao-la');
  expect((await runWith(['remove', 'sao-la', '--store', store])).code).toBe(1);

  const before = await json<KeptVersion[]>('versions');
  expect(before.map(({ current }) => current)).toEqual([true, false, false]);
  const held = before[1]?.version ?? '';
  expect((await runWith(['rollback', held, '--store', store])).code).toBe(0);
  expect((await idsFor('sao la Quảng Nam'))[0]).toBe('sao-la');
  expect((await json<KeptVersion[]>('versions'))[0]).toMatchObject({ current: true, restores: held });
  expect((await runWith(['rollback', '999', '--store', store])).code).toBe(1);
});

test('many queries become a run that a judge can read', async () => {
  const queries = join(folder, 'queries.jsonl');
  await writeFile(queries, '{"id": "q1", "query": "quan dao nam kuril"}\n{"id": "q2", "query": "xyzzyq"}\n');
  const file = join(folder, 'run.trec');
  const { code } = await runWith(['search', '--batch', queries, '--run', file, '--limit', '110', '--store', store]);
  expect(code).toBe(0);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  expect(lines[0]).toMatch(/^q1 Q0 nga-nhat-nam-kuril-g20-osaka 1 \d+\.\d{6} saola$/);
  expect(lines.every((line) => /^q1 Q0 \S+ \d+ -?\d+\.\d+ saola$/.test(line))).toBe(true);
});
