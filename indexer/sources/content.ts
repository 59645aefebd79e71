/** Given the bytes of a file, returns the articles in it, by what it holds: its bytes say so, else its name. */
import type { AsideFound } from './aside.ts';
import { MAX_ARTICLE_BYTES, peek, type Chunks } from './bytes.ts';
import { readTable } from './csv.ts';
import { encodingOfHead, isTelling } from './encoding/decode.ts';
import { utf8FromUtf16 } from './encoding/utf16.ts';
import { FileText } from './file-text.ts';
import type { PageFound } from './html/pages.ts';
import { readJsonList, readJsonObject, readNestedList } from './json.ts';
import { readJsonLines } from './jsonl.ts';
import { isCalled, isGhostExport, isPage, isWordPressExport, KINDS } from './kinds.ts';
import { listKindOf } from './list-kind.ts';
import { skipped, warning } from './piece.ts';
import type { Reading } from './reading.ts';
import type { Found } from './source.ts';
import { readText } from './txt.ts';

/** For a look at the start only: what is not UTF-8 is found out, and said, where the articles are read. */
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** What is in UTF-16 becomes UTF-8 on the way; all other encodings have their line breaks and brackets where UTF-8 has them,
 *  so their articles are read one by one. */
export async function* readContent(about: Omit<Reading, 'fileText'>, chunks: Chunks): AsyncGenerator<PageFound> {
  const { head, all } = await peek(chunks, isTelling);
  const encoding = encodingOfHead(head);
  const fileText = new FileText(encoding);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    fileText.note(encoding, { file: about.file });
    yield* readAs({ ...about, fileText }, utf8FromUtf16(all, encoding));
  } else yield* readAs({ ...about, fileText }, all);
  yield* fileText.report();
}

async function* readAs(reading: Reading, chunks: Chunks): AsyncGenerator<PageFound> {
  const { file } = reading;
  if (isCalled(file, 'txt')) {
    yield* readText(reading, chunks);
    return;
  }
  const { head, all } = await peek(chunks, (bytes) => bytes.length >= 2);
  const first = textOf(head).trimStart().charAt(0);
  if (isPage(file) && head.length > 0) yield* readHtml(reading, all);
  else if (first === '') yield warning({ file }, 'is empty');
  else if (isCalled(file, 'md', 'mdx', 'markdown')) yield* readMarkdownFile(reading, all);
  else if (first === '[') yield* readJsonList(reading, all);
  else if (isCalled(file, 'jsonl', 'ndjson')) yield* readJsonLines(reading, all);
  else if (first === '{') yield* readObjects(reading, all);
  else if (first === '<') yield* readMarkup(reading, all);
  else if (isCalled(file, 'csv', 'tsv', 'tab')) yield* readTable(reading, all);
  else yield skipped({ file }, `starts with ${JSON.stringify(first)} and is nothing that Saola reads: ${KINDS}`);
}

/** The parser of pages is most of what there is to load, and most sources need none; the same holds of Markdown. */
async function* readHtml(
  { file, below, address, fileText, tellLeftOut }: Reading,
  chunks: Chunks,
): AsyncGenerator<PageFound> {
  const { readPage } = await import('./html.ts');
  yield* readPage({ file, path: address ?? below, fileText, ...(tellLeftOut && { tellLeftOut }) }, chunks);
}

async function* readMarkdownFile(reading: Reading, chunks: Chunks): AsyncGenerator<Found | AsideFound> {
  const { readMarkdown } = await import('./markdown.ts');
  yield* readMarkdown(reading, chunks);
}

/** The comments at the start of an export of WordPress take over a thousand bytes. */
const EXPORT_HEAD_BYTES = 8 * 1024;

/** An export, a feed, a sitemap, or a page under a name that does not say so. */
async function* readMarkup(reading: Reading, chunks: Chunks): AsyncGenerator<PageFound> {
  const { head, all } = await peek(chunks, (bytes) => bytes.length >= EXPORT_HEAD_BYTES);
  const text = textOf(head);
  const list = listKindOf(text);
  if (isWordPressExport(text)) yield* readExport(reading, all);
  else if (list && reading.readList && reading.below === undefined) yield* reading.readList(list, reading, all);
  // In a folder it lists what stands beside it: site generators put one with the pages they make.
  else if (list)
    yield {
      aside: 'is a feed or a sitemap, which is read where it is given by itself',
      origin: { file: reading.file },
    };
  else if (/<(?:!doctype html|html|head|title|meta)[\s>]/i.test(text)) yield* readHtml(reading, all);
  else yield skipped({ file: reading.file }, `starts with "<" and is nothing that Saola reads: ${KINDS}`);
}

async function* readExport(reading: Reading, chunks: Chunks): AsyncGenerator<Found | AsideFound> {
  const { readWordPress } = await import('./wordpress.ts');
  yield* readWordPress(reading, chunks);
}

/** An export, a list within an object, one article over the whole file, or one per line under a name that does not say so:
 *  then its first line ends with the bracket that it began with, and there is more. */
async function* readObjects(reading: Reading, chunks: Chunks): AsyncGenerator<Found | AsideFound> {
  const start = await peek(chunks, (bytes) => bytes.length >= EXPORT_HEAD_BYTES);
  if (isGhostExport(textOf(start.head))) {
    const { readGhost } = await import('./ghost.ts');
    yield* readGhost(reading, start.all);
    return;
  }
  if (reading.rule.list !== undefined) {
    yield* readNestedList(reading, reading.rule.list, start.all);
    return;
  }
  const firstLine = /^\s*(\S.*)\n\s*\S/;
  const { head, all } = await peek(
    start.all,
    (bytes) => bytes.length > MAX_ARTICLE_BYTES || (bytes.includes(LINE_FEED) && firstLine.test(textOf(bytes))),
  );
  const isLines = firstLine.exec(textOf(head))?.[1]?.trimEnd().endsWith('}') ?? false;
  yield* isLines ? readJsonLines(reading, all) : readJsonObject(reading, all);
}

const LINE_FEED = 0x0a;
