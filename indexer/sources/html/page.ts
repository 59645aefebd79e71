/** A page that has been parsed, with what its head says of it: what every reader of fields begins with. */
import { oneLine, skeleton } from './clean.ts';
import { isNode, jsonLdOf, textIn, type JsonLd } from './json-ld.ts';
import { metaOf, type Meta } from './meta.ts';
import { namedAside } from './unread.ts';

export type Page = {
  readonly document: Document;
  readonly meta: Meta;
  readonly jsonLd: JsonLd;
  /** What the site calls itself, as skeletons. */
  readonly siteNames: ReadonlySet<string>;
  /** Every element, in the order of the page. */
  readonly elements: readonly Element[];
};

export function pageOf(document: Document): Page {
  const meta = metaOf(document);
  const jsonLd = jsonLdOf(document);
  return {
    document,
    meta,
    jsonLd,
    siteNames: siteNamesOf(meta, jsonLd),
    elements: [...document.querySelectorAll('*')],
  };
}

/** Of the element, or of its attribute where it has it; on one line, `undefined` where there is none. */
export function shownText(element: Element | null | undefined): string | undefined {
  return oneLine(element?.textContent ?? '') || undefined;
}

/** `Báo điện tử Dân Báo`, `Dân Báo Online` and `danbao.example` are the site's own name, not a person's. */
export function isSiteName(name: string, { siteNames }: Page): boolean {
  const bare = bareName(name);
  return bare === '' || siteNames.has(bare) || siteNames.has(bare.replaceAll(' ', ''));
}

function siteNamesOf(meta: Meta, { article, resolve }: JsonLd): ReadonlySet<string> {
  const publisher = resolve(article?.['publisher']);
  const given = [
    ...meta.all('og:site_name'),
    ...meta.all('application-name'),
    ...meta.all('apple-mobile-web-app-title'),
    ...meta.all('its_publication'),
    ...meta.all('copyright'),
    isNode(publisher) ? (textIn(publisher['name']) ?? '') : '',
  ];
  const host = /^https?:\/\/(?:www\.|m\.|amp\.)?([^/:]+)/i.exec(meta.first('og:url') ?? '')?.[1];
  if (host) given.push(host, host.replace(/\.[^.]+$/, ''));
  const names = given.map(bareName).filter((name) => name !== '');
  return new Set(names.flatMap((name) => [name, name.replaceAll(' ', '')]));
}

function bareName(name: string): string {
  return skeleton(name)
    .replace(/^(?:báo điện tử|báo mạng|báo|tạp chí điện tử|tạp chí|trang tin|cổng thông tin điện tử) /, '')
    .replace(/ (?:online|điện tử|news|newspaper)$/, '');
}

/** Inside a box that is no part of the article: comments, related news, what stands at the edge of the page. */
export function isAside(element: Element): boolean {
  if (namedAside(element) === 'never') return true;
  const above = element.parentElement;
  return above !== null && (EDGES.has(above.localName) || isAsideKnown(above));
}

const EDGES = new Set(['nav', 'aside', 'footer']);
const known = new WeakMap<Element, boolean>();

function isAsideKnown(element: Element): boolean {
  const before = known.get(element);
  if (before !== undefined) return before;
  const found = isAside(element);
  known.set(element, found);
  return found;
}
