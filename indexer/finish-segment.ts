/** Given the chunks of a segment, makes its four parts: what can only be said once all articles are there. */
import { writeColumns } from '../core/index/columns.ts';
import { fieldsOf } from '../core/index/fields.ts';
import type { LearnedFormsWriter } from '../core/index/learned-forms.ts';
import type { PartKind } from '../core/index/manifest.ts';
import { leastPairDf } from '../core/index/pairs.ts';
import type { WrittenPart } from '../core/index/part.ts';
import { mergeRuns, termsOfRuns, usualSlotsOfRuns, type Run } from '../core/index/runs.ts';
import { SignatureBuilder, SUM_BYTES } from '../core/index/signature.ts';
import { writeSuggestions } from '../core/index/suggestions.ts';
import { writeTerms } from '../core/index/terms.ts';
import { VocabularyWriter } from '../core/index/vocabulary.ts';
import { kindOf } from '../core/text/analyze.ts';
import type { Gathered } from './gathered.ts';
import { MEMORY_BYTES } from './missing-chunks.ts';
import { suggestionsOf } from './phrases.ts';
import type { Scratch } from './scratch.ts';
import type { Facts } from './spool.ts';

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
};

/** Under so many articles, suggestions are made of their texts too (`passages.ts`), which `Gathered` is to hold then. */
export const TEXTS_BELOW = 2_000;

/** `facts`: of the articles of all chunks, in their order. */
export async function finishSegment(
  gathered: Gathered,
  facts: readonly Facts[],
  scratch: Scratch,
  options: FinishOptions,
): Promise<BuiltSegment> {
  const inAll = facts.length + (options.beside?.articles ?? 0);
  const { terms, signatures } = await mergedTerms(gathered.runs, gathered.learned, facts.length, scratch, options);
  const reads = inAll < TEXTS_BELOW ? gathered.texts : facts.map(titleAlone);
  return {
    articles: facts.length,
    terms,
    columns: writeColumns(
      {
        ids: facts.map(({ id }) => id),
        digests: Buffer.concat(facts.map(({ digest }) => digest)),
        signatures,
        fields: fieldsOf(facts),
      },
      scratch.spill(),
    ),
    records: gathered.records(),
    suggestions: writeSuggestions(suggestionsOf(reads, inAll), scratch.spill()),
  };
}

const titleAlone = ({ title }: Facts) => ({ title, body: '' });

/** The part of memory that sums of signatures may take. They are made in several goes where all together would take more. */
const SHARE_OF_SUMS = 1 / 6;
/** Each go reads all terms, so it is worth 2 MiB. */
const LEAST_AT_ONCE = 1_024;

async function mergedTerms(
  runs: readonly Run[],
  learned: LearnedFormsWriter,
  articles: number,
  scratch: Scratch,
  { beside, memoryBytes = MEMORY_BYTES }: FinishOptions,
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
