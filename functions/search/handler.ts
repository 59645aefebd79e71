/** The deployed function: its settings, its store, its handler. A setting that cannot be used stops it at the start. */
import { s3Store } from '../../core/store/s3.ts';
import { makeHandler } from './make-handler.ts';
import { readSettings } from './settings.ts';

const { storeUri, endpoint, ...settings } = readSettings(process.env);

export const handler = makeHandler({
  ...settings,
  // One try each: it is the handler that tries again, and knows until when.
  store: s3Store(storeUri, { maxAttempts: 1, ...(endpoint !== undefined && { endpoint }) }),
  // Not console.log: the runtime puts words before what that gets, and the line would be JSON no more.
  log: (line) => void process.stdout.write(`${line}\n`),
});
