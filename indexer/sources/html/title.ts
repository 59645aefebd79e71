/** Given a page, returns its headline, without the name of the site around it, and the element that shows it. */
import { countWords, oneLine, skeleton, wordsOf } from './clean.ts';
import { textIn } from './json-ld.ts';
import { shortText } from './short-text.ts';
import { isAside, isSiteName, shownText, type Page } from './page.ts';
import { namesOf } from './unread.ts';

export type Title = {
  readonly text: string;
  /** Where it stands on the page. */ readonly element: Element | undefined;
};

/** Of the words of a headline, how many must be found in what the head calls the page. Headlines for search engines and for
 *  readers differ; a logo or the name of a section has next to nothing in common with either. */
const MIN_SHARED = 0.3;
/** What a first-level heading has ahead of the others. */
const FIRST_BONUS = 0.3;

/** Of JSON-LD, then the heading that has most in common with what the head says, then OpenGraph, then `<title>`. */
export function titleOf(page: Page): Title | undefined {
  const { jsonLd, meta, document } = page;
  const ofSite = (text: string): boolean => text === '' || namesSite(text, page);
  const bare = (text: string | undefined): string => (text === undefined ? '' : withoutSite(text, page));
  const inJsonLd = textIn(jsonLd.article?.['headline']) ?? textIn(jsonLd.article?.['name']);
  const headline = ofSite(bare(inJsonLd)) ? undefined : inJsonLd;
  const inTitle = bare(shownText(document.querySelector('title')));
  const told = [inJsonLd, meta.first('og:title'), meta.first('twitter:title')].map(bare);
  const naming = told.filter((each) => !ofSite(each));
  const known = ofSite(inTitle) ? naming : [...naming, inTitle];
  const heading = headingOf(page, known) ?? (naming.length === 0 ? unnamedHeading(page, inTitle) : undefined);
  const shown = heading && (headingText(heading) || undefined);
  const whole = headline && shown && isCutOff(headline, shown) ? shown : bare(headline) || undefined;
  const text = whole ?? shown ?? [...known, inTitle, ...told].find((each) => each !== '');
  if (!text) return undefined;
  const isWhole = heading !== undefined && shown !== undefined && skeleton(shown) === skeleton(text);
  return { text, element: isWhole ? heading : (elementOf(page, text) ?? heading) };
}

/** Search engines show 110 letters, so some sites cut the headline there. */
function isCutOff(headline: string, shown: string): boolean {
  const start = headline.replace(/(?:\.{3}|…)$/, '').trimEnd();
  return shown.length > start.length && shown.startsWith(start);
}

function headingOf(page: Page, inHead: readonly string[]): Element | undefined {
  const { elements } = page;
  const known = inHead.map((each) => new Set(wordsOf(each)));
  let best: { readonly element: Element; readonly score: number } | undefined;
  for (const element of elements) {
    const isFirst = element.localName === 'h1' || element.getAttribute('itemprop')?.includes('headline');
    const isNext = /^h[2-4]$/.test(element.localName) && !element.querySelector('a[href]');
    if (!isFirst && !isNext) continue;
    const words = wordsOf(headingText(element));
    if (words.length === 0 || isLinkToHome(element)) continue;
    const shared = Math.max(0, ...known.map((each) => likeness(words, each)));
    const score = shared >= MIN_SHARED ? shared + (isFirst ? FIRST_BONUS : 0) : 0;
    if (score > (best?.score ?? 0)) best = { element, score };
  }
  return best?.element;
}

function unnamedHeading(page: Page, inTitle: string): Element | undefined {
  const sole = soleHeading(page, inTitle);
  return sole ?? (elementOf(page, inTitle) ? undefined : page.elements.find(isCalledTitle));
}

/** Where only `<title>` names the page, and the same on every page of the site or for itself, the one first-level heading
 *  that is no name of the site or of a section tells more. */
function soleHeading(page: Page, inTitle: string): Element | undefined {
  const parts = new Set((shownText(page.document.querySelector('title')) ?? '').split(SEPARATOR).map(skeleton));
  const headings = [...page.document.querySelectorAll('h1')].filter((each) => {
    const text = headingText(each);
    return countWords(text) > 0 && !parts.has(skeleton(text)) && !namesSite(text, page) && !isLinkToHome(each);
  });
  const [sole, second] = headings;
  if (!sole || second || isAside(sole)) return undefined;
  if (inTitle === '' || namesSite(inTitle, page)) return sole;
  // What the page shows itself is what it calls the article, and the heading is a slogan.
  return isLonger(headingText(sole), inTitle) && !elementOf(page, inTitle) ? sole : undefined;
}

/** Portals set a headline in a `<span id="lblTitle">`, below a `<title>` that is the same on every page. */
const CALLED_TITLE =
  /(?:^|-)(?:title-?detail|detail-?title|title-?news|news-?title|article-?title|post-?title|lbl-?title|(?:lbl-?)?tieu-?de(?:-?(?:tin|bai))?)$/;
const MIN_TITLE_WORDS = 4;
const MAX_TITLE_WORDS = 40;

function isCalledTitle(element: Element): boolean {
  if (!namesOf(element).some((name) => CALLED_TITLE.test(name))) return false;
  const words = countWords(shortText(element, 1000) ?? '');
  if (words < MIN_TITLE_WORDS || words > MAX_TITLE_WORDS) return false;
  return !element.closest('a') && !element.querySelector('a[href]') && !isAside(element);
}

