/** Given a page, returns the tags of its article, without what stands in lists of tags that is none: its title, the site. */
import { countWords, oneLine, skeleton } from './clean.ts';
import { listIn, textIn } from './json-ld.ts';
import { isAside, isSiteName, shownText, type Page } from './page.ts';
import { withoutSite, type Title } from './title.ts';
import { namesOf } from './unread.ts';

const MAX_TAGS = 30;
const MAX_TAG_WORDS = 8;

const LIST_NAME =
  /(?:^|-)(?:tags?|tag-?list|tu-?khoa|keywords?)(?:-(?:list|links|wrap|box|content|detail|post|article))?$/;
const LISTS = new Set(['div', 'ul', 'ol', 'p', 'section', 'footer']);

/** JSON-LD, then `article:tag`, then links that say they are tags, then keywords for news, then what is called tags below the
 *  headline, then keywords, which search engines are told and nobody reads. */
export function tagsOf(page: Page, title: Title): string[] {
  const { jsonLd, meta, document } = page;
  // themes of blocks say so of both kinds
  const links = [...document.querySelectorAll('a[rel~="tag"]:not([rel~="category"])')]
    .filter((each) => !each.closest('.taxonomy-category'))
    .map(shownText);
  const sources = [
    () => listIn(jsonLd.article?.['keywords']).flatMap((each) => (textIn(each) ?? '').split(/[,;]/)),
    () => meta.all('article:tag').flatMap((each) => each.split(',')),
    () => links.map((each) => each ?? ''),
    () => (meta.first('news_keywords') ?? '').split(/[,;]/),
    () => tagsShown(page, title),
    () => (meta.first('keywords') ?? '').split(/[,;]/),
  ];
  for (const source of sources) {
    const tags = source()
      .map((each) => oneLine(each).replace(/^#/, ''))
      .filter((tag) => tag !== '' && !isNone(tag, page, title));
    if (tags.length > 0) return [...new Set(tags)].slice(0, MAX_TAGS);
  }
  return [];
}

/** `vnexpress.net`; but not `TP.HCM`, `5.0` or `ASP.NET`. */
const HOST = /^(?:[A-Za-z\d-]+\.)+(?:vn|com|net|org|info|edu|gov|asia|tv)$/;

/** The title with or without the site's name, the site, an address. */
function isNone(tag: string, page: Page, title: Title): boolean {
  if (isSiteName(tag, page) || HOST.test(tag)) return true;
  const words = skeleton(title.text);
  return skeleton(tag) === words || skeleton(withoutSite(tag, page)) === words;
}

/** Of the first list behind the headline that is called so and has little but links. */
function tagsShown({ elements }: Page, title: Title): string[] {
  const at = title.element ? elements.indexOf(title.element) : -1;
  for (const list of elements.slice(at + 1)) {
    if (!LISTS.has(list.localName) || !namesOf(list).some((name) => LIST_NAME.test(name)) || isAside(list)) continue;
    const tags = [...list.querySelectorAll('a[href]')].map((each) => shownText(each) ?? '');
    const said = tags.reduce((sum, tag) => sum + countWords(tag), 0);
    if (said > 0 && 2 * said >= countWords(list.textContent ?? ''))
      return tags.filter((tag) => countWords(tag) <= MAX_TAG_WORDS);
  }
  return [];
}
