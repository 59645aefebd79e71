/** `npm run relevance`: how well the product ranks judged queries, and whether that is as good as it has to be.
 *  `-- --all`: also on the large collection, and in every way to type. `-- --markdown`: as tables for docs/measured.md. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { skipped } from './data.ts';
import { checkFloors, type Check, type Result } from './relevance/floors.ts';
import { EVALUATION, VARIANTS, loadJudging } from './relevance/judging.ts';
import { measure } from './relevance/measure.ts';
import { COLLECTIONS, KINDS, USUAL_KINDS } from './relevance/sets.ts';
import { toMarkdown, toText, type Table } from './table.ts';

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
  console.log((options.markdown ? toMarkdown : toText)(tableOf(results)));
  const checks = checkFloors(results);
  for (const check of checks) console.log(say(check));
  const failed = checks.filter(({ passed }) => !passed).length;
  console.log(`\n${checks.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

const figure = (value: number): string => value.toFixed(3);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function tableOf(results: readonly Result[]): Table {
  return {
    title: 'Ranking of judged queries',
    head: ['set', 'typed', 'queries', 'nDCG@10', 'of as typed', 'MRR@10', 'recall@100', 'same ten', 'no answer'],
    rows: results.map((result) => [
      result.set,
      result.kind,
      String(result.queries),
      figure(result.ndcg10),
      percent(result.ofAsTyped),
      figure(result.mrr10),
      figure(result.recall100),
      percent(result.sameTen),
      String(result.empty),
    ]),
    note: '"same ten": queries with the same ten answers in the same order as when typed as they are',
  };
}

function say({ set, kind, measure: name, found, atLeast, passed }: Check): string {
  return `${passed ? 'ok    ' : 'FAILED'} ${set}, ${kind}: ${name} ${found.toFixed(4)}, floor ${atLeast}`;
}
