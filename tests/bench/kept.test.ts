import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptReads, keptRuns } from '../../bench/kept.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'saola-kept-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const written = async (text: string): Promise<string> => {
  const file = join(folder, 'kept.json');
  await writeFile(file, text);
  return file;
};

test('what was measured comes back as it was kept', async () => {
  const runs = { machine: { commit: 'abc' }, empty: { ms: 48 }, runs: [] };
  expect(await keptRuns(await written(JSON.stringify(runs)))).toEqual(runs);
  const reads = { machine: { commit: 'abc' }, sizes: [] };
  expect(await keptReads(await written(JSON.stringify(reads)))).toEqual(reads);
});

test.each([
  { why: 'of the other measurement', text: '{"machine":{},"sizes":[]}' },
  { why: 'cut off', text: '{"machine":{},"ru' },
  { why: 'of reads before the machine was in it', text: '[]' },
  { why: 'empty', text: 'null' },
])('a file $why is refused with what is wanted', async ({ text }) => {
  await expect(keptRuns(await written(text))).rejects.toThrow(
    /has no "machine" and "runs".*npm run bench -- --json FILE/,
  );
});

test('a file that is not there is named', () =>
  expect(keptReads(join(folder, 'none.json'))).rejects.toThrow(/none\.json is not there.*bench:reads -- --json FILE/));
