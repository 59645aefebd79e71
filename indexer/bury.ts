/** Given a segment and articles of it that are no longer live, returns it with their tombstones. */
import type { Article } from '../core/article.ts';
import { articleWords } from '../core/index/article-terms.ts';
import type { Segment } from '../core/index/manifest.ts';
import { NO_TOMBSTONES, titleHash } from '../core/index/tombstones.ts';
import { passageText } from './passages.ts';

export type Gone = { readonly doc: number; readonly article: Article };

/** `gone`: none of them buried before. */
export function buried(segment: Segment, gone: readonly Gone[]): Segment {
  if (gone.length === 0) return segment;
  const before = segment.removed ?? NO_TOMBSTONES;
  const words = new Map(before.words);
  const titles = new Map(before.titles);
  for (const { article } of gone) {
    for (const word of articleWords(article)) words.set(word, (words.get(word) ?? 0) + 1);
    const title = titleHash(passageText(article.title));
    titles.set(title, (titles.get(title) ?? 0) + 1);
  }
  const docs = [...before.docs, ...gone.map(({ doc }) => doc)].toSorted((a, b) => a - b);
  return { ...segment, removed: { docs, words, titles } };
}
