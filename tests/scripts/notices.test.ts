import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundledPackages, notices } from '../../scripts/lib/notices.mjs';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'saola-notices-'))));
afterEach(() => rmSync(root, { recursive: true }));

function install(name: string, about: object, files: Record<string, string>): string {
  const folder = `node_modules/${name}`;
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(
    join(root, folder, 'package.json'),
    JSON.stringify({ name, version: '1.2.3', license: 'MIT', ...about }),
  );
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, folder, file), text);
  return folder;
}

test('a package is named where at least a byte of it is in the output, with its scope, and inside another one', () => {
  const inputs = {
    'core/saola.ts': { bytesInOutput: 10 },
    'node_modules/flexsearch/dist/module.mjs': { bytesInOutput: 10 },
    'node_modules/flexsearch/dist/lang.mjs': { bytesInOutput: 10 },
    'node_modules/@aws-sdk/client-s3/dist-es/index.js': { bytesInOutput: 10 },
    'node_modules/vite/node_modules/lru-cache/index.js': { bytesInOutput: 10 },
    'node_modules/unused/index.js': { bytesInOutput: 0 },
  };
  const output = { inputs, bytes: 40, imports: [], exports: [] };
  expect(bundledPackages({ inputs: {}, outputs: { 'dist/cli/saola.mjs': output } })).toEqual([
    'node_modules/@aws-sdk/client-s3',
    'node_modules/flexsearch',
    'node_modules/vite/node_modules/lru-cache',
  ]);
});

test('licence and notice go along whole, equal ones once', () => {
  const text = notices(root, [
    install('flexsearch', { license: 'Apache-2.0' }, { LICENSE: 'Apache License', 'NOTICE.txt': 'Nextapps GmbH' }),
    install('chè', {}, { 'license.md': 'Permission is hereby granted' }),
    install('phở', {}, { 'LICENSE-MIT': 'Permission is hereby granted\r\n' }),
  ]);
  expect(text).toContain('flexsearch 1.2.3 (Apache-2.0)\n');
  expect(text).toContain('Apache License\n\nNextapps GmbH\n');
  expect(text).toContain('chè 1.2.3 (MIT)\nphở 1.2.3 (MIT)\n');
  expect(text.match(/Permission is hereby granted/g)).toHaveLength(1);
});

test('a package without the licence file of its repository is covered by a neighbour from there', () => {
  const repository = { url: 'git+https://example.org/sdk.git' };
  const folders = [
    install('bún', { repository }, {}),
    install('bún-bò', { repository }, { LICENSE: 'Permission is hereby granted' }),
  ];
  expect(notices(root, folders)).toContain('bún 1.2.3 (MIT)\nbún-bò 1.2.3 (MIT)\n');
});

test.each([
  { why: 'another repository', bare: { repository: { url: 'https://example.org/a.git' } } },
  { why: 'no repository', bare: {} },
  { why: 'another licence', bare: { repository: { url: 'https://example.org/b.git' }, license: 'ISC' } },
])('a package that says nowhere under what licence stops the build — $why', ({ bare }) => {
  const folders = [
    install('bún', bare, {}),
    install(
      'bún-bò',
      { repository: { url: 'https://example.org/b.git' } },
      { LICENSE: 'Permission is hereby granted' },
    ),
  ];
  expect(() => notices(root, folders)).toThrow('node_modules/bún is bundled, but says nowhere under what licence');
});

test('where nothing of others is bundled there is no notice', () => expect(notices(root, [])).toBe(''));
