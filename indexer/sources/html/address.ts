/** Given a page and where its file is, returns the address that the article is known by, the same for each of its copies:
 *  printed, for phones (AMP), or with a campaign's parameters. */
import { isNode, textIn } from './json-ld.ts';
import type { Page } from './page.ts';

export type Address = {
  /** As the page gives it, or `/path/in/the/folder.html`; absent for a file that was given by itself and names none. */
  readonly url: string | undefined;
  /** The same from the path alone, for where the page's own cannot be right. */
  readonly fromPath: string | undefined;
  /** A copy made for printing or for phones. Where the article itself is also there, that one counts. */
  readonly isVariant: boolean;
};

/** Says where a reader came from, or how the page is to be shown; nothing about which page it is. */
const PASSING =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|zarsrc|mc_cid|mc_eid|_ga|ref_src|amp|print|printable|view|output)$/i;
const MAYBE_PASSING: Readonly<Record<string, RegExp>> = {
  view: /^(?:print|amp)$/i,
  output: /^(?:print|amp)$/i,
};

const VARIANT_PATH = /(?:^|\/)(?:amp|print|printer|in-bai|ban-in)(?:\/|$)|[./_-](?:amp|print)(?=\.html?$|\/?$)/i;

/** `path`: of the file below the folder that was given, with `/`, or the address it was fetched from; absent for a file given
 *  by itself. */
export function addressOf(page: Page, text: string, path: string | undefined): Address {
  const fromPath = path === undefined ? undefined : isFetched(path) ? resolved(path, undefined) : pathAddress(path);
  const root = page.document.documentElement;
  const isAmp = root.hasAttribute('amp') || root.hasAttribute('⚡');
  const given = givenAddress(page, text);
  const own = given && resolved(given, fromPath);
  const url = own && !isWrongHome(own, path) ? own : fromPath;
  return { url, fromPath, isVariant: isAmp || VARIANT_PATH.test(fromPath ?? '') || isPrinted(path) };
}

/** `rel="canonical"`, then OpenGraph, then JSON-LD, then where a browser says it saved the page from. */
function givenAddress({ document, meta, jsonLd }: Page, text: string): string | undefined {
  const canonical = document.querySelector('link[rel~="canonical" i]')?.getAttribute('href');
  const main = jsonLd.article?.['mainEntityOfPage'];
  const saved = /<!--\s*saved from url=\(\d+\)(\S+)/i.exec(text.slice(0, 4096))?.[1];
  const candidates = [
    canonical,
    meta.first('og:url'),
    isNode(main) ? (typeof main['@id'] === 'string' ? main['@id'] : undefined) : textIn(main),
    textIn(jsonLd.article?.['url']),
    saved,
  ];
  return candidates
    .map((each) => each?.trim())
    .find((each) => each && !/^(?:#|about:|file:|javascript:|data:)/i.test(each));
}

/** Relative addresses count from where the file is; what is made for one's own machine keeps its path alone. */
function resolved(given: string, fromPath: string | undefined): string | undefined {
  try {
    const url = new URL(given, new URL(fromPath ?? '/', 'https://here.invalid'));
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
    const cleaned = cleanAddress(url);
    const isLocal = /^(?:localhost|127\.|0\.0\.0\.0|\[::1\]|here\.invalid)/.test(url.hostname);
    if (isLocal) return `${cleaned.pathname}${cleaned.search}`;
    return cleaned.href;
  } catch {
    return undefined;
  }
}

/** Without what campaigns add, without a fragment, and without what makes it the printed one. */
export function cleanAddress(url: URL): URL {
  const cleaned = new URL(url);
  cleaned.hash = '';
  for (const [name, value] of url.searchParams) {
    const wanted = MAYBE_PASSING[name.toLowerCase()];
    if (PASSING.test(name) && (!wanted || wanted.test(value))) cleaned.searchParams.delete(name);
  }
  cleaned.pathname = cleaned.pathname.replace(/\/(?:amp|print)\/?$/i, '/').replace(/\.amp(?=\.html?$|$)/i, '');
  return cleaned;
}

const isFetched = (path: string): boolean => /^https?:\/\//i.test(path);
const HOME = /^(?:https?:\/\/[^/]+)?\/?(?:index\.html?)?$/i;

/** Themes that are set up wrongly name the front page on every page. */
function isWrongHome(own: string, path: string | undefined): boolean {
  return HOME.test(own) && path !== undefined && !(isFetched(path) ? HOME : /^index\.html?$/i).test(path);
}

/** `tin/abc/index.html` is served as `/tin/abc/`; any other file under its own name. */
function pathAddress(path: string): string {
  const served = path
    .replace(/\.gz$/i, '')
    .replace(/[?@](?:utm_|fbclid|gclid|amp|print).*$/i, '')
    .replace(/(^|\/)index\.html?$/i, '$1');
  return `/${served.split('/').map(encodeURIComponent).join('/')}`;
}

const isPrinted = (path: string | undefined): boolean => /[?@&](?:amp|print|utm_|fbclid|gclid)/i.test(path ?? '');
