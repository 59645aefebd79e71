import { expect, test } from 'vitest';
import { LAYERS, sourceFiles, textOf } from '../support/sources.ts';

/** A longer file does more than one thing. */
const MAX_LINES = 400;

const code = [...LAYERS, 'scripts', 'tests', 'bench'].flatMap((folder) => sourceFiles(folder, /\.(ts|mjs|cjs|js)$/));

test(`no source file is over ${MAX_LINES} lines`, () => {
  const long = code
    .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > MAX_LINES);
  expect(code.length).toBeGreaterThan(0);
  expect(long).toEqual([]);
});

test('the first line of each module of the product says what its job is', () => {
  const silent = LAYERS.flatMap((layer) => sourceFiles(layer, /\.ts$/)).filter(
    (file) => !/^(#!.*\n)?\/\*\* \S/.test(textOf(file)),
  );
  expect(silent).toEqual([]);
});
