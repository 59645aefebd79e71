/** An article as Saola knows it, wherever it came from; and the one way in for articles from outside. */
import { hasText, headline } from './headline.ts';
import { parseIsoDate } from './iso-date.ts';
import { parseWebLink } from './web-link.ts';

/** Everything but `id`, `title` and `body` may be missing; at least one of `title` and `body` holds text. */
export type Article = {
  /** Unique within an index; any non-empty string. */
  readonly id: string;
  /** http(s) or relative; never `javascript:` or another scheme. */
  readonly url?: string;
  readonly title: string;
  readonly summary?: string;
  readonly body: string;
  /** What stands below its pictures: searched, but counting less than the body. */
  readonly captions?: readonly string[];
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly authors?: readonly string[];
  /** ISO 8601, e.g. `2019-06-28T08:30:00+07:00` or `2019-06-28`. */
  readonly publishedAt?: string;
  readonly updatedAt?: string;
  /** http(s) or relative, as `url`. */
  readonly image?: string;
};

/** Refused is what has no text, or whose text, id or dates cannot be told; `warnings` name what was dropped of the rest. */
export type ParsedArticle =
  | { readonly ok: true; readonly article: Article; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problem: string };

/** Takes what is obviously meant (a number as an id, one tag without a list around it, paragraphs as a list) and ignores
 *  keys it does not know. `fallback.id` names an article that has neither an id nor a url. */
export function parseArticle(json: unknown, fallback: { readonly id: string }): ParsedArticle {
  if (!isRecord(json)) {
    return { ok: false, problem: `an article is an object with a "title" or a "body"; found ${shown(json)}` };
  }
  const refusals: string[] = [];
  const warnings: string[] = [];
  const refuse: Complain = (key, wanted, found) => {
    refusals.push(`"${key}" must be ${wanted}; found ${shown(found)}`);
  };
  const drop: Complain = (key, wanted, found) => {
    warnings.push(`"${key}" was dropped: it must be ${wanted}; found ${shown(found)}`);
  };

  const id = idOf(json, refuse);
  const url = linkOf(json, 'url', drop);
  const body = (textOf(json, 'body', refuse) ?? '').replace(/\r\n?/g, '\n').trim();
  const givenTitle = oneLine(textOf(json, 'title', refuse) ?? '');
  const title = hasText(givenTitle) ? givenTitle : headline(body);
  const summary = textOf(json, 'summary', refuse)?.trim();
  const publishedAt = dateOf(json, 'publishedAt', refuse);
  const updatedAt = dateOf(json, 'updatedAt', refuse);
  const captions = listOf(json, 'captions', drop);
  const section = oneLine(textOf(json, 'section', drop) ?? '');
  const tags = listOf(json, 'tags', drop);
  const authors = listOf(json, 'authors', drop);
  const image = linkOf(json, 'image', drop);

  if (refusals.length === 0 && title === '') refusals.push(`no text in "title" or "body"; found ${keysOf(json)}`);
  if (refusals.length > 0) return { ok: false, problem: refusals.join('; ') };
  const article: Article = {
    id: id ?? url ?? fallback.id,
    ...(url !== undefined && { url }),
    title,
    ...(summary && { summary }),
    body,
    ...(captions && { captions }),
    ...(section && { section }),
    ...(tags && { tags }),
    ...(authors && { authors }),
    ...(publishedAt && { publishedAt }),
    ...(updatedAt && { updatedAt }),
    ...(image !== undefined && { image }),
  };
  return { ok: true, article, warnings };
}

type Complain = (key: string, wanted: string, found: unknown) => void;
type Json = Readonly<Record<string, unknown>>;

function isRecord(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function idOf(json: Json, refuse: Complain): string | undefined {
  const id = json['id'];
  if (typeof id === 'number' && !Number.isSafeInteger(id)) {
    refuse('id', 'text, or a whole number that JavaScript can hold exactly', id);
    return undefined;
  }
  return textOf(json, 'id', refuse)?.trim() || undefined;
}

function textOf(json: Json, key: string, complain: Complain): string | undefined {
  const value = json[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return String(value);
  if (key === 'body' && Array.isArray(value) && value.every((each) => typeof each === 'string')) {
    return wellFormed(value.join('\n'));
  }
  complain(key, 'text', value);
  return undefined;
}

function dateOf(json: Json, key: string, complain: Complain): string | undefined {
  const value = json[key];
  if (value === undefined || value === null || value === '') return undefined;
  const date = typeof value === 'string' ? parseIsoDate(value) : null;
  if (date === null) complain(key, 'a date as 2019-06-28 or 2019-06-28T08:30:00+07:00', value);
  return date ?? undefined;
}

function linkOf(json: Json, key: string, complain: Complain): string | undefined {
  const value = json[key];
  if (value === undefined || value === null || value === '') return undefined;
  const link = typeof value === 'string' ? parseWebLink(wellFormed(value)) : null;
  if (link === null) complain(key, 'an http(s) or a relative address', value);
  return link ?? undefined;
}

function listOf(json: Json, key: string, complain: Complain): string[] | undefined {
  const value = json[key];
  if (value === undefined || value === null) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const wrong = list.filter((each) => typeof each !== 'string' && typeof each !== 'number');
  if (wrong.length > 0) {
    complain(key, 'a list of texts', wrong[0]);
    return undefined;
  }
  const texts = list.map((each) => oneLine(wellFormed(String(each)))).filter((each) => each !== '');
  return texts.length > 0 ? [...new Set(texts)] : undefined;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Half a surrogate pair is no character: as UTF-8 it would become U+FFFD anyway, so it does here, once for all. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

const SHOWN_UNITS = 60;
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const json = JSON.stringify(value) ?? typeof value;
  return json.length <= SHOWN_UNITS ? json : `${json.slice(0, SHOWN_UNITS)}…`;
}

function keysOf(json: Json): string {
  const keys = Object.keys(json);
  if (keys.length === 0) return 'an empty object';
  const names = keys.slice(0, 8).map((key) => shown(key));
  return `only ${names.join(', ')}${keys.length > names.length ? ', …' : ''}`;
}
