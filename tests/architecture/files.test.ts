import { expect, test } from 'vitest';
import { LAYERS, sourceFiles, textOf } from '../support/sources.ts';

/** A longer file does more than one thing; a suite of one contract, or a server made for tests, may be somewhat longer. */
const MAX_LINES = 400;
const MAX_TEST_LINES = 520;

const codeIn = (folders: readonly string[]) =>
  folders
    .flatMap((folder) => sourceFiles(folder, /\.(ts|mjs|cjs|js)$/))
    .map((file) => ({ file, lines: linesOf(file) }));
const linesOf = (file: string): number => textOf(file).split('\n').length - 1;

test.each([
  { folders: [...LAYERS, 'scripts', 'bench'], most: MAX_LINES },
  { folders: ['tests'], most: MAX_TEST_LINES },
])('no file of $folders has over $most lines', ({ folders, most }) => {
  const code = codeIn(folders);
  expect(code.length).toBeGreaterThan(0);
  expect(code.filter(({ lines }) => lines > most)).toEqual([]);
});

test('the first line of each module of the product says what its job is', () => {
  const silent = LAYERS.flatMap((layer) => sourceFiles(layer, /\.ts$/)).filter(
    (file) => !/^(#!.*\n)?\/\*\* \S/.test(textOf(file)),
  );
  expect(silent).toEqual([]);
});
