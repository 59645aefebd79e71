/** Given the bytes of an export of WordPress (WXR), returns its items and the names of its authors, one item at a time. */
import { MAX_ARTICLE_BYTES, type Chunks } from '../bytes.ts';
import { readXml } from '../xml.ts';

export type Item = {
  readonly line: number;
  /** Of elements within it, by their names: `title`, `wp:status`. Of several with one name, the first. */
  readonly texts: ReadonlyMap<string, string>;
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Custom fields. */
  readonly meta: Readonly<Record<string, string>>;
  /** It was more than an article may have, so its texts are not all there. */
  readonly isTooLong: boolean;
};

export type Export = { readonly item: Item } | { readonly author: { readonly login: string; readonly name: string } };
/** `unclosed`: the bytes end before the export does. */
export type Read = Export | { readonly unclosed: number };

type Open = {
  readonly name: 'item' | 'wp:author';
  readonly line: number;
  readonly texts: Map<string, string>;
  readonly categories: string[];
  readonly tags: string[];
  readonly meta: Record<string, string>;
  size: number;
};

/** Throws `BadXml`. */
export async function* readItems(chunks: Chunks): AsyncGenerator<Read> {
  const ready: Export[] = [];
  let line = 1;
  let open: Open | null = null;
  /** Names of the elements that are open within the item. */
  let path: string[] = [];
  let parts: string[] = [];
  let domain = '';
  let isWhole = false;

  const opened = (name: string, attributes: Readonly<Record<string, string>>, at: number): void => {
    if (open) {
      path.push(name);
      parts = [];
      domain = attributes['domain'] ?? '';
    } else if (name === 'item' || name === 'wp:author') {
      open = { name, line: at, texts: new Map(), categories: [], tags: [], meta: {}, size: 0 };
      path = [];
    }
  };
  const text = (given: string): void => {
    if (!open || path.length === 0) return;
    open.size += given.length;
    if (open.size <= MAX_ARTICLE_BYTES) parts.push(given);
  };
  const closed = (name: string): void => {
    if (open && path.length === 0 && name === open.name) {
      ready.push(exportOf(open));
      open = null;
    } else if (open) {
      keep(open, path, parts.join(''), domain);
      path.pop();
      parts = [];
    }
    if (name === 'rss') isWhole = true;
  };

  for await (const reached of readXml(chunks, { opened, text, closed })) {
    yield* ready.splice(0);
    line = reached;
  }
  if (!isWhole) yield { unclosed: line };
}

function keep(open: Open, path: readonly string[], text: string, domain: string): void {
  const [name = '', inner] = path;
  if (name === 'category') {
    if (domain === 'category') open.categories.push(text.trim());
    else if (domain === 'post_tag') open.tags.push(text.trim());
  } else if (name === 'wp:postmeta') {
    if (inner === 'wp:meta_key') open.texts.set('(key)', text.trim());
    else if (inner === 'wp:meta_value') open.meta[open.texts.get('(key)') ?? ''] ??= text;
  } else if (path.length === 1 && !open.texts.has(name)) open.texts.set(name, text);
}

function exportOf({ name, size, ...item }: Open): Export {
  if (name === 'item') return { item: { ...item, isTooLong: size > MAX_ARTICLE_BYTES } };
  const login = item.texts.get('wp:author_login')?.trim() ?? '';
  return { author: { login, name: item.texts.get('wp:author_display_name')?.trim() || login } };
}
