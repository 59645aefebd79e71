/** Given the address of a page that a list names, returns the article there, and remembers what came of it. */
import { parseIsoDate } from '../../../core/iso-date.ts';
import { momentOf } from '../../../core/vietnam-time.ts';
import { MAX_ARTICLE_BYTES } from '../bytes.ts';
import { readDate, VIETNAM } from '../dates.ts';
import { FileText } from '../file-text.ts';
import { readPage } from '../html.ts';
import type { PageFound } from '../html/pages.ts';
import { skipped, warning } from '../piece.ts';
import { again, heldVisit, Outcome, type Net } from './net.ts';
import type { Fetched } from './fetcher.ts';

export type LinkedPage = {
  readonly address: string;
  /** When it last changed, as the list says. */
  readonly lastmod?: string | undefined;
  /** What the list says of the article, for where the page does not. */
  readonly said: Said;
  /** The article as the list has it, for where the page cannot be had. */
  readonly instead?: () => readonly PageFound[];
};

export type Said = {
  readonly publishedAt?: unknown;
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
};

export async function readLinkedPage(page: LinkedPage, net: Net): Promise<readonly PageFound[]> {
  const { address, lastmod } = page;
  const known = lastmod !== undefined && isOver(lastmod, net.now) && { lastmod };
  const held = heldVisit(net, address);
  if (held && lastmod !== undefined && held.lastmod === lastmod) return [...again(net, address, held)];
  const got = await net.fetcher.get(address, { mostBytes: MAX_ARTICLE_BYTES, ...(held && { tags: held }) });
  if (got.is === 'same' && held) {
    return [...again(net, address, { ...held, ...known })];
  }
  if (got.is !== 'found') return instead(got, page);
  const outcome = new Outcome();
  const found: PageFound[] = [];
  for await (const each of articlesIn(got, page, net.tellLeftOut)) {
    outcome.add(each);
    found.push(each);
  }
  outcome.remember(net.visits, address, { ...got.tags, ...known });
  return found;
}

const HOUR_MS = 3_600_000;

/** Whether all of what the list names as the last change was over at `now`; a day is over when it is so everywhere on earth
 *  (UTC-12). Before that the page may change again, and the list say the same. What is no date says nothing. */
function isOver(lastmod: string, now: number): boolean {
  const iso = parseIsoDate(lastmod);
  if (iso === null) return false;
  return iso.includes('T') ? momentOf(iso) <= now : Date.parse(iso) + 36 * HOUR_MS <= now;
}

type Page = Extract<Fetched, { is: 'found' }>;

async function* articlesIn(
  got: Page,
  { address: file, said }: LinkedPage,
  tellLeftOut: boolean,
): AsyncGenerator<PageFound> {
  const origin = { file };
  if (got.isUnwanted) yield { aside: 'asks not to be indexed (noindex)', origin };
  else if (!/^(?:|text\/.*|application\/(?:xhtml\+xml|xml|octet-stream))$/.test(got.type)) {
    yield { aside: 'is no page but a picture, a PDF or the like', origin };
  } else {
    const fileText = new FileText(null);
    for await (const found of readPage({ file, path: got.address, fileText, tellLeftOut }, once(got.bytes))) {
      yield 'article' in found ? { ...found, article: withSaid(found.article, said) } : found;
    }
    yield* fileText.report();
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

type Article = Extract<PageFound, { article: unknown }>['article'];

function withSaid(article: Article, { publishedAt, tags = [], authors = [] }: Said): Article {
  const given = readDate(publishedAt, { formats: [], zone: VIETNAM });
  const date = typeof given === 'string' ? parseIsoDate(given) : null;
  return {
    ...article,
    ...(article.publishedAt === undefined && date !== null && { publishedAt: date }),
    ...(article.tags === undefined && tags.length > 0 && { tags }),
    ...(article.authors === undefined && authors.length > 0 && { authors }),
  };
}

function instead(got: Exclude<Fetched, Page>, page: LinkedPage): readonly PageFound[] {
  const origin = { file: page.address };
  if (got.is === 'gone') return [{ aside: 'is no longer there (404 or 410)', origin }];
  const what = got.is === 'failed' ? got.what : got.is === 'closed' ? 'robots.txt closes it' : 'it has not changed';
  const own = page.instead?.() ?? [];
  if (own.length > 0) return [warning(origin, `only what the feed has of it was taken: ${what}`), ...own];
  if (got.is === 'closed') return [{ aside: 'is closed to robots (robots.txt)', origin }];
  return [skipped(origin, what)];
}
