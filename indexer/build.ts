/** Given articles, builds one segment: its terms inverted by FlexSearch, its columns and its records, as bytes. */
import { createHash } from 'node:crypto';
import type { Article } from '../core/article.ts';
import { StorageAdapter, type Backend, type Batch } from '../core/index/adapter.ts';
import { articleTerms } from '../core/index/article-terms.ts';
import { DIGEST_BYTES, writeColumns, type ArticleId } from '../core/index/columns.ts';
import { readEntries } from '../core/index/entries.ts';
import { fieldsOf } from '../core/index/fields.ts';
import { makeEngine, type Encoded } from '../core/index/flexsearch.ts';
import { LearnedFormsWriter } from '../core/index/learned-forms.ts';
import type { PartKind, Statistics } from '../core/index/manifest.ts';
import type { WrittenPart } from '../core/index/part.ts';
import { leastPairDf } from '../core/index/pairs.ts';
import { writeRecords } from '../core/index/records.ts';
import { mergeRuns, writeRun, type Run, type RunTerm } from '../core/index/runs.ts';
import { SignatureBuilder } from '../core/index/signature.ts';
import { writeSuggestions } from '../core/index/suggestions.ts';
import { writeTerms } from '../core/index/terms.ts';
import { noteUsual, type UsualSlots } from '../core/index/usual-slots.ts';
import { VocabularyWriter } from '../core/index/vocabulary.ts';
import { kindOf } from '../core/text/analyze.ts';
import { definitionsIn } from '../core/text/definitions.ts';
import { momentOf } from '../core/vietnam-time.ts';
import { suggestionsOf } from './phrases.ts';

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
  readonly onProgress?: (articles: number) => void;
  readonly signal?: AbortSignal;
};

/** FlexSearch's map of 2,000 articles takes some 70 MB; more at a time gains no speed. */
const ARTICLES_PER_RUN = 2_000;
/** The same articles in any order give the same bytes. */
export async function buildSegment(unordered: readonly Article[], options: BuildOptions): Promise<BuiltSegment> {
  const { statistics, beside, onProgress, signal } = options;
  const articles = inOrder(unordered);
  const { runs, usual } = await invert(articles, statistics, onProgress, signal);
  const leastDf = leastPairDf(articles.length);
  const bytes = runs.reduce((sum, run) => sum + run.length, 0);
  const elsewhere = beside && {
    articles: beside.articles,
    frequencies: await beside.frequencies(termsOfSignatures(runs)),
  };
  const signatures = new SignatureBuilder(articles.length, elsewhere);
  const vocabulary = new VocabularyWriter(articles.length);
  const merged = mergeRuns(
    runs,
    usual,
    (term, df) => df >= leastDf || kindOf(term) !== 'pair',
    (term, postings) => {
      signatures.add(term, postings);
      vocabulary.add(term, postings.df);
    },
  );
  // goes through all of `merged`, so the signatures are complete behind it
  const terms = writeTerms(merged, bytes, {
    vocabulary: () => vocabulary.take(),
    learned: learnedOf(articles),
    usual,
  });
  return {
    articles: articles.length,
    terms,
    columns: writeColumns({
      ids: articles.map(({ id }) => id),
      digests: Buffer.concat(articles.map(digestOf)),
      signatures: signatures.take(),
      fields: fieldsOf(articles),
    }),
    records: writeRecords(recordsOf(articles)),
    suggestions: writeSuggestions(suggestionsOf(articles, articles.length + (beside?.articles ?? 0))),
  };
}

function termsOfSignatures(runs: readonly Run[]): Set<string> {
  const terms = new Set<string>();
  for (const run of runs) for (const { term } of readEntries(run)) if (SignatureBuilder.counts(term)) terms.add(term);
  return terms;
}

/** The abbreviations that the articles define. */
function learnedOf(articles: readonly Article[]): Uint8Array {
  const learned = new LearnedFormsWriter();
  for (const { title = '', summary = '', body = '' } of articles) {
    learned.add([title, summary, body].flatMap(definitionsIn));
  }
  return learned.take(articles.length);
}

/** What an article holds, in `DIGEST_BYTES` bytes: equal for equal articles, whatever the order of their fields. */
export function digestOf(article: Article): Uint8Array {
  const fields = Object.entries(article).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}

/** By time, then by id; those without a time first. Articles on one event come out together, and so stand together: their
 *  postings and records pack better. */
function inOrder(articles: readonly Article[]): Article[] {
  const dated = articles.map((article) => ({ article, time: timeOf(article) }));
  dated.sort((a, b) => a.time - b.time || compare(a.article.id, b.article.id));
  return dated.map(({ article }) => article);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Milliseconds; none is before all others. */
function timeOf({ publishedAt }: Article): number {
  const moment = publishedAt === undefined ? NaN : momentOf(publishedAt);
  return Number.isNaN(moment) ? Number.MIN_SAFE_INTEGER : moment;
}

function* recordsOf(articles: readonly Article[]): Generator<{ id: string; doc: Omit<Article, 'id'> }> {
  for (const { id, ...doc } of articles) yield { id, doc };
}

async function invert(
  articles: readonly Article[],
  statistics: Statistics,
  onProgress: BuildOptions['onProgress'],
  signal: AbortSignal | undefined,
): Promise<Inverted> {
  const backend = new RunBackend(articles.length);
  let adding = 0;
  const engine = await makeEngine<Article>({
    storage: new StorageAdapter('build', backend),
    encode: (article) => backend.encode(adding, article, statistics),
    slots: (encoded) => (encoded as EncodedArticle).slots,
  });
  for (const [number, article] of articles.entries()) {
    adding = number;
    engine.add(number + 1, article); // FlexSearch takes 0 for no id
    const done = number + 1;
    if (done % ARTICLES_PER_RUN === 0 || done === articles.length) await engine.commit();
    if (done % 100 === 0) {
      onProgress?.(done);
      await new Promise(setImmediate); // lets Ctrl-C and the progress line through
      signal?.throwIfAborted();
    }
  }
  onProgress?.(articles.length);
  return backend;
}

type Inverted = { readonly runs: readonly Run[]; readonly usual: UsualSlots };

const numbered = (ids: readonly ArticleId[] | undefined): number[] | undefined => ids?.map((id) => (id as number) - 1);

type EncodedArticle = Encoded & { readonly slots: Uint8Array };

/** Keeps what FlexSearch commits as runs. */
class RunBackend implements Backend, Inverted {
  readonly runs: Run[] = [];
  readonly usual: UsualSlots;

  constructor(articles: number) {
    this.usual = { syllables: new Uint8Array(articles), pairs: new Uint8Array(articles) };
  }

  encode(number: number, article: Article, statistics: Statistics): EncodedArticle {
    const { terms, slots } = articleTerms(article, statistics);
    noteUsual(this.usual, number, terms, slots);
    return Object.assign([...terms], { slots });
  }

  async commit({ postings }: Batch): Promise<void> {
    const terms: RunTerm[] = [];
    for (const [term, slots] of postings) {
      // `Array.from`, not `map`: FlexSearch's array has holes where a slot is empty
      terms.push({ term, slots: Array.from(slots, numbered) });
    }
    this.runs.push(writeRun(terms, this.usual));
  }

  async live(): Promise<[]> {
    return [];
  }

  async clear(): Promise<void> {
    this.runs.length = 0;
  }

  async close(): Promise<void> {}
}
