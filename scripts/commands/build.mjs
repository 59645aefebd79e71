/** `npm run build` on a Node that is new enough. */
import { build } from '../lib/build.mjs';
import { install } from '../lib/install.mjs';
import { command } from '../lib/trouble.mjs';

await command(async () => {
  await install();
  console.error((await build()) === 'built' ? 'Built dist/.' : 'dist/ is up to date.');
});
