/** Given files and folders, one hash over all their names and bytes: it changes exactly when one of them does. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Every file below `path`, or `path` itself where it is a file; nothing where it is absent. Sorted by name.
 *  @param {string} path
 *  @returns {string[]} */
export function filesBelow(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .toSorted()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** @param {string} root  Names are taken relative to it, so that a moved checkout has the same fingerprint.
 *  @param {readonly string[]} paths  Relative to `root`.
 *  @returns {string} */
export function fingerprint(root, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(root, path)))) {
    const bytes = readFileSync(file);
    hash.update(`${relative(root, file).split(sep).join('/')}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
