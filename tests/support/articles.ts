/** Articles to index: the examples of the repository, and as many more as are wanted, made of their sentences. */
import { parseArticle, type Article } from '../../core/article.ts';
import { sourceFiles, textOf } from './sources.ts';

/** Every article of `examples/articles`, by file name. */
export function exampleArticles(): Article[] {
  return sourceFiles('examples/articles', /\.json$/)
    .toSorted()
    .map((file) => {
      const parsed = parseArticle(JSON.parse(textOf(file)), { id: file });
      if (!parsed.ok) throw new Error(`${file}: ${parsed.problem}`);
      return parsed.article;
    });
}

/** The same numbers for the same seed, from 0 to below 1 (mulberry32, public domain, Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A sentence of the examples and one put together from bits of others, so that most pairs of words stand in few articles,
 *  under a headline of names. The same seed gives the same articles. */
export function* madeArticles(count: number, seed: number): Generator<Article> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const examples = exampleArticles();
  const sentences = examples.flatMap(({ body }) => body.split(/(?<=[.!?”])\s+/)).filter((each) => each.length < 160);
  const names = [...new Set(examples.flatMap(({ body }) => body.match(/(?<= )\p{Lu}\p{Ll}+/gu) ?? []))];
  const words = sentences
    .map((sentence) => sentence.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    .filter((list) => list.length > 1);
  const bit = (): string => {
    const list = pick(words);
    const at = Math.floor(random() * (list.length - 1));
    return list.slice(at, at + 2).join(' ');
  };
  for (let number = 1; number <= count; number += 1) {
    const day = 1 + Math.floor(random() * 28);
    yield {
      id: `bai-${number}`,
      title: `${pick(names)} ${pick(names)} và ${pick(names)}`,
      body: `${pick(sentences)} ${Array.from({ length: 10 }, bit).join(' ')}.`,
      publishedAt: `2024-0${1 + Math.floor(random() * 9)}-${String(day).padStart(2, '0')}`,
    };
  }
}
