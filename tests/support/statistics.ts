/** The averages of articles, for an index that holds just these. */
import type { Article } from '../../core/article.ts';
import { averagesOf, wordsIn } from '../../core/index/article-terms.ts';
import type { Statistics } from '../../core/index/manifest.ts';

export function statisticsOf(articles: readonly Article[]): Statistics {
  return averagesOf(wordsIn(articles), articles.length);
}
