/** Given the parts of a new version, puts it live: all of it at one moment, or none of it.
 *
 *  Everything that a version needs is in the store before `current.json` is flipped to it by one conditional write. It is
 *  kept under `versions/` right after the flip, and where that did not come about, by whoever replaces it before replacing
 *  it. So what stands under `versions/` was live, and what was live and has been replaced stands there, wherever a
 *  publisher was killed; and a publisher whose answer was lost finds out there whether it had won. */
import { randomUUID } from 'node:crypto';
import { SaolaError } from '../core/errors.ts';
import { contentHash } from '../core/index/hash.ts';
import { CURRENT, partKey, PART_KINDS, sealManifest, versionKey } from '../core/index/manifest.ts';
import { readCurrent } from '../core/index/published.ts';
import { untilCleaned } from './cleaning.ts';
import { inParallel } from './in-parallel.ts';
import { highestSequence } from './versions.ts';
import type { Manifest, Part, PartKind, VersionContent } from '../core/index/manifest.ts';
import type { Sink } from '../core/index/part.ts';
import type { Current } from '../core/index/published.ts';
import type { CallOptions, Condition, Key, Put, Store, Tag } from '../core/store/store.ts';

/** A part that no kept version names may be cleaned away once it is older than a grace period (`gc.ts`). One that is older
 *  than this is made young again before a version names it; a grace period has to be several times as long. */
export const YOUNG_MS = 60 * 60 * 1000;

/** Bytes of a part that are read back at once. */
const COMPARED_AT_ONCE = 4 * 1024 * 1024;

/** Requests under way at once while parts are looked at. */
const LOOKS_AT_ONCE = 16;

export type PublishOptions = CallOptions & {
  /** The bytes of a part that has disappeared from the store, to write it again; `null` where they are not at hand.
   *  @default none are */
  readonly lost?: (kind: PartKind, part: Part) => Promise<Uint8Array | null>;
  /** The caller holds the mark of a clean-up, so that is not waited for. @default false */
  readonly cleaning?: boolean;
  /** @default the clock of this machine */
  readonly now?: () => Date;
};

/** What stands in `current.json` where this version of Saola cannot read it: broken, or of another format. `publish` can
 *  replace it all the same. */
export type Unreadable = {
  readonly tag: Tag;
  /** No version that was live had a higher one. */
  readonly sequence: number;
  readonly problem: SaolaError;
};

/** What is live, for a publisher that may have to replace what it cannot read. `null` where nothing is. */
export async function readReplaceable(store: Store, options: CallOptions = {}): Promise<Current | Unreadable | null> {
  try {
    return await readCurrent(store, options);
  } catch (problem) {
    if (!(problem instanceof SaolaError && ['index-malformed', 'index-format'].includes(problem.code))) throw problem;
    const stored = await store.get(CURRENT, options);
    // It alone of all that were live may not be kept yet, so it may be one ahead of the kept ones.
    return stored && { tag: stored.tag, sequence: 1 + (await highestSequence(store, options)), problem };
  }
}

/** Writes a part unless the store holds it already, undamaged and young enough to stay. */
export async function writePart(
  store: Store,
  kind: PartKind,
  bytes: Uint8Array | Sink,
  { now = clock, ...options }: CallOptions & Pick<PublishOptions, 'now'> = {},
): Promise<Part & { readonly written: boolean }> {
  const part: Part = { sha256: contentHash(piecesOf(bytes)), bytes: bytes.length };
  const key = partKey(kind, part);
  const found = await store.head(key, options);
  const stays =
    found?.bytes === part.bytes && !isOld(found.modified, now()) && (await holds(store, key, bytes, options));
  const whole = { ...options, immutable: true };
  if (!stays && bytes.length > MOST_AT_ONCE) await store.putStream(key, streamOf(bytes), whole);
  else if (!stays) await store.put(key, bytes instanceof Uint8Array ? bytes : bytes.take(), whole);
  return { ...part, written: !stays };
}

/** Whether just these bytes stand under the key: a rebuild of the same articles has to mend what is damaged. */
async function holds(store: Store, key: Key, bytes: Uint8Array | Sink, options: CallOptions): Promise<boolean> {
  let offset = 0;
  for (const piece of piecesOf(bytes)) {
    for (let from = 0; from < piece.length; from += COMPARED_AT_ONCE) {
      const wanted = piece.subarray(from, from + COMPARED_AT_ONCE);
      const stored = await store.get(key, { ...options, range: { offset, length: wanted.length } });
      if (!stored || Buffer.compare(stored.bytes, wanted) !== 0) return false;
      offset += wanted.length;
    }
  }
  return true;
}

/** Larger parts are sent as a stream. */
const MOST_AT_ONCE = 8 * 1024 * 1024;

const piecesOf = (bytes: Uint8Array | Sink): Iterable<Uint8Array> =>
  bytes instanceof Uint8Array ? [bytes] : bytes.chunks();

async function* streamOf(bytes: Uint8Array | Sink): AsyncGenerator<Uint8Array> {
  yield* piecesOf(bytes);
}

/** Puts `content` live if what is live is still `expected`, as it was read before `content` was made of it (`null`:
 *  nothing). Throws `publish-conflict` where somebody else has published meanwhile, and `index-malformed` where a part is
 *  not in the store. */
