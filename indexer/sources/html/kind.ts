/** Given a page, says whether it is an article, and if not, what it is: nothing of that is wrong with it. */
import type { Aside } from '../aside.ts';
import { skeleton } from './clean.ts';
import type { Measures } from './measure.ts';
import { shownText, type Page } from './page.ts';
import { teasersIn } from './teasers.ts';
import { namedAside, namesOf } from './unread.ts';

const REFRESH_SECONDS = 10;

/** What the head alone says. */
export function asideByHead(page: Page): Aside | null {
  const { meta } = page;
  const robots = [...meta.all('robots'), ...meta.all('saola')].join(',');
  if (/(?:^|[\s,])(?:noindex|none)(?:[\s,]|$)/i.test(robots)) return 'asks not to be indexed (noindex)';
  for (const content of meta.all('refresh')) {
    const found = /^\s*(\d+)[^,;]*[,;]\s*(?:url\s*=)?\s*\S/i.exec(content);
    if (found && Number(found[1]) <= REFRESH_SECONDS) return 'leads to another page (refresh)';
  }
  return isErrorPage(page) ? 'is an error page' : null;
}

function isErrorPage({ document, meta, jsonLd }: Page): boolean {
  if (namesOf(document.body).some((name) => /^(?:error-?404|page-404|404)$/.test(name))) return true;
  if (jsonLd.article || meta.first('article:published_time')) return false;
  return [document.querySelector('h1'), document.querySelector('title')].some((each) => {
    // `404 - Không tìm thấy | Báo`: the name of the site may stand on either side.
    const parts = (shownText(each) ?? '').split(/\s+[-–—|·]\s+/).map(skeleton);
    return parts.some((part) => ERROR.test(part));
  });
}

/** A whole heading; an article may well begin with `Không tìm thấy dấu vết máy bay`. */
const ERROR =
  /^(?:(?:lỗi|error|http) )*(?:40[0134]|410|50[0234])(?: (?:error|not found|page not found|forbidden|bad gateway|không tìm thấy(?: trang)?))?$|^(?:oops )?(?:page|trang|404) not found$|^not found$|^không tìm thấy(?: (?:trang|bài viết|nội dung|đường dẫn|dữ liệu))?(?: (?:này|yêu cầu|bạn yêu cầu))?$|^(?:trang|bài viết|nội dung|đường dẫn)(?: này| bạn (?:tìm|yêu cầu|truy cập|đang tìm))? không (?:tồn tại|tìm thấy|có)(?: .{0,30})?$|^(?:access denied|just a moment|attention required)$/;

/** Said in the text, below a heading that may say anything (`Rất tiếc!`), of the page that was asked for: by a server that
 *  answers 200 all the same. Reports say so of others, so it must stand at the start of a short page's paragraph. */
const saysGone = (line: string): boolean => GONE.test(skeleton(line));
const GONE =
  /^(?:(?:rất tiếc|xin lỗi|oops|sorry) )?(?:(?:chúng tôi )?không (?:tìm thấy|tồn tại) )?(?:trang|bài viết|nội dung|đường dẫn|liên kết|địa chỉ|tin)(?: web)?(?: mà)? (?:bạn|quý (?:khách|vị|bạn đọc|độc giả)|này)(?: (?:đang|vừa|muốn|cần))*(?: (?:tìm kiếm|tìm|xem|yêu cầu|truy cập|đọc|nhập))?(?: (?:hiện|đã|có thể|hiện đã))* (?:không (?:còn )?(?:tồn tại|tìm thấy|có|khả dụng)|(?:bị )?(?:xóa|xoá|gỡ|di chuyển))(?: |$)|^(?:(?:sorry|oops) )?(?:the )?page (?:that )?you(?: are| re| ve| have)? (?:looking for|requested|were looking for) (?:could not be found|was not found|does not exist|doesn t exist|no longer exists)/;

/** Words of text from which a page is an article, whatever is listed around them. */
const ARTICLE_WORDS = 60;
/** Boxes that lead elsewhere, from which a page with less text is a list. */
const MIN_TEASERS = 3;
/** Of the letters of a page with less text, those that are links, without menus and edges. An index has nearly all. */
const MAX_LINKED = 0.5;
/** Words, for a page that nothing calls an article. */
const MIN_WORDS = 12;

const LIST_NAME =
  /^(?:home|blog|archive|category|tag|search|search-results|taxonomy|author|index|page-home|front|homepage|section|list-page|tag-page|category-page|chuyen-muc)$/;

export type Shape = {
  /** What was read as its text, a paragraph each. */
  readonly lines: readonly string[];
  readonly bodyWords: number;
  /** The page says itself where its text is. */
  readonly isMarked: boolean;
  readonly title: Element | undefined;
  /** Where its text was found; none where there is no prose at all. */
  readonly roots: readonly Element[];
};

/** What the middle of the page shows. */
export function asideByShape(
  page: Page,
  { lines, bodyWords, isMarked, title, roots }: Shape,
  measures: Measures,
): Aside | null {
  if (isMarked) return bodyWords === 0 ? 'has no text' : null;
  const { jsonLd, meta, document } = page;
  if (bodyWords < ARTICLE_WORDS && !jsonLd.article && lines.some(saysGone)) return 'is an error page';
  if (isFrontPage(page) && teasersIn(document.body, title).length >= MIN_TEASERS) return 'is a list of links';
  if (jsonLd.articles === 1 || meta.first('article:published_time') !== undefined) return null;
  if (/^article$/i.test(meta.first('og:type') ?? '') && bodyWords >= MIN_WORDS) return null;
  if (jsonLd.articles > 1 || jsonLd.isList) return 'is a list of links';
  const { body } = document;
  const teasers = teasersIn(body, title).length;
  if (teasers >= 2 && namesOf(body).some((name) => LIST_NAME.test(name))) return 'is a list of links';
  if (isMostlyLinks(roots, measures)) return 'is a list of links';
  if (bodyWords < ARTICLE_WORDS && (teasers >= MIN_TEASERS || isMostlyLinks([body], measures)))
    return 'is a list of links';
  return bodyWords < MIN_WORDS ? 'has no text' : null;
}

/** WordPress calls it `home`; what helps with search engines says all the same that it is an article, of the day it was set up. */
function isFrontPage({ document, meta }: Page): boolean {
  return /^website$/i.test(meta.first('og:type') ?? '') && namesOf(document.body).some((name) => FRONT_NAME.test(name));
}

const FRONT_NAME = /^(?:home|page-home|front|homepage)$/;

function isMostlyLinks(roots: readonly Element[], measures: Measures): boolean {
  const { letters, linked } = sumOf(roots, measures);
  return letters > 0 && linked / letters > MAX_LINKED;
}

/** Without what is put aside in them. */
function sumOf(roots: readonly Element[], measures: Measures): { readonly letters: number; readonly linked: number } {
  let letters = 0;
  let linked = 0;
  const add = (element: Element, sign: 1 | -1): void => {
    letters += sign * measures.of(element).letters;
    linked += sign * measures.of(element).linked;
  };
  for (const root of roots) {
    add(root, 1);
    const asides = new Set<Element>();
    for (const element of root.querySelectorAll('*')) {
      if (element.parentElement && asides.has(element.parentElement)) asides.add(element);
      else if (isEdge(element)) {
        asides.add(element);
        add(element, -1);
      }
    }
  }
  return { letters, linked };
}

const isEdge = (element: Element): boolean =>
  ['header', 'footer', 'nav', 'aside'].includes(element.localName) || namedAside(element) !== null;
