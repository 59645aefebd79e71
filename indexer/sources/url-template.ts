/** Given a template as `https://bao.vn/{section}/{id}.html`, returns the address of an article. */
import { dayIn, VIETNAM } from './dates.ts';
import { firstAt, type Json } from './paths.ts';
import type { Reading } from './reading.ts';
import { slugOf } from './slug.ts';

export type Made = { readonly url?: string; /** What the article lacks. */ readonly missing?: string };

type From = Pick<Reading, 'file' | 'below' | 'rule'>;

const NAMED = /\{([^{}]+)\}/g;

/** In braces may stand `{id}`; `{slug}`, that of the record, else made of the title; `{section}` and `{title}` as slugs;
 *  `{year}`, `{month}`, `{day}` of `publishedAt`, as clocks in the rule's zone showed it; `{path}`, of the file below the given folder without its ending; and any
 *  path into the record, as `{data.category.slug}`. */
export function makeUrl(template: string, article: Json, record: Json, reading: From): Made {
  let missing: string | undefined;
  const url = template.replace(NAMED, (_, name: string) => {
    const value = valueOf(name.trim(), article, record, reading);
    if (value === '') missing ??= name.trim();
    return encodeURIComponent(value).replaceAll('%2F', '/');
  });
  return missing === undefined ? { url } : { missing };
}

/** Why this is no template; `null` where it is one. */
export function wrongInTemplate(template: string): string | null {
  if (/\{\s*\}/.test(template)) return 'there is nothing in {}';
  const [brace] = /[{}]/.exec(template.replace(NAMED, '')) ?? [];
  if (brace === undefined) return null;
  return brace === '{' ? 'a { has no } behind it' : 'a } has no { before it';
}

function valueOf(name: string, article: Json, record: Json, { file, below, rule }: From): string {
  const date = (): readonly string[] => dayIn(textIn(article['publishedAt']), rule.zone ?? VIETNAM).split('-');
  switch (name) {
    case 'section':
    case 'title':
      return slugOf(textIn(article[name]));
    case 'slug':
      return textIn(record['slug']) || slugOf(textIn(article['title']));
    case 'year':
      return date()[0] ?? '';
    case 'month':
      return date()[1] ?? '';
    case 'day':
      return date()[2] ?? '';
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
