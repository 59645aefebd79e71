/** Given a store and ids, takes the articles of these ids out of everything that the store holds, at once and for good.
 *  docs/store.md says why no publisher is hurt by that, and why a second run ends what a first one has begun. */
import { SaolaError } from '../core/errors.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import { BUILDING, isPartKey, SEGMENTS, versionKey, type VersionId } from '../core/index/manifest.ts';
import { readCurrent, type Current } from '../core/index/published.ts';
import { openSegments } from '../core/index/segment.ts';
import type { CallOptions, Key, Listed, Store } from '../core/store/store.ts';
import { whileCleaning } from './cleaning.ts';
import { erasePast, type PastReport } from './erase-past.ts';
import type { Amount } from './gc.ts';
import { Holders, partKeysOf, type Held, type KeptVersion } from './holders.ts';
import { inParallel } from './in-parallel.ts';
import { forgetArticles } from './ingest/holdings.ts';
import { writeChange, type Written } from './next-version.ts';
import { publish } from './publish.ts';
import { Scratch } from './scratch.ts';
import { Spool } from './spool.ts';

export type PurgeOptions = CallOptions & {
  /** Change nothing, and report what would go. @default false */
  readonly dryRun?: boolean;
  /** As of `indexArticles`. @default 1 GiB */
  readonly memoryBytes?: number;
  /** @default the clock of this machine */
  readonly now?: () => Date;
  /** Called often; cheap to ignore. */
  readonly onProgress?: (progress: PurgeProgress) => void;
};

export type PurgeProgress = {
  readonly step: 'indexing' | 'writing' | 'deleting' | 'erasing';
  readonly done: number;
  readonly total: number;
};

export type PurgeReport = {
  readonly dryRun: boolean;
  /** `null` where nothing was published: a dry run, or nothing had to go. */
  readonly version: VersionId | null;
  /** Articles in the index afterwards. */
  readonly articles: number;
  /** Articles that were live. */
  readonly removed: number;
  /** Ids that stand neither in what was live nor in a version that was kept. */
  readonly missing: readonly string[];
  /** Bytes of new parts, in which segments stand again without the articles. */
  readonly bytesWritten: number;
  /** Kept versions that were deleted, newest first: nobody can go back to them. */
  readonly versions: readonly VersionId[];
  /** Those of them that could not be read, so that nobody could say what they held. */
  readonly unreadable: readonly VersionId[];
  /** Deleted: parts that no version names any more, and what parts of a build had left. */
  readonly parts: Amount;
  /** What the place keeps of objects that were replaced or deleted; `null` where it keeps nothing of the kind. */
  readonly past: PastReport | null;
  /** Objects among versions and parts that are not named like one: not Saola's, not looked into, and left alone. */
  readonly others: readonly Key[];
};

const REQUESTS_AT_ONCE = 8;
/** Enough for the blocks that the terms of a few articles lie in. */
const CACHE_BYTES = 64 * 1024 * 1024;

/** Not to be aborted once the first of it is live: it then goes on to its end. Throws `index-missing` where nothing is live,
 *  `publish-conflict` where somebody else published meanwhile, and `store-unavailable` beside a clean-up; run it again. */
export async function purgeArticles(
  store: Store,
  ids: readonly string[],
  options: PurgeOptions = {},
): Promise<PurgeReport> {
  const { dryRun = false, onProgress, signal } = options;
  const calls: CallOptions = { ...(signal && { signal }) };
  const current = await readCurrent(store, calls);
  if (current === null) {
    throw new SaolaError('index-missing', `Nothing is published at ${store.uri}, so there is nothing to remove.`);
  }
  const wanted = new Set(ids);
  const holders = new Holders(store, wanted);
  const { manifest } = current;
  const held = await holders.inSegments(manifest);
  const before = await holders.inKept(calls);
  const live = liveOf(current, held);
  const found = new Set([
    ...held.flat().map(({ id }) => id),
    ...before.kept.flatMap(({ ids: its }) => [...(its ?? [])]),
  ]);
  const clean = manifest.segments.filter((_, number) => held[number]?.length === 0);
  const gone = await goingFrom(store, before.kept, partKeysOf({ segments: clean }), calls);
  const report: PurgeReport = {
    dryRun,
    version: null,
    articles: manifest.articles - live.length,
    removed: live.length,
    missing: [...wanted].filter((id) => !found.has(id)),
    bytesWritten: 0,
    ...told(gone),
    past: null,
    others: [...before.others, ...gone.others],
  };
  const onPast = (done: number, total: number) => onProgress?.({ step: 'erasing', done, total });
  const isDone = clean.length === manifest.segments.length && gone.versions.length + gone.parts.length === 0;
  if (dryRun || isDone) {
    const staying = new Set([...gone.staying, versionKey(manifest.version)]);
    if (!dryRun) await forgetArticles(store, wanted);
    return { ...report, past: await erasePast(store, { staying, dryRun, onProgress: onPast }) };
  }
  const after = await replace(store, { current, held, live, holders }, options);
  await forgetArticles(store, wanted);
  const past = await erasePast(store, { staying: after.gone.staying, onProgress: onPast });
  const { version, bytesWritten } = after;
  return { ...report, version, bytesWritten, ...told(after.gone), past };
}

