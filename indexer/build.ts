/** Given articles, builds one segment: its terms inverted by FlexSearch, its columns and its records. */
import type { Article } from '../core/article.ts';
import { writeColumns } from '../core/index/columns.ts';
import { fieldsOf } from '../core/index/fields.ts';
import { LearnedFormsWriter } from '../core/index/learned-forms.ts';
import type { PartKind, Statistics } from '../core/index/manifest.ts';
import { leastPairDf } from '../core/index/pairs.ts';
import type { WrittenPart } from '../core/index/part.ts';
import { RecordsWriter } from '../core/index/records.ts';
import { mergeRuns, termsOfRuns, usualSlotsOfRuns, type Run } from '../core/index/runs.ts';
import { SignatureBuilder, SUM_BYTES } from '../core/index/signature.ts';
import { writeSuggestions } from '../core/index/suggestions.ts';
import { writeTerms } from '../core/index/terms.ts';
import { VocabularyWriter } from '../core/index/vocabulary.ts';
import { kindOf } from '../core/text/analyze.ts';
import { CHUNK, type Chunk, type ChunkTask } from './chunk.ts';
import { makeChunks, threadsWithin } from './chunks.ts';
import { suggestionsOf } from './phrases.ts';
import { Scratch } from './scratch.ts';
import type { Spill } from './spill.ts';
import { Spool, type Spooled } from './spool.ts';

export type BuiltSegment = { readonly articles: number } & { readonly [Kind in PartKind]: WrittenPart };

/** The other segments of the index, where there are any: what is rare and what is common is said of all together. */
export type Beside = {
  /** Live articles in them. */
  readonly articles: number;
  /** In how many of these each term stands; those in none may be left out. */
  readonly frequencies: (terms: Iterable<string>) => Promise<ReadonlyMap<string, number>>;
};

export type BuildOptions = {
  readonly statistics: Statistics;
  /** @default none: these are all */
  readonly beside?: Beside;
  /** As `IndexOptions` has it. @default 1 GiB */
  readonly memoryBytes?: number;
  readonly onProgress?: (articles: number) => void;
  readonly signal?: AbortSignal;
};

export const MEMORY_BYTES = 1024 ** 3;

/** Under so many articles, suggestions are made of their texts too (`passages.ts`). */
const TEXTS_BELOW = 2_000;

/** `buildFromSpool` for articles that are in memory; what it makes is in memory too. */
export async function buildSegment(articles: Iterable<Article>, options: BuildOptions): Promise<BuiltSegment> {
  const scratch = new Scratch({ inMemory: Infinity });
  const spool = new Spool(scratch);
  for (const article of articles) spool.add(article);
  return buildFromSpool(spool, scratch, options);
}

/** The same articles in any order, on any number of threads, give the same bytes. These are in `scratch`, and gone with it. */
export async function buildFromSpool(spool: Spool, scratch: Scratch, options: BuildOptions): Promise<BuiltSegment> {
  const entries = spool.inOrder();
  const inAll = entries.length + (options.beside?.articles ?? 0);
  const { runs, records, learned } = await indexChunks(spool, entries, scratch, options);
  const { terms, signatures } = await mergedTerms(runs, learned, entries.length, scratch, options);
  const reads = inAll < TEXTS_BELOW ? entries.map((entry) => spool.read(entry)) : entries.map(titleAlone);
  return {
    articles: entries.length,
    terms,
    columns: writeColumns(
      {
        ids: entries.map(({ id }) => id),
        digests: Buffer.concat(entries.map(({ digest }) => digest)),
        signatures,
        fields: fieldsOf(entries),
      },
      scratch.spill(),
    ),
    records,
    suggestions: writeSuggestions(suggestionsOf(reads, inAll), scratch.spill()),
  };
}

const titleAlone = ({ title }: Spooled) => ({ title, body: '' });

type Indexed = { readonly runs: readonly Run[]; readonly records: WrittenPart; readonly learned: LearnedFormsWriter };

