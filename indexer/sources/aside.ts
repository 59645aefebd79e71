/** Why something among the sources is no article: nothing of it is wrong, and nobody has to mend anything. */
import type { Origin } from './source.ts';

/** In words that finish "each of them …". */
export type Aside =
  | 'asks not to be indexed (noindex)'
  | 'leads to another page (refresh)'
  | 'is an error page'
  | 'is a list of links'
  | 'has no text'
  | 'is closed to robots (robots.txt)'
  | 'is no longer there (404 or 410)'
  | 'is no page but a picture, a PDF or the like'
  | 'is a feed or a sitemap, which is read where it is given by itself'
  | 'is a draft'
  | 'is not published'
  | 'is dated in the future'
  | 'has expired'
  | 'is written to no page (permalink: false)'
  | 'needs a password'
  | 'is for members only'
  | 'is a page, not a post'
  | 'is no text of its own (attachments, menus, revisions and the like)'
  | 'is a part or a list of other pages (its name begins with _)';

export type AsideFound = { readonly aside: Aside; readonly origin: Origin };
