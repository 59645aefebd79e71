/** Given a document, returns the article that its JSON-LD describes; what is broken is mended where it is clear what was
 *  meant. (https://schema.org/NewsArticle, https://json-ld.org) */
import { oneLine } from './clean.ts';
import { withoutEntities } from '../encoding/entities.ts';

export type Node = Readonly<Record<string, unknown>>;

export type JsonLd = {
  /** The one article that the page is about. */
  readonly article: Node | undefined;
  /** As many things as there are that could be one: several of them are a list, not an article. */
  readonly articles: number;
  /** It says that the page is a collection or the answer to a search. */
  readonly isList: boolean;
  readonly breadcrumb: Node | undefined;
  /** A thing by its `@id`, or itself. */
  readonly resolve: (value: unknown) => unknown;
};

const ARTICLE = /^(?:\w*Article|\w*BlogPosting|Report|Review|LiveBlogPosting|DiscussionForumPosting|Recipe|HowTo)$/;
const VIDEO = /^(?:VideoObject|Clip|PodcastEpisode|AudioObject)$/;

export function jsonLdOf(document: Document): JsonLd {
  const nodes: Node[] = [];
  for (const script of document.querySelectorAll('script')) {
    if (!/ld\+json/i.test(script.getAttribute('type') ?? '')) continue;
    collect(parseLoosely(script.textContent ?? ''), nodes, 0);
  }
  const byId = new Map(
    nodes.flatMap((node) => (typeof node['@id'] === 'string' ? [[node['@id'], node] as const] : [])),
  );
  const articles = nodes.filter((node) => isOf(node, ARTICLE));
  const video = nodes.filter((node) => isOf(node, VIDEO));
  const distinct = new Set(articles.map((node) => textIn(node['headline']) ?? textIn(node['name'])));
  return {
    article: articles[0] ?? (video.length === 1 ? video[0] : undefined),
    articles: articles.length > 0 ? distinct.size : Math.min(1, video.length),
    isList: nodes.some((node) => isOf(node, /^(?:CollectionPage|SearchResultsPage|Blog)$/)),
    breadcrumb: nodes.find((node) => isOf(node, /^BreadcrumbList$/)),
    resolve: (value) => (isNode(value) && Object.keys(value).length === 1 && byId.get(String(value['@id']))) || value,
  };
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const listIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Text, the first of a list, or the name of a thing; entities that were escaped once too often are decoded. */
export function textIn(value: unknown): string | undefined {
  const first = listIn(value)[0];
  const text = isNode(first) ? (first['name'] ?? first['@value'] ?? first['url']) : first;
  if (typeof text !== 'string' && typeof text !== 'number') return undefined;
  return oneLine(withoutEntities(String(text)).replace(/<\/?[a-z][^>]*>/gi, ' ')) || undefined;
}

/** `NewsArticle`, also as one of a list or with the address of schema.org before it. */
export function isOf(node: Node, type: RegExp): boolean {
  return listIn(node['@type']).some((each) => typeof each === 'string' && type.test(each.replace(/^.*[/#:]/, '')));
}

/** Lists, graphs and main entities hold further things. */
function collect(value: unknown, into: Node[], depth: number): void {
  if (depth > 6) return;
  for (const each of listIn(value)) {
    if (!isNode(each)) continue;
    into.push(each);
    collect(each['@graph'], into, depth + 1);
    collect(each['mainEntity'], into, depth + 1);
    if (isNode(each['breadcrumb'])) collect(each['breadcrumb'], into, depth + 1);
  }
}

function parseLoosely(script: string): unknown {
  const text = script
    .replace(/<!--|-->|\/\*\s*<!\[CDATA\[\s*\*\/|\/\*\s*\]\]>\s*\*\/|(?:\/\/)?\s*<!\[CDATA\[|(?:\/\/)?\s*\]\]>/g, ' ')
    .trim()
    .replace(/;$/, '');
  for (const attempt of [text, mended(text)]) {
    try {
      return JSON.parse(attempt);
    } catch {
      continue;
    }
  }
  return undefined;
}

/** What templates of news sites get wrong: line breaks and tabs inside a text, quotes in it that are not escaped, escapes
 *  that JSON does not have, a comma behind the last item. */
function mended(text: string): string {
  let out = '';
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (!inText) {
      if (sign === '"') inText = true;
      if (sign !== ',' || !/^\s*(?:[\]},]|$)/.test(text.slice(at + 1, at + 200))) out += sign < ' ' ? ' ' : sign;
    } else if (sign === '\\') {
      const next = text.charAt(at + 1);
      out += '"\\/bfnrtu'.includes(next) ? sign + next : next;
      at += 1;
    } else if (sign === '"') {
      const ends = /^\s*(?:[,}\]:]|$)/.test(text.slice(at + 1, at + 200));
      inText = !ends;
      out += ends ? sign : '\\"';
    } else out += sign < ' ' ? ' ' : sign;
  }
  return out;
}
