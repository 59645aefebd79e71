/** Given what pages hold, one after the other, returns each article once.
 *  Of a page a few dozen bytes are kept in memory; copies that wait for their article wait on the disk. */
import { decodeText, encodeText } from '../../../core/index/bytes.ts';
import { KeptByName } from '../../kept-by-name.ts';
import { Scratch } from '../../scratch.ts';
import type { Spill } from '../../spill.ts';
import type { AsideFound } from '../aside.ts';
import { warning } from '../piece.ts';
import type { Found, FoundArticle, Origin } from '../source.ts';
import { likenessOf, sketchOf } from './likeness.ts';

export type PageArticle = FoundArticle & {
  /** A copy for printing or for phones: counts only where the article itself is not there. */
  readonly isVariant: boolean;
  /** What it is known by where the address that the page names is another article's. */
  readonly fromPath: string | undefined;
};

export type PageFound = Found | PageArticle | AsideFound;

/** Of two pages that name one address: below this they are two articles, and the site names the address wrongly. */
const SAME = 0.3;

/** Bytes of copies that wait in memory, and of what is known of pages. */
const IN_MEMORY = 4 * 1024 * 1024;

export class Pages {
  readonly #scratch = new Scratch({ inMemory: IN_MEMORY });
  /** By id. */
  readonly #pages = new KeptByName<{ readonly file: string; readonly sketch: string }>(this.#scratch.spill());
  #waiting: Spill | undefined;
  /** How long each of them is, as JSON. */
  readonly #lengths: number[] = [];

  /** What a page has to give now; copies wait for `end`. */
  *add(page: PageArticle): Generator<Found> {
    if (page.isVariant) this.#wait(page);
    else yield* this.#take(page);
  }

  /** The copies whose article did not come. */
  *end(): Generator<Found> {
    let offset = 0;
    for (const length of this.#lengths) {
      const json = decodeText((this.#waiting as Spill).read(offset, length));
      offset += length;
      yield* this.#take(JSON.parse(json) as PageArticle); // as `#wait` wrote it
    }
    this.close();
  }

  /** Takes away what was put on the disk. Does nothing the second time. */
  close(): void {
    this.#lengths.length = 0;
    this.#scratch.remove();
  }

  #wait(page: PageArticle): void {
    const bytes = encodeText(JSON.stringify(page));
    (this.#waiting ??= this.#scratch.spill()).raw(bytes);
    this.#lengths.push(bytes.length);
  }

  *#take({ article, origin, leftOut, fromPath, isVariant }: PageArticle): Generator<Found> {
    const [before] = this.#pages.of(article.id);
    const text = `${article.title}\n${article.body}`;
    if (!before) {
      this.#keep(article.id, text, origin);
      yield { article, origin, ...(leftOut && { leftOut }) };
      return;
    }
    if (
      isVariant ||
      likenessOf(before.sketch, text) >= SAME ||
      fromPath === undefined ||
      this.#pages.of(fromPath).length > 0
    ) {
      yield warning(origin, `is the same article as ${before.file}, which counts: both are ${article.id}`);
      return;
    }
    yield warning(
      origin,
      `names ${article.id} as its address, as ${before.file} does, which is another article; it was taken as ${fromPath}`,
    );
    this.#keep(fromPath, text, origin);
    yield { article: { ...article, id: fromPath, url: fromPath }, origin, ...(leftOut && { leftOut }) };
  }

  #keep(id: string, text: string, { file }: Origin): void {
    this.#pages.add(id, { file, sketch: sketchOf(text) });
  }
}
