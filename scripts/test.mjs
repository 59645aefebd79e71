/** `npm test`: every check that needs nothing but Node. */
import { nodeIsNewEnough } from './lib/node-version.mjs';

if (nodeIsNewEnough()) void import('./commands/test.mjs');
