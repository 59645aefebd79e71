/** `saola index --part` and `saola publish --join`: what they hand to the indexer, and what they say. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PartOptions, PartReport } from '../../../indexer/build-part.ts';
import type { JoinOptions } from '../../../indexer/join-parts.ts';
import type { Found } from '../../../indexer/sources/source.ts';
import { runWith } from '../fake-io.ts';
import { REPORT } from '../reports.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saola-publish-'));
});
afterEach(() => rm(folder, { recursive: true }));

const PART: PartReport = {
  job: 'default',
  number: 2,
  of: 3,
  articles: 12_000,
  own: 4_000,
  chunks: 4,
  made: 4,
  skipped: 0,
  missing: [1, 3],
};

function builder(report: Partial<PartReport> = {}) {
  const seen: PartOptions[] = [];
  const buildPart = async (_store: unknown, found: AsyncIterable<Found>, options: PartOptions) => {
    seen.push(options);
    for await (const each of found) if ('problem' in each) options.onProblem?.(each.problem);
    return { ...PART, ...report };
  };
  return { seen, buildPart };
}

function joiner() {
  const seen: JoinOptions[] = [];
  const joinParts = async (_store: unknown, options: JoinOptions = {}) => {
    seen.push(options);
    options.onProgress?.({ step: 'reading', done: 3, total: 9 });
    if (options.job === 'thay') options.onUnreadable?.('current.json is not JSON.');
    return { ...REPORT, ...(options.dryRun && { version: null }) };
  };
  return { seen, joinParts };
}

const index = (...args: string[]) => ['index', folder, '--store', 'kho', ...args];

describe('saola index --part', () => {
  beforeEach(() => writeFile(join(folder, 'bao.json'), '{"id": "bao", "title": "Bão số 3"}'));

  test.each([
    {
      why: 'others are missing',
      report: {},
      says: 'Built part 2/3 of job "default", 4,000 of 12,000 articles, in 0.0 s. Still to be built: 1/3, 3/3.\n',
    },
    {
      why: 'none is',
      report: { missing: [] },
      says: 'Built part 2/3 of job "default", 4,000 of 12,000 articles, in 0.0 s. All parts are there: saola publish --join.\n',
    },
    {
      why: 'a run before was stopped',
      report: { made: 1, missing: [] },
      says: 'articles, of which a run before had made 3 of 4 pieces, in 0.0 s.',
    },
  ])('says what was built and what is missing — $why', async ({ report, says }) => {
    const parts = builder(report);
    const { code, out, err } = await runWith(index('--part', '2/3'), parts);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain(says);
    expect(parts.seen).toEqual([expect.objectContaining({ part: { number: 2, of: 3 }, strict: false })]);
  });

  test('options arrive, --json prints the report', async () => {
    const parts = builder();
    const { out } = await runWith(
      index('--part', '2/3', '--job', 'dem', '--strict', '--memory', '2GB', '--json'),
      parts,
    );
    expect(parts.seen).toEqual([expect.objectContaining({ job: 'dem', strict: true, memoryBytes: 2 * 1024 ** 3 })]);
    expect(JSON.parse(out)).toEqual(PART);
  });

  test.each([
    { args: ['--part', '2'], says: '--part is i/n, as 2/8 for the second of eight; found "2".' },
    { args: ['--part', '2/3', '--full'], says: '--full does not go with --part' },
    { args: ['--part', '2/3', '--dry-run'], says: '--dry-run does not go with --part' },
    { args: ['--part', '2/3', '--no-synonyms'], says: '--no-synonyms does not go with --part' },
    { args: ['--job', 'dem'], says: '--job goes with --part.' },
  ])('$args is misuse', async ({ args, says }) => {
    const { code, err } = await runWith(index(...args), {});
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});

const joinedWith = async (...args: string[]) => {
  const parts = joiner();
  const config = join(folder, 'saola.config.yaml');
  await writeFile(join(folder, 'dong-nghia.txt'), 'TP.HCM = Sài Gòn\n');
  await writeFile(config, 'synonyms: dong-nghia.txt\nmemory: 512MB\n');
  const { code, err } = await runWith(['publish', '--join', '--store', 'kho', '--config', config, ...args], parts);
  expect(code).toBe(0);
  expect(err).toContain(`Read ${config};`);
  return parts.seen[0];
};

describe('saola publish', () => {
  test('joins, and says so as index does', async () => {
    const parts = joiner();
    const { code, err } = await runWith(['publish', '--join', '--store', 'kho'], parts);
    expect(code).toBe(0);
    expect(err).toBe(
      `Published version ${REPORT.version} with 12,000 articles: 20 added, 3 changed, 1 removed, 11,977 unchanged; 345.7 kB in 0.0 s.\n`,
    );
    expect(parts.seen).toEqual([expect.objectContaining({ allowShrink: false, dryRun: false })]);
    expect(parts.seen[0]).not.toHaveProperty('synonyms');
  });

  test('options arrive, --json prints the report', async () => {
    const parts = joiner();
    const file = join(folder, 'dong-nghia.txt');
    await writeFile(file, 'xe hơi = ô tô');
    const args = [
      '--join',
      '--store',
      'kho',
      '--job',
      'dem',
      '--allow-shrink',
      '--dry-run',
      '--synonyms',
      file,
      '--json',
    ];
    const { out, err } = await runWith(['publish', ...args], parts);
    const wanted = { job: 'dem', allowShrink: true, dryRun: true, synonyms: [{ forms: ['xe hơi', 'ô tô'] }] };
    expect(parts.seen).toEqual([expect.objectContaining(wanted)]);
    expect(err).toContain('Dry run, nothing was published.');
    expect(JSON.parse(out)).toMatchObject({ version: null, articles: 12_000 });
  });

  describe('a configuration', () => {
    test('says what the command line does not: its synonyms are those of the index', async () =>
      expect(await joinedWith()).toMatchObject({
        synonyms: [{ forms: ['TP.HCM', 'Sài Gòn'] }],
        memoryBytes: 512 * 1024 ** 2,
      }));

    test('and no more', async () => expect(await joinedWith('--no-synonyms')).toMatchObject({ synonyms: [] }));
  });

  test.each([
    { args: ['--store', 'kho'], says: 'What is to be published? Say --join' },
    { args: ['--join', 'kho', '--store', 'kho'], says: 'publish takes no words; found "kho".' },
    { args: ['--join'], says: 'Which index? Say --store' },
    { args: ['--join', '--store', 'kho', '--synonyms', 'a', '--no-synonyms'], says: 'say one of the two' },
  ])('$args is misuse', async ({ args, says }) => {
    const { code, err } = await runWith(['publish', ...args], {});
    expect(code).toBe(2);
    expect(err).toContain(says);
  });
});

test('what a join replaces unread is said', async () => {
  const { err } = await runWith(['publish', '--join', '--job', 'thay', '--store', 'kho'], joiner());
  expect(err).toMatch(/^current\.json is not JSON\.\nPublished version/);
});
