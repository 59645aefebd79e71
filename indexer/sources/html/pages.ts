/** Given what pages hold, one after the other, returns each article once. */
import { warning } from '../piece.ts';
import type { Found, FoundArticle, Origin } from '../source.ts';
import type { AsideFound } from '../aside.ts';
import { Likeness } from './likeness.ts';

export type PageArticle = FoundArticle & {
  /** A copy for printing or for phones: counts only where the article itself is not there. */
  readonly isVariant: boolean;
  /** What it is known by where the address that the page names is another article's. */
  readonly fromPath: string | undefined;
};

export type PageFound = Found | PageArticle | AsideFound;

/** Of two pages that name one address: below this they are two articles, and the site names the address wrongly. */
const SAME = 0.3;

export class Pages {
  readonly #likeness = new Likeness();
  readonly #later: PageArticle[] = [];
  readonly #places = new Map<string, string>();

  /** What a page has to give now; copies wait for `end`. */
  *add(page: PageArticle): Generator<Found> {
    if (page.isVariant) this.#later.push(page);
    else yield* this.#take(page);
  }

  /** The copies whose article did not come. */
  *end(): Generator<Found> {
    for (const page of this.#later) yield* this.#take(page);
    this.#later.length = 0;
  }

  *#take({ article, origin, leftOut, fromPath, isVariant }: PageArticle): Generator<Found> {
    const before = this.#places.get(article.id);
    const text = `${article.title}\n${article.body}`;
    if (before === undefined) {
      this.#keep(article.id, text, origin);
      yield { article, origin, ...(leftOut && { leftOut }) };
      return;
    }
    if (
      isVariant ||
      this.#likeness.between(article.id, text) >= SAME ||
      fromPath === undefined ||
      this.#places.has(fromPath)
    ) {
      yield warning(origin, `is the same article as ${before}, which counts: both are ${article.id}`);
      return;
    }
    yield warning(
      origin,
      `names ${article.id} as its address, as ${before} does, which is another article; it was taken as ${fromPath}`,
    );
    this.#keep(fromPath, text, origin);
    yield { article: { ...article, id: fromPath, url: fromPath }, origin, ...(leftOut && { leftOut }) };
  }

  #keep(id: string, text: string, { file }: Origin): void {
    this.#places.set(id, file);
    this.#likeness.add(id, text);
  }
}
