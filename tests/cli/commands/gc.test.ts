/** `saola gc`: what it is told, and what it says. */
import { expect, test } from 'vitest';
import type { VersionId } from '../../../core/index/manifest.ts';
import type { GcOptions, GcReport } from '../../../indexer/gc.ts';
import { runWith } from '../fake-io.ts';

const REPORT: GcReport = {
  dryRun: false,
  versions: ['00000002-f0637bf1f1cd', '00000001-0a1b2c3d4e5f'] as VersionId[],
  versionBytes: 800_000,
  parts: { count: 9, bytes: 25_600_000 },
  keptVersions: 10,
  keptParts: { count: 41, bytes: 130_000_000 },
  youngParts: { count: 1, bytes: 7_000 },
  unfinished: { count: 0, bytes: 0 },
  youngUnfinished: { count: 0, bytes: 0 },
  others: ['segments/ghi-chu\u0007.txt'],
};

function cleaner(report: GcReport = REPORT) {
  const seen: GcOptions[] = [];
  const gc = async (_store: unknown, options: GcOptions = {}) => {
    seen.push(options);
    options.onProgress?.(3, 9);
    return report;
  };
  return { seen, gc };
}

test('says what is gone and what stays', async () => {
  const parts = cleaner();
  expect(await runWith(['gc', '--store', 'kho'], parts)).toEqual({
    code: 0,
    out: '00000002-f0637bf1f1cd\n00000001-0a1b2c3d4e5f\n',
    err:
      'segments/ghi-chu .txt is not named like a part of an index, and was left alone.\n' +
      'Deleted 2 versions and 9 parts (26.4 MB); 10 versions and 41 parts (130.0 MB) stay, of which no version names 1 (7.0 kB), too young to go.\n',
  });
  expect(parts.seen).toEqual([expect.objectContaining({ keep: 10, graceMs: 24 * 3_600_000, dryRun: false })]);
});

test('options arrive, --json prints the report', async () => {
  const parts = cleaner({ ...REPORT, dryRun: true, others: [], youngParts: { count: 0, bytes: 0 } });
  const args = ['gc', '--store', 'kho', '--keep', '1', '--grace', '3', '--dry-run', '--json'];
  const { code, out, err } = await runWith(args, parts, { isTerminal: true });
  expect(code).toBe(0);
  expect(parts.seen).toEqual([expect.objectContaining({ keep: 1, graceMs: 3 * 3_600_000, dryRun: true })]);
  expect(JSON.parse(out)).toMatchObject({ dryRun: true, keptVersions: 10 });
  expect(err).toContain('deleting 3 of 9');
  expect(err).toMatch(
    /Dry run, nothing was deleted\. There would go 2 versions and 9 parts \(26\.4 MB\); .* stay\.\n$/,
  );
});

test('names what is left of builds', async () => {
  const parts = cleaner({ ...REPORT, others: [], unfinished: { count: 3, bytes: 6_200_000 } });
  const { err } = await runWith(['gc', '--store', 'kho'], parts);
  expect(err).toContain('9 parts (26.4 MB), and 3 pieces of builds that nobody joined (6.2 MB); 10 versions');
});
