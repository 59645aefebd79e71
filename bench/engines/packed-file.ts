/** One gzipped file with a whole index, as a site would keep it: the others have no store of their own on S3. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const NAME = 'index.json.gz';

export async function writePacked(folder: string, text: string): Promise<void> {
  await writeFile(join(folder, NAME), gzipSync(text));
}

export async function readPacked(folder: string): Promise<{ readonly text: string; readonly bytes: number }> {
  const packed = await readFile(join(folder, NAME));
  return { text: gunzipSync(packed).toString(), bytes: packed.length };
}
