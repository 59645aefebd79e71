/** In a process of its own: reads a source to its end and says what that took. */
import { readSources } from '../../indexer/sources/read.ts';

export type IngestFigures = {
  readonly articles: number;
  readonly skipped: number;
  readonly ms: number;
  /** The most that the process ever had in memory. */
  readonly peakBytes: number;
};

/** Argument: the file or folder. The figures go to stdout, as JSON. */
export async function measureIngest(): Promise<void> {
  const [path = ''] = process.argv.slice(2);
  const start = performance.now();
  let articles = 0;
  let skipped = 0;
  for await (const found of readSources([path])) {
    if ('article' in found) articles += 1;
    else if (found.problem.kind === 'skipped') skipped += 1;
  }
  const ms = performance.now() - start;
  const figures: IngestFigures = { articles, skipped, ms, peakBytes: process.resourceUsage().maxRSS * 1024 };
  console.log(JSON.stringify(figures));
}
