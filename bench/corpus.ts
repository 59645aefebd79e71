/** `npm run bench:corpus -- --articles 140000 --out FILE`: writes that many articles, made of the sentences of the news, as JSON
 *  Lines. `--check` says how near their vocabulary and pairs are to those of real ones; both can be asked for at once. */
import { parseArgs } from 'node:util';
import { command } from '../scripts/lib/trouble.mjs';
import { growthOf, type Growth } from './corpus/growth.ts';
import { CorpusMaker, type Text } from './corpus/make.ts';
import { madeArticles, newsTexts, REAL_ARTICLES, writeLines } from './corpus/source.ts';
import { NEWS, skipped } from './data.ts';
import { toMarkdown, type Table } from './table.ts';

const SIZES = [1_000, 3_000, 10_000, REAL_ARTICLES];
/** Every fifth real article makes as many as there are real ones: what the maker adds is seen beside what is real. */
const HELD_OUT = 5;
const HELD_OUT_SIZES = [6_000, 12_000, 18_000, 24_000, REAL_ARTICLES];
const FIGURES = ['exact', 'folded', 'pairs', 'repeatedPairs', 'length', 'ownPairs'] as const;
const BEYOND = [60_000, 100_000, 140_000];

await command(async () => {
  const { values } = parseArgs({
    options: {
      articles: { type: 'string', default: '140000' },
      out: { type: 'string' },
      check: { type: 'boolean', default: false },
    },
  });
  const skip = skipped([NEWS]);
  if (skip) {
    console.log(skip.line);
    return skip.exitCode;
  }
  const count = Number(values.articles);
  const news = await newsTexts();
  const maker = new CorpusMaker(news);
  if (values.out !== undefined) {
    await writeLines(values.out, madeArticles(maker, count));
    console.error(`${count} articles are in ${values.out}`);
  }
  if (values.check) for (const table of checksOf(news, maker, count)) console.log(`${toMarkdown(table)}\n`);
  return 0;
});

function* checksOf(news: readonly Text[], maker: CorpusMaker, count: number): Generator<Table> {
  const beyond = BEYOND.filter((size) => size <= count);
  const made = growthOf(maker.texts(Math.max(count, REAL_ARTICLES)), [...SIZES, ...beyond]);
  yield compared('Made of all real articles, beside them in their order', growthOf(news, SIZES), made);
  const parts = Array.from({ length: HELD_OUT }, (_, part) => news.filter((_text, i) => i % HELD_OUT === part));
  const fifth = new CorpusMaker(parts[0] as Text[]);
  yield compared(
    'Made of every fifth real article, beside all of them in parts of a fifth',
    growthOf(parts.flat(), HELD_OUT_SIZES),
    growthOf(fifth.texts(REAL_ARTICLES), HELD_OUT_SIZES),
  );
}

function compared(title: string, real: readonly Growth[], made: readonly Growth[]): Table {
  return {
    title,
    head: [
      'articles',
      'exact syllables',
      'folded',
      'pairs',
      'pairs of two articles or more',
      'syllables an article',
      'pairs an article',
    ],
    rows: made.map((figures) => {
      const beside = real.find(({ articles }) => articles === figures.articles);
      return [
        figures.articles.toLocaleString('en-US'),
        ...FIGURES.map((figure) => {
          const value = Math.round(figures[figure]).toLocaleString('en-US');
          return beside ? `${value} (${difference(figures[figure], beside[figure])})` : value;
        }),
      ];
    }),
    note: 'in brackets: how much more or less than the real ones',
  };
}

function difference(made: number, real: number): string {
  const percent = 100 * (made / real - 1);
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
}
