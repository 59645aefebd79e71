/** `saola index`: what it hands to the indexer, and what it says of the outcome. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SaolaError } from '../../../core/errors.ts';
import type { IndexOptions, IndexReport } from '../../../indexer/index-articles.ts';
import type { Found } from '../../../indexer/sources/source.ts';
import { runWith } from '../fake-io.ts';
import { REPORT } from '../reports.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-index-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** An indexer that reads all it is given and reports the same whatever that was. */
function indexer(report: Partial<IndexReport> = {}) {
  const seen: { options?: IndexOptions; ids: string[] } = { ids: [] };
  const indexArticles = async (_store: unknown, found: AsyncIterable<Found>, options: IndexOptions = {}) => {
    seen.options = options;
    for await (const each of found) {
      if ('article' in each) seen.ids.push(each.article.id);
      else options.onProblem?.(each.problem);
    }
    options.onProgress?.({ step: 'indexing', done: 1, total: 2 });
    return { ...REPORT, ...report };
  };
  return { seen, indexArticles };
}

async function strict(_store: unknown, found: AsyncIterable<Found>, options: IndexOptions = {}): Promise<never> {
  for await (const each of found) if ('problem' in each) options.onProblem?.(each.problem);
  throw new SaolaError('bad-source', 'Nothing was published.');
}

test('reads the sources, publishes, and says so on stderr', async () => {
  await writeFile(
    join(folder, 'tin.jsonl'),
    '{"id": "kuril", "title": "Nam Kuril"}\n{"id": "bao", "title": "Bão số 3"}',
  );
  await writeFile(join(folder, 'gia-xang.txt'), 'Giá xăng tăng');
  const parts = indexer();
  const args = ['index', join(folder, 'tin.jsonl'), join(folder, 'gia-xang.txt'), '--store', 'kho'];
  expect(await runWith(args, parts)).toEqual({
    code: 0,
    out: '',
    err: `Published version ${REPORT.version} with 12,000 articles: 20 added, 3 changed, 1 removed, 11,977 unchanged; 345.7 kB in 0.0 s.\n`,
  });
  expect(parts.seen.ids).toEqual(['kuril', 'bao', `${folder}/gia-xang.txt`]);
});

test.each([
  { args: [], options: { mode: 'update', allowShrink: false, dryRun: false, strict: false } },
  { args: ['--mirror'], options: { mode: 'mirror' } },
  { args: ['--full'], options: { mode: 'full' } },
  { args: ['--full', '--mirror'], options: { mode: 'full' } },
  { args: ['--allow-shrink'], options: { allowShrink: true } },
  { args: ['--dry-run'], options: { dryRun: true } },
  { args: ['--strict'], options: { strict: true } },
])('$args', async ({ args, options }) => {
  const parts = indexer();
  await runWith(['index', folder, '--store', 'kho', ...args], parts);
  expect(parts.seen.options).toMatchObject(options);
  expect(parts.seen.options?.signal).toBeInstanceOf(AbortSignal);
});

test.each([
  {
    why: 'a dry run',
    args: ['--dry-run'],
    report: { version: null },
    says: 'Dry run, nothing was published. It would hold',
  },
  {
    why: 'nothing had changed',
    args: [],
    report: { version: null },
    says: 'Nothing to publish, the index holds it all:',
  },
  { why: 'some were skipped', args: [], report: { skipped: 4 }, says: '11,977 unchanged, 4 skipped;' },
  { why: 'a single one', args: [], report: { articles: 1, bytesWritten: 999 }, says: 'with 1 article:' },
  { why: 'much was written', args: [], report: { bytesWritten: 1_234_567 }, says: '1.2 MB in' },
])('says what happened: $why', async ({ args, report, says }) => {
  expect((await runWith(['index', folder, '--store', 'kho', ...args], indexer(report))).err).toContain(says);
});

test('--json prints the report, alone on stdout', async () => {
  const { out } = await runWith(['index', folder, '--store', 'kho', '--json'], indexer());
  expect(JSON.parse(out)).toEqual(REPORT);
});

test('says which pages are no articles, each kind once', async () => {
  const hidden = '<title>Nháp</title><meta name="robots" content="noindex"><p>Bản nháp của tòa soạn.</p>';
  await writeFile(join(folder, 'nhap-1.html'), hidden);
  const one = await runWith(['index', folder, '--store', 'kho'], indexer());
  expect(one.err).toContain(
    `${folder}: 1 page left aside: it asks not to be indexed (noindex) (${folder}/nhap-1.html).`,
  );
  await writeFile(join(folder, 'nhap-2.html'), hidden);
  const two = await runWith(['index', folder, '--store', 'kho'], indexer());
  expect(two.err).toContain(
    `${folder}: 2 pages left aside: each of them asks not to be indexed (noindex) (as ${folder}/nhap-1.html).`,
  );
});

test('names what is wrong with file and line, and what was left aside', async () => {
  await writeFile(join(folder, 'tin.jsonl'), '{"id": "kuril"\n{"id": "bao", "title": "Bão", "url": "javascript:1"}\n');
  await writeFile(join(folder, 'anh.jpg'), '');
  const { code, err } = await runWith(['index', folder, '--store', 'kho'], indexer());
  expect(code).toBe(0);
  expect(err.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/tin\.jsonl:1: skipped: broken JSON: /),
    expect.stringMatching(/tin\.jsonl:2: warning: "url" was dropped: /),
    `${folder}: 1 file left aside, hidden or of another kind (as ${folder}/anh.jpg).`,
  ]);
});

