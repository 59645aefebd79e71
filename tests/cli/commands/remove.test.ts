/** `saola remove`: what it takes out, and what it says of what is not there. */
import { describe, expect, test } from 'vitest';
import type { PurgeReport } from '../../../indexer/purge.ts';
import { runWith } from '../fake-io.ts';
import { PURGE_REPORT, REPORT } from '../reports.ts';

function remover(missing: readonly string[]) {
  const seen: unknown[] = [];
  const removeArticles = async (_store: unknown, ids: readonly string[], options: object = {}) => {
    seen.push(ids, options);
    return { ...REPORT, missing };
  };
  return { seen, removeArticles };
}

test('takes out what it is told', async () => {
  const parts = remover([]);
  const { code, out, err } = await runWith(['remove', 'kuril', '/tin/bão.html', '--store', 'kho'], parts);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(err).toContain(`Published version ${REPORT.version}`);
  expect(parts.seen).toEqual([['kuril', '/tin/bão.html'], expect.objectContaining({ dryRun: false })]);
});

test('what is not there is named, and is not done', async () => {
  const { code, err } = await runWith(['remove', 'kuril', 'krul', '--store', 'kho'], remover(['krul']));
  expect(code).toBe(1);
  expect(err).toMatch(/^There is no article "krul" in memory:.*\.\nPublished version /);
});

test('options arrive, --json prints the report', async () => {
  const parts = remover([]);
  const args = ['remove', 'kuril', '--store', 'kho', '--dry-run', '--json'];
  const { out } = await runWith(args, parts);
  expect(parts.seen[1]).toMatchObject({ dryRun: true });
  expect(JSON.parse(out)).toEqual({ ...REPORT, missing: [] });
});

function purger(report: Partial<PurgeReport> = {}) {
  const seen: unknown[] = [];
  const purgeArticles = async (_store: unknown, ids: readonly string[], options: object = {}) => {
    seen.push(ids, options);
    return { ...PURGE_REPORT, ...report };
  };
  return { seen, purgeArticles };
}

describe('--purge', () => {
  const ARGS = ['remove', 'kuril', '--purge', '--store', 'kho'];

  test('takes out of everything, lists the versions that are gone, and says what it cannot reach', async () => {
    const parts = purger();
    const { code, out, err } = await runWith(ARGS, parts);
    expect(code).toBe(0);
    expect(out).toBe(`${PURGE_REPORT.versions.join('\n')}\n`);
    expect(err).toMatch(/^Published version 00000005.*\nNot reached by this command:\n- Answers in caches/s);
    expect(parts.seen).toEqual([['kuril'], expect.objectContaining({ dryRun: false })]);
  });

  test.each([
    {
      why: 'an id is nowhere',
      report: { missing: ['kuril'] },
      says: /^There is no article "kuril" .*, live or in a version/,
    },
    {
      why: 'old versions could not be erased',
      report: { past: { count: 0, bytes: 0, left: 3, problem: 'Access denied.' } },
      says: /NOT DONE: .* 3 are left.*Access denied\./s,
    },
  ])('is not done, exit code 1, where $why', async ({ report, says }) => {
    const { code, err } = await runWith(ARGS, purger(report));
    expect(code).toBe(1);
    expect(err).toMatch(says);
    expect(err).toMatch(/Not reached by this command/);
  });

  test('names what it left alone, and what nobody could look into', async () => {
    const unreadable = PURGE_REPORT.versions.slice(0, 1);
    const { code, err } = await runWith(ARGS, purger({ unreadable, others: ['segments/ghi-chu.txt'] }));
    expect(code).toBe(0);
    expect(err).toMatch(
      /^segments\/ghi-chu\.txt is not Saola's.*\nVersion 00000004-0a1b2c3d4e5f cannot be read.* is gone\.\n/,
    );
  });

  test('options arrive, --json prints the report', async () => {
    const parts = purger({ dryRun: true });
    const { out } = await runWith([...ARGS, '--dry-run', '--json'], parts);
    expect(parts.seen[1]).toMatchObject({ dryRun: true });
    expect(JSON.parse(out)).toEqual({ ...PURGE_REPORT, dryRun: true });
  });
});
