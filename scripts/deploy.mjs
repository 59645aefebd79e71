/** `npm run deploy`: Saola on AWS, from this clone to a search address; run it again whenever articles have changed. */
import { nodeIsNewEnough } from './lib/node-version.mjs';

if (nodeIsNewEnough()) void import('./commands/deploy.mjs');
