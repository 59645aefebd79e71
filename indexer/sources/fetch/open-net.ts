/** Given what a run says of the network, makes what its addresses share. */
import type { LiveArticles } from '../live-articles.ts';
import type { Rules } from '../rule.ts';
import { Visits } from '../visits.ts';
import { Fetcher } from './fetcher.ts';
import type { NetOptions } from './net-options.ts';
import type { Net } from './net.ts';

/** Changed whenever pages, feeds or objects are read another way than before, so that all are read anew. */
const READING = 2;

export async function openNet(
  { state, ...options }: NetOptions,
  {
    signal,
    rules,
    ...rest
  }: Pick<Net, 'now' | 'notice' | 'leftOut' | 'tellLeftOut'> & {
    readonly live: LiveArticles;
    readonly rules: Rules;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Net> {
  const visits = await Visits.open(state, JSON.stringify([READING, rules]), rest.now);
  return { ...rest, rules, visits, fetcher: new Fetcher({ ...options, signal }), seen: new Set() };
}
