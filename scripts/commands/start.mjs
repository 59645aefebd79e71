/** `npm start [-- --port N]` on a Node that is new enough: installs, builds and indexes what has changed since the last
 *  time, then serves the example articles until Ctrl-C. */
import { rmSync, writeFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, sourcesFingerprint } from '../lib/build.mjs';
import { fingerprint } from '../lib/fingerprint.mjs';
import { install } from '../lib/install.mjs';
import { dist, root } from '../lib/paths.mjs';
import { node } from '../lib/run-tool.mjs';
import { assertFree, portFrom } from '../lib/port.mjs';
import { Trouble, command } from '../lib/trouble.mjs';
import { assertWritable } from '../lib/writable.mjs';

const ARTICLES = 'examples/articles';
const STORE = '.saola/demo';
const SAOLA = join(dist, 'cli/saola.mjs');

await command(async () => {
  const port = portFrom(process.argv.slice(2), process.env);
  // Both now, not after a minute of installing.
  await assertFree(port);
  assertWritable(root);
  await install();
  await build({ onStart: () => console.error('Building …') });
  await indexExamples();
  return serve(port);
});

/** The demo's store is made anew whenever the articles or the program have changed: no flag has to be right for that. */
async function indexExamples() {
  const made = fingerprint(root, [ARTICLES]) + sourcesFingerprint();
  const stamp = join(root, `${STORE}.made-from`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made && existsSync(join(root, STORE))) return;
  rmSync(stamp, { force: true });
  rmSync(join(root, STORE), { recursive: true, force: true });
  const code = await node([SAOLA, 'index', ARTICLES, '--store', STORE]);
  if (code !== 0) throw new Trouble(`The articles of ${ARTICLES} could not be indexed, as it says above.`);
  writeFileSync(stamp, made);
}

/** In this very process: Ctrl-C then has one thing to end, and the server ends it.
 *  @param {number} port */
async function serve(port) {
  process.chdir(root);
  process.argv.splice(1, Infinity, SAOLA, 'serve', '--store', STORE, '--port', String(port));
  await import(pathToFileURL(SAOLA).href);
  return Number(process.exitCode ?? 0);
}
