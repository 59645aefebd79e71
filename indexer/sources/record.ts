/** Given a record of any shape, returns the article that it is by the rule for its file, or what is wrong with it.
 *  Every kind of file with fields goes through here: where they stand, their HTML, their dates, and the address. */
import { readDate, VIETNAM } from './dates.ts';
import { textOfHtml } from './html-text.ts';
import { allAt, firstAt, isRecord, type Json } from './paths.ts';
import { readArticle, warning } from './piece.ts';
import type { Place, Reading } from './reading.ts';
import { ARTICLE_KEYS, type ArticleKey, type Rule } from './rule.ts';
import type { Found } from './source.ts';
import { makeUrl } from './url-template.ts';

/** What a kind of file is used to. */
export type Kind = {
  /** Where its fields stand; `null` where they have the names of an article. */
  readonly fields: Partial<Readonly<Record<ArticleKey, readonly string[]>>> | null;
  /** A text in `tags` or `authors` is a list with commas. */
  readonly splitsLists: boolean;
  /** Its texts have been through `FileText.mend`. */
  readonly isMended: boolean;
};

export const ARTICLES: Kind = { fields: null, splitsLists: false, isMended: false };

const LISTS: readonly ArticleKey[] = ['tags', 'authors'];
/** Several paragraphs of a body, or captions, may be a list, too. */
const MANY: ReadonlySet<ArticleKey> = new Set([...LISTS, 'body', 'captions']);

export function readRecord(record: unknown, { line, id }: Place, reading: Reading, kind: Kind = ARTICLES): Found[] {
  const { file, fileText, rule } = reading;
  const origin = { file, ...(line !== undefined && { line }) };
  if (!isRecord(record)) return readArticle(record, origin, id);
  const picked = pick(record, kind, rule);
  const mended = kind.isMended ? { json: picked, warnings: [] } : fileText.mendJson(picked, origin);
  if (!isRecord(mended.json)) return readArticle(mended.json, origin, id);
  const dated = withDates(mended.json, rule);
  const { url, missing } = rule.url === undefined ? {} : makeUrl(rule.url, dated, record, reading);
  const warnings =
    missing === undefined ? [] : [warning(origin, `no address was made of "${rule.url}": there is no {${missing}}`)];
  return [...mended.warnings, ...warnings, ...readArticle(url === undefined ? dated : { ...dated, url }, origin, id)];
}

function pick(record: Json, { fields: usual, splitsLists }: Kind, rule: Rule): Json {
  const picked: Record<string, unknown> = usual === null ? { ...record } : {};
  for (const key of ARTICLE_KEYS) {
    const paths = rule.fields?.[key] ?? usual?.[key];
    if (paths !== undefined) picked[key] = MANY.has(key) ? allAt(record, paths) : firstAt(record, paths);
    if (rule.leaveOutFields?.includes(key)) delete picked[key];
    else if (rule.htmlFields?.includes(key)) picked[key] = withoutTags(picked[key]);
  }
  if (splitsLists) for (const key of LISTS) picked[key] = splitList(picked[key]);
  return picked;
}

function withoutTags(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTags);
  return typeof value === 'string' ? textOfHtml(value) : value;
}

function splitList(value: unknown): unknown {
  return typeof value === 'string' ? value.split(/[,;|]/).map((each) => each.trim()) : value;
}

function withDates(article: Json, { dateFormats: formats = [], zone = VIETNAM }: Rule): Json {
  const dated = { ...article };
  for (const key of ['publishedAt', 'updatedAt'] as const) {
    if (dated[key] !== undefined) dated[key] = readDate(dated[key], { formats, zone });
  }
  return dated;
}