type Found = {
  readonly current: Current;
  readonly held: readonly (readonly Held[])[];
  readonly live: readonly { readonly segment: number; readonly doc: number }[];
  readonly holders: Holders;
};

/** The mark of a clean-up is there before the flip. So a publisher that read what was live before the flip fails at its own,
 *  and one that reads it later sees the mark, waits, and looks at its parts again: none can put live what is deleted here. */
async function replace(store: Store, { current, held, live, holders }: Found, options: PurgeOptions) {
  const { onProgress, signal, now = clock } = options;
  const scratch = new Scratch();
  try {
    const written = await write(store, { current, held, live, holders }, scratch, options);
    return await whileCleaning(store, { now }, async ({ hold, remove }) => {
      signal?.throwIfAborted();
      const { synonyms, boilerplate } = current.manifest;
      const content = { ...written.content, ...(synonyms && { synonyms }), ...(boilerplate && { boilerplate }) };
      const { manifest } = await publish(store, current, content, { lost: written.lost, cleaning: true, now });
      const { kept } = await holders.inKept({}, hold);
      const gone = await goingFrom(store, kept, [...partKeysOf(manifest), versionKey(manifest.version)], {});
      // The versions first: none of those that are kept ever lacks a part.
      for (const { listed } of gone.versions.toReversed()) await remove(listed.key);
      let done = 0;
      await inParallel(gone.parts, REQUESTS_AT_ONCE, async ({ key }) => {
        await remove(key);
        onProgress?.({ step: 'deleting', done: ++done, total: gone.parts.length });
      });
      return { version: manifest.version, bytesWritten: written.bytesWritten, gone };
    });
  } finally {
    scratch.remove();
  }
}

/** Segments without the articles in place of those with them. Where none has them, the same content: the flip is needed
 *  all the same, to keep publishers out that began before it. */
async function write(
  store: Store,
  { current: { manifest }, held, live }: Found,
  scratch: Scratch,
  { memoryBytes, onProgress, signal }: PurgeOptions,
): Promise<Written> {
  const mustGo = new Set(held.flatMap((found, number) => (found.length > 0 ? [number] : [])));
  if (mustGo.size === 0) {
    const { analyzer, articles, statistics, words, segments } = manifest;
    return { content: { analyzer, articles, statistics, words, segments }, lost: async () => null, bytesWritten: 0 };
  }
  const before = { content: manifest, live: openSegments(manifest, new BlockCache(store, CACHE_BYTES)) };
  const change = { put: new Spool(scratch), gone: live, mustGo };
  return await writeChange(store, before, change, { scratch, memoryBytes, onProgress, signal });
}

/** Where those of the articles stand that are live. */
function liveOf({ manifest }: Current, held: readonly (readonly Held[])[]): Found['live'] {
  return held.flatMap((found, segment) => {
    const removed = new Set(manifest.segments[segment]?.removed?.docs);
    return found.filter(({ doc }) => !removed.has(doc)).map(({ doc }) => ({ segment, doc }));
  });
}

type Going = {
  readonly versions: readonly KeptVersion[];
  /** Every part that nothing names which stays. Those that were named by nothing before go as well, whatever they hold: the
   *  tables without which nobody can look into them stood in a manifest that is gone, or that never came to be. */
  readonly parts: readonly Listed[];
  readonly staying: ReadonlySet<Key>;
  readonly others: readonly Key[];
};

/** `named`: what stays besides. */
async function goingFrom(
  store: Store,
  kept: readonly KeptVersion[],
  named: readonly Key[],
  options: CallOptions,
): Promise<Going> {
  const staying = new Set(named);
  for (const version of kept.filter(stays)) {
    staying.add(version.listed.key);
    for (const part of version.parts) staying.add(part);
  }
  const parts: Listed[] = [];
  const others: Key[] = [];
  for await (const listed of store.list(SEGMENTS, options)) {
    if (!isPartKey(listed.key)) others.push(listed.key);
    else if (!staying.has(listed.key)) parts.push(listed);
  }
  // Who is building may have any article there, and can build it again.
  for await (const listed of store.list(BUILDING, options)) parts.push(listed);
  return { versions: kept.filter((each) => !stays(each)), parts, staying, others };
}

const stays = ({ ids }: KeptVersion): boolean => ids !== null && ids.size === 0;

function told({ versions, parts }: Going): Pick<PurgeReport, 'versions' | 'unreadable' | 'parts'> {
  return {
    versions: versions.map(({ version }) => version),
    unreadable: versions.filter(({ ids }) => ids === null).map(({ version }) => version),
    parts: { count: parts.length, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) },
  };
}

const clock = (): Date => new Date();
