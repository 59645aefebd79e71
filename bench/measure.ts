/** Measures engines on the first articles of the news: run after run, and in each run one engine after the other, so that
 *  what else the machine does meanwhile meets all of them. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildFigures } from './child/build.ts';
import { runChild, type Programs } from './child/bundle.ts';
import type { SearchFigures } from './child/search.ts';
import { NEWS, SHARED, firstLines } from './data.ts';
import type { EngineName } from './engines/names.ts';
import { indexBytes } from './index-bytes.ts';
import { makeQueries, type MadeQuery, type Titled } from './queries.ts';
import type { Run } from './summary.ts';

const QUERIES = 1_000;
/** The first query of a run has six words, with their accents in one run and without in the next. */
const FIRST_QUERY = 5;
const NEXT_FIRST_QUERY = 12;

export type MeasureOptions = {
  readonly articles: number;
  readonly runs: number;
  readonly programs: ReadonlyMap<EngineName, Programs>;
  /** An empty folder of its own. */
  readonly folder: string;
  readonly say: (what: string) => void;
};

export async function measure({ articles, runs, programs, folder, say }: MeasureOptions): Promise<Run[]> {
  const files = { articles: join(folder, 'articles.jsonl'), queries: join(folder, 'queries.json') };
  const queries = await writeInput(files, articles);
  const done: Run[] = [];
  for (let run = 0; run < runs; run += 1) {
    const first = queries[(FIRST_QUERY + run * NEXT_FIRST_QUERY) % queries.length] as MadeQuery;
    for (const [engine, program] of rotated([...programs], run)) {
      say(`${articles} articles, run ${run + 1} of ${runs}: ${engine}`);
      const index = join(folder, 'index');
      await mkdir(index);
      const build = await runChild<BuildFigures>(program.build, [files.articles, index]);
      const search = await runChild<SearchFigures>(program.search, [index, first.text, files.queries]);
      done.push({ engine, articles, queries: queries.length, build, bytes: await indexBytes(index), search });
      await rm(index, { recursive: true });
    }
  }
  return done;
}

/** The queries are of the first articles whatever the size, so they are the same on all. */
async function writeInput(
  files: { readonly articles: string; readonly queries: string },
  articles: number,
): Promise<MadeQuery[]> {
  const lines: string[] = [];
  for await (const line of firstLines(join(SHARED, NEWS), articles)) lines.push(line);
  if (lines.length < articles) throw new RangeError(`${NEWS} holds ${lines.length} articles, ${articles} are wanted.`);
  const queries = makeQueries(
    lines.map((line) => JSON.parse(line) as Titled),
    QUERIES,
  );
  await writeFile(files.articles, lines.join('\n'));
  await writeFile(files.queries, JSON.stringify(queries));
  return queries;
}

/** Each run begins with another one. */
function rotated<Item>(items: readonly Item[], by: number): Item[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
