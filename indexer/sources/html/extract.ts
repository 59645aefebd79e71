/** Given the text of a page, returns the article in it as `parseArticle` wants it, or why there is none. */
import { parseWebLink } from '../../../core/web-link.ts';
import { parseVietnameseDate } from '../vietnamese-date.ts';
import { areBureaus, authorsOf } from './authors.ts';
import { addressOf } from './address.ts';
import { blocksOf } from './blocks.ts';
import { countWords, skeleton } from './clean.ts';
import { findContainer } from './container.ts';
import { datesOf } from './dates.ts';
import { parsePage } from './dom.ts';
import { unglue } from './glued.ts';
import { isNode, listIn, textIn } from './json-ld.ts';
import { framesAbove, picturesIn } from './pictures-above.ts';
import type { Aside } from '../aside.ts';
import type { Leave } from '../source.ts';
import { asideByHead, asideByShape } from './kind.ts';
import { marksOf, type Mark } from './marked.ts';
import { measure } from './measure.ts';
import { mendTexts } from './mend.ts';
import { pageOf, type Page } from './page.ts';
import { sectionOf } from './section.ts';
import { summaryOf } from './summary.ts';
import { tagsOf } from './tags.ts';
import { titleOf, type Title } from './title.ts';
import { droppedAnd, tellAround } from './left-out.ts';
import { trim, type Known } from './trim.ts';

export type Extracted =
  | {
      readonly is: 'article';
      readonly json: Readonly<Record<string, unknown>>;
      readonly fromPath: string | undefined;
      readonly isVariant: boolean;
    }
  | { readonly is: 'aside'; readonly why: Aside }
  | { readonly is: 'broken'; readonly problem: string };

/** `path`: of the file below the folder that was given, or the address it was fetched from; absent for a file given by itself.
 *  `mend` puts all texts of the page right, together. `leave` is told each piece of the page that is left out. */
export function extractArticle(
  text: string,
  path: string | undefined,
  mend: (texts: readonly string[]) => readonly string[],
  leave?: Leave,
): Extracted {
  const parsed = parsePage(text);
  if (!parsed.ok) return { is: 'broken', problem: parsed.problem };
  mendTexts(parsed.document, mend);
  unglue(parsed.document);
  const page = pageOf(parsed.document);
  const atHead = asideByHead(page);
  if (atHead) return { is: 'aside', why: atHead };
  const marks = marksOf(page.document);
  const mark = (name: Mark): string | undefined => marks.get(name)?.[0];
  const found = titleOf(page);
  const title: Title = { text: mark('title') ?? found?.text ?? '', element: found?.element };
  const summary = summaryOf(page, title);
  const authors = marks.get('author') ?? authorsOf(page, title);
  const { lines, captions, signed, roots } = bodyOf(page, text, title.element, {
    title: mark('title') ?? title.text,
    summary: summary?.isShown ? summary.text : undefined,
    authors,
    leave,
  });
  const isMarked = page.document.querySelector('[data-saola-body]') !== null;
  const bodyWords = countWords(lines.join(' '));
  const atShape = asideByShape(
    page,
    { lines, bodyWords, isMarked, title: title.element, roots },
    measure(page.document.body),
  );
  if (atShape) return { is: 'aside', why: atShape };
  const body = lines.join('\n');
  if (title.text === '' && body === '') return { is: 'aside', why: 'has no text' };
  const { url, fromPath, isVariant } = addressOf(page, text, path);
  const dates = datesOf(page, title, url);
  const json = {
    id: mark('id'),
    url: mark('url') ?? url,
    title: title.text,
    summary:
      mark('summary') ?? (summary && (summary.isShown || !isRepeated(summary.text, body)) ? summary.text : undefined),
    body,
    captions,
    section: mark('section') ?? sectionOf(page, title),
    tags: marks.get('tag') ?? tagsOf(page, title),
    authors: authors.length === 0 || (areBureaus(authors) && signed.length > 0) ? signed : authors,
    publishedAt: markedDate(mark('published')) ?? dates.publishedAt,
    updatedAt: markedDate(mark('updated')) ?? dates.updatedAt,
    image: mark('image') ?? imageOf(page, url),
  };
  return { is: 'article', json, fromPath, isVariant };
}

type Body = {
  readonly lines: readonly string[];
  readonly captions: readonly string[];
  readonly signed: readonly string[];
  readonly roots: readonly Element[];
};

function bodyOf(page: Page, text: string, title: Element | undefined, known: Known): Body {
  const container = findContainer(page.document, text, title);
  if (!container) return { lines: [], captions: [], signed: [], roots: [] };
  const { roots, isDropped } = container;
  const { leave } = known;
  const frames = framesAbove(page, title, roots, isDropped);
  if (leave) tellAround(page.document.body, [...roots, ...frames], known, leave);
  const isPassed = leave ? droppedAnd(isDropped, leave) : isDropped;
  const trimmed = trim(
    [...picturesIn(frames, isDropped), ...roots.flatMap((root) => blocksOf(root, isPassed))],
    known,
    page,
  );
  const { blocks, captions, signed } = trimmed;
  return { lines: blocks.map(({ text: line }) => line), captions, signed, roots };
}

/** Blog engines take the beginning of the text for a description. */
function isRepeated(summary: string, body: string): boolean {
  const start = skeleton(summary.replace(/(?:\[?(?:…|\.{3})\]?)$/, ''));
  return skeleton(body).includes(start);
}

/** What is no date stays as it is, so that it is named. */
const markedDate = (given: string | undefined): string | undefined =>
  given === undefined ? undefined : (parseVietnameseDate(given) ?? given);

/** Relative to the page where the page has an address of its own, which a hit may not stand on. */
function imageOf({ jsonLd, meta }: Page, url: string | undefined): string | undefined {
  const first = jsonLd.resolve(listIn(jsonLd.article?.['image'])[0]);
  const given = isNode(first) ? textIn(first['url'] ?? first['contentUrl'] ?? first['@id']) : textIn(first);
  const image = given ?? meta.first('og:image', 'og:image:url', 'twitter:image');
  if (image === undefined || parseWebLink(image) === null) return undefined;
  return url && URL.canParse(url) && URL.canParse(image, url) ? new URL(image, url).href : image;
}
