/** Sees to it that `node_modules` holds what `package-lock.json` names, and runs `npm ci` only where it does not. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand } from './npm.mjs';
import { root } from './paths.mjs';
import { Trouble } from './trouble.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 *  @typedef {{ packages: Record<string, Locked> }} LockFile */

/** Whether what npm has written down as installed is what the lock file wants on this machine. npm keeps that list inside
 *  `node_modules` and writes it last, so a broken-off installation counts as none.
 *  @param {LockFile} wanted  `package-lock.json`
 *  @param {LockFile} installed  `node_modules/.package-lock.json`
 *  @param {{ platform: string, arch: string }} machine */
export function isInstalled(wanted, installed, machine) {
  return Object.entries(wanted.packages).every(([path, want]) => {
    if (path === '') return true;
    const have = installed.packages[path];
    if (have !== undefined) return have.version === want.version && have.integrity === want.integrity;
    // Which C library this is only npm knows; the packages that do not ask for one tell platforms apart well enough.
    return want.optional === true && (want.libc !== undefined || !isFor(want, machine));
  });
}

/** @param {Locked} locked
 *  @param {{ platform: string, arch: string }} machine */
const isFor = ({ os, cpu }, { platform, arch }) =>
  (os === undefined || os.includes(platform)) && (cpu === undefined || cpu.includes(arch)) && (os ?? cpu) !== undefined;

/** Installs where needed. Throws `Trouble` where npm cannot. */
export async function install() {
  const kept = join(root, 'node_modules/.package-lock.json');
  if (existsSync(kept) && isInstalled(readJson(join(root, 'package-lock.json')), readJson(kept), process)) return;
  console.error('Installing what Saola is built from (npm ci) …');
  const code = await npm(['ci', '--no-audit', '--no-fund']);
  if (code !== 0)
    throw new Trouble(
      'npm ci failed, as it says above: see to it that the npm registry can be reached, then run this again.',
    );
}

/** @param {string} file
 *  @returns {LockFile} */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** @param {readonly string[]} args
 *  @returns {Promise<number>} */
function npm(args) {
  const [program, ...first] = npmCommand();
  return new Promise((done, failed) => {
    const child = spawn(program, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: program === 'npm' && process.platform === 'win32',
    });
    child.on('error', failed);
    child.on('exit', (code) => done(code ?? 1));
  });
}