export async function publish(
  store: Store,
  expected: Current | Unreadable | null,
  content: VersionContent,
  { lost = nowhere, now = clock, cleaning = false, ...options }: PublishOptions = {},
): Promise<{ readonly manifest: Manifest }> {
  if (expected && 'manifest' in expected) await keep(store, expected, options);
  const sequence = 1 + (await sequenceBefore(store, expected, options));
  await secure(store, expected, content, { lost, now, cleaning, ...options });
  const sealed = sealManifest(content, {
    sequence,
    publishedAt: now().toISOString(),
    // Two publishers of the same content in the same millisecond are still two: each knows its own bytes.
    nonce: randomUUID(),
  });
  await flip(store, sealed, expected === null ? { absent: true } : { tag: expected.tag }, options);
  // It is live, so nothing that happens to this copy makes the publish a failure: the next publisher makes up for it.
  await store.put(versionKey(sealed.manifest.version), sealed.bytes, { immutable: true }).catch(() => undefined);
  return { manifest: sealed.manifest };
}

async function sequenceBefore(store: Store, expected: Current | Unreadable | null, options: CallOptions) {
  // Nothing live, but there may have been: somebody took `current.json` away.
  if (!expected) return await highestSequence(store, options);
  return 'manifest' in expected ? expected.manifest.sequence : expected.sequence;
}

/** Sees to it that the version that is about to be replaced stays under `versions/`. */
async function keep(store: Store, { manifest, tag }: Current, options: CallOptions): Promise<void> {
  const key = versionKey(manifest.version);
  if (await store.head(key, options)) return;
  const stored = await store.get(CURRENT, options);
  if (stored?.tag !== tag) throw await conflict(store, options);
  await store.put(key, stored.bytes, { ...options, immutable: true });
}

type Secured = Required<Pick<PublishOptions, 'lost' | 'now' | 'cleaning'>> & CallOptions;

/** Sees to it that the parts are there, and that no clean-up takes one away before the flip. One that begins from here on
 *  finds them young. One that is under way may have taken them for old, so it is waited for, and they are looked at
 *  again. Where all that took so long that they may have grown old meanwhile, it is done anew. */
async function secure(
  store: Store,
  expected: Current | Unreadable | null,
  content: VersionContent,
  { lost, now, cleaning, ...options }: Secured,
): Promise<void> {
  let since: Date;
  do {
    since = now();
    await secureParts(store, expected, content, { lost, now, ...options });
    if (!cleaning) await untilCleaned(store, { now, ...options });
    await secureParts(store, expected, content, { lost, now, ...options });
  } while (isOld(since, now()));
}

/** Sees to it that every part that `content` names is there, whole, and young enough to outlast a clean-up that began
 *  before this version was live. What `expected` names is safe from that: it is live until the flip. */
async function secureParts(
  store: Store,
  expected: Current | Unreadable | null,
  content: VersionContent,
  { lost, now, ...options }: Omit<Secured, 'cleaning'>,
): Promise<void> {
  const live = new Set(expected && 'manifest' in expected ? partsOf(expected.manifest).keys() : []);
  const missing: string[] = [];
  await inParallel([...partsOf(content)], LOOKS_AT_ONCE, async ([key, { kind, part }]) => {
    const found = await store.head(key, options);
    if (found?.bytes === part.bytes) {
      if (live.has(key) || !isOld(found.modified, now()) || (await store.touch(key, options))) return;
    }
    const bytes = await lost(kind, part);
    if (bytes && bytes.length === part.bytes && contentHash(bytes) === part.sha256) {
      await store.put(key, bytes, { ...options, immutable: true });
    } else {
      missing.push(`${key} (${found ? `${found.bytes} bytes, ${part.bytes} wanted` : 'not there'})`);
    }
  });
  if (missing.length === 0) return;
  throw new SaolaError(
    'index-malformed',
    `${store.uri} lacks parts of the version that was to go live: ${missing.toSorted().join(', ')}. ` +
      `Nothing was published. Build them again: saola index … --full.`,
  );
}

function partsOf({ segments }: VersionContent): Map<string, { readonly kind: PartKind; readonly part: Part }> {
  return new Map(
    segments.flatMap((segment) =>
      PART_KINDS.map((kind) => [partKey(kind, segment[kind]), { kind, part: segment[kind] }] as const),
    ),
  );
}

async function flip(
  store: Store,
  { manifest, bytes }: { readonly manifest: Manifest; readonly bytes: Uint8Array },
  condition: Condition,
  options: CallOptions,
): Promise<void> {
  let put: Put;
  try {
    put = await store.put(CURRENT, bytes, { ...options, condition });
  } catch (error) {
    if (options.signal?.aborted || !(await wasLive(store, manifest, bytes).catch(() => false))) throw error;
    return;
  }
  if (!put.done && !(await wasLive(store, manifest, bytes))) throw await conflict(store, options);
}

/** Whether a flip whose answer was lost had come about. Where it had, and somebody has published on top of it since, they
 *  have kept it. */
async function wasLive(store: Store, manifest: Manifest, bytes: Uint8Array): Promise<boolean> {
  const current = await store.get(CURRENT);
  if (current && Buffer.compare(current.bytes, bytes) === 0) return true;
  return (await store.head(versionKey(manifest.version))) !== null;
}

async function conflict(store: Store, options: CallOptions): Promise<SaolaError> {
  const winner = await readReplaceable(store, options);
  const what = !winner
    ? 'What was live has been taken away'
    : 'manifest' in winner
      ? `Version ${winner.manifest.version} was published at ${winner.manifest.publishedAt}`
      : 'Something that this version of Saola cannot read was published';
  return new SaolaError(
    'publish-conflict',
    `${what} while this version was being made, so this one was not put live. Run it again: it starts from what is live now.`,
  );
}

function isOld(modified: Date, now: Date): boolean {
  return now.getTime() - modified.getTime() > YOUNG_MS;
}

function clock(): Date {
  return new Date();
}

function nowhere(): Promise<null> {
  return Promise.resolve(null);
}
