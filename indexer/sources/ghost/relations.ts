/** Given the bytes of an export of Ghost, returns who wrote which post and what tags it has: tables beside that of posts. */
import type { Chunks } from '../bytes.ts';
import { splitNestedLists } from '../nested-list.ts';
import { isRecord, type Json } from '../paths.ts';

export type Relations = {
  /** Names, in the order of the site. */
  readonly tagsOf: (post: string) => readonly string[];
  readonly authorsOf: (post: string) => readonly string[];
  readonly userName: (id: string) => string | undefined;
};

type Table = 'tags' | 'users' | 'posts_tags' | 'posts_authors';
const TABLES: readonly Table[] = ['tags', 'users', 'posts_tags', 'posts_authors'];
type Link = { readonly to: string; readonly order: number };

export async function readRelations(chunks: Chunks): Promise<Relations> {
  const names = { tags: new Map<string, string>(), users: new Map<string, string>() };
  const links = { posts_tags: new Map<string, Link[]>(), posts_authors: new Map<string, Link[]>() };
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
      if (isShown) names[table].set(textIn(row['id']), textIn(row['name']));
    } else if (table === 'posts_tags' || table === 'posts_authors') {
      const post = textIn(row['post_id']);
      const link = {
        to: textIn(row[table === 'posts_tags' ? 'tag_id' : 'author_id']),
        order: Number(row['sort_order'] ?? 0),
      };
      links[table].set(post, [...(links[table].get(post) ?? []), link]);
    }
  }
  const named = (of: Map<string, Link[]>, known: Map<string, string>) => (post: string) =>
    (of.get(post) ?? [])
      .toSorted((a, b) => a.order - b.order)
      .map(({ to }) => known.get(to))
      .filter((name) => name !== undefined);
  return {
    tagsOf: named(links.posts_tags, names.tags),
    authorsOf: named(links.posts_authors, names.users),
    userName: (id) => names.users.get(id),
  };
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
