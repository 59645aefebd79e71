/** Given a store and ids, says which segments and which kept versions hold articles of these ids, tombstones or not: a
 *  tombstone hides an article, and its text still stands in the segment. Reads no records. */
import { SaolaError } from '../core/errors.ts';
import { BlockCache } from '../core/index/block-cache.ts';
import { partKey, PART_KINDS, VERSIONS, type Manifest, type Segment, type VersionId } from '../core/index/manifest.ts';
import { readVersion } from '../core/index/published.ts';
import { openSegments } from '../core/index/segment.ts';
import type { CallOptions, Key, Listed, Store } from '../core/store/store.ts';
import { versionOf } from './versions.ts';

/** An article under one of the ids, and its number in its segment. */
export type Held = { readonly id: string; readonly doc: number };

export type KeptVersion = {
  readonly version: VersionId;
  readonly listed: Listed;
  readonly parts: readonly Key[];
  /** Those of the ids that it holds; `null`: it cannot be read, so nobody can say. */
  readonly ids: ReadonlySet<string> | null;
};

/** Ids are read a segment at a time, and versions share most of theirs. */
const CACHE_BYTES = 16 * 1024 * 1024;

export class Holders {
  readonly #store: Store;
  readonly #ids: ReadonlySet<string>;
  readonly #cache: BlockCache;
  readonly #found = new Map<string, Promise<readonly Held[]>>();

  constructor(store: Store, ids: ReadonlySet<string>) {
    this.#store = store;
    this.#ids = ids;
    this.#cache = new BlockCache(store, CACHE_BYTES);
  }

  /** For each segment of the version, what it holds. Throws `index-malformed` for one that cannot be read. */
  async inSegments({ segments }: Pick<Manifest, 'segments'>): Promise<(readonly Held[])[]> {
    const found: (readonly Held[])[] = [];
    for (const segment of segments) found.push(await this.#inSegment(segment));
    return found;
  }

  /** Every version under `versions/`, newest first. `hold` is called before each read. */
  async inKept(
    options: CallOptions,
    hold: () => Promise<void> = async () => options.signal?.throwIfAborted(),
  ): Promise<{ readonly kept: readonly KeptVersion[]; readonly others: readonly Key[] }> {
    const kept: KeptVersion[] = [];
    const others: Key[] = [];
    for await (const listed of this.#store.list(VERSIONS, options)) {
      await hold();
      const version = versionOf(listed.key);
      const found = version && (await this.#inVersion(version, listed, options));
      if (found) kept.push(found);
      else if (version === null) others.push(listed.key);
    }
    return { kept: kept.toReversed(), others };
  }

  async #inVersion(version: VersionId, listed: Listed, options: CallOptions): Promise<KeptVersion | null> {
    try {
      const manifest = await readVersion(this.#store, version, options);
      if (manifest === null) return null; // a clean-up has taken it meanwhile
      const ids = new Set((await this.inSegments(manifest)).flat().map(({ id }) => id));
      return { version, listed, parts: partKeysOf(manifest), ids };
    } catch (error) {
      if (!(error instanceof SaolaError && error.code.startsWith('index-'))) throw error;
      return { version, listed, parts: [], ids: null };
    }
  }

  #inSegment(segment: Segment): Promise<readonly Held[]> {
    const { sha256 } = segment.columns;
    const known = this.#found.get(sha256);
    if (known) return known;
    const reading = this.#read(segment);
    this.#found.set(sha256, reading);
    return reading;
  }

  async #read(segment: Segment): Promise<readonly Held[]> {
    const [opened] = openSegments({ segments: [segment] }, this.#cache);
    const ids = (await opened?.columns.ids()) ?? [];
    return ids.flatMap((id, doc) => (this.#ids.has(String(id)) ? [{ id: String(id), doc }] : []));
  }
}

export const partKeysOf = ({ segments }: Pick<Manifest, 'segments'>): Key[] =>
  segments.flatMap((segment) => PART_KINDS.map((kind) => partKey(kind, segment[kind])));
