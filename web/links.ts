/** Given an article's link, says where it leads, or that it may not be followed. */

/** Absolute address; `null` unless http or https, or relative to such a `base`. The server has looked already, but what
 *  becomes an `href` is looked at where it does: `javascript:`, `data:` and whatever else comes are text only. */
export function safeLink(link: string, base: string): string | null {
  const url = parse(link, base);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
}

// URL.canParse and URL.parse would read better; phones of 2022 have neither.
function parse(link: string, base: string): URL | null {
  try {
    return new URL(link, base);
  } catch {
    return null;
  }
}