test('of a flood it names the first twenty and counts the others', async () => {
  const warned = '{"title": "Bão", "url": "javascript:1"}\n';
  await writeFile(join(folder, 'tin.jsonl'), 'bão\n'.repeat(1_520) + warned);
  const { err } = await runWith(['index', folder, '--store', 'kho'], indexer());
  expect(err.match(/: skipped: broken JSON/g)).toHaveLength(20);
  expect(err).toContain('… and more of the kind: 1,500 articles skipped, 1 warning.\n');
});

test('a flood is counted where it is the reason to fail, too', async () => {
  await writeFile(join(folder, 'tin.jsonl'), 'bão\n'.repeat(21));
  const { code, err } = await runWith(['index', folder, '--store', 'kho', '--strict'], { indexArticles: strict });
  expect(code).toBe(1);
  expect(err.endsWith('… and more of the kind: 1 article skipped.\nNothing was published.\n')).toBe(true);
});

test.each([
  { isTerminal: true, drawn: true },
  { isTerminal: false, drawn: false },
])('progress on a terminal and nowhere else: $isTerminal', async ({ isTerminal, drawn }) => {
  const { out, err } = await runWith(['index', folder, '--store', 'kho'], indexer(), { isTerminal });
  expect(out).toBe('');
  expect(err.includes('\rindexing 1 of 2')).toBe(drawn);
  expect(err.includes('\r')).toBe(drawn);
});

test('a source that is not there fails before anything is published', async () => {
  const { code, err } = await runWith(['index', join(folder, 'tin'), '--store', 'kho'], indexer());
  expect(code).toBe(1);
  expect(err).toContain(`The source "${join(folder, 'tin')}" does not exist`);
  expect(err).not.toContain('Published');
});

test.each([
  { why: 'without an option those of the index stay', args: [], synonyms: undefined },
  { why: 'a file gives them', args: ['--synonyms', 'FILE'], synonyms: [{ forms: ['xe hơi', 'ô tô'], oneWay: true }] },
  { why: 'or they are taken away', args: ['--no-synonyms'], synonyms: [] },
])('synonyms: $why', async ({ args, synonyms }) => {
  const file = join(folder, 'dong-nghia');
  await writeFile(file, 'xe hơi => ô tô\n');
  const parts = indexer();
  await runWith(['index', folder, '--store', 'kho', ...args.map((arg) => arg.replace('FILE', file))], parts);
  expect(parts.seen.options?.synonyms).toEqual(synonyms);
});

test.each([
  { args: [], bytes: undefined },
  { args: ['--memory', '512MB'], bytes: 512 * 1024 ** 2 },
  { args: ['--memory', '1.5gb'], bytes: 1.5 * 1024 ** 3 },
])('memory: $args', async ({ args, bytes }) => {
  const parts = indexer();
  await runWith(['index', folder, '--store', 'kho', ...args], parts);
  expect(parts.seen.options?.memoryBytes).toBe(bytes);
});

test.each(['1', '100MB', 'nhiều', '0GB', '2TB'])(
  'memory that is no size, or too little, is a misuse: %s',
  async (size) => {
    const { code, err } = await runWith(['index', folder, '--store', 'kho', '--memory', size], indexer());
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(`found "${size}"`) });
  },
);

test('synonyms that are given and taken away at once are a misuse', async () => {
  const parts = indexer();
  const { code, err } = await runWith(['index', folder, '--store', 'kho', '--synonyms', 'a', '--no-synonyms'], parts);
  expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('say one of the two') });
  expect(parts.seen.options).toBeUndefined();
});

test('a file of synonyms that cannot be read is named, before anything is indexed', async () => {
  const parts = indexer();
  const { code, err } = await runWith(['index', folder, '--store', 'kho', '--synonyms', join(folder, 'nao')], parts);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('nao" does not exist') });
  expect(parts.seen.options).toBeUndefined();
});

test('a configuration says what the command line does not', async () => {
  const table = join(folder, 'tin.csv');
  const config = join(folder, 'saola.config.yaml');
  await writeFile(table, 'ma,tua\n7,Bão số 3\n');
  await writeFile(join(folder, 'dong-nghia.txt'), 'TP.HCM = Sài Gòn\n');
  await writeFile(config, 'fields: { title: tua }\nmirror: true\nmemory: 512MB\nsynonyms: dong-nghia.txt\n');
  const parts = indexer();
  const { code, err } = await runWith(['index', table, '--store', 'kho', '--config', config, '--memory', '1GB'], parts);
  expect({ code, ids: parts.seen.ids }).toEqual({ code: 0, ids: ['7'] });
  expect(err).toContain(`Read ${config}; what is said on the command line goes before it.`);
  expect(parts.seen.options).toMatchObject({
    mode: 'mirror',
    memoryBytes: 1024 ** 3,
    synonyms: [{ forms: ['TP.HCM', 'Sài Gòn'] }],
  });
});

test('a wrong configuration stops everything, with the nearest right word', async () => {
  const config = join(folder, 'saola.config.json');
  await writeFile(config, '{"feilds": {}}');
  const asked = await runWith(['index', folder, '--store', 'kho', '--config', config], indexer());
  expect(asked).toEqual({ code: 1, out: '', err: `${config}: there is no "feilds"; did you mean "fields"?\n` });
});

test('what a full rebuild replaces unread is said, before anything is read', async () => {
  const { indexArticles } = indexer();
  const parts = {
    indexArticles: (store: unknown, found: AsyncIterable<Found>, options: IndexOptions = {}) => {
      options.onUnreadable?.('current.json is not JSON. Its synonyms will be gone.');
      return indexArticles(store, found, options);
    },
  };
  const { err } = await runWith(['index', folder, '--store', 'kho', '--full'], parts);
  expect(err).toMatch(/^current\.json is not JSON\. Its synonyms will be gone\.\n/);
});
