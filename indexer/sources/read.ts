/** Given paths of files and folders, returns every article in them, and what was wrong with the rest. */
import { stat } from 'node:fs/promises';
import { normalize, relative, sep } from 'node:path';
import { SaolaError } from '../../core/errors.ts';
import { MAX_ARTICLE_BYTES, peek, readBytes, whatBroke, type Chunks } from './bytes.ts';
import { listFolder } from './folder.ts';
import { encodingOfHead, isTelling } from './encoding/decode.ts';
import { utf8FromUtf16 } from './encoding/utf16.ts';
import { FileText } from './file-text.ts';
import type { Aside } from './html/aside.ts';
import { Pages, type PageFound } from './html/pages.ts';
import { readJsonList, readJsonObject } from './json.ts';
import { readJsonLines } from './jsonl.ts';
import { skipped, warning } from './piece.ts';
import { readText } from './txt.ts';
import type { Found, Origin } from './source.ts';

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Called once for each given folder that held files which were not read: hidden ones and other kinds. */
  readonly onIgnored?: (ignored: Ignored) => void;
  /** Called at the end of each given path, once for each reason for which HTML pages in it are no articles: lists of links,
   *  pages that ask not to be indexed, and the like. They are no problems. */
  readonly onAside?: (aside: LeftAside) => void;
};

export type LeftAside = {
  readonly source: string;
  readonly why: Aside;
  readonly pages: number;
  readonly example: string;
};

export type Ignored = { readonly folder: string; readonly files: number; readonly example: string };

/** For a look at the start only: what is not UTF-8 is found out, and said, where the articles are read. */
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const KINDS = '.json, .jsonl, .ndjson, .html (each may be packed as .gz) and .txt';

/** Reads the paths in the order given, a folder with all its subfolders in the order of the names. What a file holds is
 *  told from its bytes where they tell it, else from its name. Of articles with one id the first counts. Throws
 *  `SaolaError('bad-source')` for a path that is not there, before anything is read. */
export async function* readSources(paths: readonly string[], options: ReadOptions = {}): AsyncGenerator<Found> {
  const isFolder = new Map<string, boolean>();
  for (const path of paths) isFolder.set(path, await findFolder(path));
  const read = new Map<string, Origin>();
  const pages = new Pages();
  for (const path of paths) {
    const source = isFolder.get(path) ? readFolder(path, options) : readFile(path, undefined, options.signal);
    const asides = new Map<Aside, LeftAside>();
    for await (const found of source) {
      options.signal?.throwIfAborted();
      if ('aside' in found) {
        const { aside: why, origin } = found;
        const before = asides.get(why);
        asides.set(why, {
          source: nameOf(path),
          why,
          pages: (before?.pages ?? 0) + 1,
          example: before?.example ?? origin.file,
        });
      } else if ('isVariant' in found) yield* eachOnce(pages.add(found), read);
      else yield* eachOnce([found], read);
    }
    for (const aside of asides.values()) options.onAside?.(aside);
  }
  yield* eachOnce(pages.end(), read);
}

function* eachOnce(source: Iterable<Found>, read: Map<string, Origin>): Generator<Found> {
  for (const found of source) {
    if ('problem' in found) {
      yield found;
      continue;
    }
    const { id } = found.article;
    const before = read.get(id);
    if (before) {
      yield skipped(found.origin, `the id "${id}" was read before, at ${placeOf(before)}; an id names one article`);
      continue;
    }
    read.set(id, found.origin);
    yield found;
  }
}

/** `file:line`, as editors and terminals understand it. */
export function placeOf({ file, line }: Origin): string {
  return line === undefined ? file : `${file}:${line}`;
}

async function findFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    const what = whatBroke(cause);
    if (what === null) throw cause;
    const here = 'Paths count from the folder you are in';
    throw new SaolaError('bad-source', `The source "${path}" ${what}. ${here}, ${process.cwd()}.`, { cause });
  }
}

async function* readFolder(folder: string, { signal, onIgnored }: ReadOptions): AsyncGenerator<PageFound> {
  let files = 0;
  const ignored: string[] = [];
  for await (const entry of listFolder(folder)) {
    if (entry.is === 'ignored') ignored.push(entry.path);
    else files += 1;
    if (entry.is === 'file') yield* readFile(entry.path, nameOf(relative(folder, entry.path)), signal);
    if (entry.is === 'broken') yield* told(entry.error, { file: nameOf(entry.path) });
  }
  const example = ignored[0];
  if (example !== undefined) onIgnored?.({ folder: nameOf(folder), files: ignored.length, example: nameOf(example) });
  if (files === 0) yield warning({ file: nameOf(folder) }, `there is no file of articles in it; Saola reads ${KINDS}`);
}

