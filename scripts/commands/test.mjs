/** `npm test` on a Node that is new enough: types, lint, format, build, tests. Each runs whatever came of the others, so
 *  one run tells everything; the last line counts. */
import { build } from '../lib/build.mjs';
import { install } from '../lib/install.mjs';
import { node, toolPath } from '../lib/run-tool.mjs';
import { Tally } from '../lib/tally.mjs';
import { command, tell } from '../lib/trouble.mjs';
import { runVitest } from '../lib/vitest.mjs';

/** @type {readonly (readonly [name: string, check: () => Promise<number>])[]} */
const CHECKS = [
  ['types', () => node([toolPath('typescript', 'tsc'), '--noEmit'])],
  ['types of scripts', () => node([toolPath('typescript', 'tsc'), '--noEmit', '-p', 'tsconfig.scripts.json'])],
  ['lint', () => node([toolPath('oxlint', 'oxlint'), '--type-aware', '--deny-warnings'])],
  ['format', () => node([toolPath('prettier', 'prettier'), '--check', '--log-level', 'warn', '.'])],
  ['build', () => build().then(() => 0, tell)],
];

/** @param {{ name: string, how: string }} skipped */
const say = ({ name, how }) => `  ${name} — to run them: ${how}`;

await command(async () => {
  await install();
  const tally = new Tally();
  for (const [name, check] of CHECKS) {
    console.log(`\n— ${name}`);
    tally.count(name, (await check()) === 0 ? 'passed' : 'failed');
  }
  console.log('\n— tests');
  const { skipped } = await runVitest(tally, process.argv.slice(2));
  const failures = tally.failures();
  if (failures.length > 0) console.log(`Failed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
  if (skipped.length > 0) console.log(`Skipped, since they need more than Node:\n${skipped.map(say).join('\n')}`);
  console.log(`\n${tally.line()}`);
  tally.append();
  return failures.length === 0 ? 0 : 1;
});
