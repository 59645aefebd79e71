import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { Tally, readTally } from '../../scripts/lib/tally.mjs';
import { countReport } from '../../scripts/lib/vitest.mjs';

test('the line has skips only where something was skipped', () => {
  const tally = new Tally();
  tally.count('types', 'passed');
  expect(tally.line()).toBe('1 passed, 0 failed');
  tally.count('chromium', 'skipped');
  tally.count('lint', 'failed');
  expect(tally.line()).toBe('1 passed, 1 failed, 1 skipped');
});

test('over several commands, a test that a later one ran is no longer skipped, and a failure stays one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saola-tally-'));
  vi.stubEnv('SAOLA_TALLY', join(folder, 'tally'));
  const first = new Tally();
  first.count('s3 > gets a range', 'skipped');
  first.count('fold > đ', 'failed');
  first.append();
  const second = new Tally();
  second.count('s3 > gets a range', 'passed');
  second.count('fold > đ', 'passed');
  second.append();
  const all = readTally(join(folder, 'tally'));
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  expect(all.line()).toBe('1 passed, 1 failed');
  expect(all.failures()).toEqual(['fold > đ']);
});

const report = (status: string, ...assertionResults: { fullName: string; status: string }[]) => ({
  testResults: [{ name: join(root, 'tests/core/text/fold.test.ts'), status, assertionResults }],
});

test.each([
  {
    why: 'two tests of one title are two',
    of: report('passed', { fullName: 'Đà Nẵng', status: 'passed' }, { fullName: 'Đà Nẵng', status: 'passed' }),
    line: '2 passed, 0 failed',
  },
  { why: 'a file that could not be loaded is a failure', of: report('failed'), line: '0 passed, 1 failed' },
  {
    why: 'so is one whose hook threw before its tests',
    of: report('failed', { fullName: 'Đà Nẵng', status: 'skipped' }),
    line: '0 passed, 1 failed, 1 skipped',
  },
  {
    why: 'a failed test is counted once, not with its file again',
    of: report('failed', { fullName: 'Đà Nẵng', status: 'failed' }, { fullName: 'Huế', status: 'pending' }),
    line: '0 passed, 1 failed, 1 skipped',
  },
])('$line — $why', ({ of, line }) => {
  const tally = new Tally();
  countReport(tally, of);
  expect(tally.line()).toBe(line);
});
