/** Builds `dist/` from the sources: command line, library with its types, Lambda function, demo page, and the licences of
 *  what they contain. `dist/` is whole or as it was: everything is made beside it and put in its place at the end. */
import { chmod, cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import * as bundles from '../build-options.mjs';
import { emitDeclarations } from './declarations.mjs';
import { fingerprint } from './fingerprint.mjs';
import { bundledPackages, notices } from './notices.mjs';
import { cache, dist, root } from './paths.mjs';
import { Trouble } from './trouble.mjs';

/** Everything that what is built depends on; the lock file stands for the packages. */
const SOURCES = ['core', 'indexer', 'functions', 'cli', 'web'];
const TOOLS = ['scripts/build-options.mjs', 'scripts/lib', 'package.json', 'package-lock.json', 'tsconfig.json'];
const STAMP = 'inputs.sha256';

/** Stands for the sources as they are now.
 *  @returns {string} */
export const sourcesFingerprint = () => fingerprint(root, [...SOURCES, ...TOOLS]);

/** Whether `dist/` was built from the sources as they are.
 *  @param {string} [sources] */
export function isBuilt(sources = sourcesFingerprint()) {
  const stamp = join(dist, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

/** Builds where the sources have changed since, and says whether it did. The packages have to be installed.
 *  @param {{ onStart?: () => void }} [options]
 *  @returns {Promise<'built' | 'unchanged'>} */
export async function build({ onStart } = {}) {
  const sources = sourcesFingerprint();
  if (isBuilt(sources)) return 'unchanged';
  onStart?.();
  const made = join(cache, `dist-${process.pid}`);
  try {
    await rm(made, { recursive: true, force: true });
    await bundleAll(made);
    await emitDeclarations(join(made, 'types'), Object.values(bundles.LIBRARY));
    await writeFile(join(made, STAMP), sources);
    if (!isBuilt(sources)) await putInPlace(made);
  } finally {
    await rm(made, { recursive: true, force: true });
    await (await import('esbuild')).stop(); // its service would run on for as long as `npm start` serves
  }
  return 'built';
}

/** @param {string} made */
async function bundleAll(made) {
  await bundle(made, '.', bundles.commandLineAndLibrary(made));
  await bundle(made, 'functions/search', bundles.searchFunction(join(made, 'functions/search')));
  await bundle(made, 'functions/build', bundles.buildFunction(join(made, 'functions/build')));
  await bundle(made, 'functions/ingest', bundles.ingestFunction(join(made, 'functions/ingest')));
  await bundle(made, 'web', bundles.page(join(made, 'web/main.js')));
  await asCommand(join(made, 'cli/saola.mjs'));
  for (const folder of ['functions/search', 'functions/build', 'functions/ingest']) await moveMapsAside(made, folder);
  await cp(join(root, 'web/demo'), join(made, 'web'), {
    recursive: true,
    filter: (source) => extname(source) !== '.ts',
  });
}

/** @param {string} made
 *  @param {string} folder  Where in it the licences go.
 *  @param {import('esbuild').BuildOptions} options */
async function bundle(made, folder, options) {
  // Not at the top: this module is read before anything is installed.
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({ ...options, metafile: true }).catch((cause) => {
    if (!('errors' in cause)) throw cause;
    throw new Trouble('esbuild found what stands above, so nothing was built: mend it, then run this again.', {
      cause,
    });
  });
  const text = notices(root, bundledPackages(metafile));
  if (text !== '') await writeFile(join(made, folder, 'THIRD-PARTY-NOTICES.txt'), text);
}

/** Lets the file be started by its name.
 *  @param {string} file */
async function asCommand(file) {
  const text = await readFile(file, 'utf8');
  if (!text.startsWith('#!')) await writeFile(file, `#!/usr/bin/env node\n${text}`);
  await chmod(file, 0o755);
}

/** Source maps help who reads a stack trace; in the function's own folder they would only be uploaded with it.
 *  @param {string} made
 *  @param {string} folder  In `made`; the maps go to the same one in its `maps`. */
async function moveMapsAside(made, folder) {
  for (const file of await readdir(join(made, folder), { recursive: true })) {
    if (extname(file) !== '.map') continue;
    const aside = join(made, 'maps', folder, file);
    await mkdir(dirname(aside), { recursive: true });
    await rename(join(made, folder, file), aside);
  }
}

/** Two builds at once are both right: the later one takes the place.
 *  @param {string} made */
async function putInPlace(made) {
  const old = join(cache, `dist-${process.pid}-old`);
  for (;;) {
    try {
      await rename(made, dist);
      break;
    } catch (cause) {
      // `dist/` holds files (POSIX says ENOTEMPTY or EEXIST, Windows EPERM): out of the way with it, then again.
      if (!existsSync(dist) || readdirSync(dist).length === 0) throw cause;
      await rm(old, { recursive: true, force: true });
      await rename(dist, old);
    }
  }
  await rm(old, { recursive: true, force: true });
}
