/** Runs vitest, and counts each of its tests. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root } from './paths.mjs';
import { node, toolPath } from './run-tool.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally
 *  @typedef {{ name: string, how: string }} Skipped  What `needs` of tests/support/real.ts has written down.
 *  @typedef {{ testResults: { name: string, status: string, assertionResults: { fullName: string, status: string }[] }[] }} Report */

/** @param {Tally} tally
 *  @param {readonly string[]} args  For vitest: parts of file names, or options.
 *  @param {NodeJS.ProcessEnv} [env]
 *  @returns {Promise<{ skipped: Skipped[] }>} */
export async function runVitest(tally, args, env = {}) {
  const failedBefore = tally.failures().length;
  const folder = mkdtempSync(join(tmpdir(), 'saola-tests-'));
  const report = join(folder, 'report.json');
  const skipped = join(folder, 'skipped.jsonl');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await node([toolPath('vitest', 'vitest'), 'run', ...reporters, ...args], {
      ...env,
      SAOLA_SKIPPED: skipped,
    });
    if (existsSync(report)) countReport(tally, JSON.parse(readFileSync(report, 'utf8')));
    // Errors outside any test, or no test at all: vitest says so by its exit code alone.
    if (code !== 0 && tally.failures().length === failedBefore) tally.count(`vitest (exit code ${code})`, 'failed');
    return { skipped: existsSync(skipped) ? distinctLines(readFileSync(skipped, 'utf8')) : [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Tally} tally
 *  @param {Report} report  What vitest's JSON reporter writes. */
export function countReport(tally, report) {
  for (const { name, status, assertionResults } of report.testResults) {
    const file = relative(root, name).split(sep).join('/');
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const test of assertionResults) {
      // Two tests of a file may have one title.
      const times = (seen.get(test.fullName) ?? 0) + 1;
      seen.set(test.fullName, times);
      const title = times === 1 ? test.fullName : `${test.fullName} (${times})`;
      tally.count(`${file} > ${title}`, test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped');
    }
    // A file that could not be loaded has no tests, one whose hook threw has only skipped ones.
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) tally.count(file, 'failed');
  }
}

/** @param {string} text
 *  @returns {Skipped[]} */
const distinctLines = (text) => [...new Set(text.split('\n').filter(Boolean))].map((line) => JSON.parse(line));
