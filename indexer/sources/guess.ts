/** Given some records of a source, returns where in them the fields of an article seem to stand. A guess, for a person to look
 *  at; nothing is ever indexed by it unseen. */
import { parseIsoDate } from '../../core/iso-date.ts';
import { namesOf } from './csv/columns.ts';
import { isRecord, type Json } from './paths.ts';
import { ARTICLE_KEYS, type ArticleKey } from './rule.ts';
import { slugOf } from './slug.ts';
import { parseVietnameseDate } from './vietnamese-date.ts';

export type Guess = {
  readonly fields: Partial<Readonly<Record<ArticleKey, string>>>;
  readonly htmlFields: readonly ArticleKey[];
  readonly dateFormats: readonly string[];
  /** Paths that no field was seen in. */
  readonly others: readonly string[];
};

/** Deeper, records hold what belongs to something else. */
const MAX_DEPTH = 4;
/** What a field is wrapped in: `title.rendered` of WordPress, `section.name`, `cover.url`. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'rendered',
  'name',
  'value',
  'text',
  'raw',
  'label',
  'url',
  'src',
  'html',
]);
const TAG = /<(?:p|div|br|span|a|img|h[1-6]|ul|strong|em)\b[^>]*>/i;

type Leaf = { readonly path: string; readonly names: readonly string[]; readonly value: unknown };

export function guessFields(records: readonly Json[]): Guess {
  const leaves = new Map<string, Leaf>();
  for (const record of records)
    for (const leaf of leavesOf(record, [])) if (!leaves.has(leaf.path)) leaves.set(leaf.path, leaf);
  const all = [...leaves.values()].toSorted((a, b) => a.path.split('.').length - b.path.split('.').length);
  const taken = new Map<ArticleKey, Leaf>();
  for (const key of ARTICLE_KEYS) {
    const free = all.filter((leaf) => ![...taken.values()].includes(leaf));
    const found = namesOf(key)
      .map((name) => free.find(({ names }) => names.includes(name)))
      .find((leaf) => leaf !== undefined);
    if (found) taken.set(key, found);
  }
  const fields = Object.fromEntries([...taken].map(([key, { path }]) => [key, path])) as Guess['fields'];
  return {
    fields,
    htmlFields: [...taken].filter(([key, { value }]) => isProse(key) && TAG.test(String(value))).map(([key]) => key),
    dateFormats: [
      ...new Set([taken.get('publishedAt'), taken.get('updatedAt')].flatMap((leaf) => formatOf(leaf?.value))),
    ],
    others: all.map(({ path }) => path).filter((path) => !Object.values(fields).includes(path)),
  };
}

const isProse = (key: ArticleKey): boolean => key === 'title' || key === 'summary' || key === 'body';

function* leavesOf(value: unknown, path: readonly string[]): Generator<Leaf> {
  const inside: unknown = Array.isArray(value) ? value.find((each) => each !== null) : value;
  if (isRecord(inside) && path.length < MAX_DEPTH) {
    for (const [key, each] of Object.entries(inside)) yield* leavesOf(each, [...path, key]);
  } else if (path.length > 0 && !isRecord(inside) && inside !== null && inside !== '') {
    yield { path: path.join('.'), names: namesIn(path), value: inside };
  }
}

/** The last part, and the one before it where the last only wraps it. */
function namesIn(path: readonly string[]): string[] {
  const slugs = path.map((part) => slugOf(part.replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')));
  const [last = '', before] = slugs.toReversed();
  if (before === undefined) return [last];
  return WRAPPERS.has(last) ? [before] : [last];
}

/** 1e8 seconds are in 1973, 1e11 milliseconds too. */
function formatOf(value: unknown): string[] {
  const number = typeof value === 'number' || /^\d{9,14}$/.test(String(value)) ? Number(value) : NaN;
  if (number >= 1e11) return ['unix-ms'];
  if (number >= 1e8) return ['unix'];
  const text = typeof value === 'string' ? value : '';
  return text === '' || parseIsoDate(text) !== null || parseVietnameseDate(text) !== null
    ? []
    : [`? ${text.slice(0, 40)}`];
}
