/** Given a document, returns what its `<meta>` elements say, by name. */
import { withoutEntities } from '../encoding/entities.ts';
import { oneLine } from './clean.ts';

export type Meta = {
  /** The first value that one of the names has, in the order of the names. Names in small letters. */
  readonly first: (...names: readonly string[]) => string | undefined;
  /** Every value of the first of the names that has any. */
  readonly all: (...names: readonly string[]) => readonly string[];
};

export function metaOf(document: Document): Meta {
  const values = new Map<string, string[]>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const content = oneLine(withoutEntities(element.getAttribute('content') ?? ''));
    if (content === '') continue;
    for (const attribute of ['property', 'name', 'itemprop', 'http-equiv']) {
      const name = element.getAttribute(attribute)?.trim().toLowerCase();
      if (!name) continue;
      const before = values.get(name);
      if (before) before.push(content);
      else values.set(name, [content]);
    }
  }
  const all: Meta['all'] = (...names) => names.map((name) => values.get(name)).find((found) => found) ?? [];
  return { all, first: (...names) => all(...names)[0] };
}
