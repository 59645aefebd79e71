/** Given template.yaml, the names of its parameters: `sam` passes over a misspelt one without a word. */
import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';

/** @param {string} file
 *  @returns {string[]} */
export function parameterNames(file) {
  // Silent about tags such as !Sub: the parameters hold none.
  const { Parameters } = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' }).toJS();
  return Object.keys(Parameters);
}
