/** The function that ingests starts with what every object needs; what only some need is read when one of them comes. */
import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { ingestFunction } from '../../scripts/build-options.mjs';

/** 621,000 when it was written; parsers of pages, Markdown and XML alone are as much again. */
const MOST_START_BYTES = 680_000;

let outputs: Metafile['outputs'];
let atStart: ReadonlySet<string>;
beforeAll(async () => {
  ({ outputs } = (await build({ ...ingestFunction('dist/functions/ingest'), write: false })).metafile as Metafile);
  const found = new Set(['dist/functions/ingest/handler.mjs']);
  for (const file of found) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) found.add(path);
    }
  }
  atStart = found;
});

const packagesIn = (files: Iterable<string>): Set<string> =>
  new Set(
    [...files]
      .flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}))
      .flatMap((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? []),
  );

describe('the start of the function that ingests', () => {
  test('is one small read', () => {
    const bytes = [...atStart].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(MOST_START_BYTES);
  });

  test.each(['linkedom', '@mozilla/readability', 'marked', 'sax', 'yaml'])('leaves %s unread', (name) => {
    expect(packagesIn(Object.keys(outputs))).toContain(name);
    expect(packagesIn(atStart)).not.toContain(name);
  });

  test('has beside it what its threads run', () => {
    expect(Object.keys(outputs)).toContain('dist/functions/ingest/chunk-worker.mjs');
  });
});
