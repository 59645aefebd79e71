/** How npm is started from a program. */

/** The program and its first arguments. The npm that runs us says where it is; without one it is `npm` from the path, which
 *  on Windows only a shell finds.
 *  @param {NodeJS.ProcessEnv} [env]
 *  @returns {[program: string, ...args: string[]]} */
export function npmCommand(env = process.env) {
  const own = env['npm_execpath'];
  return own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
}
