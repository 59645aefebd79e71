/** Given YAML, returns its value. Apart from `read-config.ts` so that it is loaded only where there is YAML: a package in
 *  CommonJS has its names in a bundle only where they are imported, not where `import()` asks for it. */
import { parse } from 'yaml';

/** Throws what is wrong, with the line. */
export function parseYaml(text: string): unknown {
  return parse(text, { logLevel: 'error' }) as unknown;
}
