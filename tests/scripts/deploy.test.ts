/** `npm run deploy` without AWS: a `sam` of our own stands on the path, writes down how it was called, and answers as told. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closing, deploy } from '../../scripts/deploy/deploy.mjs';
import { optionsFrom } from '../../scripts/deploy/options.mjs';
import { explain, findOnPath, line, outputsOf, parameterOverrides, runSam } from '../../scripts/deploy/sam.mjs';
import { parameterNames } from '../../scripts/deploy/template.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { dictionary, parseTemplate } from '../template/cloudformation.ts';

const TEMPLATE = join(root, 'template.yaml');
const SAOLA = join(root, 'dist/cli/saola.mjs');
const STORE = 's3://saola-bucket-1x2y/saola';
const SEARCH = 'https://d1a2b3.cloudfront.net';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'saola-deploy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Answer = { readonly out?: string; readonly err?: string; readonly code?: number };

/** Puts a `sam` into `folder` that gives these answers, one a call, and tells how it was called. */
function fakeSam(...answers: readonly Answer[]): { readonly path: string; readonly calls: () => unknown } {
  const log = join(folder, 'calls.jsonl');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(log, '');
  writeFileSync(
    join(bin, 'sam'),
    `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const log = ${JSON.stringify(log)};
const nth = readFileSync(log, 'utf8').split('\\n').length - 1;
appendFileSync(log, JSON.stringify(process.argv.slice(2)) + '\\n');
const { out = '', err = '', code = 0 } = ${JSON.stringify(answers)}[nth];
process.stdout.write(out);
process.stderr.write(err);
process.exitCode = code;
`,
  );
  chmodSync(join(bin, 'sam'), 0o755);
  const calls = (): unknown =>
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((call): unknown => JSON.parse(call));
  return { path: bin, calls };
}

const stackOutputs = (outputs: Readonly<Record<string, string>>): Answer => ({
  out: JSON.stringify(Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }))),
});
const FIRST = { StoreUri: STORE, SearchUrl: SEARCH, DistributionDomain: 'd1a2b3.cloudfront.net' };

/** Deploys with the `sam` of `path`; gives what was run with Node, and what was said. */
async function run(path: string, args: readonly string[]) {
  const options = optionsFrom(args, {});
  if (options === 'help') throw new Error('No help was asked for.');
  const sam = findOnPath('sam', path) ?? '';
  const nodeCalls: (readonly string[])[] = [];
  const said: string[] = [];
  const outputs = await deploy(
    options,
    {
      node: async (call) => void nodeCalls.push(call),
      sam: async (call) => void (await runSam(sam, call, { cwd: root, env: process.env, quiet: true })),
      outputs: async (call) => outputsOf(await runSam(sam, call, { cwd: root, env: process.env, quiet: true })),
    },
    (words) => said.push(words),
  );
  return { outputs, nodeCalls, said };
}

const HOW = ['--capabilities', 'CAPABILITY_IAM', '--resolve-s3', '--no-fail-on-empty-changeset'];
const validated = ['validate', '--lint', '--template-file', TEMPLATE];
const deployed = (stack: string, ...rest: readonly string[]): readonly string[] =>
  ['deploy', '--template-file', TEMPLATE, '--stack-name', stack].concat(HOW, rest);
const listed = (stack: string, ...rest: readonly string[]): readonly string[] =>
  ['list', 'stack-outputs', '--stack-name', stack, '--output', 'json'].concat(rest);

