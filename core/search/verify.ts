/** Given the best articles of a plan, keeps those whose texts hold the phrases that were asked for: postings say that the words
 *  are there, only the text that they stand side by side, in this order, in the title. */
import type { Article } from '../article.ts';
import type { PhrasePlan } from './phrase.ts';
import { textHoldsPhrase } from './phrase-in-text.ts';
import type { ClausePlan, Plan } from './plan.ts';

/** So many of the best are looked through for a first page, as each is a text that has to be read; of 84 phrases cut out of
 *  news every one that has ten articles among the best hundred has nine of them among these. */
const LEAST_LOOKED_THROUGH = 50;
/** For a later page as many as it takes, but no more than that. */
const MOST_LOOKED_THROUGH = 200;

/** Of an answer in order of date, so many of the newest (or oldest) and so many of the best. */
export const LOOKED_THROUGH_BY_DATE = LEAST_LOOKED_THROUGH;

/** How many texts are looked through for hits up to the one before `end`; `total` is a lower bound where more articles may
 *  hold the phrase. What is found for an earlier page is how that for a later one begins. */
export const lookedThrough = (end: number): number =>
  Math.min(MOST_LOOKED_THROUGH, Math.max(LEAST_LOOKED_THROUGH, end));

/** Whether the postings leave open which articles hold what is asked. */
export function needsTexts({ clauses }: Plan): boolean {
  return clauses.some(needsText);
}

/** `clauses`: the alternatives that the article answers by its postings, a bit each. */
export function holdsWhatIsAsked(plan: Plan, clauses: number, doc: Omit<Article, 'id'>): boolean {
  return plan.clauses.some((clause, i) => ((clauses >>> i) & 1) === 1 && holds(clause, doc));
}

function needsText({ required, excluded }: ClausePlan): boolean {
  return (
    required.some(({ in: where, words: list }) => where === 'title' || list.length > 1) ||
    excluded.some(({ in: where }) => where === 'title')
  );
}

function holds(
  { required, excluded }: ClausePlan,
  { title, summary = '', body, captions = [] }: Omit<Article, 'id'>,
): boolean {
  const isThere = (phrase: PhrasePlan): boolean =>
    textHoldsPhrase(title, phrase) ||
    (phrase.in === 'anywhere' && [summary, body, ...captions].some((text) => textHoldsPhrase(text, phrase)));
  return required.every(isThere) && !excluded.some((phrase) => phrase.in === 'title' && isThere(phrase));
}
