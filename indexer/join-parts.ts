/** Given the parts of a build, puts them together and publishes them: the same bytes as one machine makes of the sources. */
import { averagesOf } from '../core/index/article-terms.ts';
import { contentHash, type ContentHash } from '../core/index/hash.ts';
import type { PartKind } from '../core/index/manifest.ts';
import type { CallOptions, Store } from '../core/store/store.ts';
import { SaolaError } from '../core/errors.ts';
import { ANALYZER } from '../core/text/analyze.ts';
import {
  checkJob,
  checkWhole,
  chunksOf,
  DEFAULT_JOB,
  descriptionKey,
  descriptions,
  type Description,
} from './building.ts';
import { finishSegment, TEXTS_BELOW } from './finish-segment.ts';
import { Gathered } from './gathered.ts';
import { inParallel } from './in-parallel.ts';
import { changesOf, checkShrink } from './changes.ts';
import { readLive, type IndexOptions, type IndexReport } from './index-articles.ts';
import type { KeptChunk, KeptChunks } from './kept-chunks.ts';
import { publish } from './publish.ts';
import { Scratch } from './scratch.ts';
import type { Facts } from './spool.ts';
import { tellLoss } from './unreadable.ts';
import { writeSegment } from './write-segment.ts';

export type JoinOptions = Pick<
  IndexOptions,
  'allowShrink' | 'synonyms' | 'dryRun' | 'memoryBytes' | 'onUnreadable' | 'onProgress' | 'signal'
> & {
  /** As the parts were told. @default `default` */
  readonly job?: string;
};

/** Requests under way at once. */
const AT_ONCE = 8;

/** Throws `bad-source` where parts are missing or are not of one build, or where too many articles would go, and
 *  `publish-conflict` as `indexArticles` does. What the parts left behind is taken away once it is published. */
export async function joinParts(
  store: Store,
  {
    job = DEFAULT_JOB,
    allowShrink = false,
    dryRun = false,
    memoryBytes,
    onProgress,
    signal,
    ...options
  }: JoinOptions = {},
): Promise<IndexReport> {
  checkJob(job);
  const calls = { ...(signal && { signal }) };
  const parts = checkWhole(await descriptions(store, job, calls), job, store.uri);
  const [{ articles, words, skipped, boilerplate }] = parts;
  const live = await readLive(store, 'full', signal);
  await tellLoss(store, live.current, { ...options, ...calls });
  const before = live.current !== null && 'manifest' in live.current ? live.current.manifest : null;
  const scratch = new Scratch();
  try {
    const gathered = new Gathered(scratch, { withTexts: articles < TEXTS_BELOW });
    const facts = await gather(store, parts, job, gathered, {
      ...calls,
      onChunk: (done) => onProgress?.({ step: 'reading', done, total: articles }),
    });
    const ids = new Set(facts.map(({ id }) => id));
    const removed = [...live.known.keys()].filter((id) => !ids.has(id)).length;
    if (!allowShrink) checkShrink({ removed, skipped, live: live.known.size });
    const report: IndexReport = {
      version: null,
      ...changesOf(live.known, facts, removed),
      skipped,
      bytesWritten: 0,
    };
    if (dryRun) return report;

    onProgress?.({ step: 'indexing', done: 0, total: articles });
    const built = await finishSegment(gathered, facts, scratch, {
      ...(memoryBytes !== undefined && { memoryBytes }),
      ...calls,
    });
    onProgress?.({ step: 'indexing', done: articles, total: articles });
    const { segment, bytesWritten } = await writeSegment(store, built, {
      onPart: (done, total) => onProgress?.({ step: 'writing', done, total }),
      ...calls,
    });
    const synonyms = options.synonyms ?? before?.synonyms ?? [];
    const statistics = averagesOf(words, articles);
    const { manifest } = await publish(
      store,
      live.current,
      {
        analyzer: ANALYZER,
        articles,
        statistics,
        words,
        segments: [segment],
        ...(synonyms.length > 0 && { synonyms }),
        ...(boilerplate.length > 0 && { boilerplate }),
      },
      { lost: async (kind: PartKind) => built[kind].bytes.take(), ...calls },
    );
    await clear(store, parts, job);
    return { ...report, version: manifest.version, bytesWritten };
  } finally {
    scratch.remove();
  }
}

type GatherOptions = CallOptions & { readonly onChunk: (articles: number) => void };

/** The facts of all articles; all else is in `gathered` then. */
async function gather(
  store: Store,
  parts: readonly Description[],
  job: string,
  gathered: Gathered,
  { onChunk, ...options }: GatherOptions,
): Promise<Facts[]> {
  const kept = chunksOf(store, job);
  const wanted = parts.flatMap(({ number, of, chunks }) => chunks.map((name) => ({ name, part: `${number}/${of}` })));
  const facts: Facts[] = [];
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const chunks = await inParallel(wanted.slice(from, from + AT_ONCE), AT_ONCE, (each) =>
      chunkOf(kept, each, options),
    );
    for (const chunk of chunks) {
      gathered.add(chunk);
      for (const each of chunk.facts()) facts.push(each);
      onChunk(facts.length);
    }
  }
  const found = contentHash(facts.map(({ digest }) => digest));
  if (found !== parts[0]?.sources) {
    throw new SaolaError(
      'index-malformed',
      `The parts of job "${job}" do not make up the sources that they were built of. Build them again, under another --job.`,
    );
  }
  return facts;
}

type Wanted = { readonly name: ContentHash; readonly part: string };

async function chunkOf(kept: KeptChunks, { name, part }: Wanted, options: CallOptions): Promise<KeptChunk> {
  const chunk = await kept.read(name, options);
  if (chunk) return chunk;
  throw new SaolaError(
    'index-malformed',
    `${kept.key(name)} is gone or damaged. Nothing was published; build part ${part} again, which makes only what is missing.`,
  );
}

/** What is live needs none of it, and what stays, as some request failed, is taken away by a clean-up later. */
async function clear(store: Store, parts: readonly Description[], job: string): Promise<void> {
  const kept = chunksOf(store, job);
  const keys = [
    ...parts.map((part) => descriptionKey(job, part)), // first: a description without its chunks is of no use
    ...parts.flatMap(({ chunks }) => chunks.map((name) => kept.key(name))),
  ];
  await inParallel(keys, AT_ONCE, (key) => store.delete(key)).catch(() => undefined);
}