describe('the steps', () => {
  test('a first deploy builds, validates, deploys, tells the function its address, and indexes', async () => {
    const sam = fakeSam({}, {}, stackOutputs(FIRST), {}, stackOutputs({ ...FIRST, PublicUrl: SEARCH }));
    const { outputs, nodeCalls } = await run(sam.path, ['--articles', '/site/bài viết', '--articles', '/site/tin']);
    expect(sam.calls()).toEqual([
      validated,
      deployed('saola'),
      listed('saola'),
      deployed('saola', '--parameter-overrides', `PublicUrl="${SEARCH}"`),
      listed('saola'),
    ]);
    expect(nodeCalls).toEqual([
      [join(root, 'scripts/build.mjs')],
      [SAOLA, 'index', '/site/bài viết', '/site/tin', '--store', STORE],
    ]);
    expect(closing(outputs, true)).toBe(`Search: ${SEARCH}/search?q=`);
  });

  test('every later one deploys once, then indexes what the articles hold now', async () => {
    const sam = fakeSam({}, {}, stackOutputs({ ...FIRST, PublicUrl: SEARCH }));
    const args = ['--stack', 'bao-moi', '--region', 'ap-southeast-1', '--articles', '/site/tin', '--mirror'];
    const { nodeCalls } = await run(sam.path, args);
    const there = ['--region', 'ap-southeast-1'];
    expect(sam.calls()).toEqual([[...validated, ...there], deployed('bao-moi', ...there), listed('bao-moi', ...there)]);
    expect(nodeCalls[1]).toEqual([SAOLA, 'index', '/site/tin', '--store', STORE, '--mirror']);
  });

  test('parameters that were asked for are passed on, in the second deploy too', async () => {
    const sam = fakeSam({}, {}, stackOutputs(FIRST), {}, stackOutputs({ ...FIRST, PublicUrl: SEARCH }));
    await run(sam.path, ['--parameter', 'SiteName=Báo Mới', '--parameter', 'MonthlyBudgetUsd=20']);
    const asked = ['SiteName="Báo Mới"', 'MonthlyBudgetUsd="20"'];
    expect(sam.calls()).toMatchObject({
      1: deployed('saola', '--parameter-overrides', ...asked),
      3: deployed('saola', '--parameter-overrides', ...asked, `PublicUrl="${SEARCH}"`),
    });
  });

  test('without articles nothing is indexed, and it says how to', async () => {
    const sam = fakeSam({}, {}, stackOutputs({ ...FIRST, PublicUrl: SEARCH }));
    const { outputs, nodeCalls } = await run(sam.path, []);
    expect(nodeCalls).toHaveLength(1);
    expect(closing(outputs, false)).toContain(`saola index <articles> --store ${STORE}`);
  });

  test('an own domain needs one deploy, and a DNS record that only its owner can make', async () => {
    const own = { ...FIRST, SearchUrl: 'https://tim.example.vn', PublicUrl: 'https://tim.example.vn' };
    const sam = fakeSam({}, {}, stackOutputs(own));
    const { outputs } = await run(sam.path, ['--parameter', 'DomainName=tim.example.vn']);
    expect(sam.calls()).toHaveLength(3);
    expect(closing(outputs, true)).toContain('tim.example.vn be a CNAME of d1a2b3.cloudfront.net');
  });

  test.each([
    { step: 'validate', answers: [{ code: 1, err: 'E3012 …' }], calls: 1 },
    { step: 'deploy', answers: [{}, { code: 1, err: 'Error: …' }], calls: 2 },
    { step: 'list', answers: [{}, {}, { code: 1, err: 'Error: …' }], calls: 3 },
  ])('a failing sam $step ends it there, and nothing is indexed', async ({ step, answers, calls }) => {
    const sam = fakeSam(...answers);
    await expect(run(sam.path, ['--articles', '/site/tin'])).rejects.toThrow(`sam ${step}`);
    expect(sam.calls()).toHaveLength(calls);
  });

  test('a stack of something else is not indexed into', async () => {
    const sam = fakeSam({}, {}, stackOutputs({ PublicUrl: SEARCH }));
    await expect(run(sam.path, ['--articles', '/site/tin'])).rejects.toThrow('no output "StoreUri"');
  });
});

/** The command itself; without `bin` there is no `sam`. */
function command(args: readonly string[], bin = '') {
  const env = { INIT_CWD: root, PATH: [bin, dirname(process.execPath)].join(delimiter), HOME: folder };
  return spawnSync(process.execPath, [join(root, 'scripts/deploy.mjs'), ...args], { env, encoding: 'utf8' });
}

