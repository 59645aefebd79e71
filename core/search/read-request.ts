/** Given a request, returns the plan that answers it: the query's language read, every word of it, and the filters. */
import { SaolaError } from '../errors.ts';
import type { Vocabulary } from '../index/vocabulary.ts';
import type { SearchRequest } from './answer.ts';
import type { Condition } from './filter.ts';
import { parseLanguage, type Asked, type Clause } from './language.ts';
import { planExclusion, planPhrase, type PhrasePlan } from './phrase.ts';
import { planQuery, type ClausePlan, type Plan } from './plan.ts';
import { parseQuery } from './query.ts';
import type { Synonyms } from './synonyms.ts';
import { countWords } from '../text/words.ts';
import { timeRange } from './time-range.ts';
import { MOST_WORDS_ALL_WANTED, MOST_WORDS_WITH_PHRASE } from './weights.ts';

export type ReadRequest = { readonly asked: Asked; readonly plan: Plan };

/** Throws `SaolaError('bad-request')` for a `from` or `to` that is no date; any query is read. */
export function readRequest(request: SearchRequest, vocabulary: Vocabulary, synonyms: Synonyms): ReadRequest {
  const { query: typed, sort = 'relevance', live = false } = request;
  const asked = parseLanguage(typed);
  // what is typed behind the last word counts, as it says that the word is complete
  const wordsOf = ({ words }: Clause): string => (asked.plain ? typed : words);
  const phrases = (list: Clause['phrases']): PhrasePlan[] =>
    list.map((phrase) => planPhrase(phrase, vocabulary)).filter((phrase) => phrase !== null);
  const clauses = asked.alternatives.map((clause): ClausePlan => ({
    ...planQuery(parseQuery(wordsOf(clause), { vocabulary, synonyms, live: live && asked.plain })),
    required: phrases(clause.phrases.filter((phrase) => phrase.in === 'title' || isCondition(clause))),
    excluded: clause.excluded.flatMap((all) => planExclusion(all, vocabulary) ?? []),
    conditions: clause.conditions,
  }));
  return { asked, plan: { clauses, filters: filtersOf(request), order: sort } };
}

/** A headline that quotes somebody is a description like any long query, and its siblings quote him otherwise: there, what
 *  stands in quotes only counts for the score. As a condition it costs 0.04 nDCG@10 on news-clusters,
 *  in queries of any length with up to four words beside the quotes still 0.005. */
function isCondition({ words: text, phrases }: Clause): boolean {
  const all = countWords(text);
  const quoted = phrases.reduce((sum, phrase) => sum + countWords(phrase.text), 0);
  return all <= MOST_WORDS_WITH_PHRASE && all - quoted <= MOST_WORDS_ALL_WANTED;
}

function filtersOf({ section = [], tag = [], author = [], from, to }: SearchRequest): Condition[] {
  const filters: Condition[] = [];
  for (const [of, anyOf] of [['section', section] as const, ['tag', tag] as const, ['author', author] as const]) {
    if (anyOf.length > 0) filters.push({ of, anyOf, whole: true, not: false });
  }
  const start = from === undefined ? undefined : rangeOf('from', from).from;
  const end = to === undefined ? undefined : rangeOf('to', to).before;
  if (start !== undefined || end !== undefined) {
    filters.push({
      of: 'time',
      not: false,
      ...(start !== undefined && { from: start }),
      ...(end !== undefined && { before: end }),
    });
  }
  return filters;
}

function rangeOf(name: string, text: string): { readonly from: number; readonly before: number } {
  const range = timeRange(text);
  if (range) return range;
  throw new SaolaError(
    'bad-request',
    `"${name}" is ${JSON.stringify(text.slice(0, 60))}; a date as 2019-06-28, 2019-06 or 2019 is wanted.`,
  );
}
