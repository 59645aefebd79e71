/** Given a template as `https://bao.vn/{section}/{id}.html`, returns the address of an article. */
import { firstAt, type Json } from './paths.ts';
import type { Reading } from './reading.ts';
import { slugOf } from './slug.ts';

export type Made = { readonly url?: string; /** What the article lacks. */ readonly missing?: string };

/** In braces may stand `{id}`; `{slug}`, that of the record, else made of the title; `{section}` and `{title}` as slugs;
 *  `{year}`, `{month}`, `{day}` of `publishedAt`; `{path}`, of the file below the given folder without its ending; and any
 *  path into the record, as `{data.category.slug}`. */
export function makeUrl(template: string, article: Json, record: Json, reading: Pick<Reading, 'file' | 'below'>): Made {
  let missing: string | undefined;
  const url = template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = valueOf(name.trim(), article, record, reading);
    if (value === '') missing ??= name.trim();
    return encodeURIComponent(value).replaceAll('%2F', '/');
  });
  return missing === undefined ? { url } : { missing };
}

function valueOf(name: string, article: Json, record: Json, { file, below }: Pick<Reading, 'file' | 'below'>): string {
  const [year = '', month = '', day = ''] = textIn(article['publishedAt']).slice(0, 10).split('-');
  switch (name) {
    case 'section':
    case 'title':
      return slugOf(textIn(article[name]));
    case 'slug':
      return textIn(record['slug']) || slugOf(textIn(article['title']));
    case 'year':
      return year;
    case 'month':
      return month;
    case 'day':
      return day;
    case 'path':
      return stemOf(below ?? file);
    default:
      return textIn(article[name]) || textIn(firstAt(record, [name]));
  }
}

/** `tin/bai.md` is `tin/bai`, and so is `tin/bai/index.md`. */
export function stemOf(path: string): string {
  return path
    .replace(/\.gz$/i, '')
    .replace(/\.[^./]+$/, '')
    .replace(/\/index$/i, '');
}

const textIn = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
