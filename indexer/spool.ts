/** Articles that are to be indexed, kept outside memory in the order they came, with what sorting and columns ask of them.
 *  Of each a hundred bytes stay in memory. */
import { createHash } from 'node:crypto';
import type { Article } from '../core/article.ts';
import { wordsIn } from '../core/index/article-terms.ts';
import { decodeText, encodeText } from '../core/index/bytes.ts';
import { DIGEST_BYTES } from '../core/index/columns.ts';
import type { FieldWords } from '../core/index/manifest.ts';
import { momentOf } from '../core/vietnam-time.ts';
import { KeptByName } from './kept-by-name.ts';
import type { Scratch } from './scratch.ts';
import type { Spill } from './spill.ts';
import { Rows, type Row } from './spool-rows.ts';

/** What columns and suggestions ask of an article. */
export type Facts = Pick<Article, 'id' | 'title' | 'publishedAt' | 'section' | 'tags' | 'authors'> & {
  /** Of the article as its source has it. */
  readonly digest: Uint8Array;
};

/** Of several articles, one after the other, as often as they are asked for. */
export type FactsList = Iterable<Facts> & { readonly length: number };

/** Stands for an id whose article is not to be indexed. */
const SKIPPED = -1;

/** Articles are known by numbers. */
export class Spool {
  readonly #spill: Spill;
  /** By id; the last one counts. */
  readonly #numbers: KeptByName<number>;
  readonly #rows = new Rows();
  #size = 0;

  constructor(scratch: Scratch) {
    this.#spill = scratch.spill();
    this.#numbers = new KeptByName(scratch.spill());
  }

  get size(): number {
    return this.#size;
  }

  /** How many ids it was ever told of. */
  get met(): number {
    return this.#numbers.size;
  }

  /** How many words its articles have, all together. */
  get words(): FieldWords {
    const sum = { title: 0, body: 0 };
    for (const number of this.numbers()) {
      const { title, body } = this.row(number).words;
      sum.title += title;
      sum.body += body;
    }
    return sum;
  }

  /** In place of one of the same id. `digest`: where it is known. */
  add(article: Article, digest = digestOf(article)): void {
    const number = this.numberOf(article.id);
    const row = this.#written(article, digest, digest);
    if (number !== null) this.#rows.put(number, row);
    else {
      this.#numbers.add(article.id, this.#rows.push(row));
      this.#size += 1;
    }
  }

  /** Puts what is left of an article in its place. It stays the same article, so that it counts as changed only where its source
   *  has changed. */
  cut(number: number, article: Article): void {
    this.#rows.put(number, this.#written(article, this.row(number).digest, digestOf(article)));
  }

  /** The article of this id was met, and is not to be indexed. */
  skip(id: string): void {
    const number = this.numberOf(id);
    if (number === null && this.hasMet(id)) return;
    this.#numbers.add(id, SKIPPED);
    if (number === null) return;
    this.#rows.drop(number);
    this.#size -= 1;
  }

  /** Whether it was ever told of this id. */
  hasMet(id: string): boolean {
    return this.#numbers.of(id).length > 0;
  }

  /** `null` where there is none. */
  numberOf(id: string): number | null {
    const number = this.#numbers.of(id).at(-1) ?? SKIPPED;
    return number === SKIPPED ? null : number;
  }

  /** In the order in which they came. */
  numbers(): Iterable<number> {
    return this.#rows.numbers();
  }

  row(number: number): Row {
    return this.#rows.get(number);
  }

  /** The article as JSON in UTF-8. */
  line(number: number): Uint8Array {
    const { offset, factsLength, length } = this.row(number);
    return this.#spill.read(offset + factsLength, length);
  }

  read(number: number): Article {
    return JSON.parse(decodeText(this.line(number))) as Article; // as `#written` wrote it
  }

  factsOf(number: number): Facts {
    const { offset, factsLength, digest } = this.row(number);
    const facts = JSON.parse(decodeText(this.#spill.read(offset, factsLength))) as Omit<Facts, 'digest'>; // as `#written` wrote it
    return Object.assign(facts, { digest });
  }

  /** Of these articles, in this order; each is read when it is its turn. @default all, in the order in which they came */
  facts(numbers: Uint32Array = Uint32Array.from(this.numbers())): FactsList {
    const factsOf = this.factsOf.bind(this);
    return {
      length: numbers.length,
      *[Symbol.iterator]() {
        for (const number of numbers) yield factsOf(number);
      },
    };
  }

  /** By time, then by id; those without a time first. Articles on one event come out together, and so stand together: their
   *  postings and records pack better. */
  inOrder(): Uint32Array {
    const order = Uint32Array.from(this.numbers()).toSorted((a, b) => this.#rows.time(a) - this.#rows.time(b));
    for (let from = 0, to = 0; from < order.length; from = to) {
      const time = this.#rows.time(order[from] as number);
      while (to < order.length && this.#rows.time(order[to] as number) === time) to += 1;
      if (to - from > 1) order.set(this.#byId(order.subarray(from, to)), from);
    }
    return order;
  }

  #byId(numbers: Uint32Array): number[] {
    return Array.from(numbers, (number) => ({ number, id: this.factsOf(number).id }))
      .toSorted((a, b) => compare(a.id, b.id))
      .map(({ number }) => number);
  }

  #written(article: Article, digest: Uint8Array, left: Uint8Array): Row {
    const { id, title, publishedAt, section, tags, authors } = article;
    const facts = encodeText(JSON.stringify({ id, title, publishedAt, section, tags, authors }));
    const line = encodeText(JSON.stringify(article));
    const row = {
      offset: this.#spill.length,
      factsLength: facts.length,
      length: line.length,
      time: timeOf(article),
      words: wordsIn([article]),
      digest,
      left,
    };
    this.#spill.raw(facts);
    this.#spill.raw(line);
    return row;
  }
}

/** What an article holds, in `DIGEST_BYTES` bytes: equal for equal articles, whatever the order of their fields. */
export function digestOf(article: Article): Uint8Array {
  const fields = Object.entries(article).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Milliseconds; none is before all others. */
function timeOf({ publishedAt }: Pick<Article, 'publishedAt'>): number {
  const moment = publishedAt === undefined ? NaN : momentOf(publishedAt);
  return Number.isNaN(moment) ? Number.MIN_SAFE_INTEGER : moment;
}
