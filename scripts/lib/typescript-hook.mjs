/** Given a TypeScript file that Node wants to load, its JavaScript: each file by itself, so that `import.meta.url` and
 *  stack traces stay true. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

/** @type {import('node:module').LoadHook} */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const sourcefile = fileURLToPath(url);
  const source = await readFile(sourcefile, 'utf8');
  const { code } = await transform(source, { loader: 'ts', target: 'node20.19', sourcefile, sourcemap: 'inline' });
  return { format: 'module', shortCircuit: true, source: code };
}
