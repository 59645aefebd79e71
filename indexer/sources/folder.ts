/** Given a folder, returns the files in it that may hold articles, in the same order on every machine. */
import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mayHoldArticles } from './kinds.ts';

/** `broken`: a link or folder that cannot be read. */
export type Entry =
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'ignored'; readonly path: string }
  | { readonly is: 'broken'; readonly path: string; readonly error: unknown };

/** Hidden ones, what npm has put there, and what says how the others are read. */
const NOT_ARTICLES = /^(?:\..*|node_modules|saola\.config\.\w+)$/;

/** Where browsers put what belongs to a page that they save: pictures, scripts, and frames that are pages of their own. */
const BELONGINGS = /_files$/i;

/** Into subfolders too; links are followed, but not in circles. Hidden files and folders, `node_modules` and files of
 *  other kinds are `ignored`. */
export async function* listFolder(folder: string, above: readonly string[] = []): AsyncGenerator<Entry> {
  const opened = await open(folder);
  if ('error' in opened) {
    yield { is: 'broken', path: folder, error: opened.error };
    return;
  }
  if (above.includes(opened.real)) {
    yield { is: 'ignored', path: folder };
    return;
  }
  for (const name of opened.names) {
    const path = join(folder, name);
    const kind = NOT_ARTICLES.test(name) ? 'other' : opened.others.has(name) ? await kindOf(path) : 'file';
    const isOfPage = kind === 'folder' && BELONGINGS.test(name) && opened.names.some((other) => isPageOf(other, name));
    if (isOfPage) yield { is: 'ignored', path };
    else if (kind instanceof Error) yield { is: 'broken', path, error: kind };
    else if (kind === 'folder') yield* listFolder(path, [...above, opened.real]);
    else yield { is: kind === 'file' && mayHoldArticles(name) ? 'file' : 'ignored', path };
  }
}

/** `Bài một.html` beside `Bài một_files`. */
function isPageOf(name: string, folder: string): boolean {
  return /\.html?$/i.test(name) && name.replace(/\.html?$/i, '') === folder.replace(BELONGINGS, '');
}

/** Entries that are asked for at a time: there may be a million, and of each all that is wanted is its name. */
const AT_ONCE = 1024;

/** `others`: of the names those of which the folder does not say that they are files. There may be very many that are. */
type Opened = { readonly real: string; readonly names: readonly string[]; readonly others: ReadonlySet<string> };

async function open(folder: string): Promise<Opened | { readonly error: unknown }> {
  try {
    const [names, others] = [[] as string[], new Set<string>()];
    for await (const entry of await opendir(folder, { bufferSize: AT_ONCE })) {
      names.push(entry.name);
      if (!entry.isFile()) others.add(entry.name);
    }
    // By code units: a locale would sort differently elsewhere.
    return { real: await realpath(folder), names: names.toSorted((a, b) => (a < b ? -1 : 1)), others };
  } catch (error) {
    return { error };
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'other' | Error> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
