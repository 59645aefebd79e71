/** Given a store, reads every byte of a version and says what is not as it was published. Writes nothing. */
import { createHash } from 'node:crypto';
import { SaolaError } from '../core/errors.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import { unsealed } from '../core/index/bytes.ts';
import { contentHash } from '../core/index/hash.ts';
import { CURRENT, partKey, versionKey } from '../core/index/manifest.ts';
import { HEADER_BYTES, partHeader, type BlockPlace } from '../core/index/part.ts';
import { readCurrent, readVersion } from '../core/index/published.ts';
import { openSegments } from '../core/index/segment.ts';
import { readBlocks } from './part-blocks.ts';
import { checkColumns } from './verify/columns.ts';
import { damageOf, Faults, shown, type Fault, type PartCheck, type Tell } from './verify/faults.ts';
import { repeated, UNKNOWN } from './verify/id-marks.ts';
import { checkRecords } from './verify/records.ts';
import { checkSuggestions } from './verify/suggestions.ts';
import { checkTerms, type CheckedSegment } from './verify/terms.ts';
import { keptKeys, versionOf } from './versions.ts';
import type { Manifest, PartKind, Segment, VersionId } from '../core/index/manifest.ts';
import type { CallOptions, Key, Store } from '../core/store/store.ts';

export type { Fault } from './verify/faults.ts';

export type VerifyOptions = CallOptions & {
  /** Every version that is kept, not the live one alone. @default false */
  readonly all?: boolean;
  /** Bytes of parts that have been read; `total` only where it is known. */
  readonly onProgress?: (done: number, total?: number) => void;
};

export type VerifyReport = {
  /** Those looked at, the live one first, then the newest. */
  readonly versions: readonly CheckedVersion[];
  /** Parts that were looked at, and the bytes read of them: each once, however many versions name it. */
  readonly parts: number;
  readonly bytes: number;
  /** At most a hundred. */
  readonly faults: readonly Fault[];
  /** Faults beyond those. */
  readonly more: number;
};

export type CheckedVersion = {
  readonly key: Key;
  /** Absent where its manifest cannot be read. */
  readonly version?: VersionId;
  readonly current: boolean;
  /** It has no fault. */
  readonly whole: boolean;
};

/** Goes on behind each fault. Throws `index-missing` where nothing is published, and what the store throws. Keeps in memory
 *  a manifest, some megabytes of a part, and sixteen bytes an article. */
export async function verify(
  store: Store,
  { all = false, onProgress, ...options }: VerifyOptions = {},
): Promise<VerifyReport> {
  const faults = new Faults();
  const versions: CheckedVersion[] = [];
  const checker = new Checker(store, faults, options);
  const look = async (key: Key, current: boolean, read: () => Promise<Manifest | null>): Promise<Manifest | null> => {
    const before = faults.count;
    const manifest = await read().catch((error: unknown) => {
      faults.add({ key, what: manifestDamageOf(error) });
      return null;
    });
    if (manifest) {
      const total = all ? undefined : bytesOf(manifest);
      checker.onBytes = () => onProgress?.(checker.bytes, total);
      const whole = await checker.version(key, manifest);
      versions.push({ key, version: manifest.version, current, whole: whole && faults.count === before });
    } else if (faults.count > before) versions.push({ key, current, whole: false });
    return manifest;
  };

  const live = await look(CURRENT, true, async () => (await readCurrent(store, options))?.manifest ?? null);
  const keys = all || live === null ? await keptKeys(store, options) : [];
  if (versions.length === 0) {
    if (keys.length === 0) throw new SaolaError('index-missing', `Nothing is published at ${store.uri}.`);
    faults.add({ key: CURRENT, what: 'is not there, though versions are kept: nothing is live' });
  }
  if (live) await checkCopy(store, live, faults, options);
  for (const key of all ? keys : []) {
    const version = versionOf(key);
    if (!version) faults.add({ key, what: 'is not named like a version; Saola did not write it' });
    else if (version !== live?.version) await look(key, false, () => readVersion(store, version, options));
  }
  const { named, count } = faults;
  return { versions, parts: checker.parts, bytes: checker.bytes, faults: named, more: count - named.length };
}

