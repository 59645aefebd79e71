/** Given live segments, reads back the articles they hold: they are the source of an update for all that did not change. */
import type { Article } from '../core/article.ts';
import type { Place } from '../core/index/adapter.ts';
import { DIGEST_BYTES } from '../core/index/columns.ts';
import type { ArticleRecord } from '../core/index/records.ts';
import type { LiveSegment } from '../core/index/segment.ts';

/** Where an article stands, and the digest of what it held when it was indexed. */
export type Known = Place & { readonly digest: string };

/** Every live article by its id; reads no records. */
export async function knownArticles(live: readonly LiveSegment[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const [segment, { columns, removed }] of live.entries()) {
    const [ids, digests] = await Promise.all([columns.ids(), columns.digests()]);
    for (const [doc, id] of ids.entries()) {
      if (removed?.[doc] === 1) continue;
      const digest = digestText(digests.subarray(doc * DIGEST_BYTES, (doc + 1) * DIGEST_BYTES));
      known.set(String(id), { segment, doc, digest });
    }
  }
  return known;
}

/** As `Known` has it; two are equal where the bytes are. */
export function digestText(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1');
}

/** The articles with these numbers, in the order asked for. */
export async function articlesAt({ records }: LiveSegment, docs: readonly number[]): Promise<Article[]> {
  return (await records.records(docs)).map(toArticle);
}

/** Every article of the segment that is live and not among `gone`, in order, with the digest that it was indexed with: its text
 *  may be less than its source had. */
export async function* articlesOf(
  { records, columns, removed }: LiveSegment,
  gone: ReadonlySet<number> = new Set(),
): AsyncGenerator<{ readonly article: Article; readonly digest: Uint8Array }> {
  const digests = await columns.digests();
  let doc = 0;
  for await (const record of records.all()) {
    if (removed?.[doc] !== 1 && !gone.has(doc)) {
      const digest = digests.slice(doc * DIGEST_BYTES, (doc + 1) * DIGEST_BYTES);
      yield { article: toArticle(record), digest };
    }
    doc += 1;
  }
}

const toArticle = ({ id, doc }: ArticleRecord): Article => ({ id, ...(doc as object) }) as Article; // as `build.ts` wrote it
