/** In a process of its own: builds an index and says what that took. */
import type { Article } from '../../core/article.ts';
import { readSources } from '../../indexer/sources/read.ts';
import type { Build } from '../engines/engine.ts';

export type BuildFigures = {
  readonly articles: number;
  /** From the articles in memory to the index in files. */
  readonly ms: number;
  /** The most that the process ever had in memory, the articles included. */
  readonly peakBytes: number;
};

/** Arguments: the file of articles, the folder for the index. The figures go to stdout, as JSON. */
export async function measureBuild(build: Build): Promise<void> {
  const [file = '', folder = ''] = process.argv.slice(2);
  const articles: Article[] = [];
  for await (const found of readSources([file])) if ('article' in found) articles.push(found.article);
  const start = performance.now();
  await build(articles, folder);
  const figures: BuildFigures = {
    articles: articles.length,
    ms: performance.now() - start,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  console.log(JSON.stringify(figures));
}
