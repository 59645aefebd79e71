/** Exports of WordPress (WXR): its posts are articles, its pages where the site says so, and nothing else is. */
import type { Aside, AsideFound } from './aside.ts';
import type { Chunks } from './bytes.ts';
import { textOfHtml } from './html-text.ts';
import { skipped, TOO_LONG, warning } from './piece.ts';
import type { Reading } from './reading.ts';
import { readRecord } from './record.ts';
import type { Found } from './source.ts';
import { textOfContent } from './wordpress/content.ts';
import { readItems, type Item } from './wordpress/items.ts';
import { BadXml } from './xml.ts';

export async function* readWordPress(reading: Reading, chunks: Chunks): AsyncGenerator<Found | AsideFound> {
  const { file } = reading;
  const authors = new Map<string, string>();
  try {
    for await (const read of readItems(chunks)) {
      if ('author' in read) authors.set(read.author.login, read.author.name);
      else if ('item' in read) yield* articleOf(read.item, authors, reading);
      else yield warning({ file, line: read.unclosed }, 'the export ends before its </rss>; the file may be cut off');
    }
  } catch (error) {
    if (!(error instanceof BadXml)) throw error;
    yield skipped({ file, line: error.line }, error.message);
  }
}

function articleOf(item: Item, authors: ReadonlyMap<string, string>, reading: Reading): (Found | AsideFound)[] {
  const origin = { file: reading.file, line: item.line };
  const aside = asideOf(item, reading);
  if (aside !== null) return [{ aside, origin }];
  if (item.isTooLong) return [skipped(origin, TOO_LONG)];
  const text = (name: string): string | undefined => item.texts.get(name)?.trim() || undefined;
  const login = text('dc:creator');
  const id = text('wp:post_id') ?? text('guid');
  const record = {
    id,
    url: text('link'),
    title: textOfHtml(text('title') ?? ''),
    summary: textOfContent(text('excerpt:encoded') ?? ''),
    body: textOfContent(text('content:encoded') ?? ''),
    section: item.categories[0],
    tags: item.tags,
    authors: login === undefined ? undefined : (authors.get(login) ?? login),
    publishedAt: momentIn(text('wp:post_date_gmt')) ?? text('pubDate') ?? text('wp:post_date'),
    updatedAt: momentIn(text('wp:post_modified_gmt')),
    slug: text('wp:post_name'),
    categories: item.categories,
    meta: item.meta,
  };
  return readRecord(record, { line: item.line, id: `${reading.file}#${id ?? item.line}` }, reading);
}

function asideOf({ texts }: Item, { rule }: Reading): Aside | null {
  const text = (name: string): string => texts.get(name)?.trim() ?? '';
  const type = text('wp:post_type') || 'post';
  if (type === 'page' && !rule.pages) return 'is a page, not a post';
  if (type !== 'post' && type !== 'page') return 'is no text of its own (attachments, menus, revisions and the like)';
  const status = text('wp:status') || 'publish';
  if (['draft', 'auto-draft', 'pending'].includes(status)) return 'is a draft';
  if (status === 'future') return 'is dated in the future';
  if (status !== 'publish') return 'is not published';
  return text('wp:post_password') === '' ? null : 'needs a password';
}

/** `2019-05-20 01:30:00`; what was never published has zeros. */
function momentIn(gmt: string | undefined): string | undefined {
  return gmt === undefined || gmt.startsWith('0000') ? undefined : `${gmt.replace(' ', 'T')}Z`;
}