describe('the command', () => {
  test('--dry-run prints each command and runs none', () => {
    const { stdout, status } = command(['--dry-run', '--articles', 'examples/articles', '--region', 'ap-southeast-1']);
    expect(stdout.trim().split('\n')).toEqual([
      line('node', [join(root, 'scripts/build.mjs')]),
      line('sam', [...validated, '--region', 'ap-southeast-1']),
      line('sam', deployed('saola', '--region', 'ap-southeast-1')),
      line('sam', listed('saola', '--region', 'ap-southeast-1')),
      line('sam', deployed('saola', '--region', 'ap-southeast-1', '--parameter-overrides', 'PublicUrl="<SearchUrl>"')),
      line('sam', listed('saola', '--region', 'ap-southeast-1')),
      line('node', [SAOLA, 'index', join(root, 'examples/articles'), '--store', '<StoreUri>']),
    ]);
    expect(status).toBe(0);
  });

  test('goes all the way: a stack whose bucket is a folder here holds the articles at its end', () => {
    const store = join(folder, 'store');
    const articles = join(folder, 'tin.jsonl');
    const article = {
      id: 'ca-phe',
      title: 'Cà phê Buôn Ma Thuột được mùa',
      body: 'Giá cà phê tăng 5% so với tháng trước.',
    };
    writeFileSync(articles, JSON.stringify(article));
    const sam = fakeSam({}, {}, stackOutputs({ ...FIRST, StoreUri: store, PublicUrl: SEARCH }));
    const { stderr, status } = command(['--articles', articles, '--region', 'ap-southeast-1'], sam.path);
    expect(status, `It said: ${stderr}`).toBe(0);
    expect(stderr).toContain(`Search: ${SEARCH}/search?q=`);
    expect(sam.calls()).toHaveLength(3);
    expect(JSON.parse(readFileSync(join(store, 'current.json'), 'utf8'))).toMatchObject({ articles: 1 });
  });

  test.each([
    { why: 'no sam on the path', args: [], says: 'install the AWS SAM CLI' },
    {
      why: 'a misspelt parameter',
      args: ['--parameter', 'Domainname=tim.example.vn'],
      says: 'no parameter "Domainname"',
    },
    { why: 'a parameter without a value', args: ['--parameter', 'DomainName'], says: 'Name=Value' },
    { why: 'a misspelt option', args: ['--artikel', 'tin'], says: "Unknown option '--artikel'" },
    { why: 'articles that are not there', args: ['--articles', 'không-có'], says: 'không-có is not there' },
    { why: 'a name that no stack may have', args: ['--stack', 'báo'], says: '"báo" is no name for a stack' },
  ])('$why: one sentence, exit 1', ({ args, says }) => {
    const { stderr, stdout, status } = command(args);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  test('--help says what there is', () => {
    const { stdout, status } = command(['--help']);
    for (const option of ['--articles', '--mirror', '--stack', '--region', '--parameter', '--dry-run'])
      expect(stdout).toContain(option);
    expect(status).toBe(0);
  });
});

describe('the words of sam', () => {
  // As SAM CLI 1.170 and AWS print them.
  test.each([
    { err: 'Error: Unable to locate credentials', says: 'No AWS credentials were found' },
    { err: 'Error: The config profile (bao-moi) could not be found', says: 'No AWS credentials were found' },
    {
      err: 'Error: Failed to create managed resources: An error occurred (ExpiredToken) when calling the CreateChangeSet operation: The security token included in the request is expired',
      says: 'sign in again',
    },
    {
      err: 'An error occurred (InvalidClientTokenId) when calling the DescribeStacks operation: The security token included in the request is invalid.',
      says: 'sign in again',
    },
    {
      err: 'Error: Error Setting Up Managed Stack Client: Unable to resolve a region. Please provide a region via the --region parameter or by the AWS_DEFAULT_REGION environment variable.',
      says: '--region ap-southeast-1',
    },
    {
      err: 'An error occurred (AccessDenied) when calling the DescribeStacks operation: User: arn:aws:iam::123456789012:user/lan is not authorized to perform: cloudformation:DescribeStacks',
      says: 'docs/deploy.md says what a deploy needs',
    },
    {
      err: 'Error: Failed to create/update the stack: saola, Waiter StackCreateComplete failed: Waiter encountered a terminal failure state: For expression "Stacks[].StackStatus" we matched expected path: "ROLLBACK_COMPLETE"',
      says: 'AWS could not make the stack',
    },
    { err: 'Error: something new', says: 'sam deploy failed, as it says above' },
  ])('$err', ({ err, says }) => expect(explain(err, ['deploy'])).toContain(says));

  test('overrides keep spaces, quotes and empty values', () => {
    const [, ...pairs] = parameterOverrides({ SiteName: 'Báo "Mới" Hà Nội', DomainName: '' });
    expect(pairs).toEqual(['SiteName="Báo \\"Mới\\" Hà Nội"', 'DomainName=""']);
    expect(parameterOverrides({})).toEqual([]);
  });

  test('a program is what can be run, and the first one counts', () => {
    for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'a/sam'), '', { mode: 0o644 });
    mkdirSync(join(folder, 'b/sam'));
    writeFileSync(join(folder, 'c/sam'), '', { mode: 0o755 });
    const path = ['a', 'b', 'c'].map((name) => join(folder, name)).join(delimiter);
    expect(findOnPath('sam', path)).toBe(join(folder, 'c/sam'));
    expect(findOnPath('sam', join(folder, 'a'))).toBeNull();
    expect(findOnPath('sam')).toBeNull();
  });

  test('the template’s parameters are those that can be set', () => {
    const { Parameters } = parseTemplate(readFileSync(TEMPLATE, 'utf8'));
    expect(parameterNames(TEMPLATE)).toEqual(Object.keys(dictionary(Parameters ?? null)));
  });
});
