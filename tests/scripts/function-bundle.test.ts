import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { searchFunction } from '../../scripts/build-options.mjs';

/** What is read and compiled before the first event: each kilobyte costs a start about 0.1 ms. */
const MOST_START_BYTES = 570_000;

let outputs: Metafile['outputs'];
let atStart: readonly string[];
beforeAll(async () => {
  ({ outputs } = (await build({ ...searchFunction('dist/functions/search'), write: false })).metafile as Metafile);
  atStart = readAtStart(outputs);
});

/** The entry, and whatever it imports at once, directly or not. */
function readAtStart(files: Metafile['outputs']): readonly string[] {
  const found = new Set(['dist/functions/search/handler.mjs']);
  for (const file of found) {
    for (const { path, kind } of files[file]?.imports ?? [])
      if (kind === 'import-statement' && path in files) found.add(path);
  }
  return [...found];
}

const packagesIn = (files: readonly string[]): string[] =>
  files.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})).flatMap((input) => PACKAGE.exec(input)?.[1] ?? []);
const PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)/;

describe('the start of the function', () => {
  test('is one small read', () => {
    const bytes = atStart.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MOST_START_BYTES);
  });

  test.each([
    { why: 'it never writes', name: '@aws-sdk/lib-storage' },
    { why: 'Lambda’s credentials are in the environment', name: '@aws-sdk/credential-provider-ini' },
    { why: 'nobody signs in there', name: '@aws-sdk/credential-provider-sso' },
    { why: 'other clients of AWS are for signing in', name: '@aws-sdk/nested-clients' },
  ])('leaves $name unread: $why', ({ name }) => {
    expect(packagesIn(Object.keys(outputs))).toContain(name);
    expect(packagesIn(atStart)).not.toContain(name);
  });

  test('imports node:http nowhere: that would load Node’s fetch and WebSocket too', () => {
    const imported = atStart.flatMap((file) => outputs[file]?.imports ?? []).map(({ path }) => path);
    expect(imported).toContain('node:https');
    expect(imported.filter((path) => /^(node:)?http$/.test(path))).toEqual([]);
  });
});
