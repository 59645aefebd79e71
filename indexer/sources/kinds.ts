/** What files of articles are called. */

/** For a report; each but `.txt` is known by its bytes, too. */
export const KINDS =
  '.json, .jsonl, .ndjson, .csv, .tsv, .xml of WordPress, .html, .md, .mdx and .txt (each may be packed as .gz)';

/** A page that was fetched with a query keeps it in its name: `bai.html?utm_source=zalo`. */
const ARTICLES =
  /\.(?:(?:json|jsonl|ndjson|csv|tsv|tab|xml|txt|md|mdx|markdown)|(?:html?|xhtml|shtml)(?:[?@].*)?)(?:\.gz)?$/i;
const PAGE = /\.(?:html?|xhtml|shtml)(?:[?@].*)?(?:\.gz)?$/i;

export const mayHoldArticles = (name: string): boolean => ARTICLES.test(name);
export const isPage = (name: string): boolean => PAGE.test(name);

/** `endings` without their points. */
export function isCalled(name: string, ...endings: readonly string[]): boolean {
  return new RegExp(`\\.(?:${endings.join('|')})(?:\\.gz)?$`, 'i').test(name);
}

/** For the start of a file that is a JSON object. */
export const isGhostExport = (head: string): boolean => /^\s*\{\s*"db"\s*:\s*\[\s*\{\s*"(?:meta|data)"\s*:/.test(head);

/** For the start of a file that is XML. */
export const isWordPressExport = (head: string): boolean => /<rss\b[^>]*\bxmlns:wp\s*=/.test(head);
