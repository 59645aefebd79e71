/** `saola remove`: what it takes out, and what it says of what is not there. */
import { expect, test } from 'vitest';
import { runWith } from '../fake-io.ts';
import { REPORT } from '../reports.ts';

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
