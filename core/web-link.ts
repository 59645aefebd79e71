/** Given a text from outside, returns the link it is, if a page may carry it: http, https, or relative to the page. */

/** Where the parser pretends to stand, so that relative links resolve; it never gets into the result. */
const SOME_PAGE = 'https://example.org/';

/** `null` for every other scheme, however it is disguised, and for what is no address at all. Judged by the parser that
 *  browsers use (WHATWG URL), which itself skips outer white space and any tab or line break: `java\nscript:` is caught. */
export function parseWebLink(text: string): string | null {
  const link = text.trim().replace(/[\t\n\r]/g, '');
  if (link === '') return null;
  try {
    const { protocol } = new URL(link, SOME_PAGE);
    return protocol === 'https:' || protocol === 'http:' ? link : null;
  } catch {
    return null;
  }
}
