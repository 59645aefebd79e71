/** Given a found article and the query, makes the hit that is answered: what is shown of it, and where to mark it. */
import type { Article } from '../article.ts';
import type { Hit } from './answer.ts';
import type { Word } from '../text/words.ts';
import { findMatches, meantMatches, type Match, type Wanted } from './marks.ts';
import { cutSnippet, joinMarks } from './snippet.ts';

/** An article as the storage returns it. */
export type FoundArticle = { readonly id: string; readonly doc: Omit<Article, 'id'>; readonly score: number };

/** An article as it was looked through for a query. */
export type Looked = {
  readonly article: FoundArticle;
  readonly title: Found;
  readonly text: Found;
};
type Found = {
  readonly text: string;
  readonly words: readonly Word[];
  /** Whatever its accents. */
  readonly matches: readonly Match[];
  /** Those that are shown. */
  readonly marks: readonly Match[];
};

export function lookThrough(article: FoundArticle, wanted: Wanted): Looked {
  const [title, text] = [article.doc.title, snippetText(article.doc)];
  const [inTitle, inText] = [findMatches(title, wanted), findMatches(text, wanted)];
  const [ofTitle = [], ofText = []] = meantMatches([inTitle.matches, inText.matches], wanted);
  return { article, title: { text: title, ...inTitle, marks: ofTitle }, text: { text, ...inText, marks: ofText } };
}

/** `wordWeights`: of each word of the query, how much it tells. */
export function toHit({ article: { id, doc, score }, title, text }: Looked, wordWeights: readonly number[]): Hit {
  const { url, section, tags, authors, publishedAt, image } = doc;
  const { snippet, marks } = cutSnippet(text.text, text.words, text.marks, wordWeights);
  return {
    id,
    ...(url !== undefined && { url }),
    title: title.text,
    snippet,
    score: Math.round(score * 1e4) / 1e4,
    marks: {
      title: joinMarks(
        title.marks.map(({ start, end }) => [start, end]),
        title.text,
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
