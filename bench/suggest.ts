/** `npm run bench:suggest`: how often the accents of a phrase that was typed without any come back with the first
 *  suggestion, how many suggestions stand in an article, how large the part is that they come from, and how long one takes. Says where the texts are missing. */
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
/** The least share of suggestions whose words stand side by side in some article. */
const STANDING_FLOOR = 0.98;
const STANDING_ARTICLES = 3_000;
const STANDING_BEGINNINGS = 1_000;
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

  const few = await linesOf(NEWS, STANDING_ARTICLES);
  await writeFile(news, few);
  const { answered, suggested, standing } = await standingOf(
    await indexOf(join(folder, 'few'), [news]),
    few.trim().split('\n').map(textsIn),
  );

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
        [`beginnings of three words answered, among ${STANDING_ARTICLES}`, `${answered} of ${STANDING_BEGINNINGS}`],
        ['suggestions that stand in an article', `${standing} of ${suggested}`],
        ['bytes an article', perArticle(large, ({ bytes }) => bytes)],
        ['of the manifest', perArticle(large, ({ top }) => top.length)],
        ['p50 ms', percentile(times, 50).toFixed(2)],
        ['p99 ms', percentile(times, 99).toFixed(2)],
        ['longest ms', Math.max(...times).toFixed(2)],
      ],
    }),
  );
  return share >= FLOOR && standing >= suggested * STANDING_FLOOR ? 0 : 1;
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

/** `title` first. */
function textsIn(line: string): string[] {
  const { title, summary = '', body } = JSON.parse(line) as { title: string; summary?: string; body: string };
  return [title, summary, body].map((text) => text.normalize('NFC'));
}

/** Asks for two words and the first letter of a third, every other time from a title, else from a body: most of those begin
 *  nothing. */
async function standingOf(
  index: SearchIndex,
  articles: readonly (readonly string[])[],
): Promise<{ answered: number; suggested: number; standing: number }> {
  const all = articles.flat().map(spaced).join('\n');
  const found: string[] = [];
  let answered = 0;
  for (let i = 0; i < STANDING_BEGINNINGS; i += 1) {
    const texts = articles[Math.floor((i * articles.length) / STANDING_BEGINNINGS)] as readonly string[];
    const { suggestions } = await index.suggest({ query: threeWords(texts[i % 2 === 0 ? 0 : 2] as string, i) });
    if (suggestions.length > 0) answered += 1;
    found.push(...suggestions.map(({ text }) => text));
  }
  return { answered, suggested: found.length, standing: found.filter((text) => all.includes(spaced(text))).length };
}

const spaced = (text: string): string => ` ${Array.from(words(text), ({ exact }) => exact).join(' ')} `;

/** From the `number`th word of the text on, round and round; half of them without accents. */
function threeWords(text: string, number: number): string {
  const list = words(text);
  const from = number % Math.max(1, list.length - 2);
  const typed = list
    .slice(from, from + 3)
    .map(({ start, end }, i) => text.slice(start, i < 2 ? end : start + 1))
    .join(' ');
  return number % 4 < 2 ? typed : withoutAccents(typed);
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
