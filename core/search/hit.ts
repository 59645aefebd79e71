/** Given a found article and the query, makes the hit that is answered: what is shown of it, and where to mark it. */
import type { Article } from '../article.ts';
import type { Hit } from './answer.ts';
import { findMatches } from './marks.ts';
import type { Query } from './query.ts';
import { cutSnippet, joinMarks } from './snippet.ts';

/** An article as the storage returns it. */
export type FoundArticle = { readonly id: string; readonly doc: Omit<Article, 'id'>; readonly score: number };

/** `wordWeights`: of each word of the query, how much it tells. */
export function toHit({ id, doc, score }: FoundArticle, query: Query, wordWeights: readonly number[]): Hit {
  const { url, title, section, tags, authors, publishedAt, image } = doc;
  const text = snippetText(doc);
  const inTitle = findMatches(title, query);
  const inText = findMatches(text, query);
  const { snippet, marks } = cutSnippet(text, inText.words, inText.matches, wordWeights);
  return {
    id,
    ...(url !== undefined && { url }),
    title,
    snippet,
    score: Math.round(score * 1e4) / 1e4,
    marks: {
      title: joinMarks(
        inTitle.matches.map(({ start, end }) => [start, end]),
        title,
      ),
      snippet: marks,
    },
    ...(section !== undefined && { section }),
    ...(tags !== undefined && { tags }),
    ...(authors !== undefined && { authors }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(image !== undefined && { image }),
  };
}

/** Summary and body; many bodies begin with the title or the summary again, which is no news below it. */
function snippetText({ title, summary, body }: Omit<Article, 'id'>): string {
  const text = withoutStart(body, title);
  return summary === undefined ? text : `${withoutStart(summary, title)}\n${withoutStart(text, summary)}`.trim();
}

/** Only where it stands there as a sentence or a line of its own: `Nga` begins `Ngang`, and `Nga rút quân`. */
function withoutStart(text: string, start: string): string {
  const trimmed = text.trimStart();
  if (start === '' || !trimmed.startsWith(start)) return text;
  const rest = trimmed.slice(start.length);
  const ends = /[.:!?…]["”’)]*$/u.test(start) ? /^(?:\s|$)/u : /^(?:\s*$|[^\S\n]*\n|[.:!?…]+(?:\s|$)|\s+[–—-]\s)/u;
  return ends.test(rest) ? rest.replace(/^[\s.:!?…–—-]+/u, '') : text;
}
