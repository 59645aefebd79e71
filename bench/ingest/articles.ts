/** Given how many are wanted, returns articles to write into files of each kind. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../core/article.ts';
import { readSources } from '../../indexer/sources/read.ts';
import { root } from '../../scripts/lib/paths.mjs';
import { decoratedNews, newsTexts } from '../corpus/source.ts';
import { NEWS, SHARED } from '../data.ts';

export type ToWrite = { readonly articles: readonly Article[]; readonly from: string };

/** Ids are `1`, `2`, …: what each kind of source can hold. */
export async function articlesToWrite(count: number): Promise<ToWrite> {
  const isThere = existsSync(join(SHARED, NEWS));
  const some = isThere ? [...decoratedNews(await newsTexts(count))] : await examples();
  const articles = Array.from({ length: count }, (_, at): Article => {
    const article = some[at % some.length];
    if (!article) throw new Error('There is no article to write.');
    return { ...article, id: String(at + 1), url: `/bai-${at + 1}/` };
  });
  return { articles, from: isThere ? 'news' : 'examples, again and again' };
}

async function examples(): Promise<Article[]> {
  const found: Article[] = [];
  for await (const each of readSources([join(root, 'examples')])) if ('article' in each) found.push(each.article);
  return found;
}