/** The live version may not be kept yet; where it is, the copy has to be one. */
async function checkCopy(store: Store, live: Manifest, faults: Faults, options: CallOptions): Promise<void> {
  const key = versionKey(live.version);
  try {
    await readVersion(store, live.version, options); // its name vouches for its bytes
  } catch (error) {
    faults.add({ key, what: manifestDamageOf(error) });
  }
}

/** The messages about manifests name the object themselves, and give advice that a whole list of faults has once. */
function manifestDamageOf(error: unknown): string {
  if (error instanceof SaolaError && error.code.startsWith('index-')) return `cannot be read: ${error.message}`;
  throw error;
}

/** What is known of a part that has been read. */
type Checked = { readonly whole: boolean; readonly marks: BigUint64Array | null };

const CHECKS = {
  columns: checkColumns,
  terms: checkTerms,
  records: checkRecords,
  suggestions: checkSuggestions,
} satisfies Record<PartKind, (top: Uint8Array, segment: CheckedSegment, tell: Tell) => PartCheck>;
const KINDS = ['columns', 'terms', 'records', 'suggestions'] as const satisfies readonly PartKind[];

class Checker {
  parts = 0;
  bytes = 0;
  onBytes: () => void = () => undefined;
  readonly #store: Store;
  readonly #faults: Faults;
  readonly #options: CallOptions;
  readonly #checked = new Map<string, Checked>();

  constructor(store: Store, faults: Faults, options: CallOptions) {
    this.#store = store;
    this.#faults = faults;
    this.#options = options;
  }

