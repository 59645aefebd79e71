/** Given an item of a feed, returns what it says of its article, and whether the whole text is in it. */
import { textOfHtml } from '../html-text.ts';
import { cleanAddress } from '../html/address.ts';
import type { FeedItem } from './items.ts';

export type FeedEntry = {
  readonly line: number;
  /** Absolute where the feed's own address is known. */
  readonly address: string | undefined;
  /** As `readRecord` takes it. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The text is all there, so the page need not be asked for. */
  readonly isWhole: boolean;
};

/** What is shorter may be a summary. If it was the whole of a short article, its page costs a request more, and says the same. */
const WHOLE_WORDS = 150;

/** `[…]`, `…`, or words that lead on to the page, behind which there is nothing. */
const CUT_OFF = /(?:\[?(?:…|\.\.\.)\]?|(?:xem thêm|đọc tiếp|xem tiếp|chi tiết|read more|continue reading)\W*)$/iu;

/** What WordPress puts below. */
const SIGNED_BY_SITE =
  /\n(?:The post|Bài viết) .{1,300}(?:appeared first on|first appeared on|xuất hiện (?:đầu tiên|trước tiên)).*$/u;

export function entryOf(item: FeedItem, base: string | undefined): FeedEntry {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => item.texts.get(name)).find((each) => each !== undefined && each !== '');
  const shown = (...names: readonly string[]): string => textOfHtml(text(...names) ?? '');
  const body = shown('content:encoded', 'atom:content').replace(SIGNED_BY_SITE, '').trim();
  const summary = shown('description', 'atom:summary', 'dc:description', 'media:description');
  const address = addressOf(item, text('guid', 'atom:id'), base);
  const isWhole = body.split(/\s+/).length >= WHOLE_WORDS && !CUT_OFF.test(body);
  return {
    line: item.line,
    address,
    isWhole,
    record: {
      id: address === undefined ? text('guid', 'atom:id') : undefined,
      url: address,
      title: shown('title', 'atom:title', 'dc:title', 'media:title').replace(/\s+/g, ' '),
      ...(body === '' ? { body: summary } : { body, summary: body.startsWith(summary) ? undefined : summary }),
      tags: item.categories,
      authors: item.authors.map(nameOf).filter((name) => name !== ''),
      publishedAt: text('pubDate', 'atom:published', 'atom:issued', 'dc:date', 'dcterms:created'),
      updatedAt: text('atom:updated', 'atom:modified', 'dcterms:modified'),
      image: absolute(item.images[0], base),
    },
  };
}

/** FeedBurner leads readers through itself, and says where to. A `guid` may be an address, too. */
function addressOf({ texts, links }: FeedItem, guid: string | undefined, base: string | undefined): string | undefined {
  const candidates = [
    texts.get('feedburner:origLink'),
    texts.get('link'),
    links.find(({ rel }) => rel === 'alternate')?.href,
    guid !== undefined && /^https?:\/\//i.test(guid) ? guid : undefined,
  ];
  return absolute(
    candidates.find((each) => each !== undefined && each !== ''),
    base,
  );
}

function absolute(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  return URL.canParse(address, base) ? cleanAddress(new URL(address, base)).href : address;
}

/** RSS wants `toasoan@bao.vn (Lê Minh)`. An address alone is no name. */
function nameOf(author: string): string {
  const inside = /^\S+@\S+\s*\((.+)\)$/.exec(author)?.[1];
  return (inside ?? author.replace(/^\S+@\S+$/, '')).trim();
}
