/** Given a store, takes away the versions that nobody goes back to any more, the parts that no version names, and what is left
 *  of builds that nobody joined.
 *  docs/store.md says why nothing goes that a publisher is about to put live. */
import { SaolaError } from '../core/errors.ts';
import {
  BUILDING,
  CURRENT,
  isPartKey,
  partKey,
  PART_KINDS,
  SEGMENTS,
  sequenceOf,
  VERSIONS,
} from '../core/index/manifest.ts';
import { readCurrent, readVersion } from '../core/index/published.ts';
import { whileCleaning } from './cleaning.ts';
import { inParallel } from './in-parallel.ts';
import { forgetBefore } from './ingest/holdings.ts';
import { YOUNG_MS } from './publish.ts';
import { versionOf } from './versions.ts';
import type { Manifest, VersionId } from '../core/index/manifest.ts';
import type { CallOptions, Key, Listed, Store } from '../core/store/store.ts';

/** A part stays young for `YOUNG_MS` after a publisher has looked at it, and the publisher flips within as much again; what
 *  is left is for clocks that differ. */
export const LEAST_GRACE_MS = 3 * YOUNG_MS;

const DEFAULTS = { keep: 10, graceMs: 24 * 60 * 60 * 1000 };
const REQUESTS_AT_ONCE = 8;

export type GcOptions = CallOptions & {
  /** Of the newest versions so many stay, 1 or more; the live one always does. @default 10 */
  readonly keep?: number;
  /** Milliseconds that a version has to have been replaced for, and a part to have stood there, before it may go; 3 hours or
   *  more. @default 24 hours */
  readonly graceMs?: number;
  /** Delete nothing, and report what would go. @default false */
  readonly dryRun?: boolean;
  /** @default the clock of this machine */
  readonly now?: () => Date;
  /** Objects that have been deleted, of those that go. */
  readonly onProgress?: (done: number, total: number) => void;
};

export type Amount = { readonly count: number; readonly bytes: number };

export type GcReport = {
  readonly dryRun: boolean;
  /** Deleted, newest first. */
  readonly versions: readonly VersionId[];
  readonly versionBytes: number;
  /** Deleted. */
  readonly parts: Amount;
  /** Versions that stay; also the live one where it is not kept yet. */
  readonly keptVersions: number;
  readonly keptParts: Amount;
  /** Of those that stay, the ones that no version names, but that are too young to go. */
  readonly youngParts: Amount;
  /** Deleted: what parts of a build had left behind (`building.ts`). */
  readonly unfinished: Amount;
  /** Of that, what stays as it is too young: somebody may be building. */
  readonly youngUnfinished: Amount;
  /** Objects among the parts that are not named like one: not Saola's, and left alone. */
  readonly others: readonly Key[];
};

/** Throws `index-malformed` or `index-format`, and deletes nothing more, where a version cannot be read: what it names is
 *  unknown. Throws `store-unavailable` beside another clean-up. */
export async function gc(store: Store, options: GcOptions = {}): Promise<GcReport> {
  const { keep = DEFAULTS.keep, graceMs = DEFAULTS.graceMs, dryRun = false, now = clock, onProgress, signal } = options;
  const calls: CallOptions = { ...(signal && { signal }) };
  checkBounds(keep, graceMs);
  const isOld = ({ modified }: Listed): boolean =>
    // a server that does not say when is taken to mean now
    modified.getTime() > 0 && now().getTime() - modified.getTime() > graceMs;

  const before = await survey(store, calls);
  const going = before.kept.filter(({ version }, place) => {
    const replacedBy = before.kept[place - 1];
    return place >= keep && version !== before.live?.version && replacedBy !== undefined && isOld(replacedBy.listed);
  });
  const names = new Set(going.map(({ version }) => version));
  const staying = { ...before, kept: before.kept.filter(({ version }) => !names.has(version)) };
  const reportOf = ({ unnamed, old, named, others }: Sorted, left: Survey, unfinished: Aged): GcReport => ({
    dryRun,
    versions: going.map(({ version }) => version),
    versionBytes: amountOf(going.map(({ listed }) => listed)).bytes,
    parts: amountOf(old),
    keptVersions: left.kept.length + (isUnkept(left) ? 1 : 0),
    keptParts: amountOf([...named, ...unnamed]),
    youngParts: amountOf(unnamed),
    unfinished: amountOf(unfinished.old),
    youngUnfinished: amountOf(unfinished.young),
    others,
  });
  if (dryRun) {
    const parts = sorted(await listOf(store, SEGMENTS, calls), staying, isOld);
    return reportOf(parts, staying, aged(await listOf(store, BUILDING, calls), isOld));
  }

  return await whileCleaning(store, { now, ...calls }, async ({ hold, remove }) => {
    // Oldest first: whoever is stopped in between leaves the newer ones.
    for (const { listed } of going.toReversed()) await remove(listed.key);
    const parts = await listOf(store, SEGMENTS, calls);
    // Behind the list: a version that went live before it names its parts now; one that goes live later made them young.
    const after = await survey(store, calls, hold);
    await forgetBefore(store, oldestOf(after), calls);
    const found = sorted(parts, after, isOld);
    const unfinished = aged(await listOf(store, BUILDING, calls), isOld);
    const doomed = [...found.old, ...unfinished.old];
    let done = 0;
    const gone = new Set<Key>();
    await inParallel(doomed, REQUESTS_AT_ONCE, async ({ key }) => {
      const again = await store.head(key, calls); // a publisher that knows nothing of the mark may need it by now
      if (again !== null && isOld(again)) {
        await remove(key);
        gone.add(key);
      }
      onProgress?.(++done, doomed.length);
    });
    const isGone = ({ key }: Listed): boolean => gone.has(key);
    const [old, left] = [aged(found.old, isGone), aged(unfinished.old, isGone)];
    return reportOf({ ...found, old: old.old, unnamed: [...found.unnamed, ...old.young] }, after, {
      old: left.old,
      young: [...unfinished.young, ...left.young],
    });
  });
}

