/** The texts and judged queries that are measured on. They stand beside the repository, since they are not ours to publish. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { root } from '../scripts/lib/paths.mjs';

export const SHARED = join(root, '..', 'shared');
/** 30,000 articles of newspapers, one JSON object a line. */
export const NEWS = 'data/news-30k.jsonl.gz';

/** Says so in a line where one of `files` (below `shared`) is not there, and which exit code that is: nothing to measure
 *  is no failure, except for who asked for everything with `SAOLA_REAL=1`. `null` where all are there. */
export function skipped(
  files: readonly string[],
  { shared = SHARED, env = process.env }: { readonly shared?: string; readonly env?: NodeJS.ProcessEnv } = {},
): { readonly line: string; readonly exitCode: 0 | 1 } | null {
  const missing = files.map((file) => join(shared, file)).find((file) => !existsSync(file));
  if (missing === undefined) return null;
  return { line: `skipped: ${missing} is not here`, exitCode: env['SAOLA_REAL'] === '1' ? 1 : 0 };
}

/** The first `count` lines of a `.gz` file, without unpacking the rest. */
export async function* firstLines(file: string, count: number): AsyncGenerator<string> {
  const packed = createReadStream(file);
  const unpacked = packed.pipe(createGunzip());
  packed.on('error', (error) => unpacked.destroy(error));
  let taken = 0;
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) {
      if (taken === count) return;
      taken += 1;
      yield line;
    }
  } finally {
    packed.destroy();
  }
}
