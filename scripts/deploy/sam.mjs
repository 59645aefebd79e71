/** Runs AWS's SAM command line, and says in a sentence what stopped it. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Trouble } from '../lib/trouble.mjs';

/** What SAM and botocore print, and what there is to do about it. First match wins. */
const ADVICE = [
  {
    says: /Unable to locate credentials|NoCredentials|config profile .* could not be found/i,
    todo: 'No AWS credentials were found: sign in with "aws login", "aws sso login" or "aws configure", or set AWS_PROFILE, then run this again.',
  },
  {
    says: /ExpiredToken|token .* (has|is) expired|token has expired|InvalidClientTokenId|security token .* invalid/i,
    todo: 'AWS does not take these credentials (any more): sign in again, or see which ones AWS_PROFILE names, then run this again.',
  },
  {
    says: /Unable to resolve a region|must specify a region/i,
    todo: 'No AWS region is set: say where, as with --region ap-southeast-1 (Singapore), then run this again.',
  },
  {
    says: /AccessDenied|not authorized to perform/i,
    todo: 'These credentials may not do that: docs/deploy.md says what a deploy needs. What AWS refused stands above.',
  },
  {
    says: /ROLLBACK_COMPLETE|ROLLBACK_FAILED/,
    todo: 'AWS could not make the stack and took back what it had begun; the first failure above says why. Mend that; where the stack never worked, remove it with "sam delete"; then run this again.',
  },
];

/** @param {string} stderr
 *  @param {readonly string[]} args */
export const explain = (stderr, args) =>
  ADVICE.find(({ says }) => says.test(stderr))?.todo ?? `${line('sam', args)} failed, as it says above.`;

/** The first executable file of that name on `path`.
 *  @param {string} name
 *  @param {string} [path]
 *  @returns {string | null} */
export function findOnPath(name, path = '') {
  const places = path.split(delimiter).flatMap((folder) => (folder === '' ? [] : [join(folder, name)]));
  return places.find(isExecutable) ?? null;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Gives what it printed on stdout. Throws `Trouble` where it fails.
 *  @param {string} sam  Path of the program.
 *  @param {readonly string[]} args
 *  @param {{ cwd: string, env: NodeJS.ProcessEnv, quiet?: boolean }} options  Quiet: stdout is for us, not for the person.
 *  @returns {Promise<string>} */
export function runSam(sam, args, { cwd, env, quiet = false }) {
  return new Promise((done, failed) => {
    const child = spawn(sam, args, { cwd, env, stdio: ['inherit', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      out += text;
      if (!quiet) process.stdout.write(text);
    });
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      err += text;
      process.stderr.write(text);
    });
    child.on('error', failed);
    child.on('close', (code) => (code === 0 ? done(out) : failed(new Trouble(explain(out + err, args)))));
  });
}

/** @param {string} json  What `sam list stack-outputs --output json` prints.
 *  @returns {Record<string, string>} */
export function outputsOf(json) {
  /** @type {unknown} */
  const listed = JSON.parse(json);
  if (!Array.isArray(listed)) throw new Error(`sam list stack-outputs printed no list, but ${json}`);
  return Object.fromEntries(listed.map(({ OutputKey, OutputValue }) => [String(OutputKey), String(OutputValue)]));
}

/** SAM splits overrides at spaces unless they are quoted, and takes a quote inside as `\"`.
 *  @param {Readonly<Record<string, string>>} parameters
 *  @returns {string[]} */
export function parameterOverrides(parameters) {
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}="${value.replaceAll('"', '\\"')}"`);
  return pairs.length === 0 ? [] : ['--parameter-overrides', ...pairs];
}

/** A command as a person would type it.
 *  @param {string} program
 *  @param {readonly string[]} args */
export const line = (program, args) =>
  [program, ...args.map((arg) => (/^[\w./:@=-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`))].join(' ');
