/** Given some articles that stand one behind the other in a segment, makes what they add to it: a sorted run of their terms,
 *  inverted by FlexSearch, and their records, packed. Chunks are made side by side, and know nothing of one another. */
import type { Article } from '../core/article.ts';
import { StorageAdapter, type Backend } from '../core/index/adapter.ts';
import { ArticleEncoder } from '../core/index/article-terms.ts';
import { decodeText } from '../core/index/bytes.ts';
import { makeEngine, type Encoded } from '../core/index/flexsearch.ts';
import { LearnedFormsWriter } from '../core/index/learned-forms.ts';
import type { Statistics } from '../core/index/manifest.ts';
import { PostingLog } from '../core/index/posting-log.ts';
import { packRecords, type RecordBlock } from '../core/index/records.ts';
import { writeRun } from '../core/index/runs.ts';
import { noteUsual, type UsualSlots } from '../core/index/usual-slots.ts';
import { definitionsIn } from '../core/text/definitions.ts';

/** FlexSearch's map of 1,000 news articles takes some 40 MB; more at a time gains no speed. Long articles make smaller chunks. */
export const CHUNK = { articles: 1_000, bytes: 8 * 1024 * 1024 } as const;

export type ChunkTask = {
  /** Each article as JSON in UTF-8. */
  readonly lines: readonly Uint8Array[];
  readonly statistics: Statistics;
};

export type Chunk = {
  /** Blocks of the run, as `writeRun` makes them. */
  readonly run: readonly Uint8Array[];
  readonly usual: UsualSlots;
  readonly records: readonly RecordBlock[];
  /** The abbreviations that the articles define, as `LearnedFormsWriter` counts them. */
  readonly learned: readonly (readonly [string, number])[];
};

export type ChunkOptions = {
  /** How many articles are through. */
  readonly onProgress: (done: number) => void;
  /** Waited for now and then, so that other work of the thread is not kept waiting. @default nothing */
  readonly breathe?: () => Promise<void>;
};

export async function indexChunk(
  { lines, statistics }: ChunkTask,
  { onProgress, breathe }: ChunkOptions,
): Promise<Chunk> {
  const articles = lines.map((line) => JSON.parse(decodeText(line)) as Article); // as the spool wrote it
  const backend = new RunBackend(articles.length, statistics);
  let adding = 0;
  const engine = await makeEngine<Article>({
    storage: new StorageAdapter('build', backend),
    encode: (article) => backend.encode(adding, article),
    slots: (encoded) => (encoded as EncodedArticle).slots,
    map: backend.log,
  });
  for (const [place, article] of articles.entries()) {
    adding = place;
    engine.add(place + FIRST_ID, article);
    if ((place + 1) % 100 !== 0) continue;
    onProgress(place + 1);
    await breathe?.();
  }
  await engine.commit();
  onProgress(articles.length);
  const learned = new LearnedFormsWriter();
  for (const { title = '', summary = '', body = '' } of articles) {
    learned.add([title, summary, body].flatMap(definitionsIn));
  }
  const { run, usual } = backend;
  return { run, usual, records: [...packRecords(recordsOf(articles))], learned: [...learned.counts] };
}

function* recordsOf(articles: readonly Article[]): Generator<{ id: string; doc: Omit<Article, 'id'> }> {
  for (const { id, ...doc } of articles) yield { id, doc };
}

/** FlexSearch takes 0 for no id. */
const FIRST_ID = 1;

type EncodedArticle = Encoded & { readonly slots: Uint8Array };

/** Keeps what FlexSearch commits as a run. */
class RunBackend implements Backend {
  run: readonly Uint8Array[] = [];
  readonly usual: UsualSlots;
  readonly log: PostingLog;
  readonly #encoder: ArticleEncoder;

  constructor(articles: number, statistics: Statistics) {
    this.#encoder = new ArticleEncoder(statistics);
    this.log = new PostingLog(this.#encoder.terms, FIRST_ID);
    this.usual = { syllables: new Uint8Array(articles), pairs: new Uint8Array(articles) };
  }

  encode(place: number, article: Article): EncodedArticle {
    const { numbers, terms, kinds, slots } = this.#encoder.encode(article);
    this.log.expect(numbers);
    noteUsual(this.usual, place, kinds, slots);
    return Object.assign(terms, { slots });
  }

  async commit(): Promise<void> {
    this.run = [...writeRun(this.log.take(), this.usual)];
  }

  async live(): Promise<[]> {
    return [];
  }

  async clear(): Promise<void> {
    this.run = [];
  }

  async close(): Promise<void> {}
}
