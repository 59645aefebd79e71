/** Given a query string as it came over the wire, returns the request it asks for, or all that is wrong with it.
 *  The query string is decoded here and only here: function URLs and HTTP APIs pass it on still encoded. */
import { timeRange } from '../../core/search/time-range.ts';
import { SUGGEST_LIMIT } from '../../core/search/suggest.ts';
import type { SearchRequest, SuggestRequest } from '../../core/search/answer.ts';

/** One thing wrong. `found` is absent where a wanted parameter is missing. */
export type Refusal = { readonly parameter: string; readonly found?: string; readonly allowed: string };

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Code points after NFC: a long question fits many times over, a pasted article does not. */
const MAX_QUERY = 256;
const LIMIT = { least: 1, most: 50, otherwise: 10 };
const SUGGESTIONS = { least: 1, most: SUGGEST_LIMIT.most, otherwise: SUGGEST_LIMIT.default };
const OFFSET = { least: 0, most: 1000, otherwise: 0 };
/** Values of one filter: a page lists the sections of a site, nobody more. */
const MAX_VALUES = 20;
const SORTS = ['relevance', 'newest', 'oldest'] as const;

const NAME = `1 to ${MAX_QUERY} characters, not only white space, at most ${MAX_VALUES} times`;
const DATE = 'a year, month, day or time as 2019, 2019-06, 2019-06-28 or 2019-06-28T08:30:00+07:00';
const QUERY = `1 to ${MAX_QUERY} characters, not only white space`;
const SEARCH = {
  q: QUERY,
  limit: wholeFrom(LIMIT),
  offset: wholeFrom(OFFSET),
  sort: SORTS.join(', '),
  section: NAME,
  tag: NAME,
  author: NAME,
  from: DATE,
  to: DATE,
  live: '1, or to be left out',
  explain: '1, or to be left out',
};
const SUGGEST = { q: QUERY, limit: wholeFrom(SUGGESTIONS) };
/** These may be given several times; any of the values will do. */
const REPEATED: ReadonlySet<string> = new Set(['section', 'tag', 'author']);

export type ParsedSearch = SearchRequest & Required<Pick<SearchRequest, 'limit' | 'offset'>>;

export function parseSearch(rawQuery: string): Parsed<ParsedSearch> {
  const { refusals, all, one } = parametersOf(rawQuery, SEARCH);
  const query = one('q', asQuery) ?? '';
  const limit = one('limit', (text) => asWhole(text, LIMIT)) ?? LIMIT.otherwise;
  const offset = one('offset', (text) => asWhole(text, OFFSET)) ?? OFFSET.otherwise;
  const others: { -readonly [Key in keyof SearchRequest]?: SearchRequest[Key] | undefined } = {
    sort: one('sort', (text) => SORTS.find((sort) => sort === text)),
    section: all('section', asQuery),
    tag: all('tag', asQuery),
    author: all('author', asQuery),
    from: one('from', asDate),
    to: one('to', asDate),
    live: one('live', asYes),
    explain: one('explain', asYes),
  };
  if (refusals.length > 0) return { ok: false, refusals };
  const asked = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { ok: true, value: { query, limit, offset, ...asked } };
}

/** A space at the end stays: it ends the word before it. */
export function parseSuggest(rawQuery: string): Parsed<Required<SuggestRequest>> {
  const { refusals, one } = parametersOf(rawQuery, SUGGEST);
  const query = one('q', asQuery) ?? '';
  const limit = one('limit', (text) => asWhole(text, SUGGESTIONS)) ?? SUGGESTIONS.otherwise;
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value: { query, limit } };
}

/** For a path that takes no parameters. */
export function parseNothing(rawQuery: string): Parsed<null> {
  const refusals: Refusal[] = [];
  readParameters(rawQuery, [], refusals);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value: null };
}

/** Takes the parameters that `allowed` names out of a query string that has to hold `q`; `refusals` grows as they are taken. */
function parametersOf<Name extends string>(rawQuery: string, allowed: Readonly<Record<Name | 'q', string>>) {
  const refusals: Refusal[] = [];
  const given = readParameters(rawQuery, Object.keys(allowed), refusals, REPEATED);
  const isRefused = refusals.some(({ parameter }) => parameter === 'q');
  if (!given.has('q') && !isRefused) refusals.unshift({ parameter: 'q', allowed: allowed.q });

  /** What `read` makes of each value; notes a refusal for the first that it makes nothing of. */
  const all = <T>(name: Name, read: (text: string) => T | undefined): T[] | undefined => {
    const texts = given.get(name);
    const values: T[] = [];
    for (const text of texts ?? []) {
      const value = read(text);
      if (value === undefined) {
        refusals.push({ parameter: name, found: text, allowed: allowed[name] });
        return undefined;
      }
      values.push(value);
    }
    if (values.length > MAX_VALUES) {
      refusals.push({ parameter: name, found: `${values.length} values`, allowed: allowed[name] });
      return undefined;
    }
    return texts && values;
  };
  const one = <T>(name: Name, read: (text: string) => T | undefined): T | undefined => all(name, read)?.[0];
  return { refusals, all, one };
}

/** The values of the parameters of `known` that are readable, and given once where they are not among `repeated`; `refusals`
 *  gets the others. Empty pieces (`a=1&&b=2`) say nothing and are passed over. */
function readParameters(
  rawQuery: string,
  known: readonly string[],
  refusals: Refusal[],
  repeated: ReadonlySet<string> = new Set(),
): Map<string, readonly string[]> {
  const given = new Map<string, string[]>();
  for (const piece of rawQuery.split('&').filter(Boolean)) {
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const name = decode(rawName) ?? rawName;
    const values = given.get(name) ?? [];
    given.set(name, [...values, equals < 0 ? '' : piece.slice(equals + 1)]);
  }

  const readable = new Map<string, readonly string[]>();
  for (const [name, rawValues] of given) {
    const found = rawValues.map((raw) => decode(raw) ?? raw).join(', ');
    const values = rawValues.map(decode).filter((value) => value !== undefined);
    if (!known.includes(name)) refusals.push({ parameter: name, found, allowed: onlyThese(known) });
    else if (rawValues.length > 1 && !repeated.has(name))
      refusals.push({ parameter: name, found, allowed: 'to be given once' });
    else if (values.length < rawValues.length)
      refusals.push({ parameter: name, found, allowed: 'percent-encoded UTF-8' });
    else readable.set(name, values);
  }
  return readable;
}

function onlyThese(known: readonly string[]): string {
  return known.length > 0 ? `no parameters but ${known.join(', ')}` : 'no parameters';
}

/** `undefined` where `raw` is not percent-encoded UTF-8 or holds half a surrogate pair. A form sends a space as `+`. */
function decode(raw: string): string | undefined {
  try {
    const text = decodeURIComponent(raw.replaceAll('+', ' '));
    return /\p{Surrogate}/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function asQuery(text: string): string | undefined {
  const query = text.normalize('NFC');
  return query.trim() !== '' && Array.from(query).length <= MAX_QUERY ? query : undefined;
}

function wholeFrom({ least, most }: { least: number; most: number }): string {
  return `a whole number from ${least} to ${most}`;
}

/** Digits only and one spelling for each number, so that one request has one address in every cache. */
function asWhole(text: string, { least, most }: { least: number; most: number }): number | undefined {
  if (!/^(0|[1-9]\d{0,5})$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

const asDate = (text: string): string | undefined => (timeRange(text) === null ? undefined : text);
const asYes = (text: string): true | undefined => (text === '1' ? true : undefined);
