/** Why an HTML page among the sources is no article: nothing of it is wrong, and nobody has to mend anything. */

/** In words that finish "each of them …". */
export type Aside =
  | 'asks not to be indexed (noindex)'
  | 'leads to another page (refresh)'
  | 'is an error page'
  | 'is a list of links'
  | 'has no text';
