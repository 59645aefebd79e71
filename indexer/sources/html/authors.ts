/** Given a page, returns who wrote it: people and bureaus, without the site itself, and without what stands around names. */
import { countWords, oneLine, skeleton } from './clean.ts';
import { isNode, listIn, textIn } from './json-ld.ts';
import { dateLine } from './dates.ts';
import { isAside, isSiteName, shownText, type Page } from './page.ts';
import { shortText } from './short-text.ts';
import type { Title } from './title.ts';
import { namesOf } from './unread.ts';

const AUTHOR_NAME =
  /^(?:author|authors|byline|auth|tac-?gia|ten-tac-?gia|nguoi-viet|createdby|username|fn)$|-(?:author|authors|author-name|byline|tac-?gia)$|^author-(?:name|mail|info|link|make|bottom|top)$|^author-mail$/;

/** A line of names, with what is written around them. */
const MAX_BYLINE_WORDS = 16;
const MAX_NAME_WORDS = 7;
/** The same with a date in full. */
const MAX_DATED_WORDS = 26;

/** Accounts that no reader knows anybody by. */
const NOBODY =
  /^(?:admin|administrator|super user|root|editor|webmaster|user|guest|anonymous|quản trị viên?|ban biên tập website|author|unknown|null|undefined|google news|google|facebook|fanpage|zalo|twitter|youtube|tiktok|telegram)$/i;

/** Above a name, in what an authority issues. */
const OFFICE =
  /^(?:(?:kt|tm|tl|tuq)\. ?)?(?:phó )?(?:chủ tịch|giám đốc|tổng giám đốc|hiệu trưởng|bí thư|chánh văn phòng|(?:cục|vụ|bộ|trưởng) ?(?:trưởng|ban|phòng)|thủ tướng)$/iu;

/** JSON-LD, then microdata and `rel="author"`, then what is called so on the page, then `<meta>`. */
export function authorsOf(page: Page, title: Title): string[] {
  const { jsonLd, meta, document } = page;
  const inJsonLd = listIn(jsonLd.article?.['author']).flatMap((each) => {
    const author = jsonLd.resolve(each);
    return listIn(isNode(author) ? author['name'] : author).flatMap((name) => namesIn(textIn(name) ?? '', page));
  });
  if (inJsonLd.length > 0) return unique(inJsonLd);
  for (const selector of ['[itemprop~="author"] [itemprop~="name"]', '[itemprop~="author"]', '[rel~="author"]']) {
    const names = [...document.querySelectorAll(selector)]
      .filter((each) => !isAside(each) && !each.closest('header.site-header, [class*="site-title"]'))
      .flatMap((each) => namesIn(linesOf(each), page));
    if (names.length > 0) return unique(names);
  }
  const inCalled = calledAuthor(page);
  if (inCalled.length > 0) return unique(inCalled);
  const told = meta
    .all('author', 'article:author', 'dc.creator', 'parsely-author')
    .flatMap((each) => namesIn(each, page));
  return unique(told.length > 0 ? told : besideDate(page, title));
}

/** The names in the innermost of the elements that are called so, from the first that has any. */
function calledAuthor(page: Page): string[] {
  const called = elementsCalledAuthor(page);
  const known = called.map((each) => namesHeld(each, page));
  for (const [at, element] of called.entries()) {
    const names = known[at] ?? [];
    // What an element holds follows it at once.
    const isHolder = (): boolean => {
      for (let next = at + 1; next < called.length && element.contains(called[next] as Element); next += 1)
        if ((known[next] ?? []).length > 0) return true;
      return false;
    };
    if (names.length > 0 && !isHolder()) return names;
  }
  return [];
}

/** Elements called so that are looked at: behind so many, a byline is of something else. */
const MAX_CALLED = 500;

function elementsCalledAuthor(page: Page): Element[] {
  const called: Element[] = [];
  let labels: ReadonlySet<string> | undefined;
  for (const each of page.elements) {
    if (each.localName === 'body' || !namesOf(each).some((name) => AUTHOR_NAME.test(name)) || isAside(each)) continue;
    labels ??= labelsOf(page);
    if (labels.has(each.getAttribute('id') ?? '')) continue;
    called.push(each);
    if (called.length === MAX_CALLED) break;
  }
  return called;
}

/** The ids of what says only what something else is: `aria-labelledby`. */
const labelsOf = ({ document }: Page): ReadonlySet<string> =>
  new Set(
    [...document.querySelectorAll('[aria-labelledby]')].flatMap((each) =>
      (each.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== ''),
    ),
  );

/** `Bích Nguyên • 18:10, 02/07/2022 • 3 phút đọc`: where nothing is called an author, a name stands beside the date. */
function besideDate(page: Page, title: Title): string[] {
  const line = dateLine(page, title)?.element;
  const around = [line, line?.parentElement].filter(
    (each) => each && countWords(each.textContent ?? '') <= MAX_DATED_WORDS,
  );
  return around
    .flatMap((each) => Array.from(each?.childNodes ?? []))
    .flatMap((node) => oneLine(node.textContent ?? '').split(/\s+[-–—|•·]\s+|\s*[|•·]\s*/u))
    .map((part) => SIGNED.exec(part)?.[1] ?? part)
    .filter((part) => PERSON.test(part) && skeleton(part) !== skeleton(title.text))
    .flatMap((part) => namesIn(part, page));
}

