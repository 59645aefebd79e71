/** Given a folder, serves the files that stood in it at the start, and nothing else: what is not on that list has no
 *  address, so no way of writing a path leads out of the folder. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { SaolaError } from '../../core/errors.ts';
import { isNamedBy, strongEtag } from './etag.ts';

export type StaticFile = {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
};

/** `null` where nothing stands under the path. Paths are as sent, percent-encoded. */
export type StaticFiles = (path: string, ifNoneMatch: string | undefined) => Promise<StaticFile | null>;

/** What a built page is made of; anything else is bytes. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Throws `SaolaError('bad-request')` where the folder holds no `index.html`. */
export async function staticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw noPage(folder, cause);
  });
  for (const entry of entries) {
    if (!entry.isFile()) continue; // no links either: one could lead out
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join('/')}`, file);
  }
  const front = files.get('/index.html');
  if (!front) throw noPage(folder);
  files.set('/', front);

  return async (path, ifNoneMatch) => {
    const file = files.get(decoded(path));
    if (!file) return null;
    const bytes = await readFile(file);
    const etag = strongEtag(bytes);
    const headers = { etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' };
    if (isNamedBy(ifNoneMatch, etag)) return { status: 304, headers, bytes: new Uint8Array() };
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return { status: 200, headers: { ...headers, 'content-type': type }, bytes };
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function noPage(folder: string, cause?: unknown): SaolaError {
  return new SaolaError('bad-request', `There is no index.html in ${folder}. Build the page first: npm run build.`, {
    cause,
  });
}
