/** Articles that are to be indexed, kept outside memory in the order they came; of each, what sorting and columns ask for
 *  stays at hand. */
import { createHash } from 'node:crypto';
import type { Article } from '../core/article.ts';
import { wordsIn } from '../core/index/article-terms.ts';
import { encodeText, decodeText } from '../core/index/bytes.ts';
import { DIGEST_BYTES } from '../core/index/columns.ts';
import type { FieldWords } from '../core/index/manifest.ts';
import { momentOf } from '../core/vietnam-time.ts';
import type { Scratch } from './scratch.ts';
import type { Spill } from './spill.ts';

/** What sorting, columns and suggestions ask of an article. */
export type Facts = Pick<Article, 'id' | 'title' | 'publishedAt' | 'section' | 'tags' | 'authors'> & {
  /** Of the article as its source has it. */
  readonly digest: Uint8Array;
  /** Of what is left of it. @default `digest` */
  readonly left?: Uint8Array;
};

/** An article in the spool. */
export type Spooled = Facts & { readonly words: FieldWords; readonly offset: number; readonly length: number };

export class Spool {
  readonly #spill: Spill;
  readonly #entries = new Map<string, Spooled>();

  constructor(scratch: Scratch) {
    this.#spill = scratch.spill();
  }

  get size(): number {
    return this.#entries.size;
  }

  get entries(): ReadonlyMap<string, Spooled> {
    return this.#entries;
  }

  /** How many words its articles have, all together. */
  get words(): FieldWords {
    const sum = { title: 0, body: 0 };
    for (const { words } of this.#entries.values()) {
      sum.title += words.title;
      sum.body += words.body;
    }
    return sum;
  }

  /** In place of one of the same id. `digest`: where it is known. */
  add(article: Article, digest = digestOf(article)): void {
    const { id, title, publishedAt, section, tags, authors } = article;
    const line = encodeText(JSON.stringify(article));
    this.#entries.set(id, {
      id,
      title,
      ...(publishedAt !== undefined && { publishedAt }),
      ...(section !== undefined && { section }),
      ...(tags !== undefined && { tags }),
      ...(authors !== undefined && { authors }),
      digest,
      words: wordsIn([article]),
      offset: this.#spill.length,
      length: line.length,
    });
    this.#spill.raw(line);
  }

  /** Puts what is left of an article in its place. It stays the same article, so that it counts as changed only where its source
   *  has changed. */
  cut(entry: Spooled, article: Article): void {
    this.add(article, entry.digest);
    this.#entries.set(entry.id, { ...(this.#entries.get(entry.id) as Spooled), left: digestOf(article) });
  }

  delete(id: string): void {
    this.#entries.delete(id);
  }

  /** The article as JSON in UTF-8. */
  line({ offset, length }: Spooled): Uint8Array {
    return this.#spill.read(offset, length);
  }

  read(entry: Spooled): Article {
    return JSON.parse(decodeText(this.line(entry))) as Article; // as `add` wrote it
  }

  /** By time, then by id; those without a time first. Articles on one event come out together, and so stand together: their
   *  postings and records pack better. */
  inOrder(): Spooled[] {
    return [...this.#entries.values()]
      .map((entry) => ({ entry, time: timeOf(entry) }))
      .toSorted((a, b) => a.time - b.time || compare(a.entry.id, b.entry.id))
      .map(({ entry }) => entry);
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
