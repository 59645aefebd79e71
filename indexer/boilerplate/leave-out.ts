/** Given articles in a spool and what was learned of all that were read, takes the site's own lines out of them. An article keeps the
 *  digest that it came with: that more was learned since changes none that is indexed. */
import type { LearnedLine } from '../../core/index/learned-line.ts';
import type { Spool } from '../spool.ts';
import { cutArticle } from './cut.ts';
import type { Learner } from './learner.ts';

export type LeftOutReport = {
  readonly lines: number;
  /** From so many articles. */
  readonly articles: number;
  /** Articles that were left as they are, since too much of them would have gone. */
  readonly whole: number;
};

const NOTHING: LeftOutReport = { lines: 0, articles: 0, whole: 0 };

/** `kept`: what earlier runs have learned, which counts on. Without a learner all stays as it is. */
export function leaveOut(
  spool: Spool,
  learner: Learner | null,
  kept: readonly LearnedLine[],
): { readonly learned: readonly LearnedLine[]; readonly leftOut: LeftOutReport } {
  if (!learner) return { learned: kept, leftOut: NOTHING };
  const learned = together(learner.learned(), kept);
  const known = { lines: linesOf(learned), isTitle: (text: string) => learner.isTitle(text) };
  const report = { lines: 0, articles: 0, whole: 0 };
  for (const number of spool.numbers()) {
    const article = spool.read(number);
    const { article: left, leftOut, isWhole } = cutArticle(article, known);
    if (isWhole) report.whole += 1;
    else if (leftOut.length > 0) {
      report.lines += leftOut.length;
      report.articles += 1;
    }
    if (left !== article) spool.cut(number, left);
  }
  return { learned, leftOut: report };
}

/** By `Line.key`. */
export const linesOf = (learned: readonly LearnedLine[]): ReadonlyMap<string, number> =>
  new Map(learned.map(({ line, articles }) => [line, articles]));

/** As many as the manifest has room for. */
const MOST_KEPT = 400;

/** Those of this run first; of a line that both have, the higher count. */
export function together(now: readonly LearnedLine[], kept: readonly LearnedLine[]): readonly LearnedLine[] {
  const before = linesOf(kept);
  const isNow = new Set(now.map(({ line }) => line));
  const all = now.map(({ line, articles }) => ({ line, articles: Math.max(articles, before.get(line) ?? 0) }));
  return [...all, ...kept.filter(({ line }) => !isNow.has(line))].slice(0, MOST_KEPT);
}