  /** Whether all of its parts are whole; what is wrong with it besides is told. */
  async version(key: Key, manifest: Manifest): Promise<boolean> {
    const { segments, articles, analyzer } = manifest;
    const names: (BigUint64Array | null)[] = [];
    let isWhole = true;
    for (const segment of segments) {
      const checked: Partial<Record<PartKind, Checked>> = {};
      for (const kind of KINDS) {
        const part = (checked[kind] = await this.#part(kind, segment, analyzer));
        isWhole &&= part.whole;
      }
      const { columns, records } = checked as Record<PartKind, Checked>;
      this.#compareIds(segment, columns.marks, records.marks);
      this.#checkTombstones(key, segment);
      names.push(columns.marks);
    }
    const live = segments.reduce((sum, segment) => sum + segment.articles - (segment.removed?.docs.length ?? 0), 0);
    if (live !== articles) {
      this.#faults.add({ key, what: `it says that it has ${articles} articles; its segments have ${live} live ones` });
    }
    await this.#findTwins(key, manifest, names);
    return isWhole;
  }

  async #part(kind: PartKind, segment: Segment, analyzer: string): Promise<Checked> {
    const { sha256, bytes, top } = segment[kind];
    const name = [kind, sha256, bytes, contentHash(top), segment.articles, analyzer].join(' ');
    const known = this.#checked.get(name);
    if (known) return known;
    const before = this.#faults.count;
    const marks = await this.#readPart(kind, segment, analyzer);
    const checked = { whole: this.#faults.count === before, marks };
    this.#checked.set(name, checked);
    return checked;
  }

  async #readPart(kind: PartKind, segment: Segment, analyzer: string): Promise<BigUint64Array | null> {
    const part = segment[kind];
    const key = partKey(kind, part);
    const tell: Tell = (what, offset) => this.#faults.add({ key, ...(offset !== undefined && { offset }), what });
    this.parts += 1;
    const found = await this.#store.head(key, this.#options);
    if (!found) {
      tell(`is not there; ${part.bytes} bytes are wanted`);
      return null;
    }
    const sameLength = found.bytes === part.bytes;
    if (!sameLength) tell(`has ${found.bytes} bytes; ${part.bytes} are wanted`);

    let check: PartCheck = { places: [], block: () => undefined, end: () => null };
    let places: readonly BlockPlace[] = [];
    try {
      check = CHECKS[kind](part.top, { articles: segment.articles, analyzer }, tell);
      places = laidOut(check.places, part.bytes, tell);
    } catch (error) {
      tell(`its table of contents cannot be read: ${damageOf(error)}`);
    }
    const hash = createHash('sha256');
    const onPiece = (piece: Uint8Array): void => {
      hash.update(piece);
      this.bytes += piece.length;
      this.onBytes();
    };
    try {
      const wanted = partHeader(kind);
      const whole = [{ offset: 0, length: HEADER_BYTES }, ...places];
      for await (const { place, block } of readBlocks(this.#store, { key, bytes: found.bytes }, whole, {
        ...this.#options,
        onPiece,
      })) {
        if (place.offset > 0) await check.block(place, bodyOf(place, block, tell));
        else if (Buffer.compare(block, wanted) !== 0) tell(`begins with ${hex(block)}; ${hex(wanted)} is wanted`, 0);
      }
    } catch (error) {
      tell(damageOf(error));
    }
    const digest = hash.digest('hex');
    if (sameLength && digest !== part.sha256) tell(`has the SHA-256 ${digest}; its name is wanted`);
    return check.end();
  }

  /** What tombstones take off the counts cannot be more than they are. */
  #checkTombstones(key: Key, { removed, terms }: Segment): void {
    if (!removed) return;
    const most = removed.docs.length;
    const add = (what: string): void =>
      this.#faults.add({ key, what: `of ${most} tombstones in the segment of ${partKey('terms', terms)} ${what}` });
    for (const [word, count] of removed.words) if (count > most) add(`${count} are said to hold ${shown(word)}`);
    const titles = [...removed.titles.values()].reduce((sum, count) => sum + count, 0);
    if (titles > most) add(`${titles} are said to have titles`);
  }

  /** Records have to stand in the order of the ids. */
  #compareIds(segment: Segment, ids: BigUint64Array | null, records: BigUint64Array | null): void {
    if (!ids || !records) return;
    const key = partKey('records', segment.records);
    for (const [doc, mark] of records.entries()) {
      if (mark === UNKNOWN || ids[doc] === UNKNOWN || mark === ids[doc]) continue;
      const what = `record ${doc} is not of the article that ${partKey('columns', segment.columns)} names there`;
      this.#faults.add({ key, what });
    }
  }

  /** An id may stand once among all that are live. */
  async #findTwins(key: Key, manifest: Manifest, names: readonly (BigUint64Array | null)[]): Promise<void> {
    const removed = manifest.segments.map((segment) => new Set(segment.removed?.docs));
    const marks = names.map((list, number) => list?.filter((_, doc) => !removed[number]?.has(doc)));
    const twice = repeated(marks.filter((list) => list !== undefined));
    if (twice.size === 0) return;
    const met = new Map<string, string>();
    const opened = openSegments(manifest, new BlockCache(this.#store, 0));
    for (const [number, list] of names.entries()) {
      if (!list?.some((mark) => twice.has(mark))) continue;
      const ids = (await opened[number]?.columns.ids()) ?? [];
      for (const [doc, id] of ids.entries()) {
        if (removed[number]?.has(doc) || !twice.has(list[doc] as bigint)) continue;
        const name = shown(id);
        const place = `article ${doc} of segment ${number}`;
        const before = met.get(name);
        if (before !== undefined) this.#faults.add({ key, what: `${before} and ${place} are both called ${name}` });
        met.set(name, place);
      }
    }
  }
}

/** The blocks in order, without those that cannot be one: tells where they overlap, leave bytes out, or do not end with the
 *  part. */
function laidOut(places: readonly BlockPlace[], bytes: number, tell: Tell): BlockPlace[] {
  let end = HEADER_BYTES;
  const blocks: BlockPlace[] = [];
  for (const place of places.toSorted((a, b) => a.offset - b.offset)) {
    const { offset, length } = place;
    if (offset < end) tell(`the block begins before ${end}, where the one before it ends`, offset);
    else {
      if (offset > end) tell(`the block leaves ${offset - end} bytes out: the one before it ends at ${end}`, offset);
      if (offset + length > bytes) tell(`the block ends at ${offset + length}, and the part at ${bytes}`, offset);
      else blocks.push(place);
      end = offset + length;
    }
  }
  if (end < bytes) tell(`${bytes - end} bytes behind the last block belong to none`, end);
  return blocks;
}

function bodyOf({ offset }: BlockPlace, block: Uint8Array, tell: Tell): Uint8Array | null {
  try {
    return unsealed(block, 'the block');
  } catch (error) {
    tell(damageOf(error), offset);
    return null;
  }
}

const bytesOf = ({ segments }: Manifest): number =>
  segments.reduce((sum, segment) => KINDS.reduce((parts, kind) => parts + segment[kind].bytes, sum), 0);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