/** `Đăng bởi Lê Hoàng lúc 8h30 ngày 12 tháng 11 năm 2024`: one sentence says who and when. */
const SIGNED =
  /^(?:(?:đăng|viết|gửi|được đăng|được viết) bởi|người đăng|(?:posted|written) by|by)\s*:?\s+(.+?),?\s+(?:lúc|vào|ngày|on|at)\s.*\d/iu;

/** Two to five words with capitals, none of them a day's name. */
const PERSON = /^(?!Thứ |Chủ |Cập |Ngày )\p{Lu}\p{L}*\.?(?: \p{Lu}\p{L}*){1,4}$/u;

/** UTF-16 units with the white space of the source; in what is longer there are names, and it is none. */
const MAX_BYLINE_UNITS = 8000;

/** Where a byline is a list, each item says something of its own. */
function namesHeld(element: Element, page: Page): string[] {
  if (shortText(element, MAX_BYLINE_UNITS) === null) return [];
  const items = [...element.querySelectorAll('li')];
  return items.length > 1 ? items.flatMap((item) => namesIn(linesOf(item), page)) : namesIn(linesOf(element), page);
}

/** The text of each part of a byline, so that a date or an address beside a name does not become a part of it. */
function linesOf(element: Element): string {
  const content = element.getAttribute('content');
  if (content) return content;
  const links = [...element.querySelectorAll('a, b, strong')]
    .map((each) => oneLine(each.textContent ?? ''))
    .filter((text) => text !== '' && !text.startsWith('('));
  const whole = shownText(element) ?? '';
  // `<a>Minh Chiến</a> - <a>Quang Thịnh</a>`: names are linked, and what is between them is not.
  return links.length > 0 && countWords(links.join(' ')) >= countWords(whole) - 2 ? links.join(', ') : whole;
}

const BEFORE =
  /^(?:(?:bài|ảnh|tin|clip|video|lời)(?:\s*(?:,|và|&|-|\/)\s*(?:bài|ảnh|tin|clip|video|lời))*\s*:|tác giả\s*[:,]?|viết bởi\s*:?|đăng bởi\s*:?|người đăng\s*:?|người viết\s*:?|bởi\s*:?(?=\s)|phóng viên\s*:|nội dung\s*:|pv\s*:|thực hiện\s*:|submitted by|written by|posted by|by(?=\s)|author\s*:)\s*/iu;
const BEHIND =
  /\s+(?:thực hiện|ghi|lược dịch|tổng hợp|biên dịch|dịch|lược ghi|\((?:theo|ghi|thực hiện|tổng hợp|dịch)[^)]*\))$/iu;

/** `Bài: A - Ảnh: B - Thiết kế: C`: of several, who did something else than write. */
const OTHER_WORK = /^(?:ảnh|thiết kế|đồ họa|đồ hoạ|kỹ thuật|trình bày|video|clip|biên tập)\s*:/iu;

/** The names in a byline; none where it names a source (`Theo Reuters`), the site, an address, or says anything longer. */
export function namesIn(byline: string, page: Page): string[] {
  let text = oneLine(byline)
    .replace(/\S+@\S+/g, ' ')
    .replace(/https?:\/\/\S+/g, ' ')
    .trim();
  text = text
    .replace(BEFORE, '')
    .replace(BEHIND, '')
    .replace(/\((?:theo|ảnh|nguồn)[^)]*\)/giu, ' ')
    .replace(/\([^()]*\)$/u, ''); // whose person it is: `(VOV-Tây Nguyên)`
  if (/^(?:theo|nguồn|vai trò)(?=[\s:,])/iu.test(text) || countWords(text) > MAX_BYLINE_WORDS) return [];
  return text
    .split(/\s+[-–—|•·]\s+|\s*[,;&/|]\s*|\s+và\s+/u)
    .filter((part) => !OTHER_WORK.test(part))
    .map((part) => part.replace(BEFORE, '').replace(/^[\s().,:*-]+|[\s(),:*-]+$/g, ''))
    .filter((name) => isName(name) && !isSiteName(name, page));
}

function isName(name: string): boolean {
  const words = countWords(name);
  if (words === 0 || words > MAX_NAME_WORDS || NOBODY.test(name) || OFFICE.test(name)) return false;
  return /^\p{Lu}/u.test(name) && !/\d{2}|^https?:|^(?:theo|ảnh|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật) /iu.test(name);
}

function unique(names: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(skeleton(name))) seen.set(skeleton(name), name);
  return [...seen.values()];
}

/** Who wrote a text may have signed it below; that a newspaper or a station did says less than any name. */
export const areBureaus = (names: readonly string[]): boolean =>
  names.length > 0 && names.every((name) => BUREAU.test(name));
const BUREAU =
  /^(?:báo|tạp chí|đài|cổng|trang|ban|tòa soạn|toà soạn|thông tấn xã|công ty|tập đoàn|trung tâm|sở|bộ|ủy ban|uỷ ban)\s/iu;
