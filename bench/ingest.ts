/** `npm run bench:ingest -- --articles 10000`: how many articles a second are read of each kind of source, and the most memory
 *  that takes. The files are made of the news where it is there, else of the example articles. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { command, Trouble } from '../scripts/lib/trouble.mjs';
import { bundleProgram, emptyProcess, runChild } from './child/bundle.ts';
import type { IngestFigures } from './child/ingest.ts';
import { articlesToWrite } from './ingest/articles.ts';
import { KINDS, type Written } from './ingest/files.ts';
import { describe, thisMachine } from './machine.ts';
import { toText } from './table.ts';

/** No source may take more, however large it is. */
const MAX_BYTES = 400 * 1024 * 1024;

await command(async () => {
  const { values } = parseArgs({ options: { articles: { type: 'string', default: '10000' } } });
  const count = Number(values.articles);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Trouble(`--articles has "${values.articles}"; whole numbers from 1 on are wanted.`);
  }
  const { articles, from } = await articlesToWrite(count);
  const folder = await mkdtemp(join(tmpdir(), 'saola-ingest-'));
  try {
    const program = join(folder, 'ingest.mjs');
    await bundleProgram(`import { measureIngest } from './child/ingest.ts'; await measureIngest();`, program);
    const { residentBytes } = await emptyProcess();
    const rows: string[][] = [];
    let isWell = true;
    for (const { name, write } of KINDS) {
      const written = await write(join(folder, 'sources'), articles);
      const figures = await runChild<IngestFigures>(program, [written.path]);
      isWell &&= figures.articles === count && figures.peakBytes <= MAX_BYTES;
      rows.push(rowOf(name, written, figures));
      await rm(join(folder, 'sources'), { recursive: true });
    }
    console.log(
      toText({
        title: `${count} articles (${from}), read to the end; an empty process has ${megabytes(residentBytes)} MB`,
        head: ['source', 'articles', 'skipped', 'MB', 'articles/s', 'MB/s', 'peak MB'],
        rows,
      }),
    );
    console.log(describe(thisMachine()));
    return isWell ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function rowOf(name: string, { bytes }: Written, { articles, skipped, ms, peakBytes }: IngestFigures): string[] {
  const seconds = ms / 1_000;
  return [
    name,
    String(articles),
    String(skipped),
    megabytes(bytes),
    String(Math.round(articles / seconds)),
    (bytes / 1e6 / seconds).toFixed(1),
    megabytes(peakBytes),
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
