/** Given a query string as it came over the wire, returns the request it asks for, or all that is wrong with it.
 *  The query string is decoded here and only here: function URLs and HTTP APIs pass it on still encoded. */
import type { SearchRequest } from '../../core/search/answer.ts';

/** One thing wrong. `found` is absent where a wanted parameter is missing. */
export type Refusal = { readonly parameter: string; readonly found?: string; readonly allowed: string };

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** Code points after NFC: a long question fits many times over, a pasted article does not. */
const MAX_QUERY = 256;
const LIMIT = { least: 1, most: 50, otherwise: 10 };
const OFFSET = { least: 0, most: 1000, otherwise: 0 };

const ALLOWED = {
  q: `1 to ${MAX_QUERY} characters, not only white space`,
  limit: `a whole number from ${LIMIT.least} to ${LIMIT.most}`,
  offset: `a whole number from ${OFFSET.least} to ${OFFSET.most}`,
};

export function parseSearch(rawQuery: string): Parsed<Required<SearchRequest>> {
  const refusals: Refusal[] = [];
  const given = readParameters(rawQuery, Object.keys(ALLOWED), refusals);
  const refused = new Set(refusals.map(({ parameter }) => parameter));

  /** What `read` makes of the value; notes a refusal where that is nothing. */
  const take = <T>(name: keyof typeof ALLOWED, otherwise: T, read: (text: string) => T | undefined): T => {
    if (refused.has(name)) return otherwise;
    const text = given.get(name);
    if (text === undefined) return otherwise;
    const value = read(text);
    if (value !== undefined) return value;
    refusals.push({ parameter: name, found: text, allowed: ALLOWED[name] });
    return otherwise;
  };

  const value = {
    query: take('q', '', asQuery),
    limit: take('limit', LIMIT.otherwise, (text) => asWhole(text, LIMIT)),
    offset: take('offset', OFFSET.otherwise, (text) => asWhole(text, OFFSET)),
  };
  if (!given.has('q') && !refused.has('q')) refusals.unshift({ parameter: 'q', allowed: ALLOWED.q });
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value };
}

/** For a path that takes no parameters. */
export function parseNothing(rawQuery: string): Parsed<null> {
  const refusals: Refusal[] = [];
  readParameters(rawQuery, [], refusals);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, value: null };
}

/** The parameters of `known` that are given once and readable; `refusals` gets the others. Empty pieces (`a=1&&b=2`)
 *  say nothing and are passed over. */
function readParameters(rawQuery: string, known: readonly string[], refusals: Refusal[]): Map<string, string> {
  const given = new Map<string, string[]>();
  for (const piece of rawQuery.split('&').filter(Boolean)) {
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const name = decode(rawName) ?? rawName;
    const values = given.get(name) ?? [];
    given.set(name, [...values, equals < 0 ? '' : piece.slice(equals + 1)]);
  }

  const readable = new Map<string, string>();
  for (const [name, rawValues] of given) {
    const found = rawValues.map((raw) => decode(raw) ?? raw).join(', ');
    const [raw = '', ...more] = rawValues;
    const value = decode(raw);
    if (!known.includes(name)) refusals.push({ parameter: name, found, allowed: onlyThese(known) });
    else if (more.length > 0) refusals.push({ parameter: name, found, allowed: 'to be given once' });
    else if (value === undefined) refusals.push({ parameter: name, found, allowed: 'percent-encoded UTF-8' });
    else readable.set(name, value);
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

/** Digits only and one spelling for each number, so that one request has one address in every cache. */
function asWhole(text: string, { least, most }: { least: number; most: number }): number | undefined {
  if (!/^(0|[1-9]\d{0,5})$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
