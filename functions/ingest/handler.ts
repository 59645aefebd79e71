/** The deployed function that ingests: its settings, its index, its bucket, its handler. */
import { s3Objects, s3Store } from '../../core/store/s3.ts';
import { makeIngestHandler } from './make-handler.ts';
import { readIngestSettings } from './settings.ts';

const { storeUri, articlesUri, endpoint, memoryBytes } = readIngestSettings(process.env);
const at = endpoint === undefined ? {} : { endpoint };

export const handler = makeIngestHandler({
  store: s3Store(storeUri, at),
  objects: s3Objects(articlesUri, at),
  memoryBytes,
  log: (line) => void process.stdout.write(`${line}\n`),
});
