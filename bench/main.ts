/** `npm run bench`: how fast and how large Saola is, beside other engines on the same articles and queries.
 *  `-- --articles 1000,10000`, `--runs 3`, `--engines saola,minisearch` choose what is measured, `--quick` is once on 1,000;
 *  `--json FILE` keeps every run, `--from FILE` tells such a file again; `--markdown` prints tables for docs/measured.md,
 *  `--plots` draws those of docs/plots. No figure here passes or fails. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../scripts/lib/trouble.mjs';
import { bundleAll, emptyProcess } from './child/bundle.ts';
import { NEWS, skipped } from './data.ts';
import { ENGINES } from './engines/names.ts';
import { keptRuns, type Kept } from './kept.ts';
import { describe, thisMachine } from './machine.ts';
import { measure } from './measure.ts';
import { optionsFrom, type Options } from './options.ts';
import { enginePlots } from './plots/engines.ts';
import { writePlots } from './plots/write.ts';
import { tablesOf } from './report.ts';
import { summarise, type Run, type Summary } from './summary.ts';
import { toMarkdown, toText } from './table.ts';

await command(async () => {
  const options = optionsFrom(process.argv.slice(2));
  const { json, plots, from } = options;
  const skip = from === undefined ? skipped([NEWS]) : null;
  if (skip) {
    console.log(skip.line);
    return skip.exitCode;
  }
  const { runs, ...where } = from === undefined ? await measured(options) : await told(from, options);
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ ...where, runs }, null, 2)}\n`);
  if (plots)
    await writePlots(enginePlots(summaries(runs), `Medians of ${mostRuns(runs)}. ${describe(where.machine)}.`));
  return 0;
});

/** Tables of a size are shown as soon as it is measured. */
async function measured(options: Options): Promise<Kept> {
  const { sizes, runs, engines } = options;
  const where = { machine: thisMachine(), empty: await emptyProcess() };
  showPlace(where, runs);
  const all: Run[] = [];
  const scratch = await mkdtemp(join(tmpdir(), 'saola-bench-'));
  try {
    // Before anything is measured, so that all of it is about the sources as they are now.
    const programs = await bundleAll(engines, scratch);
    for (const articles of sizes) {
      const folder = join(scratch, String(articles));
      await mkdir(folder);
      const done = await measure({ articles, runs, programs, folder, say: (what) => console.error(what) });
      showTables(done, options);
      all.push(...done);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { ...where, runs: all };
}

async function told(file: string, options: Options): Promise<Kept> {
  const kept = await keptRuns(file);
  showPlace(kept, mostRuns(kept.runs));
  for (const articles of new Set(kept.runs.map((run) => run.articles)))
    showTables(
      kept.runs.filter((run) => run.articles === articles),
      options,
    );
  return kept;
}

function showPlace({ machine, empty }: Omit<Kept, 'runs'>, runs: number): void {
  console.log(`Medians of ${runs}. ${describe(machine)}.`);
  console.log(
    `A Node process that does nothing: ${empty.ms.toFixed(0)} ms, ${(empty.residentBytes / 1e6).toFixed(0)} MB.`,
  );
}

function showTables(done: readonly Run[], { markdown }: Options): void {
  for (const table of tablesOf(summaries(done))) console.log(`\n${markdown ? toMarkdown(table) : toText(table)}`);
}

/** Size by size, the engines in their usual order. */
function summaries(runs: readonly Run[]): Summary[] {
  return [...new Set(runs.map(({ articles }) => articles))].flatMap((articles) =>
    ENGINES.map((engine) => runs.filter((run) => run.engine === engine && run.articles === articles))
      .filter((same) => same.length > 0)
      .map(summarise),
  );
}

function mostRuns(runs: readonly Run[]): number {
  return Math.max(0, ...summaries(runs).map((summary) => summary.runs));
}
