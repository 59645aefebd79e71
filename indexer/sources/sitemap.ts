/** Given the bytes of a sitemap, or of an index of sitemaps, returns the addresses in it one at a time. */
import type { Chunks } from './bytes.ts';
import { Names } from './feed/names.ts';
import { readXml, type XmlText } from './xml.ts';

export type SitemapEntry = {
  readonly is: 'page' | 'sitemap';
  readonly line: number;
  readonly address: string;
  /** As it stands there. */
  readonly lastmod: string | undefined;
  /** What sitemaps of news say of an article. */
  readonly publishedAt: string | undefined;
  readonly title: string | undefined;
  readonly keywords: readonly string[];
};

/** `unclosed`: the bytes end before the sitemap does. */
export type SitemapRead = SitemapEntry | { readonly unclosed: number };

/** An address has up to 2,048 characters ("Sitemaps XML format", sitemaps.org); keywords may have more. */
const MAX_UNITS = 8192;

/** Throws `BadXml`. */
export async function* readSitemap(chunks: Chunks, { decoder, textOf }: XmlText): AsyncGenerator<SitemapRead> {
  const ready: SitemapEntry[] = [];
  const names = new Names();
  const path: string[] = [];
  let texts = new Map<string, string>();
  let line = 1;
  let startedAt = 1;
  let isWhole = false;
  const events = {
    opened: (raw: string, attributes: Readonly<Record<string, string>>, at: number): void => {
      path.push(names.usual(raw, attributes));
      if (path.length !== 2) return;
      texts = new Map();
      startedAt = at;
    },
    text: (text: string): void => {
      const name = path.at(-1) ?? '';
      // `image:loc` has another name, and what stands in an unknown element is not the page's.
      if (path.length !== 3 && path[2] !== 'news:news') return;
      const before = texts.get(name) ?? '';
      if (before.length < MAX_UNITS) texts.set(name, `${before}${text}`);
    },
    closed: (): void => {
      const name = path.at(-1);
      if (path.length === 1) isWhole = true;
      const is = name === 'url' ? 'page' : name === 'sitemap' ? 'sitemap' : null;
      if (path.length === 2 && is) ready.push(entryOf(is, texts, startedAt, textOf));
      path.pop();
    },
  };
  for await (const reached of readXml(chunks, events, { decoder, refusesEntities: true })) {
    yield* ready.splice(0);
    line = reached;
  }
  if (!isWhole) yield { unclosed: line };
}

function entryOf(
  is: SitemapEntry['is'],
  texts: ReadonlyMap<string, string>,
  line: number,
  textOf: XmlText['textOf'],
): SitemapEntry {
  const text = (name: string): string | undefined => texts.get(name)?.trim() || undefined;
  const [title = '', keywords = ''] = textOf([text('news:title') ?? '', text('news:keywords') ?? ''], line) ?? [];
  return {
    is,
    line,
    address: text('loc') ?? '',
    lastmod: text('lastmod'),
    publishedAt: text('news:publication_date'),
    title: title || undefined,
    keywords: keywords
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  };
}
