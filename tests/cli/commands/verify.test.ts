/** `saola verify`: what it says of a whole index and of a damaged one, and what to do then. */
import { expect, test } from 'vitest';
import type { VersionId } from '../../../core/index/manifest.ts';
import type { VerifyOptions, VerifyReport } from '../../../indexer/verify.ts';
import { runWith } from '../fake-io.ts';

const V1 = '00000001-0a1b2c3d4e5f' as VersionId;
const V2 = '00000002-f0637bf1f1cd' as VersionId;
const LIVE = { key: 'current.json', version: V2, current: true, whole: true };
const OLD = { key: `versions/${V1}.json`, version: V1, current: false, whole: true };
const WHOLE: VerifyReport = { versions: [LIVE], parts: 4, bytes: 13_200_000, faults: [], more: 0 };
const FAULTS = [
  { key: 'segments/ab.terms', offset: 8, what: 'the block has\u001B[2J another checksum' },
  { key: 'segments/ab.terms', what: 'has another SHA-256' },
];
const DAMAGED: VerifyReport = { ...WHOLE, versions: [{ ...LIVE, whole: false }], faults: FAULTS, more: 1_000 };

function verifier(report: VerifyReport) {
  const seen: VerifyOptions[] = [];
  const verify = async (_store: unknown, options: VerifyOptions = {}) => {
    seen.push(options);
    options.onProgress?.(6_500_000, options.all ? undefined : 13_200_000);
    return report;
  };
  return { seen, verify };
}

test('a whole index is said to be one', async () => {
  expect(await runWith(['verify', '--store', 'kho'], verifier(WHOLE))).toEqual({
    code: 0,
    out: '',
    err: `Version ${V2} is whole: 4 parts, 13.2 MB read in 0.0 s.\n`,
  });
  const { err } = await runWith(['verify', '--store', 'kho', '--all'], verifier({ ...WHOLE, versions: [LIVE, OLD] }));
  expect(err).toMatch(/^2 versions are whole: /);
});

test('faults go to stdout, a line each; what to do to stderr', async () => {
  const { code, out, err } = await runWith(['verify', '--store', 'kho'], verifier(DAMAGED));
  expect(code).toBe(1);
  expect(out).toBe(
    'segments/ab.terms, block at 8: the block has [2J another checksum\nsegments/ab.terms: has another SHA-256\n',
  );
  expect(err).toBe(
    `… and 1,000 more.\n1,002 faults in version ${V2}: 4 parts, 13.2 MB read in 0.0 s.\n` +
      'Go back to a version that is whole, which saola verify --all finds (saola rollback), or publish it again from the sources: saola index … --full\n',
  );
});

test.each([
  {
    why: 'one to go back to',
    versions: [{ ...LIVE, whole: false }, OLD],
    says: `saola rollback ${V1} --store memory:`,
  },
  { why: 'none', versions: [{ ...LIVE, whole: false }], says: 'No other version is whole. Please publish it again' },
  { why: 'only an old one is damaged', versions: [LIVE, { ...OLD, whole: false }], says: 'What is live is whole.' },
])('with --all, says which version is whole: $why', async ({ versions, says }) => {
  const parts = verifier({ ...DAMAGED, versions });
  const { code, err } = await runWith(['verify', '--store', 'kho', '--all'], parts);
  expect(code).toBe(1);
  expect(err).toContain(says);
  expect(parts.seen).toEqual([expect.objectContaining({ all: true })]);
});

test('as JSON, with the same exit code', async () => {
  const { code, out } = await runWith(['verify', '--store', 'kho', '--json'], verifier(DAMAGED));
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual(DAMAGED);
});

test('on a terminal says how far it has come', async () => {
  const { err } = await runWith(['verify', '--store', 'kho'], verifier(WHOLE), { isTerminal: true });
  expect(err).toContain('checking, kB 6,500 of 13,200');
  const all = await runWith(['verify', '--store', 'kho', '--all'], verifier(WHOLE), { isTerminal: true });
  expect(all.err).toContain('checking, kB 6,500\r'.slice(0, -1));
});
