/** Markdown and MDX: a file is one article, its fields stand in the front matter, its address is the habit of the generator
 *  whose folders these are. */
import { momentOf } from '../../core/vietnam-time.ts';
import type { Aside, AsideFound } from './aside.ts';
import { readWhole, type Chunks } from './bytes.ts';
import { readDate, VIETNAM } from './dates.ts';
import { addressOf } from './markdown/address.ts';
import { readFrontMatter } from './markdown/front-matter.ts';
import { withoutTemplateSigns } from './markdown/template-signs.ts';
import { textOfMarkdown, type MarkdownText } from './markdown/text.ts';
import { firstAt, type Json } from './paths.ts';
import { skipped, TOO_LONG } from './piece.ts';
import type { Reading } from './reading.ts';
import { readRecord, type Kind } from './record.ts';
import type { Found } from './source.ts';

/** What is read of the text and the path stands beside the fields of the front matter, under names that no generator has. */
const TEXT = '(text)';
const HEADING = '(heading)';
const ADDRESS = '(address)';
const NAME_DATE = '(date)';

/** As Hugo, Jekyll, Astro, Docusaurus and Eleventy, and themes for them, call their fields. An `id` of Docusaurus is one of
 *  a folder only, so the address names the article. */
const MARKDOWN: Kind = {
  fields: {
    url: [ADDRESS],
    title: ['title', HEADING],
    summary: ['description', 'summary', 'excerpt', 'lead', 'subtitle'],
    body: [TEXT],
    section: ['section', 'category.name', 'category', 'categories.name', 'categories'],
    tags: ['tags.name', 'tags.label', 'tags', 'tag', 'keywords'],
    authors: ['authors.name', 'authors', 'author.name', 'author'],
    publishedAt: [
      'date',
      'publishDate',
      'pubDate',
      'publishedAt',
      'published_at',
      'datePublished',
      'created',
      NAME_DATE,
    ],
    updatedAt: [
      'lastmod',
      'updatedDate',
      'updated',
      'updatedAt',
      'updated_at',
      'last_modified_at',
      'modified',
      'last_update.date',
    ],
    image: ['image', 'images', 'cover', 'thumbnail', 'heroImage', 'featured_image', 'feature_image', 'banner'].flatMap(
      (name) => [`${name}.src`, `${name}.url`, `${name}.path`, `${name}.image`, name],
    ),
  },
  splitsLists: true,
  isMended: false,
};

/** The longest books have four: what is longer is data, and a parser of Markdown looks at some signs many times. */
const MAX_MARKDOWN_UNITS = 4 * 1024 * 1024;

export async function* readMarkdown(reading: Reading, chunks: Chunks): AsyncGenerator<Found | AsideFound> {
  yield* markdownArticle(reading, await readWhole(chunks));
}

function markdownArticle(reading: Reading, bytes: Uint8Array | null): (Found | AsideFound)[] {
  const { file, below, fileText } = reading;
  const origin = { file };
  if (bytes === null) return [skipped(origin, TOO_LONG)];
  const decoded = fileText.decode(bytes, origin);
  if (decoded.text === null) return [skipped(origin, decoded.what)];
  if (decoded.text.length > MAX_MARKDOWN_UNITS)
    return [
      skipped(origin, `longer than ${MAX_MARKDOWN_UNITS / 1024 / 1024} million characters, which is no Markdown`),
    ];
  const front = readFrontMatter(decoded.text);
  if (!front.ok) return [skipped({ file, line: front.line }, front.problem)];
  const fields = withJekyllLists(withoutComputed(front.fields), file);
  const { url, date } = addressOf(file, below, fields);
  const record = { ...fields, [ADDRESS]: url, [NAME_DATE]: date };
  const aside = asideOf(record, reading);
  if (aside !== null) return [{ aside, origin }];
  const text = tryText(front.text, /\.mdx(?:\.gz)?$/i.test(file));
  if ('problem' in text) return [skipped(origin, text.problem)];
  const { heading, body } = withTitle(text, fields['title']);
  if (body === '' && heading === undefined && fields['title'] === undefined) return [{ aside: 'has no text', origin }];
  const whole = { ...record, [HEADING]: heading, [TEXT]: body };
  return readRecord(whole, { id: file }, reading, MARKDOWN);
}

/** Dates that Eleventy takes from the file or from git when it builds ("Content Dates"); a copy of the sources has neither. */
const COMPUTED = /^(?:git )?(?:last modified|created)$/i;

/** The article then has the date that its name or another field tells, or none. */
function withoutComputed(fields: Json): Json {
  const { date, ...rest } = fields;
  return typeof date === 'string' && COMPUTED.test(date.trim()) ? rest : fields;
}

/** `categories: tin xa-hoi`: Jekyll takes a text for a list with spaces, in these two fields alone
 *  (https://jekyllrb.com/docs/posts/#categories). Words with capitals or accents are a name that somebody meant to be one. */
function withJekyllLists(fields: Json, file: string): Json {
  if (!file.split('/').some((folder) => folder === '_posts' || folder === '_drafts')) return fields;
  const listed = ['categories', 'tags'].flatMap((key) => {
    const value = fields[key];
    return typeof value === 'string' && SLUGS.test(value.trim()) ? [[key, value.trim().split(/\s+/)]] : [];
  });
  return { ...fields, ...(Object.fromEntries(listed) as Json) };
}
const SLUGS = /^[a-z\d-]+(?:\s+[a-z\d-]+)+$/;

/** A heading that says what the title says would stand twice in a hit; any other one is part of the text. */
function withTitle({ heading, body }: MarkdownText, title: unknown): MarkdownText {
  if (heading === undefined || typeof title !== 'string' || alike(title, heading)) return { heading, body };
  return { heading, body: `${heading}\n${body}`.trim() };
}

const alike = (a: string, b: string): boolean => letters(a) === letters(b);
const letters = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Parsers of nested texts have the stack as their limit: what throws costs this file only. */
function tryText(markdown: string, isMdx: boolean): MarkdownText | { readonly problem: string } {
  try {
    return textOfMarkdown(withoutTemplateSigns(markdown, isMdx));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { problem: `the Markdown cannot be taken apart (${what}); is it damaged?` };
  }
}

function asideOf(record: Json, { file, rule, now }: Reading): Aside | null {
  const segments = file.split('/');
  if (segments.at(-1)?.startsWith('_')) return 'is a part or a list of other pages (its name begins with _)';
  if (record['draft'] === true || segments.includes('_drafts') || isSaid(record['status'], 'draft'))
    return 'is a draft';
  if (record['published'] === false || record['unlisted'] === true) return 'is not published';
  if (record[ADDRESS] === null) return 'is written to no page (permalink: false)';
  if (record['noindex'] === true) return 'asks not to be indexed (noindex)';
  const dates = { formats: rule.dateFormats ?? [], zone: rule.zone ?? VIETNAM };
  const moment = (paths: readonly string[]): number => {
    const date = readDate(firstAt(record, paths), dates);
    return typeof date === 'string' ? momentOf(date) : NaN;
  };
  // Hugo writes no page before its day, and Jekyll no post; NaN is neither.
  if (moment(rule.fields?.publishedAt ?? ['publishDate', ...(MARKDOWN.fields?.publishedAt ?? [])]) > now)
    return 'is dated in the future';
  return moment(['expiryDate', 'expirydate']) < now ? 'has expired' : null;
}

const isSaid = (value: unknown, word: string): boolean =>
  typeof value === 'string' && value.trim().toLowerCase() === word;
