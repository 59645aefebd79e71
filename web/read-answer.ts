/** Given what came over the wire, reads an answer of the contract out of it, or says that it is none.
 *  Fields that this page does not know are left alone: a newer server may send more. */
import type { Hit, Mark, SearchAnswer, SuggestAnswer, Suggestion } from '../core/search/answer.ts';

export function readAnswer(json: unknown): SearchAnswer | null {
  if (!isRecord(json)) return null;
  const { query, total, totalRelation, hits, loosened, didYouMean, version } = json;
  if (typeof query !== 'string' || !isCount(total) || !Array.isArray(hits) || typeof version !== 'string') return null;
  const read = hits.map(readHit);
  if (!read.every((hit) => hit !== null)) return null;
  return {
    query,
    total,
    totalRelation: totalRelation === 'gte' ? 'gte' : 'eq',
    hits: read,
    ...(isTexts(loosened) && { loosened }),
    ...(typeof didYouMean === 'string' && { didYouMean }),
    version,
  };
}

export function readSuggestAnswer(json: unknown): SuggestAnswer | null {
  if (!isRecord(json)) return null;
  const { query, suggestions, version } = json;
  if (typeof query !== 'string' || !Array.isArray(suggestions) || typeof version !== 'string') return null;
  const read = suggestions.map(readSuggestion);
  return read.every((suggestion) => suggestion !== null) ? { query, suggestions: read, version } : null;
}

function readSuggestion(json: unknown): Suggestion | null {
  if (!isRecord(json) || typeof json['text'] !== 'string' || json['text'].trim() === '') return null;
  return { text: json['text'], marks: readMarks(json['marks']) };
}

function readHit(json: unknown): Hit | null {
  if (!isRecord(json)) return null;
  const { id, url, title, snippet, score, marks, section, publishedAt } = json;
  if (typeof id !== 'string' || typeof title !== 'string' || typeof snippet !== 'string') return null;
  return {
    id,
    title,
    snippet,
    score: typeof score === 'number' ? score : 0,
    marks: isRecord(marks)
      ? { title: readMarks(marks['title']), snippet: readMarks(marks['snippet']) }
      : { title: [], snippet: [] },
    ...(typeof url === 'string' && { url }),
    ...(typeof section === 'string' && { section }),
    ...(typeof publishedAt === 'string' && { publishedAt }),
  };
}

/** A mark that is none is left out: better an unmarked word than no answer. */
function readMarks(json: unknown): Mark[] {
  return Array.isArray(json) ? json.filter(isMark) : [];
}

function isMark(json: unknown): json is Mark {
  return Array.isArray(json) && json.length === 2 && json.every(isCount);
}

function isCount(json: unknown): json is number {
  return typeof json === 'number' && Number.isSafeInteger(json) && json >= 0;
}

function isTexts(json: unknown): json is string[] {
  return Array.isArray(json) && json.every((text) => typeof text === 'string');
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
