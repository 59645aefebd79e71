/** template.yaml as AWS's own tools see it: cfn-lint, `sam validate --lint` and `sam build` find nothing wrong. They need
 *  no account and no network, only a region. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findOnPath } from '../../scripts/deploy/sam.mjs';
import { filesBelow } from '../../scripts/lib/fingerprint.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { needs } from '../support/real.ts';

/** `SAOLA_VENV` is a Python virtual environment made with `pip install cfn-lint aws-sam-cli`. */
const venv = process.env['SAOLA_VENV'];
const path = [...(venv === undefined ? [] : [join(venv, 'bin')]), process.env['PATH'] ?? ''].join(delimiter);
const cfnLint = findOnPath('cfn-lint', path);
const sam = findOnPath('sam', path);

const present = cfnLint !== null && sam !== null;
const tools = 'cfn-lint and sam (pip install cfn-lint aws-sam-cli, on the path or in SAOLA_VENV)';

describe.skipIf(!needs(tools, present, 'npm run test:template'))('the template passes', () => {
  /** A copy of what is deployed, since `sam build` leaves a folder beside the template. */
  let folder: string;
  let template: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'saola-template-'));
    template = join(folder, 'template.yaml');
    cpSync(join(root, 'template.yaml'), template);
    cpSync(join(root, 'dist/functions'), join(folder, 'dist/functions'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Gives all that was printed, and fails where the tool does. */
  function run(tool: string | null, ...args: readonly string[]): string {
    const env = { ...process.env, PATH: path, AWS_DEFAULT_REGION: 'ap-southeast-1', SAM_CLI_TELEMETRY: '0' };
    const { status, stdout, stderr } = spawnSync(tool ?? '', args, { cwd: folder, env, encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
    return stdout + stderr;
  }

  test('cfn-lint without a word, for every region with the services', () => {
    expect(run(cfnLint, '--regions', 'ap-southeast-1', 'us-east-1', 'eu-central-1', '--', template)).toBe('');
  });

  test('sam validate --lint', () => {
    expect(run(sam, 'validate', '--lint', '--template-file', template)).toContain('is a valid SAM Template');
  });

  test('sam build, which leaves the tested bundle as it is', () => {
    run(sam, 'build', '--template-file', template);
    const built = readFileSync(join(folder, '.aws-sam/build/template.yaml'), 'utf8');
    const codeUri = /CodeUri: (\S+)/.exec(built)?.[1] ?? '';
    const code = join(folder, '.aws-sam/build', codeUri);
    expect(existsSync(code), `${code} is not there`).toBe(true);
    const tested = join(root, 'dist/functions/search');
    const files = filesBelow(tested).map((file) => relative(tested, file));
    expect(filesBelow(code).map((file) => relative(code, file))).toEqual(files);
    for (const file of files) expect(readFileSync(join(code, file))).toEqual(readFileSync(join(tested, file)));
  });
});
