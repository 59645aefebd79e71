/** Whatever is typed is answered, and the work for it is bounded: terms that are asked for, postings that are gone through. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { SearchRequest } from '../../../core/search/answer.ts';
import { openVersion, type SearchIndex } from '../../../core/search/open.ts';
import { termsOf } from '../../../core/search/plan.ts';
import { readRequest } from '../../../core/search/read-request.ts';
import { makeSynonyms } from '../../../core/search/synonyms.ts';
import { openSegments, type LiveSegment } from '../../../core/index/segment.ts';
import { BlockCache } from '../../../core/index/block-cache.ts';
import { readVocabulary, type Vocabulary } from '../../../core/index/vocabulary.ts';
import { exampleArticles } from '../../support/articles.ts';
import { publishGroups } from '../../support/published.ts';
import { WORST_QUERIES } from '../../support/worst-queries.ts';
import { anything, vietnamese } from '../text/spellings.ts';

const synonyms = makeSynonyms();
let index: SearchIndex;
let segments: readonly LiveSegment[];
let vocabulary: Vocabulary;
beforeAll(async () => {
  const { store, manifest } = await publishGroups([exampleArticles()]);
  index = openVersion(store, manifest);
  segments = openSegments(manifest, new BlockCache(store, 1 << 24));
  vocabulary = readVocabulary(
    segments.map(({ terms }) => terms.vocabulary),
    manifest.articles,
  );
});

/** An article stands once in each list of postings, so no query goes through more than terms × articles. */
async function workOf(request: SearchRequest): Promise<{ terms: number; postings: number }> {
  const terms = termsOf(readRequest(request, vocabulary, synonyms).plan);
  const lists = await Promise.all(segments.map((segment) => segment.terms.postings(terms)));
  return { terms: terms.length, postings: lists.flat().reduce((sum, list) => sum + (list?.df ?? 0), 0) };
}

/** Of 256 characters: eight alternatives of two terms and a pair for each word, and what stands in for words of each. */
const MOST_TERMS = 8 * (3 * 128 + 400);

describe.each(WORST_QUERIES)('$why', ({ query }) => {
  test.each([{ live: false }, { live: true, explain: true, sort: 'newest' as const }])('%j', async (options) => {
    const { hits, total } = await index.search({ query, ...options });
    expect(hits.length).toBeLessThanOrEqual(total);
    const { terms, postings } = await workOf({ query, ...options });
    expect(terms).toBeLessThanOrEqual(MOST_TERMS);
    expect(postings).toBeLessThanOrEqual(terms * index.articles);
  });
});

test('any text of a request is answered with bounded work', async () => {
  const signs = fc.array(
    fc.constantFrom('"', '(', ')', '|', '-', 'title:', 'mục:', 'after:2019', ' ', 'Kuril', 'nhatban', 'kurli', 'UBND'),
    {
      maxLength: 40,
    },
  );
  const text = fc.oneof(
    anything(),
    vietnamese(),
    signs.map((list) => list.join('')),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.boolean(), async (typed, live) => {
      const query = typed.slice(0, 256);
      const { hits } = await index.search({ query, live, explain: true });
      for (const { score } of hits) expect(score).toBeGreaterThan(0);
      expect((await workOf({ query, live })).terms).toBeLessThanOrEqual(MOST_TERMS);
    }),
  );
});

test('a beginning of one letter does not grow with what it may become', async () => {
  const letters = Array.from('abcdefghiklmnopqrstuvxy');
  for (const query of letters) expect((await workOf({ query, live: true })).terms).toBeLessThanOrEqual(10);
});
