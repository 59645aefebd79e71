import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstLines, skipped } from '../../bench/data.ts';

test('where the data is not, that is said; it is a failure only for who asked for everything', async () => {
  const shared = await mkdtemp(join(tmpdir(), 'saola-test-'));
  try {
    await writeFile(join(shared, 'queries.jsonl'), '');
    const missing = `skipped: ${join(shared, 'articles.jsonl.gz')} is not here`;
    const files = ['queries.jsonl', 'articles.jsonl.gz'];
    expect(skipped(files, { shared, env: {} })).toEqual({ line: missing, exitCode: 0 });
    expect(skipped(files, { shared, env: { SAOLA_REAL: '1' } })).toEqual({ line: missing, exitCode: 1 });
    expect(skipped(['queries.jsonl'], { shared, env: { SAOLA_REAL: '1' } })).toBeNull();
  } finally {
    await rm(shared, { recursive: true });
  }
});

test('of a packed file the first lines are read, however many there are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'saola-test-'));
  try {
    const file = join(folder, 'a.jsonl.gz');
    await writeFile(file, gzipSync('Huế\nĐà Nẵng\nHội An\n'));
    const read = async (count: number): Promise<string[]> => {
      const lines: string[] = [];
      for await (const line of firstLines(file, count)) lines.push(line);
      return lines;
    };
    expect(await read(2)).toEqual(['Huế', 'Đà Nẵng']);
    expect(await read(9)).toEqual(['Huế', 'Đà Nẵng', 'Hội An']);
    await expect(firstLines(join(folder, 'gone.gz'), 1).next()).rejects.toThrow(/ENOENT/);
  } finally {
    await rm(folder, { recursive: true });
  }
});
