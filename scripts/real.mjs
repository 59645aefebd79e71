/** `npm run test:s3`, `test:lambda`, `test:browser`, `test:template`: the tests that need more than Node. Each such test
 *  file names the command that runs it, and here that command finds it. What is missing is a failure. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from './lib/build.mjs';
import { filesBelow } from './lib/fingerprint.mjs';
import { install } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { Tally } from './lib/tally.mjs';
import { Trouble, command } from './lib/trouble.mjs';
import { runVitest } from './lib/vitest.mjs';

await command(async () => {
  const [suite = '', ...options] = process.argv.slice(2);
  const files = filesBelow(join(root, 'tests'))
    .filter((file) => file.endsWith('.test.ts') && readFileSync(file, 'utf8').includes(`'npm run test:${suite}'`))
    .map((file) => relative(root, file));
  if (files.length === 0) throw new Trouble(`No test below tests/ says that 'npm run test:${suite}' runs it.`);
  await install();
  await build();
  const tally = new Tally();
  // One file at a time: a browser or a server is more than one process already, and they are waited for in real time.
  await runVitest(tally, ['--no-file-parallelism', ...files, ...options], { SAOLA_REAL: '1' });
  console.log(`\n${tally.line()}`);
  tally.append();
  return tally.failures().length === 0 ? 0 : 1;
});
