/** Given a folder, returns the files in it that may hold articles, in the same order on every machine. */
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
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
  for (const entry of opened.entries) {
    const { name } = entry;
    const path = join(folder, name);
    const kind = NOT_ARTICLES.test(name) ? 'other' : await kindOf(entry, path);
    const isOfPage =
      kind === 'folder' && BELONGINGS.test(name) && opened.entries.some((other) => isPageOf(other.name, name));
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

async function open(folder: string): Promise<{ real: string; entries: Dirent[] } | { error: unknown }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // By code units: a locale would sort differently elsewhere.
    return { real: await realpath(folder), entries: entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  } catch (error) {
    return { error };
  }
}

/** What is a link, or on a file system that does not say what it is, has to be asked for. */
async function kindOf(entry: Dirent, path: string): Promise<'file' | 'folder' | 'other' | Error> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other';
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
