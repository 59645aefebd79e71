/** `npm run bench:suggest`: how often the accents of a phrase that was typed without any come back with the first
 *  suggestion, how large the part is that suggestions come from, and how long one takes. Says where the texts are missing. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIndex, type SearchIndex } from '../core/search/open.ts';
import { fileStore } from '../core/store/file.ts';
import { withoutAccents } from '../core/text/fold.ts';
import { words } from '../core/text/words.ts';
import { firstLines, NEWS, SHARED, skipped } from './data.ts';
import { indexInto } from './relevance/product.ts';
import { percentile } from './statistics.ts';
import { toText } from './table.ts';

const CLUSTERS = 'data/relevance/news-clusters/articles.jsonl.gz';
const QUERIES = 'data/relevance/news-clusters/short-queries.jsonl';
/** The least share of queries whose accents come back. */
const FLOOR = 0.8;
const SPEED_ARTICLES = 30_000;
const BEGINNINGS = 1_000;

async function run(folder: string): Promise<0 | 1> {
  const news = join(folder, 'news.jsonl');
  await writeFile(news, await linesOf(NEWS, 10_000));
  const judged = await indexOf(join(folder, 'judged'), [join(SHARED, CLUSTERS), news]);
  const queries = (await readFile(join(SHARED, QUERIES), 'utf8')).trim().split('\n').map(queryIn);
  let restored = 0;
  for (const query of queries) if (await comesBack(judged, query)) restored += 1;
  const share = restored / queries.length;

  const lines = await linesOf(NEWS, SPEED_ARTICLES);
  await writeFile(news, lines);
  const large = await indexOf(join(folder, 'large'), [news]);
  const times = await timesOf(large, beginnings(lines.trim().split('\n').map(titleIn)));
  console.log(
    toText({
      title: `Suggestions among ${judged.articles} articles, and their speed among ${large.articles}`,
      head: ['', ''],
      rows: [
        ['accents that come back', `${restored} of ${queries.length}`],
        ['bytes an article', perArticle(large, ({ bytes }) => bytes)],
        ['of the manifest', perArticle(large, ({ top }) => top.length)],
        ['p50 ms', percentile(times, 50).toFixed(2)],
        ['p99 ms', percentile(times, 99).toFixed(2)],
        ['longest ms', Math.max(...times).toFixed(2)],
      ],
    }),
  );
  return share >= FLOOR ? 0 : 1;
}

async function indexOf(folder: string, files: readonly string[]): Promise<SearchIndex> {
  await indexInto(folder, files);
  return await openIndex(fileStore(folder));
}

async function linesOf(file: string, count: number): Promise<string> {
  let all = '';
  for await (const line of firstLines(join(SHARED, file), count)) all += `${line}\n`;
  return all;
}

const queryIn = (line: string): string => (JSON.parse(line) as { query: string }).query;
const titleIn = (line: string): string => (JSON.parse(line) as { title: string }).title;

/** Whether the first suggestion, or the first of as many words, begins with `query`, all of its accents right. */
async function comesBack(index: SearchIndex, query: string): Promise<boolean> {
  const wanted = words(query).map(({ exact }) => exact);
  const { suggestions } = await index.suggest({ query: withoutAccents(query) });
  const spelled = suggestions.map(({ text }) => words(text).map(({ exact }) => exact));
  const isRight = (found: readonly string[] | undefined): boolean =>
    found !== undefined && wanted.every((word, i) => found[i] === word);
  return isRight(spelled[0]) || isRight(spelled.find(({ length }) => length === wanted.length));
}

/** One to thirty letters of titles spread over all, every third of one or two letters, half of them without accents. */
function beginnings(titles: readonly string[]): string[] {
  return Array.from({ length: BEGINNINGS }, (_, i) => {
    const title = titles[Math.floor((i * titles.length) / BEGINNINGS)] as string;
    const typed = title.slice(0, 1 + (i % 3 === 0 ? (i / 3) % 2 : i % 30));
    return i % 2 === 0 ? typed : withoutAccents(typed);
  });
}

/** Milliseconds for each, once all have been asked before. */
async function timesOf(index: SearchIndex, typed: readonly string[]): Promise<number[]> {
  for (const query of typed) await index.suggest({ query });
  const times: number[] = [];
  for (const query of typed) {
    const start = performance.now();
    await index.suggest({ query });
    times.push(performance.now() - start);
  }
  return times;
}

type SuggestionsPart = SearchIndex['manifest']['segments'][number]['suggestions'];
function perArticle({ manifest }: SearchIndex, bytesOf: (part: SuggestionsPart) => number): string {
  const bytes = manifest.segments.reduce((sum, { suggestions }) => sum + bytesOf(suggestions), 0);
  return (bytes / manifest.articles).toFixed(1);
}

const skip = skipped([CLUSTERS, QUERIES, NEWS]);
if (skip) {
  console.log(skip.line);
  process.exitCode = skip.exitCode;
} else {
  const folder = await mkdtemp(join(tmpdir(), 'saola-suggest-'));
  try {
    process.exitCode = await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
