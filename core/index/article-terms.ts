/** Given an article, returns its terms with the slot of each: what the indexer's FlexSearch encoder hands over. */
import type { Article } from '../article.ts';
import { TermCounter, type Term, type TermKind } from '../text/analyze.ts';
import { countWords } from '../text/words.ts';
import { captionsFrequency, fieldFrequency, MIN_AVERAGE, slotOf, type FieldName } from './impact.ts';
import type { FieldWords, Statistics } from './manifest.ts';
import { isVocabularyWord } from './vocabulary.ts';

export type ArticleTerms = {
  /** Of each term: its number in `ArticleEncoder.terms`. */
  readonly numbers: readonly number[];
  /** Each once. */
  readonly terms: Term[];
  /** Of each term, in the same order. */
  readonly kinds: readonly TermKind[];
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

/** Takes articles apart, one after the other: of many, each costs less than one alone, as most of its terms are known already. */
export class ArticleEncoder {
  /** All terms until now, by their numbers. */
  readonly terms: readonly Term[];
  readonly #averages: Statistics;
  readonly #counter = new TermCounter();
  /** Of the article at hand, by the numbers of its terms; 0 elsewhere. */
  readonly #frequencies: number[] = [];

  constructor(statistics: Statistics) {
    this.#averages = statistics;
    this.terms = this.#counter.terms;
  }

  encode(article: Article): ArticleTerms {
    const { averageTitle, averageBody } = this.#averages;
    const { title, body } = fieldTexts(article);
    const numbers: number[] = [];
    this.#add(numbers, title, (count, words) => fieldFrequency('title', count, words, averageTitle));
    const inBody = this.#add(numbers, body, (count, words) => fieldFrequency('body', count, words, averageBody));
    this.#add(numbers, article.captions ?? [], (count, words) => captionsFrequency(count, inBody + words, averageBody));
    const terms: Term[] = [];
    const kinds: TermKind[] = [];
    const slots = new Uint8Array(numbers.length);
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] as number;
      const kind = this.#counter.kinds[number] as TermKind;
      terms.push(this.#counter.terms[number] as Term);
      kinds.push(kind);
      slots[at] = slotOf(kind, this.#frequencies[number] as number);
      this.#frequencies[number] = 0;
    }
    return { numbers, terms, kinds, slots };
  }

  /** Adds to the frequencies of the terms of `texts`, and the numbers of those that are new to the article to `numbers`; returns
   *  how many words the texts have. No pair crosses from one text into the next. */
  #add(numbers: number[], texts: readonly string[], frequencyOf: (count: number, words: number) => number): number {
    const counter = this.#counter;
    const frequencies = this.#frequencies;
    let words = 0;
    for (const text of texts) words += counter.add(text);
    while (frequencies.length < counter.terms.length) frequencies.push(0);
    for (const number of counter.found) {
      const before = frequencies[number] as number;
      if (before === 0) numbers.push(number);
      frequencies[number] = before + frequencyOf(counter.countOf(number), words);
    }
    counter.clear();
    return words;
  }
}

/** Of one article alone. */
export const articleTerms = (article: Article, statistics: Statistics): ArticleTerms =>
  new ArticleEncoder(statistics).encode(article);

/** The words of the vocabulary that an article holds, each once. */
export function articleWords(article: Article): Set<string> {
  const counter = new TermCounter();
  for (const text of [...Object.values(fieldTexts(article)).flat(), ...(article.captions ?? [])]) counter.add(text);
  return new Set(counter.terms.filter(isVocabularyWord));
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
