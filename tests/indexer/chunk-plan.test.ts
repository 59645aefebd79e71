/** What chunks are called by: everything that they are made of, so that nothing old is taken for new. */
import { expect, test } from 'vitest';
import { contentHash } from '../../core/index/hash.ts';
import { FORMAT, type Statistics } from '../../core/index/manifest.ts';
import { ANALYZER } from '../../core/text/analyze.ts';
import { MAKING, planChunks } from '../../indexer/chunk-plan.ts';
import { indexChunk } from '../../indexer/chunk.ts';
import { Scratch } from '../../indexer/scratch.ts';
import { Spool } from '../../indexer/spool.ts';
import type { Article } from '../../core/article.ts';
import { madeArticles } from '../support/articles.ts';

const STATISTICS: Statistics = { averageTitle: 10, averageBody: 40 };
const articles = [...madeArticles(30, 17)];

const KURIL: Article = {
  id: 'nam-kuril',
  title: 'Nhật Bản và Nga đàm phán về quần đảo Nam Kuril',
  body: 'Hai bên gặp nhau bên lề hội nghị của Liên Hợp Quốc (LHQ) ở Osaka.',
  publishedAt: '2019-06-29',
};
const SAOLA: Article = {
  id: 'sao-la',
  title: 'Sao la tái xuất ở Quảng Nam',
  body: 'Loài thú quý hiếm vừa được máy ảnh tự động ghi lại, theo Liên Hợp Quốc (LHQ).',
};

function spoolOf(list: readonly Article[]): Spool {
  const spool = new Spool(new Scratch({ inMemory: Infinity }));
  for (const article of list) spool.add(article);
  return spool;
}
function namesOf(list: readonly Article[], statistics = STATISTICS): string[] {
  const spool = spoolOf(list);
  return planChunks(spool, spool.inOrder(), statistics).map(({ name }) => name);
}

test.each([
  { why: 'the averages', names: () => namesOf(articles, { ...STATISTICS, averageBody: 41 }) },
  { why: 'an article less', names: () => namesOf(articles.slice(1)) },
  {
    why: 'a comma',
    names: () => namesOf(articles.map((each, i) => (i === 9 ? { ...each, body: `${each.body},` } : each))),
  },
  { why: 'an id', names: () => namesOf(articles.map((each, i) => (i === 9 ? { ...each, id: 'bai-khac' } : each))) },
])('another name for $why', ({ names }) => expect(names()).not.toEqual(namesOf(articles)));

test('the same name in any order of the sources', () => {
  expect(namesOf(articles.toReversed())).toEqual(namesOf(articles));
});

test('chunks are as they were under this name: where this fails, raise MAKING, unless format or analyzer have a new name', async () => {
  const spool = spoolOf([KURIL, SAOLA]);
  const lines = Array.from(spool.inOrder(), (number) => spool.line(number));
  const { run, usual, learned } = await indexChunk({ lines, statistics: STATISTICS }, { onProgress: () => {} });
  const made = contentHash([...run, usual.syllables, usual.pairs, new TextEncoder().encode(JSON.stringify(learned))]);
  expect({ of: `${MAKING} ${FORMAT} ${ANALYZER}`, made }).toMatchInlineSnapshot(`
    {
      "made": "2224bffa4059adac50c93f44fa3872872011bd6b87b5ebd5a8a3cb21696a71c4",
      "of": "1 5 vi-1",
    }
  `);
});
