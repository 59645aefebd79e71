/** Given paths of files and folders, and addresses, returns every article in them, and what was wrong with the rest. */
import { stat } from 'node:fs/promises';
import { normalize, relative, sep } from 'node:path';
import { SaolaError } from '../../core/errors.ts';
import { KeptByName } from '../kept-by-name.ts';
import { Scratch } from '../scratch.ts';
import type { Aside } from './aside.ts';
import { readBytes, whatBroke, type Chunks } from './bytes.ts';
import { readContent } from './content.ts';
import { listFolder } from './folder.ts';
import { Pages, type PageFound } from './html/pages.ts';
import { KINDS } from './kinds.ts';
import type { NetOptions } from './fetch/net-options.ts';
import type { LiveArticles } from './live-articles.ts';
import { skipped, warning } from './piece.ts';
import { isAddress, isBucket, Remote } from './remote.ts';
import { isLeftOut, ruleFor, type Rules } from './rule.ts';
import type { Found, Origin } from './source.ts';

export type ReadOptions = {
  readonly signal?: AbortSignal;
  /** Called once for each given folder that held files which were not read: hidden ones and other kinds. */
  readonly onIgnored?: (ignored: Ignored) => void;
  /** Called at the end of each given path, once for each reason for which something in it is no article: drafts, lists of
   *  links, pages that ask not to be indexed, and the like. They are no problems. */
  readonly onAside?: (aside: LeftAside) => void;
  /** What the site says of its files. @default nothing */
  readonly rules?: Rules;
  /** Milliseconds since 1970: what says that it is published later is left aside. @default now */
  readonly now?: number;
  /** Articles come with what was left out of them (`FoundArticle.leftOut`). @default false */
  readonly tellLeftOut?: boolean;
  /** How addresses are asked. @default two requests at once to a host, 0.1 s apart, public addresses only, nothing remembered */
  readonly net?: NetOptions;
  /** The index that is to hold the articles, given to `indexArticles` too: then what its sources say has not changed is not
   *  read again. @default everything is read */
  readonly live?: LiveArticles;
  /** Called with a line on what was decided that nobody said, as that a front page was not read but its sitemap. */
  readonly onNotice?: (text: string) => void;
};

export type LeftAside = {
  readonly source: string;
  readonly why: Aside;
  readonly pages: number;
  readonly example: string;
};

export type Ignored = { readonly folder: string; readonly files: number; readonly example: string };

/** Reads the paths in the order given, a folder with all its subfolders in the order of the names. What a file holds is
 *  told from its bytes where they tell it, else from its name. An address (`https://…`) is one of a feed, a sitemap, a page or
 *  a file, `s3://bucket/prefix` stands for the objects below it. Of articles with one id the first counts. Throws `SaolaError('bad-source')` for a path that is not there, before
 *  anything is read. */
export async function* readSources(paths: readonly string[], given: ReadOptions = {}): AsyncGenerator<Found> {
  const kinds = new Map<string, SourceKind>();
  for (const path of paths) kinds.set(path, await kindOf(path));
  const options = { ...given, remote: remoteFor(given) };
  try {
    yield* readAll(kinds, paths, options);
  } finally {
    await options.remote.end();
  }
}

/** Bytes of what was read before, beyond which it waits on the disk. */
const IN_MEMORY = 4 * 1024 * 1024;

type SourceKind = 'file' | 'folder' | 'address' | 'bucket';
type Options = ReadOptions & { readonly remote: Remote };

