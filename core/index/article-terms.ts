/** Given an article, returns its terms with the slot of each: what the indexer's FlexSearch encoder hands over. */
import type { Article } from '../article.ts';
import { countTerms, kindOf, type Term, type TermCounts } from '../text/analyze.ts';
import { countWords } from '../text/words.ts';
import { fieldFrequency, MIN_AVERAGE, slotOf, type FieldName } from './impact.ts';
import type { Statistics } from './manifest.ts';

export type ArticleTerms = {
  /** Each once. */
  readonly terms: readonly Term[];
  /** Of each term, in the same order: its FlexSearch slot, and how often it stands in the article. */
  readonly slots: Uint8Array;
  readonly counts: Uint32Array;
};

/** What of an article is searched in which field. The summary is the body's first paragraph. */
function fieldTexts(article: Article): Record<FieldName, readonly string[]> {
  return {
    title: [article.title],
    body: article.summary === undefined ? [article.body] : [article.summary, article.body],
  };
}

export function articleTerms(article: Article, statistics: Statistics): ArticleTerms {
  const averages = { title: statistics.averageTitle, body: statistics.averageBody };
  const frequencies = new Map<Term, number>();
  const totals: TermCounts = new Map();
  for (const [field, texts] of Object.entries(fieldTexts(article)) as [FieldName, readonly string[]][]) {
    const counts: TermCounts = new Map();
    let words = 0;
    for (const text of texts) words += countTerms(text, counts);
    for (const [term, count] of counts) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + fieldFrequency(field, count, words, averages[field]));
      totals.set(term, (totals.get(term) ?? 0) + count);
    }
  }
  const terms = [...frequencies.keys()];
  return {
    terms,
    slots: Uint8Array.from(terms, (term) => slotOf(kindOf(term), frequencies.get(term) as number)),
    counts: Uint32Array.from(terms, (term) => totals.get(term) as number),
  };
}

/** The statistics of a set of articles that `articleTerms` divides by. */
export function statisticsOf(articles: Iterable<Article>): Statistics {
  const words = { title: 0, body: 0 };
  let count = 0;
  for (const article of articles) {
    count += 1;
    for (const [field, texts] of Object.entries(fieldTexts(article)) as [FieldName, readonly string[]][]) {
      for (const text of texts) words[field] += countWords(text);
    }
  }
  const average = (field: FieldName): number => Math.max(MIN_AVERAGE[field], count === 0 ? 0 : words[field] / count);
  return { averageTitle: average('title'), averageBody: average('body') };
}
