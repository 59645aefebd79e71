/** Given a found article and the query, makes the hit that is answered: what is shown of it, and where to mark it. */
import type { Article } from '../article.ts';
import type { Hit } from './answer.ts';
import { words, type Word } from '../text/words.ts';
import { cutBefore } from './cuts.ts';
import { findMatches, meantMatches, wholeMatches, type Match, type Wanted } from './marks.ts';
import { LENGTH } from './passage.ts';
import { cutSnippet, joinMarks } from './snippet.ts';

/** An article as the storage returns it. */
export type FoundArticle = { readonly id: string; readonly doc: Omit<Article, 'id'>; readonly score: number };

/** An article as it was looked through for a query. */
export type Looked = {
  readonly article: FoundArticle;
  readonly title: Found;
  /** `bodyFrom`: what stands before it is the summary. */
  readonly text: Found & { readonly bodyFrom: number };
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
  const inTitle = findMatches(article.doc.title, wanted);
  const looked = lookIn(article, inTitle, snippetText(article.doc, inTitle.words), wanted);
  return looked.text.marks.length === 0 ? (lookInCaptions(looked, inTitle, wanted) ?? looked) : looked;
}

function lookIn(article: FoundArticle, inTitle: Places, { text, bodyFrom }: SnippetText, wanted: Wanted): Looked {
  const { title } = article.doc;
  const inText = findMatches(text, wanted);
  const [ofTitle = [], ofText = []] = meantMatches([inTitle.matches, inText.matches], wanted);
  return {
    article,
    title: { text: title, ...inTitle, marks: wholeMatches(title, ofTitle) },
    text: { text, bodyFrom, ...inText, marks: wholeMatches(text, ofText) },
  };
}

/** Where the text holds nothing of the query, the captions that hold what not even the title does say why the article was
 *  found; `null` where none does. */
function lookInCaptions({ article, title }: Looked, inTitle: Places, wanted: Wanted): Looked | null {
  const told = new Set(title.marks.map(({ word }) => word));
  const telling = (article.doc.captions ?? []).filter((caption) =>
    findMatches(caption, wanted).matches.some(({ word }) => !told.has(word)),
  );
  if (telling.length === 0) return null;
  const looked = lookIn(article, inTitle, { text: telling.join('\n'), bodyFrom: 0 }, wanted);
  return looked.text.marks.length === 0 ? null : looked;
}

/** `wordWeights`: of each word of the query, how much it tells. */
export function toHit({ article: { id, doc, score }, title, text }: Looked, wordWeights: readonly number[]): Hit {
  const { url, section, tags, authors, publishedAt, image } = doc;
  const said = new Set(title.words.map(({ folded }) => folded));
  const { snippet, marks } = cutSnippet({ ...text, said, repeatsFrom: repeatsFrom(text) }, text.marks, wordWeights);
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

type Places = ReturnType<typeof findMatches>;
type SnippetText = { readonly text: string; readonly bodyFrom: number };

/** Summary and body; many bodies begin with the title or the summary again, which is no news below it. */
function snippetText({ title, summary, body }: Omit<Article, 'id'>, ofTitle: readonly Word[]): SnippetText {
  const text = withoutStart(body, title, ofTitle);
  const front = summary === undefined ? '' : withoutStart(summary, title, ofTitle).trim();
  if (summary === undefined || front === '') return { text, bodyFrom: 0 };
  return { text: `${front}\n${withoutStart(text, summary, words(summary))}`.trimEnd(), bodyFrom: front.length + 1 };
}

/** `wanted`: the words of `start`. Only where it stands there as a sentence or a line of its own: `Nga` begins `Nga rút quân`.
 *  Signs and capitals may differ. */
function withoutStart(text: string, start: string, wanted: readonly Word[]): string {
  const beginning = text.slice(0, 2 * start.length + 64); // with more signs between its words than those it is no repeat
  if (words(beginning, 1)[0]?.exact !== wanted[0]?.exact) return text; // nearly always
  const list = words(beginning);
  if (wanted.length === 0 || wanted.some(({ exact }, i) => list[i]?.exact !== exact)) return text;
  const next = list[wanted.length];
  const last = list[wanted.length - 1] as Word;
  if (next === undefined) return beginning.length === text.length ? '' : text;
  const between = beginning.slice(last.end, next.start);
  if (cutBefore(beginning, list, wanted.length) !== 'sentence' && !/:\s|\s[–—-]\s/u.test(between)) return text;
  return text.slice(next.start - (/["'“‘«([]*$/u.exec(between)?.[0].length ?? 0));
}

/** Sentences of so many of the same words say the same. */
const SAME_WORDS = 0.6;

/** Where the body begins, if it soon says again what the summary says, in other words; else `null`. */
function repeatsFrom({ text, words: list, bodyFrom }: Looked['text']): number | null {
  const summary = new Set(list.flatMap(({ start, folded }) => (start < bodyFrom ? [folded] : [])));
  let sentence = new Set<string>();
  const isRepeated = (): boolean => {
    let same = 0;
    for (const word of sentence) if (summary.has(word)) same += 1;
    return same > 0 && same >= Math.min(sentence.size, summary.size) * SAME_WORDS;
  };
  for (
    let i = list.findIndex(({ start }) => start >= bodyFrom);
    summary.size > 0 && i >= 0 && i < list.length;
    i += 1
  ) {
    const { start, folded } = list[i] as Word;
    if (sentence.size > 0 && cutBefore(text, list, i) === 'sentence') {
      if (isRepeated()) return bodyFrom;
      if (start > bodyFrom + LENGTH) return null;
      sentence = new Set();
    }
    sentence.add(folded);
  }
  return isRepeated() ? bodyFrom : null;
}
