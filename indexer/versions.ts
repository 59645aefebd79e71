/** Given a store, which versions are kept in it: everything that was live, newest first. */
import { SaolaError } from '../core/errors.ts';
import { CURRENT, parseVersionId, sequenceOf, VERSIONS } from '../core/index/manifest.ts';
import { readCurrent, readVersion } from '../core/index/published.ts';
import { inParallel } from './in-parallel.ts';
import type { Manifest, VersionId } from '../core/index/manifest.ts';
import type { CallOptions, Store } from '../core/store/store.ts';

export type KeptVersion = {
  readonly version: VersionId;
  /** It is live. */
  readonly current: boolean;
  readonly articles: number;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** The analyzer it was built with; another one cannot search it. */
  readonly analyzer: string;
  /** The version whose content this is again. */
  readonly restores?: VersionId;
};

/** An object where a version should be, and why it is none. */
export type BrokenVersion = { readonly key: string; readonly current: boolean; readonly problem: SaolaError };

/** Version files read at once. */
const READS_AT_ONCE = 8;

/** Newest first; what cannot be read is named where its name puts it, and hides nothing else. */
export async function listVersions(
  store: Store,
  options: CallOptions = {},
): Promise<readonly (KeptVersion | BrokenVersion)[]> {
  const current = await readOrName(CURRENT, () => readCurrent(store, options));
  const live = current && 'manifest' in current ? current.manifest : null;
  const kept = await inParallel(await keptKeys(store, options), READS_AT_ONCE, async (key) => {
    const version = versionOf(key);
    if (!version) return { key, current: false, problem: notAVersion(store, key) };
    const manifest =
      live?.version === version ? live : await readOrName(key, () => readVersion(store, version, options));
    return manifest && 'problem' in manifest ? manifest : manifest && toKept(manifest, live);
  });
  const versions = kept.filter((version) => version !== null);
  if (current && 'problem' in current) return [{ ...current, current: true }, ...versions];
  // A publisher was killed, or is about to keep it.
  const isKept = !live || versions.some((version) => 'version' in version && version.version === live.version);
  return isKept ? versions : [toKept(live, live), ...versions];
}

/** Where versions are kept, newest first; what is not named like one stands last. */
export async function keptKeys(store: Store, options: CallOptions = {}): Promise<string[]> {
  const listed: string[] = [];
  for await (const { key } of store.list(VERSIONS, options)) listed.push(key);
  return listed.toReversed().toSorted(newestFirst);
}

/** The highest sequence number that is kept; 0 where none is. */
export async function highestSequence(store: Store, options: CallOptions = {}): Promise<number> {
  let highest = 0;
  for await (const { key } of store.list(VERSIONS, options)) {
    const version = versionOf(key);
    if (version) highest = Math.max(highest, sequenceOf(version));
  }
  return highest;
}

/** The version that is kept under a key; `null` where its name is none. */
export function versionOf(key: string): VersionId | null {
  return parseVersionId(key.slice(VERSIONS.length).replace(/\.json$/, ''));
}

/** By sequence, which the order of the keys follows only up to eight digits. */
function newestFirst(a: string, b: string): number {
  const [left, right] = [versionOf(a), versionOf(b)];
  return (right ? sequenceOf(right) : -1) - (left ? sequenceOf(left) : -1);
}

function toKept({ version, articles, publishedAt, analyzer, restores }: Manifest, live: Manifest | null): KeptVersion {
  const current = version === live?.version;
  return { version, current, articles, publishedAt, analyzer, ...(restores !== undefined && { restores }) };
}

/** What `read` gives, or the name of what it could not read; a store that fails still throws. */
async function readOrName<T>(key: string, read: () => Promise<T>): Promise<T | BrokenVersion> {
  try {
    return await read();
  } catch (problem) {
    if (problem instanceof SaolaError && problem.code.startsWith('index-')) return { key, current: false, problem };
    throw problem;
  }
}

function notAVersion(store: Store, key: string): SaolaError {
  return new SaolaError(
    'index-malformed',
    `${key} in ${store.uri} is not named like a version (00000012-0a1b2c3d4e5f.json). Saola did not write it; take it away.`,
  );
}
