/** Given an article and what was learned, returns what is left of its body when the site's own lines are taken out, and those lines
 *  with the reasons; captions among them become captions of the article. Where that would be a good part of the body, something else is going on, and it stays whole. */
import type { Article } from '../../core/article.ts';
import { articleOfPage } from '../sources/scraped.ts';
import type { LeftOut } from '../sources/source.ts';
import { edgesOf } from './edges.ts';
import { folded, lineOf, type Line } from './line.ts';

export type Learned = {
  /** By `Line.key`: in how many articles it stands. */
  readonly lines: ReadonlyMap<string, number>;
  /** Whether an article has this title, of which letters and digits are left. */
  readonly isTitle: (text: string) => boolean;
};

/** `isWhole`: more than `MOST` would have gone, so nothing did. */
export type Cut = {
  readonly body: string;
  /** What stood in the body below its pictures. */
  readonly captions: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly isWhole: boolean;
};

/** Of the letters of a body. */
const MOST = 0.3;
/** Names of people and places have fewer words. */
const TITLE_WORDS = 5;
/** Lines at the end that may stay between others that go: a signature, say. */
const GAP = 2;

/** The same article where nothing goes. */
export function cutArticle(
  article: Article,
  learned: Learned,
): Omit<Cut, 'body' | 'captions'> & { readonly article: Article } {
  const { body, captions, ...rest } = cutBody(article, learned);
  if (body === article.body) return { article, ...rest };
  const all = [...new Set([...(article.captions ?? []), ...captions])];
  return { article: { ...article, body, ...(all.length > 0 && { captions: all }) }, ...rest };
}

export function cutBody({ title, body }: Pick<Article, 'title' | 'body'>, learned: Learned): Cut {
  const leftOut: LeftOut[] = [];
  const page = articleOfPage(body, (text, why) => leftOut.push({ text, why }));
  const raw = page.text.split('\n');
  const why = reasons(raw.map(lineOf), folded(title), learned);
  for (const [at, reason] of why.entries())
    if (reason !== undefined) leftOut.push({ text: raw[at] as string, why: reason });
  if (leftOut.length === 0 && page.text === body) return { body, captions: page.captions, leftOut, isWhole: false };
  const kept = raw
    .filter((_, at) => why[at] === undefined)
    .join('\n')
    .trim();
  const isWhole = lettersIn(kept) < (1 - MOST) * lettersIn(body);
  return { body: isWhole ? body : kept, captions: isWhole ? [] : page.captions, leftOut, isWhole };
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Why each line goes, `undefined` where it stays. */
function reasons(lines: readonly Line[], title: string, learned: Learned): (string | undefined)[] {
  const shown = lines.flatMap((line, at) => (line.text === '' ? [] : [at]));
  const why: (string | undefined)[] = lines.map(() => undefined);
  const line = (place: number): Line => lines[shown[place] as number] as Line;
  const put = (place: number, reason: string): void => void (why[shown[place] as number] = reason);
  const isGone = (place: number): boolean => why[shown[place] as number] !== undefined;
  const { start, end } = edgesOf(shown.length);

  for (let place = 0; place < shown.length; place += 1) {
    const { kind, key } = line(place);
    if (kind === 'furniture' && learned.lines.has(key)) put(place, furniture(learned, key));
    else if (place >= start && isTeaser(line(place), title, learned))
      put(place, 'teaser: the title of another article');
  }
  for (let place = 0; place < start; place += 1)
    if (isLearned(line(place), learned)) put(place, repeated(learned, line(place).key));
  // What goes makes room: behind it the end is as long as before.
  for (let place = shown.length - 1, stayed = 0; place >= start && stayed < Math.min(end, GAP + 1); place -= 1) {
    if (!isGone(place) && isLearned(line(place), learned)) put(place, repeated(learned, line(place).key));
    if (!isGone(place)) stayed += 1;
  }
  return why;
}

const furniture = ({ lines }: Learned, key: string): string => `furniture, as ${inArticles(lines.get(key))}`;
const repeated = ({ lines }: Learned, key: string): string => `repeated: ${inArticles(lines.get(key))}`;
const inArticles = (articles = 0): string => `it stands in ${articles.toLocaleString('en-US')} articles`;

const isLearned = ({ kind, key }: Line, { lines }: Learned): boolean => kind === 'plain' && lines.has(key);

/** A sentence that is a title stands in a text for its own sake. */
const isTeaser = ({ text, words, isSentence }: Line, title: string, { isTitle }: Learned): boolean =>
  words >= TITLE_WORDS && (!isSentence || text.endsWith('?')) && isOther(folded(text), title, isTitle);

const isOther = (text: string, title: string, isTitle: Learned['isTitle']): boolean => text !== title && isTitle(text);
