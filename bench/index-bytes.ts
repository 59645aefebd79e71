/** How large an index is, part by part. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Bytes by the ending of the files' names; `manifest` is what is read to open an index. What is kept of it under other
 *  names, to go back to, is not counted. */
export async function indexBytes(folder: string): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath === join(folder, 'versions')) continue;
    const part = entry.name === 'current.json' ? 'manifest' : extname(entry.name).slice(1);
    bytes[part] = (bytes[part] ?? 0) + (await stat(join(entry.parentPath, entry.name))).size;
  }
  return bytes;
}

const UNSEARCHED: ReadonlySet<string> = new Set(['records', 'suggestions']);

/** All but the texts that are only kept to be shown or suggested, which not every engine has. */
export function searchedBytes(bytes: Readonly<Record<string, number>>): number {
  return Object.entries(bytes).reduce((sum, [part, size]) => (UNSEARCHED.has(part) ? sum : sum + size), 0);
}
