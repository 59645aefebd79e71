/** Given what sources hold, says of chosen articles what would be indexed of them, what not, and why. It reads all of the
 *  sources, since some of that depends on the other articles, and keeps only what was asked for. */
import type { Article } from '../core/article.ts';
import type { LearnedLine } from '../core/index/learned-line.ts';
import { cutArticle, type Learned } from './boilerplate/cut.ts';
import { linesOf, together } from './boilerplate/leave-out.ts';
import { Learner } from './boilerplate/learner.ts';
import { NearCopies, type NearCopy } from './near-copies.ts';
import type { Found, FoundArticle, LeftOut, Origin, Problem } from './sources/source.ts';

export type Choice = {
  /** Articles with this id or address. @default any */
  readonly id?: string;
  /** Articles with these words in their title, body, captions, id, address or path, accents and case aside. @default any */
  readonly match?: string;
  /** At most so many of them, the first ones. @default 10 */
  readonly first?: number;
};

export const DEFAULT_FIRST = 10;

export type Inspected = {
  /** As it would be indexed. */
  readonly article: Article;
  readonly origin: Origin;
  readonly leftOut: readonly LeftOut[];
  /** What was said of the article, or of its file: encodings, repairs, what was dropped. */
  readonly notes: readonly string[];
};

export type Inspection = {
  readonly articles: readonly Inspected[];
  /** Articles that were chosen, shown or not. */
  readonly matching: number;
  /** Articles that were read. */
  readonly read: number;
  /** What could not be read; the first `MOST_PROBLEMS`. */
  readonly skipped: readonly Problem[];
  readonly skippedInAll: number;
};

export type InspectOptions = {
  /** As in `IndexOptions`. @default true */
  readonly boilerplate?: boolean;
  /** What an index has learned before. @default nothing */
  readonly learned?: readonly LearnedLine[];
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/** Each is shown; more of them nobody reads. */
const MOST_PROBLEMS = 50;

/** `found` comes from `readSources` with `tellLeftOut`, or what was left out is not known. */
export async function inspect(
  found: AsyncIterable<Found>,
  choice: Choice = {},
  { boilerplate = true, learned = [], onProgress, signal }: InspectOptions = {},
): Promise<Inspection> {
  const isChosen = choiceOf(choice);
  const copies = new NearCopies();
  const nears: NearCopy[] = [];
  const learner = boilerplate ? new Learner() : null;
  const chosen: FoundArticle[] = [];
  const warnings = new Map<string, Problem[]>();
  const skipped: Problem[] = [];
  const counts = { matching: 0, read: 0, skipped: 0 };
  for await (const each of found) {
    signal?.throwIfAborted();
    if ('article' in each) {
      counts.read += 1;
      learner?.see(each.article);
      const near = copies.add(`${each.article.title}\n${each.article.body}`, each.origin);
      if (near && nears.length < MOST_NEAR) nears.push(near);
      if (counts.read % 100 === 0) onProgress?.(counts.read);
      if (!isChosen(each)) continue;
      counts.matching += 1;
      if (chosen.length < (choice.first ?? DEFAULT_FIRST)) chosen.push(each);
    } else if (each.problem.kind === 'skipped') {
      counts.skipped += 1;
      if (skipped.length < MOST_PROBLEMS) skipped.push(each.problem);
    } else note(warnings, each.problem);
  }
  const known = learner && {
    lines: linesOf(together(learner.learned(), learned)),
    isTitle: (text: string) => learner.isTitle(text),
  };
  return {
    articles: chosen.map(({ article, origin, leftOut = [] }): Inspected => {
      const notes = [...notesOn(origin, warnings.get(origin.file) ?? []), ...nearTo(origin, nears)];
      const left = known ? without(article, leftOut, known) : { article, leftOut };
      return { origin, notes, article: left.article, leftOut: left.leftOut };
    }),
    matching: counts.matching,
    read: counts.read,
    skipped,
    skippedInAll: counts.skipped,
  };
}

function without(article: Article, before: readonly LeftOut[], known: Learned): Pick<Inspected, 'article' | 'leftOut'> {
  const { article: left, leftOut, isWhole } = cutArticle(article, known);
  const doubted = leftOut.map(({ text, why }) => ({ text, why: `stays, since too much would have gone; ${why}` }));
  return { article: left, leftOut: [...before, ...(isWhole ? doubted : leftOut)] };
}

function choiceOf({ id, match }: Choice): (found: FoundArticle) => boolean {
  const wanted = match === undefined ? undefined : folded(match);
  return ({ article, origin }) => {
    if (id !== undefined && article.id !== id && article.url !== id) return false;
    if (wanted === undefined) return true;
    return [article.title, article.body, ...(article.captions ?? []), article.id, article.url ?? '', origin.file].some(
      (text) => folded(text).includes(wanted),
    );
  };
}

const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replace(/\s+/g, ' ').trim();

/** Pairs of near copies that are remembered. */
const MOST_NEAR = 100_000;

function nearTo(origin: Origin, nears: readonly NearCopy[]): string[] {
  return nears.flatMap((near) => {
    const other = near.origin === origin ? near.of : near.of === origin ? near.origin : null;
    if (other === null) return [];
    const place = other.line === undefined ? other.file : `${other.file}:${other.line}`;
    return [
      `is nearly the article at ${place} (about ${Math.round(near.likeness * 100)} % of its phrases); both are taken`,
    ];
  });
}

/** A file of a million articles may have a million warnings. */
function note(warnings: Map<string, Problem[]>, problem: Problem): void {
  const { file } = problem.origin;
  const before = warnings.get(file);
  if (!before) warnings.set(file, [problem]);
  else if (before.length < MOST_PROBLEMS) before.push(problem);
}

/** Of another article in the file only what is said of all articles behind it as well. */
function notesOn({ line }: Origin, warnings: readonly Problem[]): string[] {
  return warnings.flatMap(({ origin, what }) => {
    if (origin.line === undefined || origin.line === line) return [what];
    return line !== undefined && origin.line < line && what.endsWith('articles behind it')
      ? [`of the article at line ${origin.line}: ${what}`]
      : [];
  });
}
