/** In a process of its own: builds an index and says what that took. */
import type { Article } from '../../core/article.ts';
import { fileStore } from '../../core/store/file.ts';
import { indexArticles } from '../../indexer/index-articles.ts';
import { readSources } from '../../indexer/sources/read.ts';
import type { Build } from '../engines/engine.ts';

export type BuildFigures = {
  readonly articles: number;
  /** From the articles (in memory, or in a file) to the index in files. */
  readonly ms: number;
  /** The most that the process ever had in memory, its articles included. */
  readonly peakBytes: number;
};

/** Arguments: the file of articles, the folder for the index. The figures go to stdout, as JSON. */
export async function measureBuild(build: Build): Promise<void> {
  const [file = '', folder = ''] = process.argv.slice(2);
  const articles: Article[] = [];
  for await (const found of readSources([file])) if ('article' in found) articles.push(found.article);
  const start = performance.now();
  await build(articles, folder);
  tell(articles.length, start);
}

/** The same for Saola as it is used: the articles come from the file as they are asked for. */
export async function measureIndexing(): Promise<void> {
  const [file = '', folder = ''] = process.argv.slice(2);
  const start = performance.now();
  const { articles } = await indexArticles(fileStore(folder), readSources([file]));
  tell(articles, start);
}

function tell(articles: number, start: number): void {
  const figures: BuildFigures = {
    articles,
    ms: performance.now() - start,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  console.log(JSON.stringify(figures));
}
