/** The parts of Saola that commands are made of. Each is loaded when it is first used: the S3 client, the engine and the
 *  server take longer to load than `saola --help` may take. */
import type { openIndex } from '../core/search/open.ts';
import type { openStore } from '../core/store/uri.ts';
import type { startLocalServer } from '../functions/search/local-server.ts';
import type { buildPart } from '../indexer/build-part.ts';
import type { gc } from '../indexer/gc.ts';
import type { indexArticles, removeArticles } from '../indexer/index-articles.ts';
import type { joinParts } from '../indexer/join-parts.ts';
import type { purgeArticles } from '../indexer/purge.ts';
import type { rollback } from '../indexer/rollback.ts';
import type { stats } from '../indexer/stats.ts';
import type { verify } from '../indexer/verify.ts';
import type { listVersions } from '../indexer/versions.ts';

export type Parts = {
  readonly openStore: typeof openStore;
  readonly openIndex: typeof openIndex;
  readonly indexArticles: typeof indexArticles;
  readonly buildPart: typeof buildPart;
  readonly joinParts: typeof joinParts;
  readonly removeArticles: typeof removeArticles;
  readonly purgeArticles: typeof purgeArticles;
  readonly listVersions: typeof listVersions;
  readonly rollback: typeof rollback;
  readonly verify: typeof verify;
  readonly gc: typeof gc;
  readonly stats: typeof stats;
  readonly startLocalServer: typeof startLocalServer;
};

export const PARTS: Parts = {
  openStore: async (...asked) => (await import('../core/store/uri.ts')).openStore(...asked),
  openIndex: async (...asked) => (await import('../core/search/open.ts')).openIndex(...asked),
  indexArticles: async (...asked) => (await import('../indexer/index-articles.ts')).indexArticles(...asked),
  buildPart: async (...asked) => (await import('../indexer/build-part.ts')).buildPart(...asked),
  joinParts: async (...asked) => (await import('../indexer/join-parts.ts')).joinParts(...asked),
  removeArticles: async (...asked) => (await import('../indexer/index-articles.ts')).removeArticles(...asked),
  purgeArticles: async (...asked) => (await import('../indexer/purge.ts')).purgeArticles(...asked),
  listVersions: async (...asked) => (await import('../indexer/versions.ts')).listVersions(...asked),
  rollback: async (...asked) => (await import('../indexer/rollback.ts')).rollback(...asked),
  verify: async (...asked) => (await import('../indexer/verify.ts')).verify(...asked),
  gc: async (...asked) => (await import('../indexer/gc.ts')).gc(...asked),
  stats: async (...asked) => (await import('../indexer/stats.ts')).stats(...asked),
  startLocalServer: async (...asked) =>
    (await import('../functions/search/local-server.ts')).startLocalServer(...asked),
};
