/** Given the beginning of XML, says whether it is a list of articles: a feed or a sitemap. */

export type ListKind = 'feed' | 'sitemap';

const ROOTS: Readonly<Record<string, ListKind>> = {
  rss: 'feed',
  rdf: 'feed',
  feed: 'feed',
  urlset: 'sitemap',
  sitemapindex: 'sitemap',
};

/** What may stand before the root: declarations, comments, and entities that somebody defines there. */
const BEFORE_ROOT = /^(?:\uFEFF|\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype\b[^>[]*(?:\[[\s\S]*?\]\s*)?>)+/i;

/** By the name of the root, with any prefix. */
export function listKindOf(head: string): ListKind | null {
  const [, root = ''] = /^<(?:[\w-]+:)?([\w-]+)/.exec(head.replace(BEFORE_ROOT, '')) ?? [];
  return ROOTS[root.toLowerCase()] ?? null;
}