/** Without the mark by which one links to a heading (`¶`, `#`). */
function headingText(element: Element): string {
  const marks = [...element.querySelectorAll('a[href^="#"]')].map((each) => each.textContent ?? '');
  const whole = element.textContent ?? '';
  return oneLine(
    marks.reduce((text, mark) => (countWords(mark) === 0 && mark !== '' ? text.replace(mark, '') : text), whole),
  );
}

/** Dice's coefficient: words that both have, twice, of the words of both. */
function likeness(words: readonly string[], others: ReadonlySet<string>): number {
  return (2 * words.filter((word) => others.has(word)).length) / (words.length + others.size);
}

/** The logo of the site, as a heading. */
const isLinkToHome = (element: Element): boolean =>
  /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/.test(element.querySelector('a[href]')?.getAttribute('href') ?? '#');

function elementOf({ elements }: Page, text: string): Element | undefined {
  const wanted = skeleton(text);
  return elements.findLast(
    (each) =>
      !['title', 'head', 'html', 'body', 'script'].includes(each.localName) &&
      skeleton(shortText(each, 3 * text.length + 200) ?? '') === wanted &&
      !each.closest('a, nav, title') &&
      (/^h[1-6]$/.test(each.localName) || !each.closest('p')),
  );
}

const SEPARATOR = /\s+[-–—|·•:»«]{1,2}\s+|\s*\|\s*/g;

/** Words of what stands behind a `|`, which is hardly ever part of a headline. */
const MAX_SITE_WORDS = 6;

/** `Tít - VnExpress`, `Tít | Thời sự | Báo Dân trí`, `Giáo dục | Tít | Báo`, `Bếp cũ: Tít`: what names the site or one of its sections goes. */
export function withoutSite(text: string, page: Page): string {
  const heading = new Set(
    [...page.document.querySelectorAll('h1, h2, h3')].map((each) => skeleton(each.textContent ?? '')),
  );
  let rest = text;
  for (;;) {
    const cuts = [...rest.matchAll(SEPARATOR)];
    const last = cuts.at(-1);
    const [first] = cuts;
    if (!last || !first) return rest;
    const before = rest.slice(0, last.index).trim();
    const after = rest.slice(last.index + last[0].length).trim();
    const behindFirst = rest.slice(first.index + first[0].length).trim();
    if (heading.has(skeleton(rest)) || before === '') return rest;
    const isBar = /[|»«]|::/.test(last[0]);
    const isNamed = isSiteName(after, page) || isPaper(after);
    const isFirstSection = rest !== text && heading.has(skeleton(behindFirst)) && isLonger(behindFirst, before);
    if (isFirstSection && !isNamed) rest = behindFirst;
    else if (isNamed || (isBar && wordsOf(after).length <= MAX_SITE_WORDS) || heading.has(skeleton(before)))
      rest = before;
    else if (isSiteName(rest.slice(0, first.index), page) || heading.has(skeleton(behindFirst))) rest = behindFirst;
    else return rest;
  }
}

const isLonger = (one: string, other: string): boolean => countWords(one) > countWords(other);

/** What a newspaper calls itself, where nothing else on the page says its name. */
const isPaper = (text: string): boolean =>
  /^(?:báo|tạp chí|cổng thông tin|trang tin|đài) /iu.test(text) ||
  /(?: online|\.(?:vn|com|net|org)(?:\.vn)?)$/iu.test(text) ||
  PAPERS.has(skeleton(text));

/** The whole of it is what a site calls itself: `Báo Cà Mau điện tử`, `Cổng thông tin điện tử xã Khánh Hội`. A headline may
 *  begin with `Báo động` or `Đài Loan`. */
const namesSite = (text: string, page: Page): boolean =>
  (text !== '' && isSiteName(text, page)) ||
  PAPERS.has(skeleton(text)) ||
  PORTAL.test(text) ||
  PAPER_NAME.test(text) ||
  KIND_OF_PAGE.test(skeleton(text));
/** What a system calls each of its pages. */
const KIND_OF_PAGE =
  /^(?:(?:chi tiết|xem|nội dung) (?:bản tin|tin(?: (?:tức|bài))?|bài(?: viết)?)|tin tức(?: (?:và )?sự kiện)?|(?:news |article )?details?)$/;
const PORTAL = /^(?:(?:cổng|trang)(?: thông)? tin(?: điện tử)?|(?:báo|tạp chí) .* (?:điện tử|online)$|trang chủ$)/iu;
const PAPER_NAME = /^(?:Báo|Tạp chí|Đài)(?: (?:điện tử|phát thanh|truyền hình|và|-|&|\p{Lu}[\p{L}\d]*))+$/u;

const PAPERS: ReadonlySet<string> = new Set(
  (
    'vnexpress,tuổi trẻ,tuổi trẻ online,thanh niên,dân trí,vietnamnet,zing,zingnews,znews,nhân dân,lao động,tiền phong,người lao động,' +
    'vov,vtv,vtv news,vtc news,vietnamplus,vietnam,sài gòn giải phóng,pháp luật tphcm,plo,cafef,kenh14,soha,báo mới,hà nội mới,infonet'
  ).split(','),
);
