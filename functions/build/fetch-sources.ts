/** Given a store of articles and the names of objects in it, puts them into a folder under the same names. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SaolaError } from '../../core/errors.ts';
import type { Store } from '../../core/store/store.ts';

/** Of an object, so much is in memory at once. */
const PIECE_BYTES = 16 * 1024 * 1024;

/** Every function uses the same folder, so that an article that is called by its path is called the same by all of them; what
 *  an earlier event left there goes first. Returns the paths. Throws `bad-source` where an object is not there. */
export async function fetchSources(articles: Store, names: readonly string[], folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  const paths: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(Readable.from(piecesOf(articles, name)), createWriteStream(path));
    paths.push(path);
  }
  return paths;
}

async function* piecesOf(articles: Store, name: string): AsyncGenerator<Uint8Array> {
  const found = await articles.head(name);
  if (!found) {
    throw new SaolaError(
      'bad-source',
      `${articles.uri}/${name} is not there. Nothing was built; copy it there, or leave it out.`,
    );
  }
  for (let offset = 0; offset < found.bytes; offset += PIECE_BYTES) {
    const piece = await articles.get(name, { range: { offset, length: PIECE_BYTES } });
    const wanted = Math.min(PIECE_BYTES, found.bytes - offset);
    if (piece?.bytes.length !== wanted) {
      throw new SaolaError('store-unavailable', `${articles.uri}/${name} changed while it was read. Try again.`);
    }
    yield piece.bytes;
  }
}
