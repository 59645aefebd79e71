/** `npm start`: the demo, from a fresh clone to an address in the browser. */
import { nodeIsNewEnough } from './lib/node-version.mjs';

if (nodeIsNewEnough()) void import('./commands/start.mjs');
