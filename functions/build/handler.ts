/** The deployed function that builds indexes: its settings, its stores, its handler. */
import { s3Store } from '../../core/store/s3.ts';
import { makeBuildHandler } from './make-handler.ts';
import { readBuildSettings } from './settings.ts';

const { storeUri, articlesUri, endpoint, memoryBytes } = readBuildSettings(process.env);
const at = endpoint === undefined ? {} : { endpoint };

export const handler = makeBuildHandler({
  store: s3Store(storeUri, at),
  articles: s3Store(articlesUri, at),
  memoryBytes,
  log: (line) => void process.stdout.write(`${line}\n`),
});
