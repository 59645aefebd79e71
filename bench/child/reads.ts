/** In a process of its own: answers searches one after another with a cache of so many bytes, then with everything in memory,
 *  and says what that took. */
import { readFile } from 'node:fs/promises';
import { liveIndex } from '../../core/search/live.ts';
import { openIndex } from '../../core/search/open.ts';
import { fileStore } from '../../core/store/file.ts';
import type { MixedQuery } from '../mixed-queries.ts';
import { HITS } from '../engines/engine.ts';
import { workClock } from '../work-clock.ts';
import { percentile } from '../statistics.ts';
import { WORST_QUERIES } from '../../tests/support/worst-queries.ts';
import { spreadOf, type Spread } from './search.ts';

export type ReadsFigures = {
  /** Resident before the index was opened, and after the searches, at the end and at most. */
  readonly startBytes: number;
  readonly endBytes: number;
  readonly peakBytes: number;
  /** Milliseconds with everything in memory: `ranking` reads no texts, but for those of phrases. */
  readonly ranking: Spread;
  readonly answer: Spread;
  /** The query of `WORST_QUERIES` that takes longest, by the median of a few times. */
  readonly worst: { readonly why: string; readonly ms: number };
};

/** More than any index has that is measured so. */
const EVERYTHING = 4 * 2 ** 30;
/** That a bad query is asked. */
const TIMES = 7;

/** Arguments: the folder of the index, the file of the searches, the cache's bytes. The figures go to stdout, as JSON. */
export async function measureReads(): Promise<void> {
  const [folder = '', file = '', cacheBytes = ''] = process.argv.slice(2);
  const queries = JSON.parse(await readFile(file, 'utf8')) as readonly MixedQuery[];
  const store = fileStore(folder);
  const startBytes = process.memoryUsage.rss();
  const live = liveIndex(store, { cacheBytes: Number(cacheBytes) });
  for (const { kind: _kind, ...request } of queries) await live.search({ ...request, limit: HITS });
  const endBytes = process.memoryUsage.rss();
  const peakBytes = process.resourceUsage().maxRSS * 1024;

  const index = await openIndex(store, { cacheBytes: EVERYTHING });
  const timesOf = async (ask: (request: Omit<MixedQuery, 'kind'>) => Promise<unknown>): Promise<number[]> => {
    const times: number[] = [];
    for (const { kind: _kind, ...request } of queries) {
      const passed = workClock();
      await ask({ ...request });
      times.push(passed());
    }
    return times;
  };
  const rank = (request: Omit<MixedQuery, 'kind'>) => index.rank({ ...request, limit: HITS });
  const search = (request: Omit<MixedQuery, 'kind'>) => index.search({ ...request, limit: HITS });
  await timesOf(search); // fills the cache
  const answer = spreadOf(await timesOf(search));
  await timesOf(rank);
  const ranking = spreadOf(await timesOf(rank));
  let worst = { why: '', ms: 0 };
  for (const { why, query } of WORST_QUERIES) {
    for (const halfTyped of [false, true]) {
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        const passed = workClock();
        await search({ query, live: halfTyped });
        times.push(passed());
      }
      const ms = percentile(times, 50);
      if (ms > worst.ms) worst = { why: halfTyped ? `${why}, half typed` : why, ms };
    }
  }
  const figures: ReadsFigures = { startBytes, endBytes, peakBytes, ranking, answer, worst };
  console.log(JSON.stringify(figures));
}