function checkBounds(keep: number, graceMs: number): void {
  if (!Number.isSafeInteger(keep) || keep < 1) {
    throw new SaolaError('bad-request', `Keep one version or more; found ${keep}.`);
  }
  if (!(graceMs >= LEAST_GRACE_MS)) {
    throw new SaolaError(
      'bad-request',
      `The grace period is ${graceMs / 3_600_000} hours; 3 or more are wanted, as publishers that are under way rely on it.`,
    );
  }
}

type Version = {
  readonly version: VersionId;
  readonly parts: readonly Key[];
  /** Sequence of the oldest version whose articles it may have; 0 where it restores another, which may have been any. */
  readonly oldest: number;
};
type KeptVersion = Version & { readonly listed: Listed };
type Survey = {
  readonly live: Version | null;
  /** Newest first. */
  readonly kept: readonly KeptVersion[];
};

/** All versions, and which parts they name. What is live is read before what is kept: what is replaced in between has been
 *  kept before it was. */
async function survey(store: Store, options: CallOptions, hold?: () => Promise<void>): Promise<Survey> {
  const live = await readable(store, CURRENT, async () => (await readCurrent(store, options))?.manifest ?? null);
  const listed = await listOf(store, VERSIONS, options);
  const kept = await inParallel(listed, REQUESTS_AT_ONCE, async (each): Promise<KeptVersion | null> => {
    await hold?.();
    const version = versionOf(each.key);
    if (!version) {
      throw new SaolaError(
        'index-malformed',
        `${each.key} in ${store.uri} is not named like a version; Saola did not write it. ${STOPPED} Take it away, and run it again.`,
      );
    }
    const manifest = await readable(store, each.key, () => readVersion(store, version, options));
    return manifest && { ...versionIn(manifest), listed: each }; // another clean-up may have taken it
  });
  return {
    live: live && versionIn(live),
    kept: kept.filter((each) => each !== null).toSorted((a, b) => sequenceOf(b.version) - sequenceOf(a.version)),
  };
}

const STOPPED = 'What it names is unknown, so no part was deleted.';

async function readable<T>(store: Store, key: Key, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SaolaError && error.code.startsWith('index-'))) throw error;
    throw new SaolaError(error.code, `${key} in ${store.uri} cannot be read. ${STOPPED} ${error.message}`, {
      cause: error,
    });
  }
}

const versionIn = (manifest: Manifest): Version => ({
  version: manifest.version,
  parts: partsOf(manifest),
  oldest: manifest.restores === undefined ? manifest.sequence : 0,
});

const oldestOf = ({ live, kept }: Survey): number =>
  Math.min(...[...kept, ...(live ? [live] : [])].map(({ oldest }) => oldest));

const partsOf = ({ segments }: Manifest): Key[] =>
  segments.flatMap((segment) => PART_KINDS.map((kind) => partKey(kind, segment[kind])));

const isUnkept = ({ live, kept }: Survey): boolean =>
  live !== null && kept.every(({ version }) => version !== live.version);

type Sorted = {
  readonly named: readonly Listed[];
  /** No version names them: too young to go, and old enough. */
  readonly unnamed: readonly Listed[];
  readonly old: readonly Listed[];
  readonly others: readonly Key[];
};

function sorted(listed: readonly Listed[], { live, kept }: Survey, isOld: (part: Listed) => boolean): Sorted {
  const names = new Set([...(live?.parts ?? []), ...kept.flatMap(({ parts }) => parts)]);
  const parts = listed.filter(({ key }) => isPartKey(key));
  const unnamed = parts.filter(({ key }) => !names.has(key));
  return {
    named: parts.filter(({ key }) => names.has(key)),
    unnamed: unnamed.filter((part) => !isOld(part)),
    old: unnamed.filter(isOld),
    others: listed.filter(({ key }) => !isPartKey(key)).map(({ key }) => key),
  };
}

type Aged = { readonly old: readonly Listed[]; readonly young: readonly Listed[] };

const aged = (listed: readonly Listed[], isOld: (each: Listed) => boolean): Aged => ({
  old: listed.filter(isOld),
  young: listed.filter((each) => !isOld(each)),
});

async function listOf(store: Store, prefix: Key, options: CallOptions): Promise<Listed[]> {
  const listed: Listed[] = [];
  for await (const each of store.list(prefix, options)) listed.push(each);
  return listed;
}

const amountOf = (listed: readonly Listed[]): Amount => ({
  count: listed.length,
  bytes: listed.reduce((sum, { bytes }) => sum + bytes, 0),
});

const clock = (): Date => new Date();
