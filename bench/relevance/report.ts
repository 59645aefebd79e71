/** What was judged, as a table, and a line for each floor. */
import type { Table } from '../table.ts';
import type { Check, Result } from './floors.ts';

export function tableOf(results: readonly Result[]): Table {
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

export function lineOf({ set, kind, measure, found, atLeast, passed }: Check): string {
  return `${passed ? 'ok    ' : 'FAILED'} ${set}, ${kind}: ${measure} ${found.toFixed(4)}, floor ${atLeast}`;
}

const figure = (value: number): string => value.toFixed(3);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