async function indexChunks(
  spool: Spool,
  entries: readonly Spooled[],
  scratch: Scratch,
  { statistics, memoryBytes = MEMORY_BYTES, onProgress, signal }: BuildOptions,
): Promise<Indexed> {
  const spilled = scratch.spill();
  const runs: Run[] = [];
  const records = new RecordsWriter(scratch.spill());
  const learned = new LearnedFormsWriter();
  const starts = chunkStarts(entries);
  const chunks = makeChunks(tasksOf(spool, entries, starts, statistics), starts.length, {
    threads: threadsWithin(memoryBytes),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
  for await (const chunk of chunks) {
    runs.push(spilledRun(chunk, spilled));
    for (const block of chunk.records) records.add(block);
    learned.addCounts(chunk.learned);
  }
  return { runs, records: records.written(), learned };
}

/** The number of the first article of each chunk. */
function chunkStarts(entries: readonly Spooled[]): number[] {
  const starts: number[] = [];
  let bytes = 0;
  for (const [number, { length }] of entries.entries()) {
    bytes += length;
    const first = starts.at(-1);
    if (first !== undefined && number - first < CHUNK.articles && bytes <= CHUNK.bytes) continue;
    starts.push(number);
    bytes = length;
  }
  return starts;
}

function* tasksOf(
  spool: Spool,
  entries: readonly Spooled[],
  starts: readonly number[],
  statistics: Statistics,
): Generator<ChunkTask> {
  for (const [at, first] of starts.entries()) {
    const lines = entries.slice(first, starts[at + 1]).map((entry) => spool.line(entry));
    yield { lines, statistics };
  }
}

/** The run in `spill`, from where its blocks are read one by one. */
function spilledRun({ run, usual }: Chunk, spill: Spill): Run {
  const places = run.map((block) => {
    const place = { offset: spill.length, length: block.length };
    spill.raw(block);
    return place;
  });
  return {
    usual,
    length: places.reduce((sum, { length }) => sum + length, 0),
    *blocks() {
      for (const { offset, length } of places) yield spill.read(offset, length);
    },
  };
}

/** The part of memory that sums of signatures may take. They are made in several goes where all together would take more. */
const SHARE_OF_SUMS = 1 / 3;
/** Each go reads all terms, so it is worth 2 MiB. */
const LEAST_AT_ONCE = 1_024;

async function mergedTerms(
  runs: readonly Run[],
  learned: LearnedFormsWriter,
  articles: number,
  scratch: Scratch,
  { beside, memoryBytes = MEMORY_BYTES }: BuildOptions,
): Promise<{ readonly terms: WrittenPart; readonly signatures: Uint8Array }> {
  const elsewhere = beside && {
    articles: beside.articles,
    frequencies: await beside.frequencies(termsOfSignatures(runs)),
  };
  const leastDf = leastPairDf(articles);
  const isKept = (term: string, df: number): boolean => df >= leastDf || kindOf(term) !== 'pair';
  const vocabulary = new VocabularyWriter(articles);
  const usual = usualSlotsOfRuns(runs);
  const atOnce = Math.max(LEAST_AT_ONCE, Math.floor((memoryBytes * SHARE_OF_SUMS) / SUM_BYTES));
  const signatures: Uint8Array[] = [];
  let terms: WrittenPart | undefined;
  for (let from = 0; from === 0 || from < articles; from += atOnce) {
    const builder = new SignatureBuilder(articles, { from, to: Math.min(articles, from + atOnce) }, elsewhere);
    const merged = mergeRuns(runs, usual, isKept, (term, postings) => {
      builder.add(term, postings);
      if (from === 0) vocabulary.add(term, postings.df);
    });
    if (terms) for (const _ of merged);
    else {
      terms = writeTerms(
        merged,
        runs.reduce((sum, run) => sum + run.length, 0),
        { vocabulary: () => vocabulary.take(), learned: learned.take(articles), usual, out: scratch.spill() },
      );
    }
    signatures.push(builder.take());
  }
  return { terms: terms as WrittenPart, signatures: Buffer.concat(signatures) }; // the loop runs once at least
}

function* termsOfSignatures(runs: readonly Run[]): Generator<string> {
  for (const { term } of termsOfRuns(runs)) if (SignatureBuilder.counts(term)) yield term;
}
