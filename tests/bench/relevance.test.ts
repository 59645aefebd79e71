import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFloors, FLOORS, type Floor, type Result } from '../../bench/relevance/floors.ts';
import { sameTen } from '../../bench/relevance/judging.ts';
import { answerBatch, indexInto } from '../../bench/relevance/product.ts';
import { COLLECTIONS, KINDS } from '../../bench/relevance/sets.ts';
import { root } from '../../scripts/lib/paths.mjs';

const result: Result = {
  set: 'news-clusters',
  kind: 'bare',
  queries: 653,
  empty: 0,
  ndcg10: 0.955,
  mrr10: 0.98,
  recall100: 0.99,
  ofAsTyped: 0.99,
  sameTen: 0.2,
};
const floor = (change: Partial<Floor>): Floor => ({
  set: 'news-clusters',
  kind: 'bare',
  measure: 'ndcg10',
  atLeast: 0.955,
  ...change,
});

describe('floors', () => {
  test.each([
    { why: 'as good as it has to be', change: {}, passed: [true] },
    { why: 'a hair below', change: { atLeast: 0.9551 }, passed: [false] },
    { why: 'a share of what it is as typed', change: { measure: 'ofAsTyped', atLeast: 0.98 }, passed: [true] },
    { why: 'the very same answers', change: { measure: 'sameTen', atLeast: 1 }, passed: [false] },
    { why: 'a way to type that was not run says nothing', change: { kind: 'vni' }, passed: [] },
    { why: 'a set that was not run says nothing', change: { set: 'xquad-vi' }, passed: [] },
  ] as const)('$passed — $why', ({ change, passed }) => {
    expect(checkFloors([result], [floor(change)]).map((check) => check.passed)).toEqual(passed);
  });

  test('a figure that is none passes nothing', () => {
    expect(checkFloors([{ ...result, ndcg10: NaN }], [floor({ atLeast: 0 })])[0]?.passed).toBe(false);
  });

  test('each is about a set that is judged', () => {
    const sets = COLLECTIONS.flatMap(({ sets: judged }) => judged.map(({ name }) => name));
    for (const { set, kind } of FLOORS) {
      expect(sets).toContain(set);
      expect(KINDS).toContain(kind);
    }
  });
});

const run = (query: string, ids: readonly string[]): string =>
  ids.map((id, i) => `${query} Q0 ${id} ${i + 1} ${10 - i} saola\n`).join('');

test('the ten best of two runs are compared in their order; later ones do not count', () => {
  const eleven = Array.from({ length: 11 }, (_, i) => `bai-${i}`);
  const asTyped = run('a', eleven) + run('b', ['hue', 'da-nang']);
  const other = run('a', [...eleven.slice(0, 10), 'khac']) + run('b', ['da-nang', 'hue']);
  expect(sameTen(['a', 'b', 'khong-co'], asTyped, other)).toBeCloseTo(2 / 3);
});

describe('the product, by its command line', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saola-test-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  test('indexes files and answers a file of queries as a run', async () => {
    const store = join(folder, 'store');
    await indexInto(store, [join(root, 'examples/articles')]);
    const queries = join(folder, 'queries.jsonl');
    await writeFile(queries, '{"id":"kuril","query":"quan dao nam kuril"}\n{"id":"khong","query":"zzzz"}\n');
    const answers = await answerBatch(store, queries, join(folder, 'run.trec'));
    expect(answers.split('\n')[0]).toMatch(/^kuril Q0 \S*kuril\S* 1 \d+\.\d+ saola$/);
    expect(answers).not.toContain('khong');
  });

  test('is not judged where it left an article out', async () => {
    const file = join(folder, 'broken.jsonl');
    await writeFile(file, '{"title":"Mưa lớn ở Huế"}\n{"title":\n');
    await expect(indexInto(join(folder, 'other'), [file])).rejects.toThrow(/broken\.jsonl:2/);
  });
});
