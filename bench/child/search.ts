/** In a process of its own: opens an index, answers first one query and then all, and says what that took. All times are of
 *  work (`workClock`), so that what else the machine does weighs little. */
import { readFile } from 'node:fs/promises';
import type { Ask, Open } from '../engines/engine.ts';
import type { MadeQuery } from '../queries.ts';
import { percentile } from '../statistics.ts';
import { workClock, workSinceStart } from '../work-clock.ts';

export type Spread = { readonly p50: number; readonly p99: number };

export type SearchFigures = {
  /** From the loaded program to the open index, and to the first answer. */
  readonly openMs: number;
  readonly firstAnswerMs: number;
  /** From the start of the process to the first answer. */
  readonly fromStartMs: number;
  /** What was read from the store until then. */
  readonly requests: number;
  readonly readBytes: number;
  /** Resident after the first answer, and after all queries were answered twice. */
  readonly firstBytes: number;
  readonly warmBytes: number;
  /** Milliseconds of one query, everything in memory. `ranking` leaves out what is shown of an article; absent where the
   *  engine shows nothing. */
  readonly answer: Spread;
  readonly ranking?: Spread;
  /** Of all queries: without any answer, and with the article they were made from among the ten. */
  readonly empty: number;
  readonly own: number;
};

/** Arguments: the folder of the index, the first query, the file of all queries. The figures go to stdout, as JSON. */
export async function measureSearch(open: Open): Promise<void> {
  const [folder = '', first = '', file = ''] = process.argv.slice(2);
  const passed = workClock();
  const { answer, rank, read } = await open(folder);
  const openMs = passed();
  await answer(first);
  const [firstAnswerMs, fromStartMs] = [passed(), workSinceStart()];
  const { requests, bytes: readBytes } = read();
  const firstBytes = process.memoryUsage.rss();

  const queries = JSON.parse(await readFile(file, 'utf8')) as readonly MadeQuery[];
  let [empty, own] = [0, 0];
  for (const { text, article } of queries) {
    const ids = await answer(text); // also fills what the engine keeps, so that the next round reads nothing
    if (ids.length === 0) empty += 1;
    if (ids.includes(article)) own += 1;
  }
  const whole = await timesOf(answer, queries);
  const warmBytes = process.memoryUsage.rss();
  if (rank) await timesOf(rank, queries);

  const figures: SearchFigures = {
    openMs,
    firstAnswerMs,
    fromStartMs,
    requests,
    readBytes,
    firstBytes,
    warmBytes,
    answer: spreadOf(whole),
    ...(rank && { ranking: spreadOf(await timesOf(rank, queries)) }),
    empty,
    own,
  };
  console.log(JSON.stringify(figures));
}

async function timesOf(ask: Ask, queries: readonly MadeQuery[]): Promise<number[]> {
  const times: number[] = [];
  for (const { text } of queries) {
    const passed = workClock();
    await ask(text);
    times.push(passed());
  }
  return times;
}

export const spreadOf = (times: readonly number[]): Spread => ({
  p50: percentile(times, 50),
  p99: percentile(times, 99),
});
