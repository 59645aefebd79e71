/** Given an address, says what stands there, without reading all of it: which lists its site names, where their pages stand, and
 *  what is read of a few of these. Servers are asked as they are for indexing, a dozen times at most. */
import type { Article } from '../../../core/article.ts';
import { SaolaError } from '../../../core/errors.ts';
import { entryOf } from '../feed/entry.ts';
import { readFeedItems } from '../feed/items.ts';
import { listKindOf, type ListKind } from '../list-kind.ts';
import { LiveArticles } from '../live-articles.ts';
import { sampleOfBytes, type Sample } from '../sample.ts';
import { readSitemap } from '../sitemap.ts';
import { xmlTextFor } from '../xml-text.ts';
import { BadXml } from '../xml.ts';
import { headOf, isFront, isPage, listsOf, type Got } from './given.ts';
import { inPieces, MAX_LIST_BYTES, WHY } from './linked.ts';
import { readLinkedPage } from './linked-page.ts';
import type { NetOptions } from './net-options.ts';
import type { Net } from './net.ts';
import { openNet } from './open-net.ts';

export type SiteList = {
  readonly address: string;
  readonly kind: ListKind;
  /** Articles of a feed, or pages of a sitemap. */
  readonly pages: number;
  /** Of an index of sitemaps: how many it names. The pages are those of the first. */
  readonly sitemaps: number;
  /** Items of a feed that have their whole text with them. */
  readonly whole: number;
};

export type SiteLook = {
  /** `front`: a page that leads to lists. `file`: one of articles. */
  readonly is: ListKind | 'front' | 'page' | 'file';
  readonly lists: readonly SiteList[];
  /** How many pages of the lists stand below each first part of an address, most first: `https://bao.vn/video/`. */
  readonly folders: readonly (readonly [folder: string, pages: number])[];
  readonly articles: readonly Article[];
  /** What was not read of the pages that were tried, and why. */
  readonly troubles: readonly string[];
  /** Pauses that robots.txt asks for; 0 for none. */
  readonly crawlDelayMs: number;
  /** Of a file. */
  readonly sample?: Sample;
};

/** Lists that are looked at, and pages that are read. */
const MOST_LISTS = 3;
const MOST_PAGES = 5;

/** Throws `SaolaError('bad-source')` where nothing can be had from the address. */
export async function lookAtSite(address: string, options: NetOptions, signal?: AbortSignal): Promise<SiteLook> {
  const { state: _, ...asked } = options; // nothing is remembered: nothing is indexed
  const net = await openNet(asked, {
    now: Date.now(),
    notice: () => {},
    leftOut: () => {},
    tellLeftOut: false,
    live: new LiveArticles(),
    rules: {},
    signal,
  });
  try {
    return await look(address, net);
  } finally {
    net.fetcher.close();
  }
}

async function look(address: string, net: Net): Promise<SiteLook> {
  const got = await net.fetcher.get(address, { mostBytes: MAX_LIST_BYTES });
  if (got.is !== 'found') {
    throw new SaolaError('bad-source', `${address}: ${got.is === 'failed' ? got.what : WHY[got.is]}.`);
  }
  const crawlDelayMs = await net.fetcher.crawlDelayMsOf(got.address);
  const about = { lists: [], folders: [], articles: [], troubles: [], crawlDelayMs };
  const kind = listKindOf(headOf(got));
  if (kind === null && !isPage(got)) {
    const path = new URL(got.address).pathname;
    return { ...about, is: 'file', sample: await sampleOfBytes(path, got.bytes) };
  }
  const own = kind === null && !isFront(got.address) ? await readSome([got.address], net) : null;
  if (own && own.articles.length > 0) return { ...about, ...own, is: 'page' };
  const pages = new PageCount();
  const lists = kind === null ? await namedLists(got, net, pages) : [await lookAtList(address, got, net, pages)];
  if (lists.length === 0) {
    throw new SaolaError(
      'bad-source',
      `${address}: is no article, and names no feed or sitemap; give the address of one.`,
    );
  }
  return { ...about, is: kind ?? 'front', lists, folders: pages.folders(), ...(await readSome(pages.some(), net)) };
}

