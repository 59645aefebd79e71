/** What the sources say of themselves: their files, and whom they import. */
import { readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { filesBelow } from '../../scripts/lib/fingerprint.mjs';
import { root } from '../../scripts/lib/paths.mjs';

/** The folders of the product. */
export const LAYERS = ['core', 'indexer', 'functions', 'cli', 'web'];

export type Import = {
  /** Relative to the repository, with `/`. */
  readonly file: string;
  /** The same for a file of ours; as written for a package. */
  readonly target: string;
  /** Gone when it runs. */
  readonly typeOnly: boolean;
};

/** Names of files below `folder`, relative to the repository, with `/`. */
export function sourceFiles(folder: string, ending: RegExp): string[] {
  return filesBelow(join(root, folder))
    .map((file) => relative(root, file).split(sep).join('/'))
    .filter((file) => ending.test(file));
}

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`. */
const IMPORT =
  /^\s*(?:import|export)(\s+type)?\s[^;'"]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;

export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, from, bare, lazy]) => {
    const target = from ?? bare ?? lazy ?? '';
    return {
      file,
      target: target.startsWith('.') ? posix.join(posix.dirname(file), target) : target,
      typeOnly: type !== undefined,
    };
  });
}
