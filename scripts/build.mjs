/** `npm run build`: everything that is shipped, into `dist/`. */
import { nodeIsNewEnough } from './lib/node-version.mjs';

if (nodeIsNewEnough()) void import('./commands/build.mjs');
