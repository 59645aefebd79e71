/** Given a store, takes away for good what its place keeps of objects that were replaced or deleted.
 *  Stops at nothing that it may go on behind, and says what is left. */
import { SaolaError } from '../core/errors.ts';
import { BUILDING, CURRENT, isPartKey, SEGMENTS, VERSIONS } from '../core/index/manifest.ts';
import type { Key, Past, PastKeeper, Store } from '../core/store/store.ts';
import type { Amount } from './gc.ts';
import { inParallel } from './in-parallel.ts';
import { INGESTED } from './ingest/holdings.ts';
import { versionOf } from './versions.ts';

const REQUESTS_AT_ONCE = 8;
/** Where so many have been refused, a permission lacks, and thousands more requests would say the same. */
const MOST_REFUSED = 20;
/** HTTP dates know seconds only (RFC 9110, 5.6.7). */
const HEAD_PRECISION_MS = 1000;

export type PastReport = Amount & {
  /** How many are there still; those that could not be listed are not among them. */
  readonly left: number;
  /** Why any are, or why none could be listed. */
  readonly problem?: string;
};

export type ErasePastOptions = {
  /** Objects that stay: what was replaced there had the same bytes, or such as a publisher sent again. */
  readonly staying: ReadonlySet<Key>;
  /** Count, and erase nothing. @default false */
  readonly dryRun?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** `null` where the place keeps nothing of the kind. Throws no `SaolaError`: what is done is done, and is to be told. */
export async function erasePast(
  store: Store,
  { staying, dryRun = false, onProgress }: ErasePastOptions,
): Promise<PastReport | null> {
  const { past } = store;
  if (!past) return null;
  let all: readonly Past[];
  try {
    all = await listPast(store, past, staying);
  } catch (error) {
    return { count: 0, bytes: 0, left: 0, problem: messageOf(error) };
  }
  if (dryRun) return { ...amountOf(all), left: 0 };

  const erased: Past[] = [];
  const refused = new Set<Key>();
  let problem: string | undefined;
  const erase = async (each: Past): Promise<void> => {
    // With its mark of deletion gone, what could not be erased would stand there again.
    const isHeld = each.kind === 'deletion' && refused.has(each.key);
    if (isHeld || refused.size >= MOST_REFUSED) return;
    try {
      await past.erase(each);
      erased.push(each);
      onProgress?.(erased.length, all.length);
    } catch (error) {
      problem ??= messageOf(error);
      refused.add(each.key);
    }
  };
  await inParallel(
    all.filter((each) => !isMark(each)),
    REQUESTS_AT_ONCE,
    erase,
  );
  await inParallel(all.filter(isMark), REQUESTS_AT_ONCE, erase);
  return { ...amountOf(erased), left: all.length - erased.length, ...(problem !== undefined && { problem }) };
}

async function listPast(store: Store, past: PastKeeper, staying: ReadonlySet<Key>): Promise<Past[]> {
  // Whoever began to upload before what is live went live read what was live before it, so they will not come through.
  const flipped = (await store.head(CURRENT))?.modified.getTime() ?? 0;
  const found: Past[] = [];
  for (const prefix of [CURRENT, INGESTED, VERSIONS, SEGMENTS, BUILDING]) {
    for await (const each of past.list(prefix)) {
      const isOurs =
        each.key === CURRENT ||
        each.key === INGESTED ||
        isPartKey(each.key) ||
        versionOf(each.key) !== null ||
        each.key.startsWith(BUILDING);
      const isUnderWay = each.kind === 'upload' && each.modified.getTime() >= flipped + HEAD_PRECISION_MS;
      const isSame = each.kind !== 'upload' && staying.has(each.key);
      if (isOurs && !isUnderWay && !isSame) found.push(each);
    }
  }
  return found;
}

const isMark = ({ kind }: Past): boolean => kind === 'deletion';

const amountOf = (found: readonly Past[]): Amount => ({
  count: found.length,
  bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
});

function messageOf(error: unknown): string {
  if (error instanceof SaolaError) return error.message;
  throw error;
}
