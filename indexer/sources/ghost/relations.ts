/** Given the bytes of an export of Ghost, says who wrote which post and what tags it has: tables beside that of posts.
 *  Who wrote what is as long as the posts are many, and waits on the disk. */
import { KeptByName } from '../../kept-by-name.ts';
import { Scratch } from '../../scratch.ts';
import type { Chunks } from '../bytes.ts';
import { splitNestedLists } from '../nested-list.ts';
import { isRecord, type Json } from '../paths.ts';

type Table = 'tags' | 'users' | 'posts_tags' | 'posts_authors';
const TABLES: readonly Table[] = ['tags', 'users', 'posts_tags', 'posts_authors'];
type Link = { readonly to: string; readonly order: number };

/** Bytes of each table that stay in memory. */
const IN_MEMORY = 4 * 1024 * 1024;

export class Relations {
  readonly #names = { tags: new Map<string, string>(), users: new Map<string, string>() };
  readonly #scratch = new Scratch({ inMemory: IN_MEMORY });
  /** By the id of the post. */
  readonly #links = {
    posts_tags: new KeptByName<Link>(this.#scratch.spill()),
    posts_authors: new KeptByName<Link>(this.#scratch.spill()),
  };

  /** To be awaited before anything is asked. */
  async read(chunks: Chunks): Promise<void> {
    for await (const item of splitNestedLists(
      chunks,
      TABLES.map((table) => `db.*.data.${table}`),
    )) {
      if (item.is !== 'item' || item.bytes === null) continue;
      const row = parsed(item.bytes);
      const table = item.list.slice(item.list.lastIndexOf('.') + 1);
      if (table === 'tags' || table === 'users') {
        // Tags that begin with # are for the editors.
        const isShown = row['visibility'] !== 'internal' && !textIn(row['name']).startsWith('#');
        if (isShown) this.#names[table].set(textIn(row['id']), textIn(row['name']));
      } else if (table === 'posts_tags' || table === 'posts_authors') {
        const to = textIn(row[table === 'posts_tags' ? 'tag_id' : 'author_id']);
        this.#links[table].add(textIn(row['post_id']), { to, order: Number(row['sort_order']) || 0 });
      }
    }
  }

  /** Names, in the order of the site. */
  tagsOf(post: string): readonly string[] {
    return named(this.#links.posts_tags.of(post), this.#names.tags);
  }

  /** Names, in the order of the site. */
  authorsOf(post: string): readonly string[] {
    return named(this.#links.posts_authors.of(post), this.#names.users);
  }

  userName(id: string): string | undefined {
    return this.#names.users.get(id);
  }

  /** Takes away what was put on the disk. */
  close(): void {
    this.#scratch.remove();
  }
}

function named(links: readonly Link[], known: ReadonlyMap<string, string>): string[] {
  return links
    .toSorted((a, b) => a.order - b.order)
    .map(({ to }) => known.get(to))
    .filter((name) => name !== undefined);
}

function parsed(bytes: Uint8Array): Json {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isRecord(value) ? value : {};
  } catch {
    // A broken row is a tag or name less; a broken post is told of where posts are read.
    return {};
  }
}

/** Ids are texts in newer exports, numbers in older ones. */
export const textIn = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
