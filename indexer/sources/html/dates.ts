/** Given a page, returns when its article was published and last changed, as ISO 8601. */
import { parseVietnameseDate } from '../vietnamese-date.ts';
import { countWords } from './clean.ts';
import { textIn } from './json-ld.ts';
import { isAside, shownText, type Page } from './page.ts';
import { shortText } from './short-text.ts';
import type { Title } from './title.ts';
import { namedAside, namesOf } from './unread.ts';

export type Dates = { readonly publishedAt: string | undefined; readonly updatedAt: string | undefined };

const PUBLISHED = [
  'article:published_time',
  'article:published',
  'og:article:published_time',
  'datepublished',
  'pubdate',
  'publishdate',
  'publish-date',
  'publish_date',
  'published_time',
  'dc.date.issued',
  'dcterms.issued',
  'dcterms.created',
  'dc.date',
  'dc.created',
  'parsely-pub-date',
  'sailthru.date',
  'date',
];
const UPDATED = [
  'article:modified_time',
  'article:modified',
  'datemodified',
  'og:updated_time',
  'lastmod',
  'dcterms.modified',
];

/** A line with a date says little else: `Cập nhật lúc 14:20, Thứ Hai, 12/11/2018 (GMT+7)`. */
const MAX_DATE_WORDS = 16;
const MAX_DATE_UNITS = 300;
/** Elements between a headline and the line with its date. */
const MAX_AWAY = 40;

const DATE_NAME =
  /(?:^|-)(?:date|dates|time|datetime|pubdate|publish|published|publishdate|posted-on|post-date|ngay|ngay-dang|ngaydang|thoi-gian|thoigian|timestamp|created|submitted|article-date)(?:-|$)|date-?time|publish-?date/;
const NOT_DATE_NAME = /(?:^|-)(?:updated?|modified|now|today|current|clock|friendly|read|reading|ago)(?:-|$)/;

/** JSON-LD, `<meta>`, microdata, `<time>`, then what is written near the headline, then what the address says. */
export function datesOf(page: Page, title: Title, url: string | undefined): Dates {
  const { jsonLd, meta, document } = page;
  const { article } = jsonLd;
  const published = [
    textIn(article?.['datePublished']),
    textIn(article?.['uploadDate']),
    textIn(article?.['dateCreated']),
    ...PUBLISHED.map((name) => meta.first(name)),
    ...[...document.querySelectorAll('[itemprop~="datePublished"]')].map(dateIn),
  ];
  const updated = [
    textIn(article?.['dateModified']),
    ...UPDATED.map((name) => meta.first(name)),
    dateIn(document.querySelector('[itemprop~="dateModified"]')),
  ];
  const told = firstDate(published);
  const publishedAt = told === undefined || isDay(told) ? firstDate([told, shownDate(page, title)]) : told;
  return {
    publishedAt: publishedAt ?? dateInAddress(url),
    updatedAt: firstDate(updated),
  };
}

/** The first; where it is a day alone, the first that has an hour of that day. */
function firstDate(texts: Iterable<string | undefined>): string | undefined {
  let day: string | undefined;
  for (const text of texts) {
    const date = text === undefined ? null : parseVietnameseDate(text);
    if (date === null) continue;
    if (day === undefined && !isDay(date)) return date;
    day ??= date;
    if (!isDay(date) && date.startsWith(day)) return date;
  }
  return day;
}

const isDay = (date: string): boolean => /^\d{4}-\d\d-\d\d$/.test(date);

/** What machines read of an element comes before what is shown. */
function dateIn(element: Element | null): string | undefined {
  if (!element) return undefined;
  const given = element.getAttribute('datetime') ?? element.getAttribute('content') ?? element.getAttribute('title');
  return given && parseVietnameseDate(given) !== null ? given : shownText(element);
}

function shownDate(page: Page, title: Title): string | undefined {
  return dateLine(page, title)?.date;
}

/** Where the date of the article is shown, nearest to its headline. */
export function dateLine(page: Page, title: Title): { readonly element: Element; readonly date: string } | undefined {
  const { elements } = page;
  const at = title.element ? elements.indexOf(title.element) : 0;
  const near = elements
    .map((element, index) => ({ element, away: Math.abs(index - at) }))
    .filter(
      ({ element, away }) => away > 0 && !element.contains(title.element ?? null) && element.localName !== 'title',
    )
    .toSorted((a, b) => a.away - b.away);
  const tests: readonly ((each: { readonly element: Element; readonly away: number }) => boolean)[] = [
    ({ element }) => element.localName === 'time' || element.localName === 'abbr',
    ({ element }) => namesOf(element).some(isDateName),
    ({ away }) => away <= MAX_AWAY,
  ];
  for (const test of tests) {
    for (const each of near) {
      if (!test(each) || !isDateLine(each.element)) continue;
      const date = firstDate([dateIn(each.element)]);
      if (date !== undefined) return finerIn(each.element, date) ?? { element: each.element, date };
    }
  }
  return undefined;
}

/** What stands around a date may run into its time: `05/03/2024 - 15:28A- A A+`. */
function finerIn(line: Element, date: string): { readonly element: Element; readonly date: string } | undefined {
  for (const element of line.querySelectorAll('*')) {
    const own = isDateLine(element) ? firstDate([dateIn(element)]) : undefined;
    if (own?.startsWith(date) && own.length > date.length) return { element, date: own };
  }
  return undefined;
}

const isDateName = (name: string): boolean => DATE_NAME.test(name) && !NOT_DATE_NAME.test(name);

function isDateLine(element: Element): boolean {
  const names = namesOf(element);
  // WordPress calls a date that never changed `entry-date updated`.
  if (names.some((name) => NOT_DATE_NAME.test(name)) && !names.some(isDateName)) return false;
  const text = shortText(element, MAX_DATE_UNITS);
  if (
    text === null ||
    !/\d/.test(`${text}${element.getAttribute('datetime') ?? ''}${element.getAttribute('title') ?? ''}`)
  )
    return false;
  if (countWords(text) > MAX_DATE_WORDS) return false;
  if (isAside(element) && !(names.some(isDateName) && isBesideTrail(element))) return false;
  return !element.closest('a[href*="://"], li a, script, style');
}

/** Themes put the date of the article into the box of its breadcrumbs. */
function isBesideTrail(element: Element): boolean {
  let box: Element | null = element;
  while (box && namedAside(box) !== 'never') box = box.parentElement;
  if (!box?.parentElement || isAside(box.parentElement)) return false;
  return namesOf(box).some((name) => /bread-?crumb/.test(name));
}

/** `/2013/06/28/` is a day; `/2013/06/` alone is none. */
function dateInAddress(url: string | undefined): string | undefined {
  const found = /\/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-])/.exec(url ?? '');
  return (found && parseVietnameseDate(`${found[1]}-${found[2]}-${found[3]}`)) || undefined;
}
