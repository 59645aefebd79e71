/** Given articles one after the other, learns which short lines stand in so many of them that they belong to the site and not
 *  to the articles. Its memory is bounded, however many articles there are: what is rare is forgotten, so a count may be too
 *  low and never too high. */
import type { Article } from '../../core/article.ts';
import type { LearnedLine } from '../../core/index/learned-line.ts';
import { momentOf } from '../../core/vietnam-time.ts';
import { edgesOf } from './edges.ts';
import { folded, lineOf, type Line } from './line.ts';
import { hashOf, TextSet } from './text-set.ts';

/** Furniture is known by its shape already. Fewer may be chance. */
const FURNITURE = { least: 3, share: 1 / 2_000 };
/** A line that is no sentence: in 30,000 articles of one newspaper the most frequent that is content stands in 0.1 % of them. */
const PLAIN = { least: 20, share: 0.05 };
/** Reporters end many articles with one and the same sentence: there, in up to 0.2 % of them. */
const SENTENCE = { least: 30, share: 0.2 };
/** From so many articles on, shares as small as these tell anything. Below, half of all must have the line. */
const MANY = 100;
const FEW = { least: 8, share: 0.5 };

/** Of the articles with a line, so many must have it at an edge: what stands in the middle is content. */
const AT_EDGE = 0.8;
/** Of the time between the first and the last article, a line must span so much: what is told of one event does not. */
const SPAN = 0.5;
const LONG_MS = 60 * 24 * 60 * 60 * 1_000;

/** Lines that are counted at once; 20 MB. */
const MOST_COUNTED = 100_000;
/** Every reader of the index loads them. */
const MOST_LEARNED = 200;

type Counted = { articles: number; edge: number; missed: number; first: number; last: number; line: Line | undefined };

export class Learner {
  readonly #counted = new Map<number, Counted>();
  readonly #titles = new TextSet();
  #articles = 0;
  #first = Infinity;
  #last = -Infinity;
  /** How often what is rare has been forgotten: the most that a count may lack. */
  #missed = 0;

  see(article: Article): void {
    this.#articles += 1;
    this.#titles.add(folded(article.title));
    const moment = article.publishedAt === undefined ? NaN : momentOf(article.publishedAt);
    if (moment < this.#first) this.#first = moment;
    if (moment > this.#last) this.#last = moment;
    for (const [line, isEdge] of oncePerArticle(article.body)) this.#count(line, isEdge, moment);
    if (this.#counted.size > MOST_COUNTED) this.#forget();
  }

  /** Whether an article that was seen has this title. */
  isTitle(text: string): boolean {
    return this.#titles.has(text);
  }

  /** The most frequent first; equal ones by their letters. */
  learned(): LearnedLine[] {
    return [...this.#counted.values()]
      .flatMap((counted) =>
        counted.line && this.#isEnough(counted, counted.line)
          ? [{ line: counted.line.key, articles: counted.articles }]
          : [],
      )
      .toSorted((a, b) => b.articles - a.articles || (a.line < b.line ? -1 : 1))
      .slice(0, MOST_LEARNED);
  }

  #isEnough({ articles, edge, first, last }: Counted, { kind, isSentence }: Line): boolean {
    const isMany = ({ least, share }: typeof FEW): boolean => articles >= least && articles >= share * this.#articles;
    if (kind === 'furniture') return isMany(FURNITURE);
    if (edge < AT_EDGE * articles) return false;
    if (last - first < Math.min(SPAN * (this.#last - this.#first), LONG_MS)) return false;
    return isMany(FEW) || (this.#articles >= MANY && isMany(isSentence ? SENTENCE : PLAIN));
  }

  #count(line: Line, isEdge: boolean, moment: number): void {
    const hash = hashOf(line.key);
    let counted = this.#counted.get(hash);
    if (!counted) {
      counted = { articles: 0, edge: 0, missed: this.#missed, first: NaN, last: NaN, line: undefined };
      this.#counted.set(hash, counted);
    }
    counted.articles += 1;
    if (isEdge) counted.edge += 1;
    // Most lines are met once: their letters are not worth keeping. What is kept must not hold on to a whole body.
    if (counted.articles === FURNITURE.least) counted.line = { ...line, text: '', key: copyOf(line.key) };
    if (!(moment >= counted.first)) counted.first = moment;
    if (!(moment <= counted.last)) counted.last = moment;
  }

  /** Lossy counting (Manku & Motwani, VLDB 2002). */
  #forget(): void {
    while (this.#counted.size > MOST_COUNTED / 2) {
      this.#missed += 1;
      for (const [hash, { articles, missed }] of this.#counted)
        if (articles + missed <= this.#missed) this.#counted.delete(hash);
    }
  }
}

const copyOf = (text: string): string => Buffer.from(text).toString();

/** What repeats itself within one article is a refrain. */
const MOST_IN_ONE = 2;

/** The lines worth counting, each once, and whether it stands at an edge. */
function* oncePerArticle(body: string): Generator<readonly [line: Line, isEdge: boolean]> {
  const raw = body.split('\n').filter((each) => each.trim() !== '');
  const { start, end } = edgesOf(raw.length);
  const seen = new Map<string, { line: Line; isEdge: boolean; times: number }>();
  for (const [at, each] of raw.entries()) {
    const line = lineOf(each);
    if (line.kind === 'content') continue;
    const isEdge = at < start || at >= raw.length - end;
    const before = seen.get(line.key);
    if (!before) seen.set(line.key, { line, isEdge, times: 1 });
    else {
      before.times += 1;
      before.isEdge &&= isEdge;
    }
  }
  for (const { line, isEdge, times } of seen.values()) yield [line, isEdge && times <= MOST_IN_ONE];
}
