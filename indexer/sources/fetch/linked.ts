/** Given a feed or a sitemap, returns the articles of all that it names: from the list where their whole text is in it, else
 *  from their pages, in the order of the list. */
import { peek, type Chunks } from '../bytes.ts';
import { entryOf, type FeedEntry } from '../feed/entry.ts';
import { readFeedItems } from '../feed/items.ts';
import type { PageFound } from '../html/pages.ts';
import { listKindOf, type ListKind } from '../list-kind.ts';
import { skipped, TOO_LONG, warning } from '../piece.ts';
import type { Reading } from '../reading.ts';
import { readRecord } from '../record.ts';
import { isLeftOut } from '../rule.ts';
import { readSitemap, type SitemapEntry } from '../sitemap.ts';
import type { Found } from '../source.ts';
import { isTelling } from '../encoding/decode.ts';
import { xmlTextFor } from '../xml-text.ts';
import { BadXml } from '../xml.ts';
import { inOrder } from './in-order.ts';
import { readLinkedPage, type LinkedPage } from './linked-page.ts';
import type { Net } from './net.ts';

/** Pages that are read at the same time, of whichever hosts; the fetcher bounds those of one. */
const PAGES_AT_ONCE = 8;

/** The longest sitemap that its protocol allows (sitemaps.org), when unpacked. */
export const MAX_LIST_BYTES = 50 * 1024 * 1024;

/** An index of sitemaps names sitemaps, and sites have been seen to put one more index between. */
const MAX_DEPTH = 3;

/** What a list has to give: something that is ready, or a page to be read. */
type Step = { readonly ready: readonly PageFound[] } | { readonly page: LinkedPage };

/** `onPage`: called where a page has to be read, so that what came is not known from the list alone. */
export async function* readList(
  kind: ListKind,
  reading: Reading,
  chunks: Chunks,
  net: Net,
  onPage: () => void = () => {},
): AsyncGenerator<PageFound> {
  const steps = kind === 'feed' ? feedSteps(reading, chunks) : sitemapSteps(reading, chunks, net, 1);
  const left = { pages: 0, example: '' };
  let isEmpty = true;
  const wanted = async function* (): AsyncGenerator<Step> {
    for await (const step of steps) {
      if ('page' in step || step.ready.length > 0) isEmpty = false;
      if ('page' in step) {
        onPage();
        const { address } = step.page;
        if (net.seen.has(address)) continue;
        net.seen.add(address);
        if (isLeftOut({ file: address, below: undefined }, net.rules)) {
          left.example ||= address;
          left.pages += 1;
          continue;
        }
      }
      yield step;
    }
  };
  const read = async (step: Step) => ('page' in step ? await readLinkedPage(step.page, net) : step.ready);
  for await (const found of inOrder(wanted(), PAGES_AT_ONCE, read)) yield* found;
  if (isEmpty) yield warning({ file: reading.file }, `is a ${kind} that names nothing`);
  if (left.pages > 0) net.leftOut(reading.file, left.pages, left.example);
}

async function* feedSteps(reading: Reading, chunks: Chunks): AsyncGenerator<Step> {
  const { file, address } = reading;
  const { head, all } = await peek(chunks, isTelling);
  const problems: Found[] = [];
  const text = xmlTextFor(head, file, problems);
  try {
    for await (const read of readFeedItems(all, text)) {
      if (problems.length > 0) yield { ready: problems.splice(0) };
      if ('unclosed' in read) yield cutOff(file, read.unclosed, 'feed');
      else if (read.item.isTooLong) yield { ready: [skipped({ file, line: read.item.line }, TOO_LONG)] };
      else yield feedStep(entryOf(read.item, address), reading);
    }
  } catch (error) {
    yield badXml(error, file);
  }
  yield { ready: [...problems, ...text.end()] };
}

function feedStep({ line, address, record, isWhole }: FeedEntry, reading: Reading): Step {
  const own = (): readonly PageFound[] => readRecord(record, { line, id: `${reading.file}#${line}` }, reading);
  if (isWhole || address === undefined || !/^https?:/i.test(address)) return { ready: own() };
  const { publishedAt, tags, authors } = record as LinkedPage['said'];
  return { page: { address, said: { publishedAt, ...(tags && { tags }), ...(authors && { authors }) }, instead: own } };
}

async function* sitemapSteps(reading: Reading, chunks: Chunks, net: Net, depth: number): AsyncGenerator<Step> {
  const { file } = reading;
  const { head, all } = await peek(chunks, isTelling);
  const problems: Found[] = [];
  const text = xmlTextFor(head, file, problems);
  try {
    for await (const read of readSitemap(all, text)) {
      if (problems.length > 0) yield { ready: problems.splice(0) };
      if ('unclosed' in read) yield cutOff(file, read.unclosed, 'sitemap');
      else if (!URL.canParse(read.address, reading.address)) {
        const what = `names "${read.address}", which is no address`;
        yield { ready: [skipped({ file, line: read.line }, what)] };
      } else {
        const address = new URL(read.address, reading.address).href;
        if (read.is === 'page') yield { page: pageOf(read, address) };
        else yield* nestedSteps(address, { ...reading, file: address, address }, net, depth + 1);
      }
    }
  } catch (error) {
    yield badXml(error, file);
  }
  yield { ready: problems };
}

const pageOf = ({ lastmod, publishedAt, keywords }: SitemapEntry, address: string): LinkedPage => ({
  address,
  lastmod,
  said: { publishedAt, tags: keywords },
});

async function* nestedSteps(address: string, reading: Reading, net: Net, depth: number): AsyncGenerator<Step> {
  const origin = { file: address };
  if (net.seen.has(address)) return;
  net.seen.add(address);
  if (depth > MAX_DEPTH) {
    yield { ready: [skipped(origin, `is an index of sitemaps within an index; ${MAX_DEPTH} are read`)] };
    return;
  }
  const got = await net.fetcher.get(address, { mostBytes: MAX_LIST_BYTES });
  if (got.is !== 'found') {
    yield { ready: [skipped(origin, got.is === 'failed' ? got.what : WHY[got.is])] };
    return;
  }
  const kind = listKindOf(new TextDecoder().decode(got.bytes.subarray(0, 8192)));
  const below = { ...reading, address: got.address };
  if (kind === 'sitemap') yield* sitemapSteps(below, inPieces(got.bytes), net, depth);
  else if (kind === 'feed') yield* feedSteps(below, inPieces(got.bytes));
  else yield { ready: [skipped(origin, 'is no sitemap, though an index of sitemaps names it')] };
}

/** For a list that somebody has asked for. */
export const WHY = {
  gone: 'the server has no such thing (404 or 410)',
  closed: 'robots.txt closes it to robots',
  same: 'the server says that it has not changed, though it was not asked',
} as const;

/** So that a parser hands on what it has before it goes on. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const PIECE_BYTES = 64 * 1024;
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** Skipped, not a warning: articles that stood behind it are not gone. */
const cutOff = (file: string, line: number, what: string): Step => ({
  ready: [skipped({ file, line }, `the ${what} ends before it is closed; it may be cut off`)],
});

function badXml(error: unknown, file: string): Step {
  if (!(error instanceof BadXml)) throw error;
  return { ready: [skipped({ file, line: error.line }, error.message)] };
}
