/** MiniSearch with its own defaults (any word, BM25+) and twice the weight on titles. */
import MiniSearch, { type Options } from 'minisearch';
import type { Article } from '../../core/article.ts';
import { HITS, type Build, type Open } from './engine.ts';
import { readPacked, writePacked } from './packed-file.ts';

const OPTIONS: Options<Article> = {
  fields: ['title', 'summary', 'body'],
  searchOptions: { boost: { title: 2 } },
};

export const build: Build = async (articles, folder) => {
  const index = new MiniSearch<Article>(OPTIONS);
  index.addAll(articles);
  await writePacked(folder, JSON.stringify(index));
};

export const open: Open = async (folder) => {
  const { text, bytes } = await readPacked(folder);
  const index = MiniSearch.loadJSON<Article>(text, OPTIONS);
  return {
    answer: async (query) =>
      index
        .search(query)
        .slice(0, HITS)
        .map(({ id }) => String(id)),
    read: () => ({ requests: 1, bytes }),
  };
};
