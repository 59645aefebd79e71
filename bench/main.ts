/** `npm run bench`: how fast and how large Saola is, beside other engines on the same articles and queries.
 *  `-- --articles 1000,10000`, `--runs 3`, `--engines saola,minisearch` choose what is measured, `--quick` is once on 1,000;
 *  `--json FILE` keeps every run, `--markdown` prints tables for docs/measured.md. No figure here passes or fails. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../scripts/lib/trouble.mjs';
import { bundleAll, emptyProcess } from './child/bundle.ts';
import { NEWS, skipped } from './data.ts';
import { describe, thisMachine } from './machine.ts';
import { measure } from './measure.ts';
import { optionsFrom } from './options.ts';
import { tablesOf } from './report.ts';
import { summarise, type Run } from './summary.ts';
import { toMarkdown, toText } from './table.ts';

await command(async () => {
  const { sizes, runs, engines, json, markdown } = optionsFrom(process.argv.slice(2));
  const skip = skipped([NEWS]);
  if (skip) {
    console.log(skip.line);
    return skip.exitCode;
  }
  const machine = thisMachine();
  const empty = await emptyProcess();
  console.log(`Medians of ${runs}. ${describe(machine)}.`);
  console.log(
    `A Node process that does nothing: ${empty.ms.toFixed(0)} ms, ${(empty.residentBytes / 1e6).toFixed(0)} MB.`,
  );
  const all: Run[] = [];
  const scratch = await mkdtemp(join(tmpdir(), 'saola-bench-'));
  try {
    // Before anything is measured, so that all of it is about the sources as they are now.
    const programs = await bundleAll(engines, scratch);
    for (const articles of sizes) {
      const folder = join(scratch, String(articles));
      await mkdir(folder);
      const done = await measure({ articles, runs, programs, folder, say: (what) => console.error(what) });
      const summaries = engines.map((name) => summarise(done.filter(({ engine }) => engine === name)));
      for (const table of tablesOf(summaries)) console.log(`\n${markdown ? toMarkdown(table) : toText(table)}`);
      all.push(...done);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, empty, runs: all }, null, 2)}\n`);
  return 0;
});
