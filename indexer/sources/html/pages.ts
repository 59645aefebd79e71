/** Given what pages hold, one after the other, returns each article once.
 *  Of a page some 300 bytes are kept, and copies that wait for their article wait on the disk. */
import { decodeText, encodeText } from '../../../core/index/bytes.ts';
import { Scratch } from '../../scratch.ts';
import type { Spill } from '../../spill.ts';
import type { AsideFound } from '../aside.ts';
import { warning } from '../piece.ts';
import type { Found, FoundArticle, Origin } from '../source.ts';
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

/** Bytes of copies that wait in memory. */
const WAITING = 4 * 1024 * 1024;

export class Pages {
  readonly #likeness = new Likeness();
  /** By id, the number of the page among all. */
  readonly #numbers = new Map<string, number>();
  readonly #files: string[] = [];
  readonly #scratch = new Scratch({ inMemory: WAITING });
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
    const number = this.#numbers.get(article.id);
    const text = `${article.title}\n${article.body}`;
    if (number === undefined) {
      this.#keep(article.id, text, origin);
      yield { article, origin, ...(leftOut && { leftOut }) };
      return;
    }
    const before = this.#files[number] as string;
    if (
      isVariant ||
      this.#likeness.between(number, text) >= SAME ||
      fromPath === undefined ||
      this.#numbers.has(fromPath)
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
    this.#numbers.set(id, this.#likeness.add(text));
    this.#files.push(file);
  }
}
