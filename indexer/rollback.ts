/** Given the name of a kept version, puts its content live again, under a new number. */
import { SaolaError } from '../core/errors.ts';
import { parseVersionId, sequenceOf } from '../core/index/manifest.ts';
import { readVersion } from '../core/index/published.ts';
import { publish, readReplaceable } from './publish.ts';
import { listVersions } from './versions.ts';
import type { Manifest, VersionId } from '../core/index/manifest.ts';
import type { Store } from '../core/store/store.ts';
import type { PublishOptions } from './publish.ts';

/** `wanted` is the name of a version or its number alone. Also replaces a `current.json` that cannot be read. Throws
 *  `bad-request` for a version that is not kept or is live already, `index-malformed` where parts of it are gone, and
 *  `publish-conflict` as `publish` does. */
export async function rollback(
  store: Store,
  wanted: string,
  { now, ...options }: Omit<PublishOptions, 'lost'> = {},
): Promise<{ readonly manifest: Manifest }> {
  const replaced = await readReplaceable(store, options);
  const version = await find(store, wanted, options);
  if (replaced && 'manifest' in replaced && replaced.manifest.version === version) {
    throw new SaolaError('bad-request', `Version ${version} is live already; there is nothing to go back from.`);
  }
  const manifest = await readVersion(store, version, options);
  if (!manifest) throw notKept(store, wanted);
  const { analyzer, articles, statistics, words, synonyms, boilerplate, segments } = manifest;
  const content = {
    analyzer,
    articles,
    statistics,
    words,
    ...(synonyms && { synonyms }),
    ...(boilerplate && { boilerplate }),
    segments,
    restores: version,
  };
  return await publish(store, replaced, content, { ...options, ...(now && { now }) });
}

async function find(store: Store, wanted: string, options: Omit<PublishOptions, 'lost' | 'now'>): Promise<VersionId> {
  const version = parseVersionId(wanted);
  if (version) return version;
  if (!/^\d{1,15}$/.test(wanted)) throw notKept(store, wanted);
  // At most one: a number is given away once.
  for (const kept of await listVersions(store, options)) {
    if ('version' in kept && sequenceOf(kept.version) === Number(wanted)) return kept.version;
  }
  throw notKept(store, wanted);
}

function notKept(store: Store, wanted: string): SaolaError {
  return new SaolaError(
    'bad-request',
    `No version ${wanted} is kept in ${store.uri}. See which are: saola versions --store ${store.uri}`,
  );
}
