/** What a site's configuration says of the files that a source has: where the fields of an article stand in them, how dates
 *  are written, which address an article has, and what is left out. */
import type { Article } from '../../core/article.ts';
import { globOf } from './glob.ts';

export type ArticleKey = keyof Article;

export const ARTICLE_KEYS: readonly ArticleKey[] = [
  'id',
  'url',
  'title',
  'summary',
  'body',
  'captions',
  'section',
  'tags',
  'authors',
  'publishedAt',
  'updatedAt',
  'image',
];

export type Rule = {
  /** Where to look for a field, in this order; a path goes into objects and lists with points: `data.attributes.title`.
   *  @default what the kind of file is used to */
  readonly fields?: Partial<Readonly<Record<ArticleKey, readonly string[]>>>;
  /** Where in a JSON object the list of articles stands: `data.items`. @default the object is one article */
  readonly list?: string;
  /** Fields that hold HTML, of which the text is taken. @default none */
  readonly htmlFields?: readonly ArticleKey[];
  /** `https://bao.vn/{section}/{id}.html`; `makeUrl` says what may stand in braces. @default what the record says */
  readonly url?: string;
  /** As `dd/MM/yyyy HH:mm`, tried in this order before the forms that are known anyway; `readDate` says which letters.
   *  @default none */
  readonly dateFormats?: readonly string[];
  /** Of times that name none: a name of the IANA database. @default `Asia/Ho_Chi_Minh` */
  readonly zone?: string;
  /** Fields that are not taken. @default none */
  readonly leaveOutFields?: readonly ArticleKey[];
  /** Pages of WordPress and Ghost are articles too, not posts alone. @default false */
  readonly pages?: boolean;
};

export type Rules = Rule & {
  /** Files that are not read, as patterns. @default none */
  readonly leaveOutFiles?: readonly string[];
  /** For files of one pattern; the first that fits counts, and what it does not say is as above it. */
  readonly files?: readonly (Rule & { readonly match: string })[];
};

/** The path as it was given, and below the given folder where there was one. */
export type FilePath = { readonly file: string; readonly below: string | undefined };

export function ruleFor(path: FilePath, { files = [], ...all }: Rules): Rule {
  const own = files.find(({ match }) => fits(path, match));
  if (!own) return all;
  const { match: _match, ...said } = own;
  return { ...all, ...said, ...(all.fields && said.fields && { fields: { ...all.fields, ...said.fields } }) };
}

export function isLeftOut(path: FilePath, { leaveOutFiles = [] }: Rules): boolean {
  return leaveOutFiles.some((pattern) => fits(path, pattern));
}

/** A pattern without `/` is one of names; any other of the path, from the given folder on or as it was given. */
function fits({ file, below }: FilePath, pattern: string): boolean {
  const glob = globOf(pattern);
  if (!pattern.includes('/')) return glob.test(file.slice(file.lastIndexOf('/') + 1));
  return glob.test(file) || (below !== undefined && glob.test(below));
}
