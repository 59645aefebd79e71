/** The library's types: what `tsc` emits for its entry files, cut down to what they lead to. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';

/** A relative specifier in a declaration: `from './x.ts'` or `import('./x.ts')`. */
const RELATIVE = /(from\s+|import\(\s*|import\s+)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g;

/** Writes `.d.ts` files below `outdir`, laid out as the sources are. Throws where the sources do not type-check.
 *  @param {string} outdir
 *  @param {readonly string[]} entries  Source files, relative to the repository. */
export async function emitDeclarations(outdir, entries) {
  mkdirSync(outdir, { recursive: true });
  const project = join(outdir, 'tsconfig.json');
  writeFileSync(project, JSON.stringify(projectOf(entries)));
  await runTool('typescript', 'tsc', ['-p', project, '--outDir', outdir]);
  // tsc leaves `.ts` in the specifiers of declarations (microsoft/TypeScript#61037); not every reader of types follows it.
  const kept = new Set(entries.map((entry) => join(outdir, entry.replace(/\.ts$/, '.d.ts'))));
  for (const file of kept) {
    const text = readFileSync(file, 'utf8');
    for (const [, , , target] of text.matchAll(RELATIVE)) kept.add(resolve(dirname(file), `${target}.d.ts`));
    writeFileSync(file, text.replaceAll(RELATIVE, '$1$2$3.js$2'));
  }
  prune(outdir, kept);
}

/** @param {readonly string[]} entries */
const projectOf = (entries) => ({
  extends: join(root, 'tsconfig.json'),
  compilerOptions: {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    // What is exported for our own other files only says `@internal`.
    stripInternal: true,
    rootDir: root,
  },
  include: [],
  files: entries.map((entry) => join(root, entry)),
});

/** @param {string} folder
 *  @param {ReadonlySet<string>} kept
 *  @returns {boolean} Whether anything is left in it. */
function prune(folder, kept) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory() ? !prune(path, kept) : !kept.has(path)) rmSync(path, { recursive: true });
  }
  return existsSync(folder) && readdirSync(folder).length > 0;
}
