/** Given a page, returns the section that its article stands in. */
import { countWords, oneLine, skeleton } from './clean.ts';
import { isNode, listIn, textIn } from './json-ld.ts';
import { isSiteName, shownText, type Page } from './page.ts';
import { shortText } from './short-text.ts';
import type { Title } from './title.ts';
import { namesOf } from './unread.ts';

const HOME = /^(?:trang chủ|trang nhất|trang đầu|home|homepage|trang chính|bạn đang ở đây|you are here|index)$/;
/** What a site of another trade calls its only section: anything else says more. */
const ANY = /^(?:tin tức|tin|news|blogs?|bài viết)$/;
const MAX_SECTION_WORDS = 8;

const CATEGORY_NAME =
  /^(?:taxonomy-category|cat-links|cat-name|category-name|post-category|post-cat|entry-category|detail-cate|article-category|the-article-category|article-cate|cate|cat|chuyen-muc|chuyenmuc|parent-cate|cate-name|article-tag|primary-category|category-page-name)$|-(?:article-category|article-tag|category-name)$/;

/** The first crumb below the front page: what readers know as the section. JSON-LD `articleSection`, then OpenGraph, then
 *  breadcrumbs, then what is called a category. */
export function sectionOf(page: Page, title: Title): string | undefined {
  const crumbs = [...crumbsInJsonLd(page), ...crumbsShown(page)];
  const told = [...listIn(page.jsonLd.article?.['articleSection']).map(textIn), ...page.meta.all('article:section')];
  const shown = [...crumbs, ...categories(page)].filter((each) => !isSiteName(each, page));
  const known = new Set([...told, ...shown].map((each) => skeleton(each ?? '')));
  const sections = [...told, ...shown].flatMap((each) =>
    each !== undefined && isSection(each, title) ? [firstOf(each, known)] : [],
  );
  const section = sections.find((each) => !ANY.test(skeleton(each))) ?? sections[0];
  // `tin-lang` is how an address spells `Tin làng`.
  return crumbs.find((crumb) => section !== undefined && slug(crumb) === section) ?? section;
}

/** `Kinh tế,Kinh doanh`: one and what is below it, where the page knows the first one by itself; names may have commas too. */
function firstOf(text: string, known: ReadonlySet<string>): string {
  const first = text.split(',')[0]?.trim() ?? '';
  return first !== text && first !== '' && known.has(skeleton(first)) ? first : text;
}

function isSection(text: string, title: Title): boolean {
  if (HOME.test(skeleton(text)) || skeleton(text) === skeleton(title.text)) return false;
  return countWords(text) <= MAX_SECTION_WORDS && !/^https?:/.test(text);
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('đ', 'd')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z\d]+/g, '-');

function crumbsInJsonLd({ jsonLd }: Page): string[] {
  const items = listIn(jsonLd.breadcrumb?.['itemListElement']).filter(isNode);
  return items
    .toSorted((a, b) => Number(a['position'] ?? 0) - Number(b['position'] ?? 0))
    .map((item) => textIn(item['name']) ?? (isNode(item['item']) ? textIn(item['item']['name']) : undefined))
    .filter((name) => name !== undefined);
}

function crumbsShown({ elements }: Page): string[] {
  const trail = elements.find(
    (each) =>
      each.localName !== 'body' &&
      (namesOf(each).some((name) => /(?:^|-)(?:bread-?cr?umb?s?|duong-?dan)(?:-|$)/.test(name)) ||
        /^breadcrumbs?$/i.test(each.getAttribute('aria-label') ?? '') ||
        /BreadcrumbList/.test(each.getAttribute('itemtype') ?? '')) &&
      shownText(each) !== undefined,
  );
  if (!trail) return trailInText(elements);
  for (const selector of ['[itemprop~="name"]', 'a', 'li', 'span']) {
    const names = [...trail.querySelectorAll(selector)]
      .filter((each) => !leadsHome(each.closest('a') ?? each.querySelector('a')))
      .map(shownText)
      .filter((name) => name !== undefined);
    if (names.length > 0) return names;
  }
  return [];
}

/** What the front page is called is no section. */
function leadsHome(link: Element | null): boolean {
  return /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/i.test(link?.getAttribute('href') ?? '#');
}

/** The way from the front page, where nothing says that it is one. */
export const TRAIL = /^(?:trang (?:chủ|nhất|đầu)|home)\s*(?:>+|»|›|\/|→|::)\s*/i;

const MAX_TRAIL_UNITS = 200;

function trailInText(elements: readonly Element[]): string[] {
  for (const element of elements) {
    const text = element.localName === 'script' ? '' : oneLine(shortText(element, MAX_TRAIL_UNITS) ?? '');
    if (TRAIL.test(text)) return text.replace(TRAIL, '').split(/\s*(?:>+|»|›|\/|→|::)\s*/);
  }
  return [];
}

/** Of a menu, where the reader is. */
const CHOSEN =
  'nav li.current a, nav li.active a, .menu li.current a, .menu li.active a, nav li a.active, [class*="menu"] li a.active';

function categories({ elements, document }: Page): string[] {
  const called = elements.filter(
    (each) => each.localName !== 'body' && namesOf(each).some((name) => CATEGORY_NAME.test(name)),
  );
  return [
    ...[...document.querySelectorAll('a[rel~="category"], [itemprop~="articleSection"]')].map(shownText),
    ...called.map((each) => shownText(each.localName === 'a' ? each : each.querySelector('a'))),
    ...called.map((each) => (each.querySelector('a') ? undefined : shownText(each))),
    ...[...document.querySelectorAll(CHOSEN)].map(shownText),
  ].filter((each) => each !== undefined);
}