async function namedLists(got: Got, net: Net, pages: PageCount): Promise<SiteList[]> {
  const lists: SiteList[] = [];
  for (const address of (await listsOf(got, net)).slice(0, MOST_LISTS)) {
    const list = await net.fetcher.get(address, { mostBytes: MAX_LIST_BYTES });
    if (list.is === 'found' && listKindOf(headOf(list)) !== null)
      lists.push(await lookAtList(address, list, net, pages));
  }
  return lists;
}

/** What is broken in a list ends the look at it; `saola index` says what it is. */
async function lookAtList(address: string, got: Got, net: Net, pages: PageCount): Promise<SiteList> {
  const kind = listKindOf(headOf(got)) ?? 'sitemap';
  const counts = { pages: 0, sitemaps: 0, whole: 0 };
  const text = xmlTextFor(got.bytes.subarray(0, 8192), address, []);
  let first: string | undefined;
  const add = (page: string | undefined): void => {
    counts.pages += 1;
    if (page !== undefined && URL.canParse(page, got.address)) pages.add(new URL(page, got.address));
  };
  try {
    if (kind === 'feed') {
      for await (const read of readFeedItems(inPieces(got.bytes), text)) {
        if ('unclosed' in read) continue;
        const entry = entryOf(read.item, got.address);
        if (entry.isWhole) counts.whole += 1;
        add(entry.address);
      }
    } else {
      for await (const read of readSitemap(inPieces(got.bytes), text)) {
        if ('unclosed' in read) continue;
        if (read.is === 'page') add(read.address);
        else {
          counts.sitemaps += 1;
          first ??= read.address;
        }
      }
    }
  } catch (error) {
    if (!(error instanceof BadXml)) throw error;
  }
  if (first === undefined || !URL.canParse(first, got.address)) return { address, kind, ...counts };
  const inner = await net.fetcher.get(new URL(first, got.address).href, { mostBytes: MAX_LIST_BYTES });
  // an index within an index is not gone into any further
  const isIndex = inner.is === 'found' && /<(?:[\w-]+:)?sitemapindex\b/i.test(headOf(inner));
  if (inner.is === 'found' && !isIndex) counts.pages += (await lookAtList(first, inner, net, pages)).pages;
  return { address, kind, ...counts };
}

/** By the first part of their paths; of each the first pages. */
class PageCount {
  readonly #folders = new Map<string, { count: number; first: string }>();

  add({ origin, pathname, href }: URL): void {
    const [, part = '', rest] = pathname.split('/');
    const folder = rest === undefined ? `${origin}/` : `${origin}/${part}/`;
    const before = this.#folders.get(folder);
    if (before) before.count += 1;
    else this.#folders.set(folder, { count: 1, first: href });
  }

  folders(): (readonly [string, number])[] {
    return this.#sorted().map(([folder, { count }]) => [folder, count] as const);
  }

  /** Of each of the largest folders one. */
  some(): string[] {
    return this.#sorted()
      .slice(0, MOST_PAGES)
      .map(([, { first }]) => first);
  }

  #sorted(): [string, { readonly count: number; readonly first: string }][] {
    return [...this.#folders].toSorted(([, a], [, b]) => b.count - a.count);
  }
}

async function readSome(
  addresses: readonly string[],
  net: Net,
): Promise<{ readonly articles: readonly Article[]; readonly troubles: readonly string[] }> {
  const articles: Article[] = [];
  const troubles: string[] = [];
  for (const address of addresses) {
    for (const found of await readLinkedPage({ address, said: {} }, net)) {
      if ('article' in found) articles.push(found.article);
      else if ('aside' in found) troubles.push(`${address}: it ${found.aside}`);
      else troubles.push(`${address}: ${found.problem.what}`);
    }
  }
  return { articles, troubles };
}
