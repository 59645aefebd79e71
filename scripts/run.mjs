/** `node scripts/run.mjs FILE.ts [argument…]`: runs a TypeScript file as it stands, for what is measured, not shipped. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { node } from './lib/run-tool.mjs';
import { command } from './lib/trouble.mjs';

await command(async () => {
  await install();
  const loader = pathToFileURL(join(root, 'scripts/lib/typescript-loader.mjs')).href;
  return node(['--import', loader, ...process.argv.slice(2)]);
});
