/** A real page as a scraper left it, by the command line: what stands in its article finds it. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHARED } from '../../bench/data.ts';
import type { SearchAnswer } from '../../core/search/answer.ts';
import { runWith } from './fake-io.ts';

const PAGE = join(SHARED, 'data/000_9deac151bf20f269.txt');
const EXAMPLES = fileURLToPath(new URL('../../examples/articles', import.meta.url));

describe.skipIf(!existsSync(PAGE))('a real page among the examples (skipped where ../shared is not)', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola-trang-'));
    const { code, err } = await runWith(['index', PAGE, EXAMPLES, '--store', folder]);
    if (code !== 0) throw new Error(err);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const pageFor = async (query: string) => {
    const { out } = await runWith(['search', query, '--json', '--store', folder]);
    const { hits } = JSON.parse(out) as SearchAnswer;
    return hits.find(({ id }) => id.endsWith('000_9deac151bf20f269.txt'));
  };

  test.each(['Kuril', 'Habomai', 'tuyên bố chung 1956', 'dao Shikotan Habomai Nam Kuril'])('%s', async (query) => {
    expect((await pageFor(query))?.title).toMatch(/^Theo tờ Asahi/);
  });

  test('what stands in the teasers and in the box alone does not', async () => {
    expect(await pageFor('"Sergei Lavrov"')).toBeUndefined();
  });
});
