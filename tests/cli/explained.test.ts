/** What `--explain` prints adds up by hand. */
import { beforeAll, expect, test } from 'vitest';
import { explanationAsText } from '../../cli/explained.ts';
import { openVersion, type SearchIndex } from '../../core/search/open.ts';
import { exampleArticles } from '../support/articles.ts';
import { publishGroups } from '../support/published.ts';

let index: SearchIndex;
beforeAll(async () => {
  const { store, manifest } = await publishGroups([exampleArticles()]);
  index = openVersion(store, manifest);
});

test.each(['quần đảo Nam Kuril', 'thu tuong nhatban', 'hội nghji osaka'])('%s', async (query) => {
  const { explain, hits } = await index.search({ query, explain: true });
  const text = explanationAsText(explain as NonNullable<typeof explain>);
  const blocks = text.split('\n\n').slice(1);
  expect(blocks).toHaveLength(hits.length);
  blocks.forEach((block, i) => {
    const [, own = NaN, added = 0] = /([\d.]+) in all(?:\n +([\d.]+) for being like)?/.exec(block)?.map(Number) ?? [];
    const products = [...block.matchAll(/= ([\d.]+) × ([\d.]+) × ([\d.]+)(?: − ([\d.]+))?/g)].map(
      ([, impact, idf, weight, less = 0]) => Number(impact) * Number(idf) * Number(weight) - Number(less),
    );
    expect(products.length).toBeGreaterThan(0);
    expect(products.reduce((sum, product) => sum + product, 0)).toBeCloseTo(own, 1);
    expect(own + (added || 0)).toBeCloseTo(hits[i]?.score ?? NaN, 2);
  });
});

test('says how each word was read, and what did not count', async () => {
  const { explain } = await index.search({ query: 'hội nghji osaka', explain: true });
  const text = explanationAsText(explain as NonNullable<typeof explain>);
  expect(text).toContain('nghji: read as “nghi”');
  expect(text).toContain('osaka: read as typed');
});
