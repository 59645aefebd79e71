/** Given template.yaml, the names of its parameters: `sam` passes over a misspelt one without a word. */
import { readFileSync } from 'node:fs';

/** Reads them off the indentation, since nothing that could read YAML is installed yet; a test compares.
 *  @param {string} file
 *  @returns {string[]} */
export function parameterNames(file) {
  const section = /^Parameters:\n((?: .*\n|\n)+)/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return Array.from(section.matchAll(/^ {2}(\w+):$/gm), ([, name = '']) => name);
}