/** `below`: the path below the given folder, absent for a file given by itself. */
async function* readFile(
  path: string,
  below: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<PageFound> {
  const file = nameOf(path);
  let last: Origin = { file };
  try {
    for await (const found of readKind(file, below, await readBytes(path, signal))) {
      last = 'problem' in found ? found.problem.origin : found.origin;
      yield found;
    }
  } catch (error) {
    signal?.throwIfAborted();
    yield* told(error, last);
  }
}

function* told(error: unknown, origin: Origin): Generator<Found> {
  const what = whatBroke(error);
  if (what === null) throw error;
  yield skipped(origin, origin.line === undefined ? what : `after this article: ${what}`);
}

/** Names are part of ids, so they are the same on Windows. */
function nameOf(path: string): string {
  return normalize(path).split(sep).join('/');
}

/** What is in UTF-16 becomes UTF-8 on the way; all other encodings have their line breaks and brackets where UTF-8 has them,
 *  so their articles are read one by one. */
async function* readKind(file: string, below: string | undefined, chunks: Chunks): AsyncGenerator<PageFound> {
  const { head, all } = await peek(chunks, isTelling);
  const encoding = encodingOfHead(head);
  const fileText = new FileText(encoding);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    fileText.note(encoding, { file });
    yield* readAs({ file, below, fileText }, utf8FromUtf16(all, encoding));
  } else yield* readAs({ file, below, fileText }, all);
  yield* fileText.report();
}

type Reading = { readonly file: string; readonly below: string | undefined; readonly fileText: FileText };

async function* readAs(reading: Reading, chunks: Chunks): AsyncGenerator<PageFound> {
  const { file, fileText } = reading;
  if (isCalled(file, 'txt')) {
    yield* readText(file, chunks, fileText);
    return;
  }
  const { head, all } = await peek(chunks, (bytes) => bytes.length >= 2);
  const first = textOf(head).trimStart().charAt(0);
  if (isPage(file) && head.length > 0) yield* readHtml(reading, all);
  else if (first === '') yield warning({ file }, 'is empty');
  else if (first === '[') yield* readJsonList(file, all, fileText);
  else if (isCalled(file, 'jsonl') || isCalled(file, 'ndjson')) yield* readJsonLines(file, all, fileText);
  else if (first === '{') yield* readObjects(file, all, fileText);
  else if (first === '<') yield* readMarkup(reading, all);
  else yield skipped({ file }, `starts with ${JSON.stringify(first)} and is nothing that Saola reads: ${KINDS}`);
}

/** The parser of pages is most of what there is to load, and most sources need none. */
async function* readHtml({ file, below, fileText }: Reading, chunks: Chunks): AsyncGenerator<PageFound> {
  const { readPage } = await import('./html.ts');
  yield* readPage({ file, path: below, fileText }, chunks);
}

/** A page under a name that does not say so. */
async function* readMarkup(reading: Reading, chunks: Chunks): AsyncGenerator<PageFound> {
  const { head, all } = await peek(chunks, (bytes) => bytes.length >= 1024);
  if (/<(?:!doctype html|html|head|title|meta)[\s>]/i.test(textOf(head))) yield* readHtml(reading, all);
  else yield skipped({ file: reading.file }, `starts with "<" and is nothing that Saola reads: ${KINDS}`);
}

const isPage = (file: string): boolean => /\.(?:html?|xhtml|shtml)(?:[?@].*)?(?:\.gz)?$/i.test(file);

function isCalled(file: string, ending: string): boolean {
  return new RegExp(`\\.${ending}(?:\\.gz)?$`, 'i').test(file);
}

/** One article over the whole file, or one per line under a name that does not say so: then its first line ends with the
 *  bracket that it began with, and there is more. */
async function* readObjects(file: string, chunks: Chunks, fileText: FileText): AsyncGenerator<Found> {
  const firstLine = /^\s*(\S.*)\n\s*\S/;
  const { head, all } = await peek(
    chunks,
    (bytes) => bytes.length > MAX_ARTICLE_BYTES || firstLine.test(textOf(bytes)),
  );
  const isLines = firstLine.exec(textOf(head))?.[1]?.trimEnd().endsWith('}') ?? false;
  yield* isLines ? readJsonLines(file, all, fileText) : readJsonObject(file, all, fileText);
}
