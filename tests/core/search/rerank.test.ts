import { expect, test } from 'vitest';
import type { SegmentFound } from '../../../core/index/adapter.ts';
import { SIGNATURE_WORDS } from '../../../core/index/signature.ts';
import { rerank, RERANKED } from '../../../core/search/rerank.ts';

/** A segment whose articles have the signatures named: equal letters are equal articles, `a` and `b` are like by chance. */
function segmentOf(names: string): SegmentFound {
  const signatures = new Uint32Array(names.length * SIGNATURE_WORDS);
  signatures.forEach((_, word) => {
    const inFirstHalf = word % SIGNATURE_WORDS < SIGNATURE_WORDS / 2;
    signatures[word] = names[Math.floor(word / SIGNATURE_WORDS)] === 'b' ? 0xaaaaaaaa : inFirstHalf ? 0xffffffff : 0;
  });
  return { signatures } as SegmentFound;
}
const docsOf = (ranked: readonly { readonly doc: number }[]) => ranked.map(({ doc }) => doc);
const at = (doc: number, score: number) => ({ segment: 0, doc, score, own: score, lifted: null });
const again = (...asked: Parameters<typeof rerank>) => rerank(...asked).ranked;

test('an article like the best ones passes one that is like none', () => {
  const ranked = [at(0, 10), at(1, 9), at(2, 5), at(3, 4.9)];
  expect(docsOf(again(ranked, [segmentOf('aaba')], 2))).toEqual([0, 1, 3, 2]);
  expect(docsOf(again(ranked, [segmentOf('aaab')], 2))).toEqual([0, 1, 2, 3]);
});

test('scores only grow, more for short queries', () => {
  const found = [segmentOf('aaa')];
  const ranked = [at(0, 10), at(1, 9), at(2, 8)];
  const [short, long] = [again(ranked, found, 2), again(ranked, found, 9)];
  short.forEach(({ score }, i) => expect(score).toBeGreaterThan((long[i] as { score: number }).score));
  long.forEach(({ score }, i) => expect(score).toBeGreaterThan((ranked[i] as { score: number }).score));
});

test('what stands behind the best fifty keeps its place behind them', () => {
  const many = Array.from({ length: RERANKED + 5 }, (_, doc) => at(doc, 100 - doc));
  const found = [segmentOf('a'.repeat(many.length))];
  expect(docsOf(again(many, found, 3)).slice(RERANKED)).toEqual([50, 51, 52, 53, 54]);
});

test('one article, none, and scores of zero stay as they are', () => {
  const found = [segmentOf('aa')];
  expect(again([], found, 1)).toEqual([]);
  expect(again([at(0, 3)], found, 1)).toMatchObject([{ doc: 0, score: 3 }]);
  expect(again([at(0, 0), at(1, 0)], found, 1)).toEqual([at(0, 0), at(1, 0)]);
});
