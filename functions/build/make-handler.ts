/** Given stores, here is the function that builds a part of an index, or joins all parts and publishes them, as it is told. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaolaError, type ErrorCode } from '../../core/errors.ts';
import type { Store } from '../../core/store/store.ts';
import { buildPart, type PartReport } from '../../indexer/build-part.ts';
import type { IndexReport } from '../../indexer/index-articles.ts';
import { joinParts } from '../../indexer/join-parts.ts';
import { placeOf, readSources } from '../../indexer/sources/read.ts';
import { readEvent } from './event.ts';
import { fetchSources } from './fetch-sources.ts';

export type BuildConfig = {
  /** Of the index. */
  readonly store: Store;
  /** What sources are called by is a key of it. */
  readonly articles: Store;
  readonly memoryBytes: number;
  /** Takes one line of JSON. */
  readonly log: (line: string) => void;
  /** Folder for the sources. @default `articles` in the system's folder for temporary files */
  readonly folder?: string;
};

export type BuildHandler = (event: unknown) => Promise<PartReport | IndexReport>;

/** Where trying again may help, the error is called `TryAgain`: the state machine does so for those, and for a function that
 *  ran out of time or memory, and for no others. */
export function makeBuildHandler(config: BuildConfig): BuildHandler {
  return async (event) => {
    const start = Date.now();
    try {
      const report = await run(event, config);
      config.log(JSON.stringify({ level: 'INFO', message: 'built', ms: Date.now() - start, ...report }));
      return report;
    } catch (error) {
      throw error instanceof SaolaError && PASSING.has(error.code) ? new TryAgain(error) : error;
    }
  };
}

const PASSING: ReadonlySet<ErrorCode> = new Set(['store-unavailable', 'publish-conflict']);

class TryAgain extends Error {
  override readonly name = 'TryAgain';
  constructor(cause: SaolaError) {
    super(cause.message, { cause });
  }
}

async function run(
  event: unknown,
  { store, articles, memoryBytes, log, folder = join(tmpdir(), 'articles') }: BuildConfig,
): Promise<PartReport | IndexReport> {
  const asked = readEvent(event);
  const { job } = asked;
  if (asked.kind === 'join') {
    const { allowShrink } = asked;
    const onUnreadable = (what: string) => log(JSON.stringify({ level: 'WARN', message: 'unreadable', what }));
    return joinParts(store, { job, allowShrink, memoryBytes, onUnreadable });
  }
  const { number, of, sources } = asked;
  const found = readSources(await fetchSources(articles, sources, folder));
  return buildPart(store, found, {
    part: { number, of },
    job,
    memoryBytes,
    onProblem: ({ kind, origin, what }) =>
      log(JSON.stringify({ level: 'WARN', message: kind, origin: placeOf(origin), what })),
  });
}
