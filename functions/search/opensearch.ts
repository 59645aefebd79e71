/** Given where the site is found and what it is called, returns the OpenSearch description that lets a browser search it.
 *  The address comes from configuration: one taken from the Host header would let a stranger write it into a cache. */

export type Site = {
  /** Where this search is reached: http(s), without a slash at the end. */
  readonly publicUrl: string;
  /** What readers see of it: the address of the search page, with `{searchTerms}` where the query goes.
   *  @default `<publicUrl>/?q={searchTerms}` */
  readonly searchPage?: string;
  readonly name: string;
};

/** Where a browser puts the query, percent-encoded. */
export const TERMS = '{searchTerms}';

/** In characters, set by the OpenSearch 1.1 specification. */
const MAX = { shortName: 16, longName: 48 };

export function describeSite({ publicUrl, searchPage, name }: Site): string {
  const base = escapeXml(publicUrl);
  const page = searchPage === undefined ? `${base}/?q=${TERMS}` : escapeXml(searchPage);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    `  <ShortName>${escapeXml(cut(name, MAX.shortName))}</ShortName>`,
    `  <LongName>${escapeXml(cut(name, MAX.longName))}</LongName>`,
    `  <Description>${escapeXml(`Tìm kiếm trên ${name}`)}</Description>`,
    `  <Url type="text/html" rel="results" template="${page}"/>`,
    `  <Url type="application/json" rel="results" template="${base}/search?q=${TERMS}"/>`,
    `  <Url type="application/opensearchdescription+xml" rel="self" template="${base}/opensearch.xml"/>`,
    '  <Language>vi</Language>',
    '  <InputEncoding>UTF-8</InputEncoding>',
    '  <OutputEncoding>UTF-8</OutputEncoding>',
    '</OpenSearchDescription>',
    '',
  ].join('\n');
}

/** Whole words, as many as fit; of a first word that does not, its beginning. */
function cut(text: string, most: number): string {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const words = /^.+(?=\s)/su.exec(characters.slice(0, most + 1).join(''));
  return words ? words[0].trim() : characters.slice(0, most).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
