/** Given the names of elements as a feed has them, returns them as they are usually written, whatever prefix it chose. */

/** By the address of the namespace. */
const USUAL: Readonly<Record<string, string>> = {
  'http://www.w3.org/2005/Atom': 'atom',
  'http://purl.org/atom/ns#': 'atom', // 0.3
  'http://purl.org/rss/1.0/': '',
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://search.yahoo.com/mrss/': 'media',
  'http://search.yahoo.com/mrss': 'media',
  'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
  'http://www.sitemaps.org/schemas/sitemap/0.9': '',
  'https://www.sitemaps.org/schemas/sitemap/0.9': '',
  'http://www.google.com/schemas/sitemap/0.84': '',
  'http://www.google.com/schemas/sitemap-news/0.9': 'news',
  'http://www.google.com/schemas/sitemap-image/1.1': 'image',
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
};

export class Names {
  /** Of the prefixes that are declared; the empty one is that of names without a prefix. */
  readonly #prefixes = new Map<string, string>();

  /** A declaration counts from its element on: nobody takes a prefix for two things in one feed. Without one, a name is as
   *  it stands; `feed` and what is in it are Atom's even so. */
  usual(name: string, attributes: Readonly<Record<string, string>> = {}): string {
    for (const [key, value] of Object.entries(attributes)) {
      const declared = /^xmlns(?::(.+))?$/.exec(key);
      const usual = USUAL[value.trim()];
      // An unknown default namespace changes nothing: XHTML within Atom has one.
      if (declared && usual !== undefined) this.#prefixes.set(declared[1] ?? '', usual);
    }
    if (name === 'feed' && !this.#prefixes.has('')) this.#prefixes.set('', 'atom');
    const [, prefix = '', local = name] = /^([^:]*):(.*)$/s.exec(name) ?? [];
    const usual = this.#prefixes.get(prefix) ?? prefix;
    return usual === '' ? local : `${usual}:${local}`;
  }
}