async function* readAll(
  kinds: ReadonlyMap<string, SourceKind>,
  paths: readonly string[],
  options: Options,
): AsyncGenerator<Found> {
  const scratch = new Scratch({ inMemory: IN_MEMORY });
  const read = new KeptByName<Origin>(scratch.spill());
  const pages = new Pages();
  try {
    for (const path of paths) {
      const source = open(path, kinds.get(path), options);
      const asides = new Map<Aside, LeftAside>();
      for await (const found of source) {
        options.signal?.throwIfAborted();
        if ('aside' in found) {
          const { aside: why, origin } = found;
          const before = asides.get(why);
          asides.set(why, {
            source: isAddress(path) || isBucket(path) ? path : nameOf(path),
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
  } finally {
    pages.close();
    scratch.remove();
  }
}

function* eachOnce(source: Iterable<Found>, read: KeptByName<Origin>): Generator<Found> {
  for (const found of source) {
    if ('problem' in found) {
      yield found;
      continue;
    }
    const { id } = found.article;
    const [before] = read.of(id);
    if (before) {
      yield skipped(found.origin, `the id "${id}" was read before, at ${placeOf(before)}; an id names one article`);
      continue;
    }
    read.add(id, found.origin);
    yield found;
  }
}

/** `file:line`, as editors and terminals understand it. */
export function placeOf({ file, line }: Origin): string {
  return line === undefined ? file : `${file}:${line}`;
}

function open(path: string, kind: SourceKind | undefined, options: Options): AsyncIterable<PageFound> {
  if (kind === 'address') return options.remote.readAddress(path);
  if (kind === 'bucket') return options.remote.readBucket(path);
  return kind === 'folder' ? readFolder(path, options) : readFile(path, undefined, options);
}

function remoteFor({ net = {}, rules = {}, now = Date.now(), tellLeftOut = false, ...options }: ReadOptions): Remote {
  const { live, signal, onNotice, onIgnored } = options;
  return new Remote({
    net,
    live,
    rules,
    now,
    signal,
    tellLeftOut,
    notice: (text) => onNotice?.(text),
    leftOut: (folder, files, example) => onIgnored?.({ folder, files, example }),
  });
}

async function kindOf(path: string): Promise<SourceKind> {
  if (isAddress(path)) return 'address';
  if (isBucket(path)) return 'bucket';
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (cause) {
    const what = whatBroke(cause);
    if (what === null) throw cause;
    const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(path)?.[1];
    if (scheme !== undefined) {
      throw new SaolaError(
        'bad-source',
        `"${path}" is no source: Saola reads files, folders and addresses with https, http and s3.`,
      );
    }
    const here = 'Paths count from the folder you are in';
    throw new SaolaError('bad-source', `The source "${path}" ${what}. ${here}, ${process.cwd()}.`, { cause });
  }
}

async function* readFolder(folder: string, options: Options): AsyncGenerator<PageFound> {
  const { onIgnored, rules = {} } = options;
  let files = 0;
  const ignored = { files: 0, example: '' };
  for await (const entry of listFolder(folder)) {
    const below = nameOf(relative(folder, entry.path));
    const isRead = entry.is !== 'ignored' && !isLeftOut({ file: nameOf(entry.path), below }, rules);
    if (!isRead) {
      ignored.example ||= nameOf(entry.path);
      ignored.files += 1;
      continue;
    }
    files += 1;
    if (entry.is === 'file') yield* readFile(entry.path, below, options);
    if (entry.is === 'broken') yield* told(entry.error, { file: nameOf(entry.path) });
  }
  if (ignored.files > 0) onIgnored?.({ folder: nameOf(folder), ...ignored });
  if (files === 0) yield warning({ file: nameOf(folder) }, `there is no file of articles in it; Saola reads ${KINDS}`);
}

/** `below`: the path below the given folder, absent for a file given by itself. */
async function* readFile(
  path: string,
  below: string | undefined,
  { signal, rules = {}, now = Date.now(), tellLeftOut = false, remote }: Options,
): AsyncGenerator<PageFound> {
  const file = nameOf(path);
  const rule = ruleFor({ file, below }, rules);
  const again = (): Promise<Chunks> => readBytes(path, signal);
  let last: Origin = { file };
  try {
    const readList = remote.readList.bind(remote);
    for await (const found of readContent({ file, below, rule, now, again, tellLeftOut, readList }, await again())) {
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
