/** Given an index and the names of objects of a bucket that may have changed, publishes a version that agrees with what stands
 *  there now. The same names once more, in another order, or with others beside them, make the same of the index. */
import type { S3Objects } from '../../core/store/s3-objects.ts';
import type { Store } from '../../core/store/store.ts';
import { leaveOut } from '../boilerplate/leave-out.ts';
import { Learner } from '../boilerplate/learner.ts';
import { inParallel } from '../in-parallel.ts';
import { readLive, replace, type IndexReport, type Live } from '../index-articles.ts';
import { Scratch } from '../scratch.ts';
import type { Problem } from '../sources/source.ts';
import { Spool } from '../spool.ts';
import { decide, nextHoldings, type Decision } from './decide.ts';
import { readHoldings, writeHoldings, type Holding } from './holdings.ts';
import { look, type Looked, type LookOptions } from './look.ts';

export type IngestOptions = {
  /** As of `indexArticles`. @default 1 GiB */
  readonly memoryBytes?: number;
  /** Milliseconds since 1970: what is dated later is left aside. @default now */
  readonly now?: number;
  readonly signal?: AbortSignal;
  readonly onProblem?: (problem: Problem) => void;
};

export type IngestReport = IndexReport & {
  /** Objects that were read. */
  readonly read: number;
  /** Of these, how many hold something that cannot be read; what came of them before stays. */
  readonly broken: number;
  /** Objects that are not there, or are nothing that articles are in. */
  readonly absent: number;
  /** By key, what could not be looked at, or waits on another that could not, and why: to be tried again. */
  readonly failed: ReadonlyMap<string, unknown>;
};

/** Objects that are looked at, and read, at once. */
const OBJECTS_AT_ONCE = 8;

/** Articles of many objects wait at once, and what is longer than this waits on the disk. */
const WAITING_BYTES = 256 * 1024;

/** Keys are whole, with the prefix. There is no guard against losing many articles: whoever deletes an object has named what is
 *  to go, as whoever says `saola remove` has, and a guard for each batch would hold or not by where the batch was cut. What
 *  cannot be read takes nothing away. Throws `publish-conflict` where somebody else published or ingested meanwhile: try
 *  again; what the store throws, and what `publish` does. */
export async function ingest(
  store: Store,
  objects: S3Objects,
  keys: readonly string[],
  { memoryBytes, now, signal, onProblem }: IngestOptions = {},
): Promise<IngestReport> {
  const [scratch, waiting] = [new Scratch(), new Scratch({ inMemory: WAITING_BYTES })];
  const call = signal ? { signal } : {};
  try {
    // In this order: what was noted before a version went live is read with that version, or a later one.
    const before = await readHoldings(store, call);
    const live = await readLive(store, 'update', signal);
    const around = { objects, remembered: before.objects, look: { scratch: waiting, now, signal, onProblem } };
    const { looked, failed, decision } = await lookAll(around, live, keys);
    for (const { id, key, by } of decision.shared) {
      onProblem?.(sharedBy(nameOf(objects, key), id, by));
    }
    const put = new Spool(scratch);
    const learner = new Learner();
    for (const [id, key] of decision.put) {
      const { spool } = looked.get(key) as Looked;
      const number = spool?.numberOf(id) ?? null;
      if (!spool || number === null) throw new Error(`${id} of ${key} was decided on, and not read`);
      const article = spool.read(number);
      learner.see(article);
      put.add(article, spool.row(number).digest);
    }
    const manifest = live.current && 'manifest' in live.current ? live.current.manifest : null;
    const of = leaveOut(put, learner, manifest?.boilerplate ?? []);
    const isNothing = put.size + decision.gone.length === 0;
    const next = nextHoldings(looked, before.objects, live.known, manifest?.sequence ?? 0);
    await writeHoldings(store, before, next, call);
    const skipped = sumOf(looked, (each) => each.skipped);
    const report: IndexReport = isNothing
      ? { ...UNCHANGED, articles: live.known.size, unchanged: live.known.size, skipped }
      : await replace(store, live, { put, gone: decision.gone }, scratch, {
          ...of,
          skipped,
          allowShrink: true,
          ...(memoryBytes !== undefined && { memoryBytes }),
          ...call,
        });
    return {
      ...report,
      read: sumOf(looked, ({ spool }) => (spool ? 1 : 0)),
      broken: sumOf(looked, ({ isBroken }) => (isBroken ? 1 : 0)),
      absent: sumOf(looked, ({ object }) => (object ? 0 : 1)),
      failed,
    };
  } finally {
    scratch.remove();
    waiting.remove();
  }
}

const UNCHANGED = { version: null, added: 0, changed: 0, removed: 0, bytesWritten: 0 };

type Around = {
  readonly objects: S3Objects;
  readonly remembered: ReadonlyMap<string, Holding>;
  readonly look: LookOptions;
};

type All = {
  readonly looked: ReadonlyMap<string, Looked>;
  readonly failed: ReadonlyMap<string, unknown>;
  readonly decision: Decision;
};

/** Looks at the objects, and at those beside them that hold the same articles, until nothing more has to be known. Where one
 *  cannot be read, those that wait on it are as if nobody had asked for them, and the rest goes on. Each is read once at most,
 *  and each round reads one or gives one up, so that comes to an end. */
async function lookAll(
  { objects, remembered, look: options }: Around,
  { known }: Live,
  keys: readonly string[],
): Promise<All> {
  const looked = new Map<string, Looked>();
  const failed = new Map<string, unknown>();
  const lookAt = async (key: string, anew: boolean): Promise<void> => {
    try {
      looked.set(key, await look(objects, key, remembered.get(key), { ...options, anew }));
    } catch (error) {
      options.signal?.throwIfAborted();
      failed.set(key, error);
    }
  };
  await inParallel([...new Set(keys)], OBJECTS_AT_ONCE, (key) => lookAt(key, false));
  for (;;) {
    const decision = decide(looked, remembered, known);
    if (decision.unread.size === 0) return { looked, failed, decision };
    const unread = [...decision.unread.keys()].filter((key) => !failed.has(key));
    await inParallel(unread, OBJECTS_AT_ONCE, (key) => lookAt(key, true));
    for (const [key, concerned] of decision.unread) {
      if (!failed.has(key)) continue;
      for (const each of concerned) {
        looked.delete(each);
        failed.set(each, failed.get(key));
      }
    }
  }
}

const nameOf = ({ place: { bucket } }: S3Objects, key: string): string => `s3://${bucket}/${key}`;

const sharedBy = (file: string, id: string, by: string): Problem => ({
  kind: 'warning',
  origin: { file },
  what: `holds ${id}, as does ${by}, which was put last and counts`,
});

const sumOf = (looked: ReadonlyMap<string, Looked>, count: (each: Looked) => number): number =>
  [...looked.values()].reduce((sum, each) => sum + count(each), 0);
