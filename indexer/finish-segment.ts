/** Given the chunks of a segment, makes its four parts: what can only be said once all articles are there. */
import { DIGEST_BYTES, writeColumns, type Columns } from '../core/index/columns.ts';
import { fieldsOf } from '../core/index/fields.ts';
import type { PartKind } from '../core/index/manifest.ts';
import { leastPairDf } from '../core/index/pairs.ts';
import type { WrittenPart } from '../core/index/part.ts';
import { mergeRuns, termsOfRuns } from '../core/index/merge-runs.ts';
import { RunFrequencies, type RunToSign } from '../core/index/run-signatures.ts';
import { usualSlotsOfRuns, type Run } from '../core/index/runs.ts';
import { likens } from '../core/index/signature.ts';
import { writeSuggestions } from '../core/index/suggestions.ts';
import { writeTerms } from '../core/index/terms.ts';
import { VocabularyWriter } from '../core/index/vocabulary.ts';
import { kindOf } from '../core/text/analyze.ts';
import type { Gathered } from './gathered.ts';
import { MEMORY_BYTES } from './missing-chunks.ts';
import { onThreads, threadsWithin } from './on-threads.ts';
import { latestTitles, suggestionsOf } from './phrases.ts';
import type { Scratch } from './scratch.ts';
import type { FactsList } from './spool.ts';

export type BuiltSegment = { readonly articles: number } & { readonly [Kind in PartKind]: WrittenPart };

/** The other segments of the index, where there are any: what is rare and what is common is said of all together. */
export type Beside = {
  /** Live articles in them. */
  readonly articles: number;
  /** In how many of these each term stands; those in none may be left out. */
  readonly frequencies: (terms: Iterable<string>) => Promise<ReadonlyMap<string, number>>;
};

export type FinishOptions = {
  /** @default none: these are all */
  readonly beside?: Beside;
  /** As `IndexOptions` has it. @default 1 GiB */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
};

/** Under so many articles, suggestions are made of their texts too (`passages.ts`), which `Gathered` is to hold then. */
export const TEXTS_BELOW = 2_000;

/** `facts`: of the articles of all chunks, in their order. */
export async function finishSegment(
  gathered: Gathered,
  facts: FactsList,
  scratch: Scratch,
  options: FinishOptions,
): Promise<BuiltSegment> {
  const inAll = facts.length + (options.beside?.articles ?? 0);
  const reads = inAll < TEXTS_BELOW ? gathered.texts : latestTitles(facts);
  // first, while no thread and no table of terms is there: of very many titles it takes the most memory of all steps
  const suggestions = writeSuggestions(suggestionsOf(reads, inAll), scratch.spill());
  const { runs } = gathered;
  const { terms, frequencies } = await mergedTerms(gathered, facts.length, scratch, options.beside);
  const signatures = await signaturesOfRuns(runs, frequencies, inAll, options);
  return {
    articles: facts.length,
    terms,
    columns: writeColumns(
      {
        ...idsAndDigests(facts),
        signatures,
        fields: fieldsOf(facts),
      },
      scratch.spill(),
    ),
    records: gathered.records(),
    suggestions,
  };
}

function idsAndDigests(facts: FactsList): Pick<Columns, 'ids' | 'digests'> {
  const ids: string[] = [];
  const digests = new Uint8Array(facts.length * DIGEST_BYTES);
  for (const { id, digest } of facts) {
    digests.set(digest, ids.length * DIGEST_BYTES);
    ids.push(id);
  }
  return { ids, digests };
}

type Merged = { readonly terms: WrittenPart; readonly frequencies: RunFrequencies };

async function mergedTerms(
  { runs, learned }: Gathered,
  articles: number,
  scratch: Scratch,
  beside: Beside | undefined,
): Promise<Merged> {
  const elsewhere = await beside?.frequencies(termsOfSignatures(runs));
  const leastDf = leastPairDf(articles);
  const vocabulary = new VocabularyWriter(articles);
  const usual = usualSlotsOfRuns(runs);
  const frequencies = new RunFrequencies(runs.length);
  const merged = mergeRuns(runs, usual, ({ term, df, runs: holders }) => {
    const isKept = df >= leastDf || kindOf(term) !== 'pair';
    if (isKept) vocabulary.add(term, df);
    frequencies.note(holders, isKept && likens(term) ? df + (elsewhere?.get(term) ?? 0) : 0);
    return isKept;
  });
  const bytesExpected = runs.reduce((sum, run) => sum + run.length, 0);
  const terms = writeTerms(merged, bytesExpected, {
    vocabulary: () => vocabulary.take(),
    learned: learned.take(articles),
    usual,
    out: scratch.spill(),
  });
  return { terms, frequencies };
}

function* termsOfSignatures(runs: readonly Run[]): Generator<string> {
  for (const { term } of termsOfRuns(runs)) if (likens(term)) yield term;
}

/** Of all articles, in their order. */
async function signaturesOfRuns(
  runs: readonly Run[],
  frequencies: RunFrequencies,
  articles: number,
  { memoryBytes = MEMORY_BYTES, signal }: FinishOptions,
): Promise<Uint8Array> {
  const signatures: Uint8Array[] = [];
  const options = { threads: threadsWithin(memoryBytes), ...(signal && { signal }) };
  for await (const ofRun of onThreads('signatures', tasksOf(runs, frequencies, articles), runs.length, options)) {
    signatures.push(ofRun);
  }
  return Buffer.concat(signatures);
}

function* tasksOf(runs: readonly Run[], frequencies: RunFrequencies, articles: number): Generator<RunToSign> {
  for (const [number, run] of runs.entries()) {
    yield { blocks: [...run.blocks()], usual: run.usual, frequencies: frequencies.of(number), articles };
  }
}
