/** Runs programs that npm packages bring, with plain `node`: no shell, so the same on every system. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { Trouble } from './trouble.mjs';

/** The script behind the command `name` of an installed package.
 *  @param {string} packageName
 *  @param {string} name */
export function toolPath(packageName, name) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** Runs it in the repository with the terminal as its own, and gives its exit code (1 where a signal ended it).
 *  @param {readonly string[]} args  For `node`.
 *  @param {NodeJS.ProcessEnv} [env]  Added to the environment.
 *  @returns {Promise<number>} */
export function node(args, env = {}) {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', failed);
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** Throws where the tool exits with anything but 0.
 *  @param {string} packageName
 *  @param {string} name
 *  @param {readonly string[]} args */
export async function runTool(packageName, name, args) {
  const code = await node([toolPath(packageName, name), ...args]);
  if (code !== 0)
    throw new Trouble(`${name} found what stands above, so nothing was built: mend it, then run this again.`);
}
