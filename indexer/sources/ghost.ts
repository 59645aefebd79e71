/** Exports of Ghost: its published posts are articles, its pages where the site says so. The file is read twice, first for the
 *  tables of tags and authors, which stand behind the posts. */
import type { Aside, AsideFound } from './aside.ts';
import { Relations, textIn } from './ghost/relations.ts';
import { textOfPost } from './ghost/text.ts';
import { readPieceAs } from './json-piece.ts';
import { splitNestedLists } from './nested-list.ts';
import { isRecord, type Json } from './paths.ts';
import { skipped, warning } from './piece.ts';
import type { Chunks } from './bytes.ts';
import type { Reading } from './reading.ts';
import { readRecord } from './record.ts';
import type { Found } from './source.ts';

const POSTS = 'db.*.data.posts';

export async function* readGhost(reading: Reading, chunks: Chunks): AsyncGenerator<Found | AsideFound> {
  const { file } = reading;
  const relations = new Relations();
  try {
    await relations.read(await reading.again());
    for await (const item of splitNestedLists(chunks, [POSTS])) {
      if (item.is === 'unclosed')
        yield warning({ file, line: item.line }, 'the export ends before its "}"; the file may be cut off');
      else {
        const place = { line: item.line, id: `${file}#${item.number}` };
        yield* readPieceAs({ ...place, bytes: item.bytes }, reading, (post) =>
          articleOf(post, place, relations, reading),
        );
      }
    }
  } finally {
    relations.close();
  }
}

function articleOf(
  post: unknown,
  place: { readonly line: number; readonly id: string },
  relations: Relations,
  reading: Reading,
): (Found | AsideFound)[] {
  const origin = { file: reading.file, line: place.line };
  if (!isRecord(post)) return readRecord(post, place, reading);
  const aside = asideOf(post, reading);
  if (aside !== null) return [{ aside, origin }];
  const id = textIn(post['id']);
  const authors = relations.authorsOf(id);
  const tags = relations.tagsOf(id);
  const body = tryText(post);
  if (body === null) return [skipped(origin, 'the post is nested too deep; is it damaged?')];
  const slug = textIn(post['slug']);
  const record = {
    ...post,
    id,
    url: slug === '' ? undefined : `/${slug}/`,
    summary: post['custom_excerpt'],
    body,
    section: tags[0],
    tags,
    authors: authors.length > 0 ? authors : relations.userName(textIn(post['author_id'])),
    publishedAt: momentIn(post['published_at']),
    updatedAt: momentIn(post['updated_at']),
    image: textIn(post['feature_image'] ?? post['image']).replace('__GHOST_URL__', '') || undefined,
  };
  return readRecord(record, place, reading);
}

function tryText(post: Json): string | null {
  try {
    return textOfPost(post);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function asideOf(post: Json, { rule }: Reading): Aside | null {
  const isPage = post['type'] === 'page' || post['page'] === 1 || post['page'] === true;
  if (isPage && !rule.pages) return 'is a page, not a post';
  if (post['status'] === 'draft') return 'is a draft';
  if (post['status'] === 'scheduled') return 'is dated in the future';
  if (post['status'] !== 'published') return 'is not published';
  const isForAll = post['visibility'] === undefined || post['visibility'] === null || post['visibility'] === 'public';
  return isForAll ? null : 'is for members only';
}

/** Text in ISO 8601 or as MySQL has it, or milliseconds since 1970; all in UTC. */
function momentIn(value: unknown): string | undefined {
  if (typeof value === 'number') return new Date(value).toISOString();
  const text = textIn(value);
  if (text === '') return undefined;
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}
