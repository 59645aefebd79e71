/** Given an article, returns its terms with the slot of each: what the indexer's FlexSearch encoder hands over. */
import type { Article } from '../article.ts';
import { countTerms, kindOf, type Term, type TermCounts } from '../text/analyze.ts';
import { countWords } from '../text/words.ts';
import { captionsFrequency, fieldFrequency, MIN_AVERAGE, slotOf, type FieldName } from './impact.ts';
import type { FieldWords, Statistics } from './manifest.ts';
import { isVocabularyWord } from './vocabulary.ts';

export type ArticleTerms = {
  /** Each once. */
  readonly terms: readonly Term[];
  /** Of each term, in the same order: its FlexSearch slot. */
  readonly slots: Uint8Array;
};

/** What of an article is searched in which field. The summary is the body's first paragraph. */
function fieldTexts(article: Article): Record<FieldName, readonly string[]> {
  return {
    title: [article.title],
    body: article.summary === undefined ? [article.body] : [article.summary, article.body],
  };
}

export function articleTerms(article: Article, { averageTitle, averageBody }: Statistics): ArticleTerms {
  const { title, body } = fieldTexts(article);
  const frequencies = new Map<Term, number>();
  const add = ({ counts }: Counted, frequencyOf: (count: number) => number): void => {
    for (const [term, count] of counts) frequencies.set(term, (frequencies.get(term) ?? 0) + frequencyOf(count));
  };
  const [inTitle, inBody] = [countIn(title), countIn(body)];
  add(inTitle, (count) => fieldFrequency('title', count, inTitle.words, averageTitle));
  add(inBody, (count) => fieldFrequency('body', count, inBody.words, averageBody));
  if (article.captions) {
    const inCaptions = countIn(article.captions);
    add(inCaptions, (count) => captionsFrequency(count, inBody.words + inCaptions.words, averageBody));
  }
  const terms = [...frequencies.keys()];
  return {
    terms,
    slots: Uint8Array.from(terms, (term) => slotOf(kindOf(term), frequencies.get(term) as number)),
  };
}

type Counted = { readonly counts: TermCounts; readonly words: number };

/** No pair crosses from one text into the next. */
function countIn(texts: readonly string[]): Counted {
  const counts: TermCounts = new Map();
  let words = 0;
  for (const text of texts) words += countTerms(text, counts);
  return { counts, words };
}

/** The words of the vocabulary that an article holds, each once. */
export function articleWords(article: Article): Set<string> {
  const { counts } = countIn([...Object.values(fieldTexts(article)).flat(), ...(article.captions ?? [])]);
  return new Set([...counts.keys()].filter(isVocabularyWord));
}

/** How many words the articles have in each field, all together. Captions count in neither: averages are those of texts. */
export function wordsIn(articles: Iterable<Article>): FieldWords {
  const words = { title: 0, body: 0 };
  for (const article of articles) {
    for (const [field, texts] of Object.entries(fieldTexts(article)) as [FieldName, readonly string[]][]) {
      for (const text of texts) words[field] += countWords(text);
    }
  }
  return words;
}

/** Averages are rounded to steps of so much, so that one article more or less changes no impact of the others. */
const GRID = 0.02;
const onGrid = (value: number): number => Math.exp(Math.round(Math.log(value) / GRID) * GRID);

/** The statistics that `articleTerms` divides by, of so many articles with so many words. */
export function averagesOf(words: FieldWords, articles: number): Statistics {
  const average = (field: FieldName): number =>
    Math.max(MIN_AVERAGE[field], articles === 0 ? 0 : onGrid(words[field] / articles));
  return { averageTitle: average('title'), averageBody: average('body') };
}
