/** The deployed function that builds indexes: its settings, its stores, its handler. */
import { s3Store } from '../../core/store/s3.ts';
import { readBucketSettings } from '../../indexer/bucket-settings.ts';
import { makeBuildHandler } from './make-handler.ts';

const { storeUri, articlesUri, endpoint, memoryBytes } = readBucketSettings(process.env);
const at = endpoint === undefined ? {} : { endpoint };

export const handler = makeBuildHandler({
  store: s3Store(storeUri, at),
  articles: s3Store(articlesUri, at),
  memoryBytes,
  log: (line) => void process.stdout.write(`${line}\n`),
});
