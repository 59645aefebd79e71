/** Given the bytes of a feed (RSS 0.9 to 2.0, RDF, Atom), returns its items one at a time, in whatever encoding it is. */
import { MAX_ARTICLE_BYTES, type Chunks } from '../bytes.ts';
import { readXml, type XmlText } from '../xml.ts';
import { Names } from './names.ts';

export type FeedItem = {
  readonly line: number;
  /** By usual names: `title`, `content:encoded`, `atom:summary`. Of several with one name, the first that is not empty. */
  readonly texts: ReadonlyMap<string, string>;
  /** Atom's, and those of Atom in RSS. */
  readonly links: readonly { readonly rel: string; readonly href: string }[];
  readonly categories: readonly string[];
  readonly authors: readonly string[];
  /** Addresses of pictures. */
  readonly images: readonly string[];
  /** It was more than an article may have, so its texts are not all there. */
  readonly isTooLong: boolean;
};

/** `unclosed`: the bytes end before the feed does. */
export type FeedRead = { readonly item: FeedItem } | { readonly unclosed: number };

type Attributes = Readonly<Record<string, string>>;

class OpenItem {
  readonly line: number;
  readonly texts = new Map<string, string>();
  readonly links: { rel: string; href: string }[] = [];
  readonly categories: string[] = [];
  readonly authors: string[] = [];
  readonly images: string[] = [];
  /** Elements within the item that are open. */
  readonly #path: string[] = [];
  #parts: string[] = [];
  #attributes: Attributes = {};
  /** Names of XHTML within Atom's content: they stay as tags. */
  #markup = 0;
  #units = 0;

  constructor(line: number) {
    this.line = line;
  }

  get depth(): number {
    return this.#path.length;
  }

  get isTooLong(): boolean {
    return this.#units > MAX_ARTICLE_BYTES;
  }

  opened(name: string, raw: string, attributes: Attributes): void {
    if (this.#markup > 0) {
      this.#markup += 1;
      this.#push(`<${raw}>`);
      return;
    }
    if (this.#attributes['type'] === 'xhtml' && HOLDS_MARKUP.has(this.#path[0] ?? '')) {
      this.#markup = 1;
      this.#push(`<${raw}>`);
      return;
    }
    this.#path.push(name);
    this.#parts = [];
    this.#attributes = attributes;
    this.#takeAttributes(name, attributes);
  }

  text(text: string): void {
    if (this.#path.length === 0) return;
    // Atom's plain text, and the text between tags of XHTML, are not HTML yet; what RSS has is.
    const isPlain = this.#markup > 0 || (this.#path[0]?.startsWith('atom:') && !isHtml(this.#attributes['type']));
    this.#push(isPlain ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text);
  }

  closed(raw: string): void {
    if (this.#markup > 0) {
      this.#markup -= 1;
      this.#push(`</${raw}>`);
      return;
    }
    this.#keep(this.#parts.join('').trim());
    this.#path.pop();
    this.#parts = [];
    this.#attributes = {};
  }

  #push(text: string): void {
    this.#units += text.length;
    if (!this.isTooLong) this.#parts.push(text);
  }

  #takeAttributes(name: string, attributes: Attributes): void {
    const { url = '', href = '', type = '', medium = '', rel = 'alternate', term = '', label = '' } = attributes;
    if (name === 'atom:link' && href !== '') this.links.push({ rel, href });
    else if (name === 'atom:category' && (label || term) !== '') this.categories.push(label || term);
    else if (name === 'media:thumbnail' && url !== '') this.images.push(url);
    else if (name === 'enclosure' || name === 'media:content') {
      if (url !== '' && (type.startsWith('image/') || medium === 'image')) this.images.push(url);
    }
  }

  #keep(text: string): void {
    const [name = '', inner] = this.#path;
    if (text === '') return;
    if (name === 'category' && this.depth === 1) this.categories.push(text);
    else if (name === 'atom:author' && inner === 'atom:name') this.authors.push(text);
    else if ((name === 'dc:creator' || name === 'author') && this.depth === 1) this.authors.push(text);
    else if (this.depth === 1 && !this.texts.has(name)) this.texts.set(name, text);
  }
}

const HOLDS_MARKUP: ReadonlySet<string> = new Set(['atom:content', 'atom:summary', 'atom:title']);
/** Atom 0.3 wrote `text/html`. */
const isHtml = (type = 'text'): boolean => /html/i.test(type);

/** Throws `BadXml`. */
export async function* readFeedItems(chunks: Chunks, { decoder, textOf }: XmlText): AsyncGenerator<FeedRead> {
  const ready: FeedItem[] = [];
  const names = new Names();
  let open: OpenItem | null = null;
  let root: string | null = null;
  let line = 1;
  let isWhole = false;
  const events = {
    opened: (raw: string, attributes: Attributes, at: number): void => {
      root ??= raw;
      const name = names.usual(raw, attributes);
      if (open) open.opened(name, raw, attributes);
      else if (name === 'item' || name === 'atom:entry') open = new OpenItem(at);
    },
    text: (text: string): void => open?.text(text),
    closed: (raw: string): void => {
      if (raw === root) isWhole = true;
      if (!open) return;
      if (open.depth > 0) open.closed(raw);
      else {
        const item = itemOf(open, textOf);
        if (item) ready.push(item);
        open = null;
      }
    },
  };
  for await (const reached of readXml(chunks, events, { decoder, refusesEntities: true })) {
    for (const item of ready.splice(0)) yield { item };
    line = reached;
  }
  if (!isWhole) yield { unclosed: line };
}

function itemOf(open: OpenItem, textOf: XmlText['textOf']): FeedItem | null {
  const { line, texts, links, isTooLong, images } = open;
  const read = textOf([...texts.values(), ...open.categories, ...open.authors], line);
  if (read === null) return null;
  const [ofTexts, ofCategories] = [texts.size, texts.size + open.categories.length];
  return {
    line,
    texts: new Map([...texts.keys()].map((name, at) => [name, read[at] ?? ''])),
    links,
    categories: read.slice(ofTexts, ofCategories),
    authors: read.slice(ofCategories),
    images,
    isTooLong,
  };
}
