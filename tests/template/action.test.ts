/** The GitHub Action and the workflow that shows it: inputs that are used and told of, a script that takes them as words. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../scripts/lib/paths.mjs';
import { at, dictionary, list, word } from './cloudformation.ts';
import type { Dictionary, Json } from './cloudformation.ts';

const read = (path: string): Dictionary => dictionary(parse(readFileSync(join(root, path), 'utf8')) as Json);
const action = read('.github/actions/deploy/action.yml');
const workflow = read('examples/github/deploy.yml');
const inputs = dictionary(at(action, 'inputs'));
const steps = list(at(action, 'runs', 'steps')).map(dictionary);
const job = at(workflow, 'jobs', 'index');
const jobSteps = list(at(job, 'steps')).map(dictionary);
/** `owner/name[/folder]@vN` or `@<commit>`, of somebody else. */
const used = [...steps, ...jobSteps].flatMap((step) => (step['uses'] === undefined ? [] : [word(step['uses'])]));

describe('the action', () => {
  test.each(Object.keys(inputs))('input %s is used, described and told of in docs/deploy.md', (name) => {
    expect(JSON.stringify(steps)).toContain(`\${{ inputs.${name} }}`);
    expect(word(at(inputs, name, 'description'))).not.toBe('');
    expect(readFileSync(join(root, 'docs/deploy.md'), 'utf8')).toContain(`\`${name}\``);
  });

  test('uses no input that there is not', () => {
    const asked = [...JSON.stringify(steps).matchAll(/inputs\.([\w-]+)/g)].map(([, name = '']) => name);
    expect(asked.filter((name) => inputs[name] === undefined)).toEqual([]);
  });

  test('has no input pasted into a script', () => {
    const scripts = steps.flatMap((step) => (step['run'] === undefined ? [] : [word(step['run'])]));
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('holds no key, and builds before it has credentials', () => {
    const order = steps.map((step) => word(step['uses'] ?? step['name'] ?? ''));
    expect(order).toEqual([
      'actions/setup-node@v6',
      'Build Saola',
      'aws-actions/configure-aws-credentials@v6',
      'Index the articles',
    ]);
    expect(JSON.stringify(action)).not.toMatch(/aws-(access|secret)|secrets\./i);
  });

  test('pins what others wrote', () => {
    expect(used.filter((name) => !/@(v\d+(\.\d+){0,2}|[0-9a-f]{40})$/.test(name))).toEqual([]);
  });

  test.each([
    { why: 'one folder', articles: 'content/articles', mirror: 'false', words: ['content/articles'], flags: [] },
    {
      why: 'several, with spaces and accents, and an empty line between',
      articles: 'bài viết\n\ntin/tháng 6.jsonl\n',
      mirror: 'true',
      words: ['bài viết', 'tin/tháng 6.jsonl'],
      flags: ['--mirror'],
    },
    {
      why: 'a path that would be a command',
      articles: '$(id); `id`',
      mirror: 'false',
      words: ['$(id); `id`'],
      flags: [],
    },
  ])('indexes $why', ({ articles, mirror, words, flags }) => {
    const folder = mkdtempSync(join(tmpdir(), 'saola-action-'));
    try {
      mkdirSync(join(folder, 'bin'));
      // Stands for node: prints each word it is given on a line of its own.
      writeFileSync(join(folder, 'bin/node'), '#!/bin/sh\nfor word in "$@"; do echo "$word"; done\n', { mode: 0o755 });
      const script = word(steps.at(-1)?.['run'] ?? '');
      const { stdout, status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
        encoding: 'utf8',
        env: {
          PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
          GITHUB_ACTION_PATH: '/actions/saola/.github/actions/deploy',
          ARTICLES: articles,
          STORE: 's3://saola-bucket-1x2y/saola',
          MIRROR: mirror,
        },
      });
      expect(stdout.trim().split('\n')).toEqual(
        ['/actions/saola/.github/actions/deploy/../../../dist/cli/saola.mjs', 'index'].concat(
          words,
          ['--store', 's3://saola-bucket-1x2y/saola'],
          flags,
        ),
      );
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the workflow that shows it', () => {
  const given = dictionary(at(jobSteps.at(-1) ?? null, 'with'));

  test('gives the action what it wants and nothing that it does not know', () => {
    expect(Object.keys(given).filter((name) => inputs[name] === undefined)).toEqual([]);
    const wanted = Object.keys(inputs).filter((name) => dictionary(at(inputs, name))['required'] === true);
    expect(Object.keys(given)).toEqual(expect.arrayContaining(wanted));
    expect(word(at(jobSteps.at(-1) ?? null, 'uses'))).toContain('/.github/actions/deploy@');
  });

  test('may take the role and read the repository, and no more', () => {
    expect(at(workflow, 'permissions')).toEqual({});
    expect(at(job, 'permissions')).toEqual({ contents: 'read', 'id-token': 'write' });
  });

  test('publishes one at a time', () => {
    expect(at(workflow, 'concurrency')).toMatchObject({ 'cancel-in-progress': false });
  });
});
