/** Given the address of a feed, a sitemap, a page, a front page or a file of articles, returns every article there. What it
 *  is, is told by what stands there. A page that is no article is looked through for the lists that its site names. */
import type { Aside } from '../aside.ts';
import { readContent } from '../content.ts';
import { decodePage } from '../html/decode.ts';
import type { PageFound } from '../html/pages.ts';
import { listKindOf } from '../list-kind.ts';
import { skipped } from '../piece.ts';
import type { Reading } from '../reading.ts';
import { ruleFor } from '../rule.ts';
import type { Fetched } from './fetcher.ts';
import { inPieces, MAX_LIST_BYTES, readList, WHY } from './linked.ts';
import { again, heldVisit, Outcome, type Net } from './net.ts';

export type Got = Extract<Fetched, { is: 'found' }>;

/** `isNamed`: a page of the site named it as a list, and nothing else is wanted. */
export async function* readAddress(address: string, net: Net, isNamed = false): AsyncGenerator<PageFound> {
  const file = address;
  if (net.seen.has(address)) return;
  net.seen.add(address);
  const held = heldVisit(net, address);
  const got = await net.fetcher.get(address, { mostBytes: MAX_LIST_BYTES, ...(held && { tags: held }) });
  if (got.is === 'same' && held) yield* again(net, address, held);
  else if (got.is !== 'found') yield skipped({ file }, got.is === 'failed' ? got.what : WHY[got.is]);
  else if (!isNamed && isFront(got.address)) yield* readFront(address, got, net);
  else if (isNamed && listKindOf(headOf(got)) === null) yield skipped({ file }, 'is neither a feed nor a sitemap');
  else yield* readGot(address, got, net, !isNamed);
}

export const headOf = ({ bytes }: Got): string => new TextDecoder().decode(bytes.subarray(0, 8192));
export const isFront = (address: string): boolean => /^\/(?:index\.\w+)?$/.test(new URL(address).pathname);

/** Lists come before what the front page may look like. */
async function* readFront(address: string, got: Got, net: Net): AsyncGenerator<PageFound> {
  const lists = isPage(got) ? await listsOf(got, net) : [];
  if (lists.length > 0) yield* readNamed(address, lists, net);
  else yield* readGot(address, got, net, false);
}

export const isPage = (got: Got): boolean =>
  listKindOf(headOf(got)) === null && /<(?:!doctype html|html|head|meta|link)\b/i.test(headOf(got));

/** What a page may be that is no article, but leads to some. */
const LEADS_ON: ReadonlySet<Aside> = new Set(['is a list of links', 'has no text']);

async function* readGot(address: string, got: Got, net: Net, mayLeadOn: boolean): AsyncGenerator<PageFound> {
  const outcome = new Outcome();
  let leadsOn = false;
  for await (const found of contentOf(address, got, net, () => outcome.spoil())) {
    if ('aside' in found && LEADS_ON.has(found.aside) && isPage(got)) leadsOn = true;
    else {
      outcome.add(found);
      yield found;
    }
  }
  const lists = leadsOn && mayLeadOn ? await listsOf(got, net) : [];
  if (lists.length > 0) yield* readNamed(address, lists, net);
  else if (leadsOn) {
    yield skipped({ file: address }, 'is no article, and names no feed or sitemap; give the address of one');
  } else outcome.remember(net.visits, address, got.tags);
}

function contentOf(file: string, got: Got, net: Net, onPage: () => void): AsyncIterable<PageFound> {
  const about: Omit<Reading, 'fileText'> = {
    file,
    below: undefined,
    address: got.address,
    rule: ruleFor({ file, below: undefined }, net.rules),
    now: net.now,
    tellLeftOut: net.tellLeftOut,
    again: async () => inPieces(got.bytes),
    readList: (kind, reading, chunks) => readList(kind, reading, chunks, net, onPage),
  };
  return readContent(about, inPieces(got.bytes));
}

async function* readNamed(address: string, lists: readonly string[], net: Net): AsyncGenerator<PageFound> {
  net.notice(`${address} is no article; read instead what its site names: ${lists.join(', ')}.`);
  for (const list of lists) yield* readAddress(list, net, true);
}

/** Sitemaps name all that there is; where there is none, feeds have the newest. */
export async function listsOf(got: Got, net: Net): Promise<readonly string[]> {
  const decoded = decodePage(got.bytes);
  const links = decoded.ok ? linksIn(decoded.text, got.address) : [];
  const sitemaps = [
    ...(await net.fetcher.sitemapsOf(got.address)),
    ...links.filter(({ rel }) => rel === 'sitemap').map(({ href }) => href),
  ];
  const feeds = links.filter(({ rel }) => rel === 'alternate').map(({ href }) => href);
  return [...new Set(sitemaps.length > 0 ? sitemaps : feeds)];
}

type Link = { readonly rel: 'sitemap' | 'alternate'; readonly href: string };

/** `<link rel="alternate" type="application/rss+xml" href="…">` and `<link rel="sitemap" …>`. */
function linksIn(html: string, base: string): readonly Link[] {
  return [...html.matchAll(/<link\b[^>]*>/gi)].flatMap(([tag]): Link[] => {
    const attribute = (name: string): string =>
      new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i')
        .exec(tag)
        ?.slice(1)
        .find((each) => each !== undefined) ?? '';
    const href = attribute('href').replaceAll('&amp;', '&');
    const rels = attribute('rel').toLowerCase().split(/\s+/);
    if (href === '' || !URL.canParse(href, base)) return [];
    const isFeed = rels.includes('alternate') && /(?:rss|atom|rdf)\+xml/i.test(attribute('type'));
    if (!isFeed && !rels.includes('sitemap')) return [];
    return [{ rel: isFeed ? 'alternate' : 'sitemap', href: new URL(href, base).href }];
  });
}
