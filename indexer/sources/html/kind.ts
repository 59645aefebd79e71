/** Given a page, says whether it is an article, and if not, what it is: nothing of that is wrong with it. */
import type { Aside } from '../aside.ts';
import { countWords, skeleton } from './clean.ts';
import type { Measures } from './measure.ts';
import { shownText, type Page } from './page.ts';
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

/** Teasers from which a page is a list: a related box has three or four. */
const MIN_TEASERS = 5;
/** Of the letters in the middle of the page, those that are links. An article has a twentieth, an index nearly all. */
const MAX_LINKED = 0.5;
/** Words, for a page that nothing calls an article. */
const MIN_WORDS = 12;

const LIST_NAME =
  /^(?:home|blog|archive|category|tag|search|search-results|taxonomy|author|index|page-home|front|homepage|section|list-page|tag-page|category-page|chuyen-muc)$/;

/** What the middle of the page shows: `bodyWords` were found, in blocks of `measures`. */
export function asideByShape(
  page: Page,
  { bodyWords, isMarked }: { readonly bodyWords: number; readonly isMarked: boolean },
  measures: Measures,
): Aside | null {
  if (isMarked) return bodyWords === 0 ? 'has no text' : null;
  const { jsonLd, meta } = page;
  const isCalledArticle =
    jsonLd.articles === 1 ||
    /^article$/i.test(meta.first('og:type') ?? '') ||
    meta.first('article:published_time') !== undefined;
  if (isCalledArticle) return null;
  if (jsonLd.articles > 1) return 'is a list of links';
  const { middle, linked, letters } = middleOf(page, measures);
  const teasers = countTeasers(middle);
  const proseOfTeasers = teasers.prose(measures);
  const isNamedList = namesOf(page.document.body).some((name) => LIST_NAME.test(name));
  if (letters > 0 && linked / letters > MAX_LINKED) return 'is a list of links';
  if (teasers.count >= (isNamedList ? 2 : MIN_TEASERS) && proseOfTeasers > (letters - linked) / 2)
    return 'is a list of links';
  if (bodyWords < MIN_WORDS) return 'has no text';
  return null;
}

/** The page without what stands around it. */
function middleOf({ document }: Page, measures: Measures): { middle: Element; linked: number; letters: number } {
  const { body } = document;
  let { letters, linked } = measures.of(body);
  for (const element of body.querySelectorAll('*')) {
    const isEdge = ['header', 'footer', 'nav', 'aside'].includes(element.localName);
    const aside = namedAside(element);
    if (!isEdge && !aside) continue;
    if (isWithinAside(element, body)) continue;
    letters -= measures.of(element).letters;
    linked -= measures.of(element).linked;
  }
  return { middle: body, linked, letters };
}

function isWithinAside(element: Element, body: Element): boolean {
  for (let above = element.parentElement; above && above !== body; above = above.parentElement) {
    if (['header', 'footer', 'nav', 'aside'].includes(above.localName) || namedAside(above)) return true;
  }
  return false;
}

/** A headline that leads elsewhere, and what stands around it. */
function countTeasers(middle: Element): { count: number; prose(measures: Measures): number } {
  const boxes = new Set<Element>();
  for (const link of middle.querySelectorAll('h1 a, h2 a, h3 a, h4 a, a h2, a h3')) {
    if (countWords(link.textContent ?? '') < 3 || link.getAttribute('href')?.startsWith('#')) continue;
    const box = link.closest('article, li') ?? link.closest('h1, h2, h3, h4, a')?.parentElement;
    if (box) boxes.add(box);
  }
  return {
    count: boxes.size,
    prose: (measures) => [...boxes].reduce((sum, box) => sum + measures.prose(box), 0),
  };
}
