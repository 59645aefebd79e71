/** `npm run bench:reads -- --articles 1000,30000`: what answers read of a store as far away as S3, from cold and one after another.
 *  `--queries 1000`, `--cold 200` of them, `--cache 64MiB`; `--folder DIR` keeps the indexes, `--rebuild` builds them anew, and
 *  `--json FILE` keeps what each answer read, `--from FILE` tells such a file again, `--plots` draws docs/plots. No figure here passes or fails. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, Trouble } from '../scripts/lib/trouble.mjs';
import { bundleProgram, bundleThread, runChild } from './child/bundle.ts';
import type { ReadsFigures } from './child/reads.ts';
import { decoratedNews, newsTexts } from './corpus/source.ts';
import { NEWS, skipped } from './data.ts';
import { describe, thisMachine } from './machine.ts';
import { keptReads, type KeptReads } from './kept.ts';
import { makeMixedQueries } from './mixed-queries.ts';
import { readsPlots } from './plots/reads.ts';
import { writePlots } from './plots/write.ts';
import { AS_DEPLOYED } from './reads/as-deployed.ts';
import { builtIndex } from './reads/built.ts';
import { cold, inMemory, warm } from './reads/measure.ts';
import { tablesOf, type Measured } from './reads/report.ts';
import { toMarkdown } from './table.ts';

/** Queries are of these, whatever the size, so they are the same on all. */
const ASKED_ABOUT = 1_000;

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '1000,30000' },
    queries: { type: 'string', default: '1000' },
    cold: { type: 'string', default: '200' },
    cache: { type: 'string', default: '64MiB' },
    folder: { type: 'string', default: join(tmpdir(), 'saola-reads') },
    rebuild: { type: 'boolean', default: false },
    json: { type: 'string' },
    from: { type: 'string' },
    plots: { type: 'boolean', default: false },
  },
});

await command(async () => {
  const { json, from, plots } = values;
  const skip = from === undefined ? skipped([NEWS]) : null;
  if (skip) {
    console.log(skip.line);
    return skip.exitCode;
  }
  const found = from === undefined ? await measured() : await keptReads(from);
  console.log(`${describe(found.machine)}.`);
  for (const table of tablesOf(found.sizes)) console.log(`\n${toMarkdown(table)}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(found)}\n`);
  if (plots) await writePlots(readsPlots(found.sizes, `${describe(found.machine)}.`));
  return 0;
});

async function measured(): Promise<KeptReads> {
  const machine = thisMachine();
  const cacheBytes = bytesIn(values.cache);
  const queries = makeMixedQueries([...decoratedNews(await newsTexts(ASKED_ABOUT))], wholeNumber(values.queries));
  const every = Math.max(1, Math.floor(queries.length / wholeNumber(values.cold)));
  const sample = queries.filter((_query, i) => i % every === 0);
  const scratch = await mkdtemp(join(tmpdir(), 'saola-bench-'));
  const sizes: Measured[] = [];
  try {
    const build = join(scratch, 'build.mjs');
    await bundleThread(scratch);
    await bundleProgram(`import { measureIndexing } from './child/build.ts'; await measureIndexing();`, build);
    const program = join(scratch, 'reads.mjs');
    await bundleProgram(`import { measureReads } from './child/reads.ts'; await measureReads();`, program);
    const file = join(scratch, 'queries.json');
    await writeFile(file, JSON.stringify(queries));
    await mkdir(values.folder, { recursive: true });
    for (const articles of values.articles.split(',').map(wholeNumber)) {
      const built = await builtIndex(articles, { home: values.folder, program: build, rebuild: values.rebuild });
      const store = await inMemory(built.folder);
      console.error(`${articles} articles: cold, then warm, then in memory`);
      sizes.push({
        articles,
        built,
        cacheBytes,
        cold: await cold(store, sample, cacheBytes),
        warm: await warm(store, queries, cacheBytes),
        resident: await runChild<ReadsFigures>(program, [built.folder, file, String(cacheBytes)], AS_DEPLOYED),
      });
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { machine, sizes };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Trouble(
    `"${text}" is no whole number from 1 on. There are --articles 1000,30000, --queries 1000, --cold 200.`,
  );
}

/** `64MiB`, or a number of bytes. */
function bytesIn(text: string): number {
  const [, number = '', unit = ''] = /^(\d+)(KiB|MiB|GiB)?$/.exec(text) ?? [];
  const scale = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }[unit];
  if (number === '' || scale === undefined)
    throw new Trouble(`--cache has "${text}"; 64MiB or a number of bytes is wanted.`);
  return Number(number) * scale;
}
