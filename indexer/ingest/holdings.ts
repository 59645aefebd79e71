/** What is remembered between batches of events: which articles came of which object of the bucket, beside the index.
 *
 *  It is written by compare-and-swap before the publish that it belongs to, and then says more than is live: what the objects
 *  hold now, and what they held before, as long as a version that may have it is kept. So neither whoever is stopped between
 *  the two writes nor whoever goes back to an old version leaves anything in the index that nobody knows the origin of. An
 *  entry counts only while the index holds just that article. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { SaolaError } from '../../core/errors.ts';
import type { CallOptions, Store, Tag } from '../../core/store/store.ts';

/** Beside `current.json`; no reader looks here. */
export const INGESTED = 'ingested.br';

/** An article and the digest of what it held, as text (`digestText`). */
export type Marked = readonly [id: string, mark: string];

/** One that came of an object before. `until`: sequence of the last version that may have it so; `null`: the one that is live
 *  has it, or one that is yet to be. */
export type Left = readonly [id: string, mark: string, until: number | null];

export type Holding = {
  /** The object that was read; `null`: it is gone. `modified`: milliseconds since 1970. */
  readonly object: { readonly tag: Tag; readonly modified: number } | null;
  readonly articles: ReadonlyMap<string, string>;
  readonly left: readonly Left[];
  /** Sequence of the version that was live when this was written. */
  readonly since: number;
};

export type Holdings = {
  /** By key, whole, with the prefix. */
  readonly objects: ReadonlyMap<string, Holding>;
  /** `null`: nothing was remembered yet. */
  readonly tag: Tag | null;
};

/** Grows whenever what is stored would be read differently. */
const FORMAT = 1;
/** Marks are random; what packs is the names, and that at any quality. */
const QUALITY = 4;

/** Throws `index-malformed` for what cannot be read. */
export async function readHoldings(store: Store, options: CallOptions = {}): Promise<Holdings> {
  const stored = await store.get(INGESTED, options);
  if (!stored) return { objects: new Map(), tag: null };
  try {
    return { objects: parse(stored.bytes), tag: stored.tag };
  } catch (cause) {
    throw new SaolaError(
      'index-malformed',
      `${INGESTED} in ${store.uri} is not as it was written (${(cause as Error).message}). Delete it; what objects put before brought then stays until they are put again, or until saola index --mirror.`,
      { cause },
    );
  }
}

/** Throws `publish-conflict` where somebody else has written meanwhile. Writes nothing where nothing has changed. */
export async function writeHoldings(
  store: Store,
  { objects: before, tag }: Holdings,
  objects: ReadonlyMap<string, Holding>,
  options: CallOptions = {},
): Promise<void> {
  const bytes = serialize(objects);
  if (Buffer.compare(bytes, serialize(before)) === 0) return;
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
  const condition = tag === null ? ({ absent: true } as const) : { tag };
  const { done } = await store.put(INGESTED, packed, { ...options, condition });
  if (done) return;
  throw new SaolaError(
    'publish-conflict',
    `Another batch was noted in ${INGESTED} of ${store.uri} meanwhile. Try again.`,
  );
}

/** Forgets articles by their ids, for who wants no trace of them (`purge.ts`). Returns whether any was remembered. */
export const forgetArticles = (store: Store, ids: ReadonlySet<string>): Promise<boolean> =>
  rewrite(store, ({ articles, left, ...rest }) => ({
    ...rest,
    articles: new Map([...articles].filter(([id]) => !ids.has(id))),
    left: left.filter(([id]) => !ids.has(id)),
  }));

/** Forgets what none but versions before `oldest`, a sequence, had: they are gone (`gc.ts`). Returns whether there was any. */
export const forgetBefore = (store: Store, oldest: number, options: CallOptions = {}): Promise<boolean> =>
  rewrite(
    store,
    (holding) => {
      const left = holding.left.filter(([, , until]) => until === null || until >= oldest);
      return holding.object === null && left.length === 0 ? null : { ...holding, left };
    },
    options,
  );

/** Again and again, until nobody has written meanwhile. `null` forgets the object. Returns whether anything changed. */
async function rewrite(
  store: Store,
  change: (holding: Holding) => Holding | null,
  options: CallOptions = {},
): Promise<boolean> {
  for (;;) {
    const before = await readHoldings(store, options);
    const objects = new Map<string, Holding>();
    for (const [key, holding] of before.objects) {
      const changed = change(holding);
      if (changed) objects.set(key, changed);
    }
    if (Buffer.compare(serialize(objects), serialize(before.objects)) === 0) return false;
    try {
      await writeHoldings(store, before, objects, options);
      return true;
    } catch (error) {
      if (!(error instanceof SaolaError && error.code === 'publish-conflict')) throw error;
    }
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
const base64 = (mark: string): string => Buffer.from(mark, 'latin1').toString('base64');

function serialize(objects: ReadonlyMap<string, Holding>): Buffer {
  const lines = [...objects].toSorted(byKey).map(([key, { object, articles, left, since }]) => {
    const held = Array.from(articles, ([id, mark]) => [id, base64(mark)]);
    const past = left.map(([id, mark, until]) => [id, base64(mark), until]);
    return JSON.stringify([key, object?.tag ?? null, object?.modified ?? 0, since, held, past]);
  });
  return Buffer.from([JSON.stringify({ saola: 'ingested', format: FORMAT }), ...lines].join('\n'));
}

function parse(packed: Uint8Array): ReadonlyMap<string, Holding> {
  const [head = '', ...lines] = brotliDecompressSync(packed).toString('utf8').split('\n');
  const { saola, format } = JSON.parse(head) as Readonly<Record<string, unknown>>;
  if (saola !== 'ingested' || format !== FORMAT) throw new Error(`format ${String(format)}, and ${FORMAT} is wanted`);
  return new Map(lines.map(parseLine));
}

function parseLine(line: string): readonly [string, Holding] {
  const json = JSON.parse(line) as unknown;
  const [key, tag, modified, since, articles, left] = Array.isArray(json) ? (json as readonly unknown[]) : [];
  const isWhole = typeof key === 'string' && typeof modified === 'number' && typeof since === 'number' && isTag(tag);
  if (!isWhole) throw new Error(`"${line.slice(0, 60)}" is no object`);
  const object = tag === null ? null : { tag, modified };
  const held = itemsOf(articles).map(([id, mark]) => markedOf(id, mark));
  const past = itemsOf(left).map(([id, mark, until]): Left => {
    const [its, digest] = markedOf(id, mark);
    return [its, digest, untilOf(until)];
  });
  return [key, { object, articles: new Map(held), left: past, since }];
}

const isTag = (value: unknown): value is Tag | null => value === null || typeof value === 'string';

function itemsOf(value: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(value)) throw new Error('a list of articles is missing');
  return value.map((item: unknown) => (Array.isArray(item) ? (item as readonly unknown[]) : []));
}

function markedOf(id: unknown, mark: unknown): Marked {
  if (typeof id !== 'string' || typeof mark !== 'string') throw new Error('an article without id or digest');
  return [id, Buffer.from(mark, 'base64').toString('latin1')];
}

function untilOf(value: unknown): number | null {
  if (value !== null && typeof value !== 'number') throw new Error('an article of old without its last version');
  return value;
}
