/** `npm run relevance`: how well the product ranks judged queries, and whether that is as good as it has to be.
 *  `-- --all`: also on the large collection, and in every way to type. `-- --markdown`: as tables for docs/measured.md. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { skipped } from './data.ts';
import { describeSources, thisMachine } from './machine.ts';
import { checkFloors, type Result } from './relevance/floors.ts';
import { EVALUATION, VARIANTS, loadJudging } from './relevance/judging.ts';
import { measure } from './relevance/measure.ts';
import { lineOf, tableOf } from './relevance/report.ts';
import { COLLECTIONS, KINDS, USUAL_KINDS } from './relevance/sets.ts';
import { toMarkdown, toText } from './table.ts';

const { values: options } = parseArgs({
  options: { all: { type: 'boolean', default: false }, markdown: { type: 'boolean', default: false } },
});
const collections = COLLECTIONS.filter(({ large }) => options.all || !large);
const files = collections.flatMap(({ articles, sets }) => [
  ...articles.map(({ file }) => file),
  ...sets.map(({ queries }) => queries),
]);
const skip = skipped([VARIANTS, EVALUATION, ...files]);
if (skip) {
  console.log(skip.line);
  process.exitCode = skip.exitCode;
} else {
  process.exitCode = await run();
}

async function run(): Promise<0 | 1> {
  const judging = await loadJudging();
  const results: Result[] = [];
  for (const collection of collections) {
    const folder = await mkdtemp(join(tmpdir(), 'saola-relevance-'));
    try {
      const kinds = options.all ? KINDS : USUAL_KINDS;
      results.push(...(await measure(collection, { folder, judging, kinds, say: (what) => console.error(what) })));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  console.log(`${describeSources(thisMachine())}.\n`);
  console.log((options.markdown ? toMarkdown : toText)(tableOf(results)));
  const checks = checkFloors(results);
  for (const check of checks) console.log(lineOf(check));
  const failed = checks.filter(({ passed }) => !passed).length;
  console.log(`\n${checks.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
