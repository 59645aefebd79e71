/** The judges: how queries are retyped and how a run is scored, by the very files that everybody is judged with. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SHARED } from '../data.ts';
import type { Kind } from './sets.ts';

export const VARIANTS = 'relevance/variants.mjs';
export const EVALUATION = 'relevance/eval.mjs';

export type JudgedQuery = {
  readonly id: string;
  readonly query: string;
  readonly relevant: readonly string[];
  readonly exclude?: readonly string[];
};

export type Verdict = {
  readonly queries: number;
  readonly ndcg10: number;
  readonly mrr10: number;
  readonly recall100: number;
  readonly empty: number;
};

export type Judging = {
  readonly retype: Readonly<Record<Kind, (query: string, id: string) => string>>;
  readonly readQueries: (file: string) => readonly JudgedQuery[];
  /** `run`: lines in the format of TREC. */
  readonly judge: (queries: readonly JudgedQuery[], run: string) => Verdict;
};

export async function loadJudging(shared = SHARED): Promise<Judging> {
  const load = async (file: string): Promise<unknown> => await import(pathToFileURL(join(shared, file)).href);
  const { KINDS } = (await load(VARIANTS)) as { KINDS: Judging['retype'] };
  const { judge, readQueries } = (await load(EVALUATION)) as Pick<Judging, 'judge' | 'readQueries'>;
  return { retype: KINDS, judge, readQueries };
}

/** Of each query in a run, its ten best in order. */
export function firstTen(run: string): Map<string, string> {
  const ten = new Map<string, string[]>();
  for (const line of run.split('\n')) {
    const [query, , article, rank] = line.split(' ');
    if (query === undefined || article === undefined || Number(rank) > 10) continue;
    const list = ten.get(query) ?? [];
    list[Number(rank) - 1] = article;
    ten.set(query, list);
  }
  return new Map([...ten].map(([query, list]) => [query, list.join(' ')]));
}

/** Share of the queries (by their ids) whose ten best are the same in both runs; no answer is the same as no answer. */
export function sameTen(ids: readonly string[], run: string, other: string): number {
  const [a, b] = [firstTen(run), firstTen(other)];
  return ids.filter((id) => a.get(id) === b.get(id)).length / ids.length;
}
