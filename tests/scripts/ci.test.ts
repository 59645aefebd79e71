import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { root } from '../../scripts/lib/paths.mjs';
import { needs } from '../support/real.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'saola-ci-'))));
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

const ask = (present: boolean): boolean => needs('a lighthouse', present, 'npm run test:sea');

describe('tests that need more than Node', () => {
  test.each([true, false])('are left out of npm test, and it is noted down (there: %s)', (present) => {
    const list = join(folder, 'skipped.jsonl');
    vi.stubEnv('SAOLA_REAL', undefined);
    vi.stubEnv('SAOLA_SKIPPED', list);
    expect(ask(present)).toBe(false);
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual({ name: 'a lighthouse', how: 'npm run test:sea' });
  });

  test('run where they are asked for, and fail where they then cannot', () => {
    vi.stubEnv('SAOLA_REAL', '1');
    expect(ask(true)).toBe(true);
    expect(() => ask(false)).toThrow('These tests need a lighthouse, which is not here. To have it: npm run test:sea');
  });
});

/** `.ci/run` where every program that it could start is `script`. */
function ciRun(script: string) {
  for (const name of ['npm', 'go', 'python3', 'apt-get', 'chromium']) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  // In a copy: beside it stands no judged data, so `relevance` has nothing to judge.
  const copy = join(folder, 'clone');
  mkdirSync(join(copy, '.ci'), { recursive: true });
  mkdirSync(join(copy, 'scripts/lib'), { recursive: true });
  for (const file of ['.ci/run', 'scripts/report.mjs', 'scripts/lib/tally.mjs'])
    writeFileSync(join(copy, file), readFileSync(join(root, file)));
  const path = [folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  const env = { PATH: path, HOME: folder, SAOLA_CACHE: join(folder, 'cache') };
  const { status, stdout } = spawnSync('bash', [join(copy, '.ci/run')], { env, encoding: 'utf8' });
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1), out: stdout };
}

describe.skipIf(process.platform === 'win32')('.ci/run', () => {
  test('fails where nothing could run, and counts each part that could not', () => {
    const { status, lastLine, out } = ciRun('exit 1');
    expect(status).toBe(1);
    expect(lastLine).toBe('0 passed, 5 failed, 1 skipped');
    expect(out).toContain('Could not be made ready: an S3 server');
  });

  test('counts what its parts counted, and a failure once', () => {
    // What `npm test` and `npm run test:…` write down of their tests.
    const counting = `case "$*" in
      test) echo '["fold > đ","passed"]' >>"$SAOLA_TALLY"; echo '["s3 > range","skipped"]' >>"$SAOLA_TALLY" ;;
      *test:s3) echo '["s3 > range","passed"]' >>"$SAOLA_TALLY" ;;
      *test:browser) echo '["Escape closes","failed"]' >>"$SAOLA_TALLY"
        # More than a pipe holds: who has found the failure may stop reading.
        seq 9000 | sed 's/.*/["key &","passed"]/' >>"$SAOLA_TALLY"; exit 1 ;;
    esac`;
    const { status, lastLine } = ciRun(counting);
    expect(status).toBe(1);
    expect(lastLine).toBe('9002 passed, 1 failed, 1 skipped');
  });

  test('is green where nothing failed', () => {
    const { status, lastLine } = ciRun(`[ "$1" != test ] || echo '["fold > đ","passed"]' >>"$SAOLA_TALLY"`);
    expect({ status, lastLine }).toEqual({ status: 0, lastLine: '1 passed, 0 failed, 1 skipped' });
  });

  test('uses the versions that CONTRIBUTING.md names', () => {
    const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
    const [, versitygw, cfnLint, sam] =
      /^VERSITYGW=(\S+)\nCFN_LINT=(\S+)\nSAM=(\S+)$/m.exec(readFileSync(join(root, '.ci/run'), 'utf8')) ?? [];
    expect(guide).toContain(`versitygw@v${versitygw}\``);
    expect(guide).toContain(`pip install cfn-lint==${cfnLint} aws-sam-cli==${sam}\``);
  });
});
