/** The articles that things are measured on: the news as far as it goes, and made of it beyond. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Article } from '../../core/article.ts';
import { firstLines, NEWS, SHARED } from '../data.ts';
import { decorated } from './decorate.ts';
import { CorpusMaker, type Text } from './make.ts';

export const REAL_ARTICLES = 30_000;

/** A real article, with its own id. */
export type News = Text & { readonly id: string };

export async function newsTexts(count = REAL_ARTICLES): Promise<News[]> {
  const texts: News[] = [];
  for await (const line of firstLines(join(SHARED, NEWS), count)) {
    const { id, title, summary, body } = JSON.parse(line) as News;
    texts.push({ id, title, summary, body });
  }
  if (texts.length < count) throw new RangeError(`${NEWS} holds ${texts.length} articles, ${count} are wanted.`);
  return texts;
}

export function* decoratedNews(news: readonly News[]): Generator<Article> {
  for (const [number, text] of news.entries()) yield decorated(text, number, text.id);
}

export function* madeArticles(maker: CorpusMaker, count: number): Generator<Article> {
  let number = 0;
  for (const text of maker.texts(count)) {
    yield decorated(text, number, `bai-${String(number + 1).padStart(7, '0')}`);
    number += 1;
  }
}

/** Real ones where there are as many. Memory: the news, however many are wanted. */
export async function articlesOf(count: number): Promise<Iterable<Article>> {
  if (count <= REAL_ARTICLES) return decoratedNews(await newsTexts(count));
  return madeArticles(new CorpusMaker(await newsTexts()), count);
}

/** A line each, as they are made. */
export async function writeLines(file: string, articles: Iterable<Article>): Promise<void> {
  const lines = function* () {
    for (const article of articles) yield `${JSON.stringify(article)}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(file));
}
