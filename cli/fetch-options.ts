/** The options that say how sources with an address are asked. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { NetOptions } from '../indexer/sources/fetch/net-options.ts';
import type { Option, Values } from './command.ts';
import type { FetchConfig } from './config/config.ts';
import type { Io } from './io.ts';
import { numberOf } from './number-option.ts';

export const FETCH = {
  'at-once': { type: 'string', value: 'n', help: 'requests to one host at the same time, 1 to 16 (2)' },
  delay: { type: 'string', value: 'ms', help: 'milliseconds between two requests to one host, to 60000 (100)' },
  'allow-private': {
    type: 'boolean',
    help: 'also ask addresses of this machine and of its own networks, which a feed from elsewhere could name',
  },
  'source-endpoint': {
    type: 'string',
    value: 'url',
    help: 'address of another S3 server than Amazon’s, for sources; where it is not said, that of an index in S3',
  },
  state: {
    type: 'string',
    value: 'file',
    help: 'where is remembered what addresses held, so that only what changed is fetched (the cache folder of the user)',
  },
} as const satisfies Record<string, Option>;

/** `configured`: what the site says where the command line does not. `ofStore`: the endpoint of the index, where it is in S3.
 *  Throws `Misuse` for a number that cannot be. */
export function fetchOptionsOf(
  values: Values<typeof FETCH>,
  env: Io['env'],
  {
    configured = {},
    ofStore,
  }: { readonly configured?: FetchConfig | undefined; readonly ofStore?: string | undefined },
): NetOptions {
  const endpoint = values['source-endpoint'] ?? configured.sourceEndpoint ?? ofStore;
  return {
    atOnce: numberOf('at-once', values['at-once'], { least: 1, most: 16, otherwise: configured.atOnce ?? 2 }),
    delayMs: numberOf('delay', values.delay, { least: 0, most: 60_000, otherwise: configured.delay ?? 100 }),
    allowPrivate: values['allow-private'] ?? configured.allowPrivate ?? false,
    ...(endpoint !== undefined && { endpoint }),
    state: values.state ?? configured.state ?? join(cacheFolder(env), 'saola', 'visits.jsonl'),
  };
}

/** As the XDG Base Directory Specification has it; on Windows, where programs keep what they can make again. What is kept is
 *  a cache: it can be lost at any time, serves any index, and does not belong beside articles or into a bucket. */
function cacheFolder(env: Io['env']): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (xdg?.startsWith('/')) return xdg;
  return process.platform === 'win32' && local ? local : join(homedir(), '.cache');
}
